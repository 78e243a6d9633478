"""What stands to the right of a figure: the counted thing, or what it does."""

from __future__ import annotations

import re
from typing import NamedTuple

# A doing that begins the words behind a figure. Sample: 90%以上|化解在基层; near miss: 建设用地, 完成率
_VERBAL = re.compile(
    r"(?:建成|投入|投用|投运|投产|实现|完成|开工|通过|入选|获批|获评|落地|达到|达|超过|化解|接入|建立|覆盖|进入|跻身|位居|居(?!民|住|家)|列(?!车)|为(?!主|民)|"
    r"以上|以内|用于|用来|支持|保障|推动|促进|带动|助力|确保|得到|受益|上市|返乡|就业|创业|签约|交付|开业|运营|实行|纳入|参加|参与|享受|均|全部|顺利|向(?!导|阳)|倾斜|投向|来自|集中在|"
    r"对接|合作|同比|左右|并|且)"
)
# Work words behind the counted thing that are no part of it. Sample: 项目|建设; near miss: 老旧小区改造
_WORK_END = re.compile(
    r"(?:(?:全面|加快|尽快|顺利|如期|全部|按期|陆续|同步|早日)?(?:落地见效|(?<=加快)建设|落地|落实|见效|开工建设|开工|建成投用|建成投产|建成|投用|投产)|建设工作|推进工作|等工作|工作|建设|等)$"
)
# What a counted thing does, to the clause's end. Sample: 80个镇|完成“污水零直排区”建设; near miss: 80个镇
_LENT = re.compile(
    r"(?:完成|实现|入选|建成|通过|获批|达到|创成|纳入|成为|获评|跻身|开工|投产|投用|被评为|接入)[^，。；、]*"
)
# A comparator of the next figure at the end. Sample: 产业基金带动社会投资|超
_BOUND_END = re.compile(r"(?:超过|突破|达到|超|达|近|约)$")
# A bracket behind a figure. Sample: 300项|（其中本地120项）; near miss: （市）区
_BRACKET = re.compile(r"（[^（）]{0,60}）")
# How a deed is done or that it is done, in front of it. Sample: 贫困村|全部|出列, 积水点|完成|改造; near miss: 完成建设
_DONE = re.compile(
    r"(?<=[一-龥][一-龥])(?:(?:已)?(?:全部|均已|全面)(?:完成|实现)?(?!小康)"
    r"|完成(?=(?:改造|整治|治理|修复|加固|提升|拆除|搬迁|验收)(?:提升)?$))(?=[一-龥]{2})"
)
# The end of a clause. Sample: ，; near miss: 、
_STOP = re.compile(r"[，。；：！？]")


class Right(NamedTuple):
    """The words right of a figure up to `end`; `verbal` when they say what is done rather than what is counted."""

    head: str
    end: int
    verbal: bool
    owned: bool = False  # 100亿元的|基金: the figure qualifies what follows


def read_right(text: str, low: int, high: int) -> Right:
    """Take apart `text[low:high]`, the words behind a figure."""
    stop = _STOP.search(text, low, high)
    end = min(stop.start() if stop else high, low + 60)
    owned = text.startswith("的", low)
    start = low + owned
    start += text.startswith("已", start)
    if text.startswith("（", start) and (bracket := _BRACKET.match(text, start, high)):
        start = bracket.end()  # 增长7%（上年为6%）: what is in brackets is not counted
        stop = _STOP.search(text, start, high)
        end = min(stop.start() if stop else high, start + 60)
    words = text[start:end]
    if words[:1] in ("”", "）", "、", "，", ""):
        return Right("", low, False)
    verbal = _VERBAL.match(words) is not None
    trimmed = words
    if not verbal and not _LENT.search(words) and (match := _WORK_END.search(words)) and match.start() >= 2:
        trimmed = words[: match.start()]
    trimmed = _BOUND_END.sub("", trimmed.rstrip("和与及并、的"))
    return Right(_DONE.sub("", trimmed, count=1), start + len(trimmed), verbal, owned)


def lend_predicate(text: str, right: Right, low: int, high: int) -> Right:
    """3个县（市）、80个镇（街道）完成…建设: what the last member does holds for the members before it."""
    match = _LENT.search(text, low, high)
    if match is None or match.start() == low or len(right.head) > 8:
        return right
    return right._replace(head=right.head + match.group())


def extend_over_list(text: str, right: Right, comma: int, clause_end: int) -> Right:
    """驰援|武汉、荆门: a short last member of a list belongs to the words before it."""
    rest = text[comma:clause_end]
    if len(rest) <= 7 and not _LENT.search(rest):
        return right._replace(head=right.head + rest, end=clause_end)
    return right
