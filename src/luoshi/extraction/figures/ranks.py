"""Ranks: 列全省第5, 进入全国前50%, 跻身百强; an ordinal without such words is no rank."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.extraction.figures.attribution import complete, tidy
from luoshi.extraction.figures.clauses import Clause
from luoshi.extraction.figures.context import Context
from luoshi.extraction.figures.found import Found
from luoshi.extraction.figures.groups import Group
from luoshi.extraction.figures.heads import expand_heads
from luoshi.extraction.figures.measures import Polarity, op_of
from luoshi.extraction.figures.origins import FROM
from luoshi.extraction.figures.phrases import Left, read_left

# A verb of ranking. Sample: 列|全省第5; near miss: 系列, 居民, 排放
_VERB = re.compile(
    r"(?:(?:均|都|双双|稳|并|首次|继续|持续|力争|连续[^，。；、]{0,5}|历史性){0,3}"
    r"(?:(?<![系序队班陈])列(?!车|入)|位居|稳居|跃居|升居|(?<!定)居(?!民|住|家)|位列|名列|排名第?|排在|"
    r"排第?(?!放|查|水|涝|污|除|行|头)|跃升(?:至|到)?|(?:上升|提升|前移|进位|回升|晋升|升|进|降|退)(?:至|到)|跻身|进入|入围|挺进|迈入|"
    r"(?<!更)进(?!一步|行|出|程|口|展|度|步|军)|处于|位于|保持|为)(?:了)?)"
)
# Where the rank holds. Sample: 全省, 全国同类城市; near miss: 2020中国大学排行榜 (a list of its own)
_SCOPE = re.compile(
    r"^(?:在)?(?:全[省国市区州县球]|世界|亚洲|[中西东]部|东北|长三角|珠三角|长江经济带|沿海|同类|副省级|省会|计划单列|地级|地区|城市|县域|各市|"
    r"省辖|设区市|中|的|排名|前列|百|位列|增速|第一|方阵|[0-9]+[个大]|市|县|区|省|国|并列)*$"
)
# A date before a rank. Sample: 降至|2月16日|第31; near miss: 2个月
_DATE = re.compile(r"^\d{1,2}月\d{1,2}日|^(?:19|20)\d{2}年")
# A place name alone before a rank. Sample: 评估|全省第一
_BARE_SCOPE = re.compile(
    r"(?:我[省市县区州])?(?:连续[^，。；、]{1,4})?(?:全[省国市区县州球]|世界|[中西]部|全国同类[^，。；、]{0,6})(?:排名)?(?:的)?$"
)
# That a rank holds for each. Sample: 均居; near miss: 平均
_EACH = re.compile("均|都|双双")
# A movement of rank. Sample: 降至, 跃居; near miss: 从第3
_MOVED = re.compile("[降升到至进居跃]")
# A fall of rank. Sample: 降至|第31; near miss: 升至
_DOWN = re.compile("降至|降到|退至|退到")


@dataclass(frozen=True, slots=True)
class RankLeft:
    """The words left of a rank: `text[low:end]` is its subject, `scope` the list it holds in when that has a name."""

    end: int
    scope: str
    shared: bool = False  # 均, 双双: the rank holds for each


def read_rank_left(text: str, low: int, high: int, *, bare: bool) -> RankLeft | None:
    """Take apart the words left of a rank; None when nothing says that it is a rank.

    With `bare` a place name alone (全省第一) is enough; without it a verb of ranking must stand before.
    """
    base = max(low, high - 30)
    window = text[base:high]
    best: re.Match[str] | None = None
    for match in _VERB.finditer(window):
        if best is None or len(window) - match.end() > 3 or match.group() not in ("为", "保持"):
            best = match
    if best is not None:
        rest = _DATE.sub("", window[best.end() :])
        return RankLeft(base + best.start(), "" if _SCOPE.match(rest) else rest, _EACH.match(best.group()) is not None)
    found = _BARE_SCOPE.search(window) if bare else None
    return RankLeft(base + found.start(), "") if found else None


def read_rank(text: str, clause: Clause, group: Group, context: Context) -> tuple[list[Found], str]:
    """The statements of a rank, or none and the reason why it is no statement."""
    quantity = group.values[0]
    classed = text[quantity.end - 1] == "强"
    rank_left = read_rank_left(text, group.low, group.start, bare=not classed)
    before = text[max(group.low, group.start - 40) : group.start]
    if rank_left is None or (context.origin is clause and not _MOVED.search(before)):
        return [], "ordinal"
    start = FROM.search(before)
    if start and _MOVED.search(text, quantity.end, min(clause.end, quantity.end + 40)):
        left = read_left(text, group.low, group.start - len(start.group()), percent=True)
        context.set_subject(left.head or context.last)
        context.origin = clause
        return [], "start of a movement"
    left = read_left(text, group.low, rank_left.end, percent=True)
    tail = rank_left.scope + (text[quantity.start : group.high] if classed else "")
    if rank_left.shared:
        left.shared = "均"
    heads, doubts = _subjects(context, left, len(group.values))
    heads = [head + rank_left.scope for head in heads] or ([tail] if tail else [])
    low = left.start if left.head else group.low
    polarity: Polarity = "-" if _DOWN.search(before) else "+"
    values = group.values if len(group.values) == len(heads) else group.values[:1] * len(heads)
    found = [
        Found(value, head, "rank", op_of(value, left), polarity, low, value.end, doubts=doubts)
        for head, value in zip(heads, values, strict=True)
    ]
    if heads and not context.heads:
        context.set_subject(heads[-1])
    return found, "" if found else "rank without a subject"


def _subjects(context: Context, left: Left, count: int) -> tuple[list[str], tuple[str, ...]]:
    """Whose rank it is: the words before it, or what the sentence named last."""
    head = tidy(left.head)
    if head:
        named = expand_heads(head, count if count > 1 else None) if left.shared or count > 1 else [head]
        return [complete(context, one) for one in named or [head]], ()
    if left.shared and count == 1 and (named := expand_heads(context.owner)) and len(named) > 1:
        return named, ("leaned",)
    if left.shared and len(context.clause_heads) > 1:
        return context.clause_heads, ("leaned",)
    if context.heads:
        return [speed(context.last) if context.measure == "growth" else context.last], ("leaned",)
    return ([topic], ("leaned",)) if (topic := context.topic) else ([], ())


def speed(head: str) -> str:
    """The rate of growth of an indicator, by name.

    >>> speed("生产总值"), speed("工业增速")
    ('生产总值增速', '工业增速')
    """
    return head if head.endswith(("增速", "增幅", "率")) else head + "增速"
