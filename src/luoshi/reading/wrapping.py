"""Where a line ended because it was full, and how its two halves are put together again."""

from __future__ import annotations

import re

# What programs do not break over lines: a number or word, or one character, with the punctuation behind it; many of
# them also keep together what stands around a quotation mark, and a number behind punctuation.
# Sample: 64.5%；, 城，, 业“三, 表，2020年; near miss: 城市.
_UNBREAKABLE = re.compile(
    r"[“‘（《(]?(?:[!-~]{1,40}|[^!-~])"
    r"(?:[，。、；：！？）》%‰”’“‘]{1,3}(?:[!-~]{1,20}[^!-~]?|(?<=[“‘”’])[^!-~])?)?"
)
_NARROW = 0.55  # width of a Latin letter or digit, in those of a Chinese character
# Characters that never begin a line. Sample: ，; near miss: “.
_CLOSING = re.compile(r"[，。、；：！？）》”’％%‰,;:!?)]")
# Two lines of a cell that are names of units, one a line: the end of one, the start of the next.
# Sample: 市财政局 + 各县（市、区）政府; near miss: 完善公共服务中 + 心.
_UNIT_END = re.compile(r"(?:[局委办厅院会处科站队行社馆所]|中心|公司|政府|单位|部门|街道|集团|[镇乡])$")
# How the name of a unit starts. Sample: 市财政局; near miss: 完善服务.
_UNIT_START = re.compile(r"(?:[省市县区州各]|国家|国网|中国|团[省市县区]|[\u4e00-\u9fff]{2,4}[省市县区镇乡州])")
_EACH = "各"  # begins the name of a group of units, which may itself be wrapped
_OPEN_END = "等。."  # what may follow the last unit of a list


def joined(left: str, right: str) -> str:
    """Two lines of one paragraph as a single one.

    Chinese needs nothing in between, words a blank; a word that was broken with a hyphen is made whole, and so is a
    number.

    >>> [joined(*halves) for halves in (("总值", "增长"), ("达到12", "345亿元"), ("inno-", "vation"), ("of", "it"))]
    ['总值增长', '达到12345亿元', 'innovation', 'of it']
    """
    if not left or not right:
        return left + right
    before, after = left[-1], right[0]
    if before == "-" and left[-2:-1].isalpha() and left[-2:-1].isascii() and after.islower():
        return left[:-1] + right
    if not (before.isascii() and after.isascii()) or after in ",.;:!?)":
        return left + right
    number = before.isdigit() or after.isdigit() or before == "-"
    return left + right if number and not (before.isalpha() or after.isalpha()) else f"{left} {right}"


def start_width(text: str) -> float:
    """How much room the start of a line needs, in widths of a Chinese character.

    >>> start_width("城市"), round(start_width("64.5%；空气"), 2)
    (1.0, 3.75)
    """
    start = _UNBREAKABLE.match(text)
    return sum(_NARROW if character.isascii() else 1.0 for character in (start.group() if start else ""))


def begins_inside(text: str) -> bool:
    """Whether a line begins with what can only go on from the line above: closing punctuation.

    >>> begins_inside("，并"), begins_inside("“十四五”")
    (True, False)
    """
    return _CLOSING.match(text) is not None


def parts_units(above: str, below: str) -> bool:
    """Whether two lines are two names of units, although the first fills its line.

    >>> parts_units("市人力社保局", "各县（市、区）政府"), parts_units("创成美丽城镇", "省级样板11")
    (True, False)
    """
    if _UNIT_START.match(below) is None or _UNIT_END.search(above) is None:
        return False
    return below[0] == _EACH or _UNIT_END.search(below.rstrip(_OPEN_END)) is not None
