"""What a figure's sentence says aside: that it is of a larger place, of another year, or counted in another way.

None of it keeps a figure from being shown. It keeps a promise from being called missed on the strength of it.
"""

from __future__ import annotations

import re
from typing import Literal

from luoshi.reading import Document

Aside = Literal["scope", "year", "measure"]

_LEVELS = ("national", "province", "prefecture", "county", "township")
# By which words a document speaks of the whole of a place, by its level; 全区 is a region's or a district's own.
_WHOLES = {"全球": -2, "世界": -2, "全国": 0, "国家": 0, "全省": 1, "省内": 1, "全市": 2, "全县": 3}
# A word for the whole of a place. Sample: 全省; near miss: 全面
_WHOLE = re.compile("|".join(_WHOLES))
# The place in a title. Sample: 云川市2024年政府工作报告; near miss: 市政府工作报告
_TITLED = re.compile(
    r"[一-龥]{2}(省|自治区|市|自治州|县|区|旗)(?:人民政府)?[^\n，。]{0,30}(?:报告|公报|分解|分工|情况|台账|通报)"
)
_SUFFIXES = {"省": 1, "自治区": 1, "市": 2, "自治州": 2, "县": 3, "区": 3, "旗": 3}
_TOP = 200  # characters in which a document names its place
# Another year than the one told of. Sample: 上年研发投入强度2.6%; near miss: 比上年增长6%
_OTHER_YEAR = re.compile(r"(?<![比较与同])(?:上年|上一年|前年|往年|上年同期)(?!度?[末底]?(?:增|减|下降|提高|多|少))")
# Counted in another way. Sample: 同口径增长4%; near miss: 全口径税收
_OTHER_WAY = re.compile(r"同口径|可比口径|剔除|扣除|还原|还原后|不含|若按")
_AHEAD = 40  # characters behind a figure in which its sentence may say that it is counted in another way
_MARKS = "，；。,;\n"
# What may stand right behind a figure without telling that it is of a part. Sample: 以上, 并列; near miss: 试点路
_GOES_ON = "以左右的等并和及与为比同较高低位居列超完占其创实是均，。；、：,.;:（）()”’“‘！？!?\n\t \u3000…—-"


def own_level(document: Document) -> int | None:
    """The level of the place that a document is of: as its title says, else the highest that it often speaks of."""
    said = next((part.metadata.level for part in document.parts if part.metadata.level), None)
    if said in _LEVELS:
        return _LEVELS.index(said)
    if (titled := _TITLED.search(document.text, 0, _TOP)) is not None:
        return _SUFFIXES[titled[1]]
    counts = {level: document.text.count(word) for word, level in _WHOLES.items() if level > 0}
    most = max(counts, key=lambda level: counts[level])
    return most if counts[most] else None


def aside_of(text: str, start: int, end: int, *, level: int | None) -> Aside | None:
    """Why a figure may be of something else than its indicator promises; `level` is that of the document's own place.

    >>> text = "全省规上工业增加值增长6%，我市增速高于全省。"
    >>> aside_of(text, 2, 13, level=2), aside_of(text, 2, 13, level=1)
    ('scope', None)
    """
    low = max(text.rfind(mark, 0, start) for mark in _MARKS) + 1
    before = text[low:end]
    whole = _WHOLE.search(before)
    if whole and level is not None and _WHOLES[whole[0]] < level and not _compares(before, whole.start()):
        return "scope"
    if _OTHER_YEAR.search(before):
        return "year"
    stop = text.find("。", end, end + _AHEAD)
    if _OTHER_WAY.search(text, low, stop if stop >= 0 else min(len(text), end + _AHEAD)):
        return "measure"
    return "scope" if _names_more(text, end) else None


def _compares(before: str, at: int) -> bool:
    """Whether a larger place is only what the figure is held beside (增速居全省第3, 高于全国)."""
    return any(word in before[max(0, at - 4) : at] for word in ("居", "于", "占", "列", "比", "为", "入选", "获"))


def _names_more(text: str, end: int) -> bool:
    """Whether a word right behind the figure says of what kind the things are (公路120公里试点路)."""
    return end < len(text) and "一" <= text[end] <= "龥" and text[end] not in _GOES_ON
