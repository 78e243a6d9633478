"""Attribution: which indicator a figure measures, when it stands before, behind, or only further up the sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.extraction.figures.context import Context
from luoshi.extraction.figures.groups import Group
from luoshi.extraction.figures.heads import (
    ATTRIBUTE_END,
    complete_from,
    expand_heads,
    is_dependent,
    split_list,
    with_deed,
    without_act,
)
from luoshi.extraction.figures.openings import VERB_KIND, bare_object, begins_doing
from luoshi.extraction.figures.phrases import Left
from luoshi.extraction.figures.quantities import Quantity
from luoshi.extraction.figures.rights import Right

# A list whose last member is named: 双林北路等|10条断头路. Near miss: 等级
_LIST_END = re.compile(r"等(?:地|处|市|县|区|镇|国|省|县市|县区|省市|单位|部门|地区|方面|领域)?$")
# A place, which is no part of the indicator behind the figure. Sample: 甲县|3个项目; near miss: 城市
_PLACE_END = re.compile(r"(?:全域|市域|县域|辖区|地区|[一-龥]{1,6}[市县区镇省州]|[东西南北中]部)$")
# A figure spoken about, not stated. Sample: 5.5%左右的|预期增长目标
_AIM_WORD = re.compile(r"(?:目标|增长|增速|预期|任务)")
# A share without its owner. Sample: 占|规上工业比重
_SHARE_OF = re.compile(r"^占[^，。；、]{1,14}$")
# A size without the thing that has it. Sample: 其中10亿元以上|30个; near miss: 10亿元以上项目
_SIZE_ALONE = re.compile(r"(?:超|过)?[\d.一二三四五六七八九十百千万亿]{1,8}元(?:以上|及以上)?")
# The thing that the size is of, in the indicator before. Sample: 签约项目|到位资金; near miss: 到位资金
_THING = re.compile(r"项目|企业|单位|园区|大户|村")
# How much of a plan is done. Sample: 完成年计划|的102%
_PLAN = re.compile(
    r"(?:超额)?(?:完成|为|占)?(?:全年|年度|年初|年|调整|省下达|市下达)?(?:目标|计划|任务|预算|预期){1,2}(?:数)?$"
)
# A multiple of an earlier time. Sample: 是前五年|的3.2倍
_TIMES_OF = re.compile(r"^(?:是|为|相当于|达到)[^，。；、]{0,12}$")
_BRACKETS = (("“", "”"), ("（", "）"), ("《", "》"))
_INVESTED = frozenset({"投资", "总投资", "投入", "投入资金"})
# Deeds that reach persons or places: they follow their owner, 改造老旧小区|惠及3万户.
_REACHING = frozenset({"惠及", "覆盖", "服务", "吸纳", "回收", "利用", "处置", "接待"})
_PARTS = frozenset({"percent", "tenths", "share"})
# Families whose figure belongs to the words before it whenever there are any.
_LEFTWARD = frozenset(
    {
        "percent",
        "points",
        "money",
        "area",
        "length",
        "mass",
        "multiple",
        "doubling",
        "time",
        "tenths",
        "power",
        "volume",
    }
)


class Attribution(NamedTuple):
    """The indicators of a group of figures, one a statement.

    `start` is where their words begin, `doubts` what was guessed.
    """

    heads: list[str]
    start: int
    doubts: tuple[str, ...] = ()


def attribute(context: Context, group: Group, left: Left, right: Right) -> Attribution:
    """Name what the figures of a group measure; no heads when nothing does."""
    first = group.values[0]
    if left.head and not right.owned and not right.verbal and begins_doing(right.head):
        right = right._replace(head="", end=group.end)  # 新增就业2万人全力稳定重点群体就业
    if _is_spoken_of(first, left, right):
        return Attribution([], left.start)
    if right.owned and ATTRIBUTE_END.search(left.head):
        return Attribution([right.head + left.head], left.start)
    if _belongs_right(context, group, left, right):
        return _behind(group, left, right)
    if first.family == "multiple" and context.heads and _TIMES_OF.match(left.head):
        left.head = ""
    if not left.head:
        return _leaning(context, group, left, right)
    if right.verbal and first.family in _PARTS and not left.sense:
        return Attribution([left.head + right.head], left.start, ("both sides",))
    return _before(context, group, left, right)


def is_fulfilment(head: str) -> bool:
    """Whether a head only says how much of a plan or budget is done: 完成年计划, 为预算."""
    return _PLAN.match(head) is not None


def complete(context: Context, head: str) -> str:
    """A head that says nothing alone, completed by the indicator or the topic before it."""
    owner = context.owner or context.topic
    if _SIZE_ALONE.fullmatch(head) and (thing := _THING.search(owner)):
        return head + thing.group()
    if is_dependent(head):
        return complete_from(head, context.topic if head == owner or is_dependent(owner) else owner)
    if owner and (_SHARE_OF.match(head) or _PLAN.match(head)):
        return owner + head
    return head


def tidy(head: str) -> str:
    """A head without brackets and quotes left open, joining words and 目标.

    >>> tidy("企业审批“"), tidy("和地区生产总值增速目标")
    ('企业审批', '地区生产总值增速')
    """
    for opened, closed in _BRACKETS:
        if (opened in head or closed in head) and head.count(opened) != head.count(closed):
            if head.endswith(opened):
                head = head[:-1]
            elif closed in head and opened not in head:
                head = head.rpartition(closed)[2] or head.replace(closed, "")
            elif opened in head and closed not in head:
                head = head.replace(opened, "")
    head = head.strip("、，：的 -—").lstrip("和与及")
    if head.endswith("目标"):
        head = head.removesuffix("目标").removesuffix("预期")
    return head if head.endswith(("惠及", "涉及", "普及")) else head.rstrip("和与及")


def _is_spoken_of(first: Quantity, left: Left, right: Right) -> bool:
    if not right.owned or first.family != "percent":
        return False
    return right.head.startswith("有") or (not left.head and _AIM_WORD.search(right.head) is not None)


def _belongs_right(context: Context, group: Group, left: Left, right: Right) -> bool:
    """Whether the indicator stands behind the figure: 推出|100项|“智能秒办”事项."""
    first = group.values[0]
    if not right.head:
        return False
    if _LIST_END.search(left.head):
        return True
    if left.head:
        if first.family in _LEFTWARD or right.verbal or left.sense:
            return False
        return first.family in ("count", "persons", "") and len(right.head) > 1
    own_verb = group.low <= left.quote
    return own_verb or not (right.verbal and context.heads and first.family not in ("percent", "tenths"))


def _behind(group: Group, left: Left, right: Right) -> Attribution:
    left.behind = True
    count = len(group.values)
    named = left.head and not _LIST_END.search(left.head) and not _PLACE_END.search(left.head)
    if named and len(left.head) > 2:
        return Attribution([left.head + right.head] * count, left.start, ("both sides",))
    act = left.verb if VERB_KIND.get(left.verb) == "act" else ""
    return Attribution([act + right.head] * count, group.start)


def _leaning(context: Context, group: Group, left: Left, right: Right) -> Attribution:
    """No words of its own before the figure: it leans on a verb, or on what the sentence has named."""
    values = group.values
    if left.deed:
        return Attribution([_done(context, values[0], left, right)], group.low, ("leaned",))
    if VERB_KIND.get(left.verb) == "cut" and not right.head and group.low <= left.quote:
        return Attribution([left.verb], left.quote)
    heads, start = _named_before(context, group, left, right)
    return Attribution(heads, start, ("leaned",))


def _done(context: Context, first: Quantity, left: Left, right: Right) -> str:
    """The indicator of a bare deed: 开工住房5000套、交付|3000套 is 交付住房."""
    if context.owner and not right.head:
        if context.unit == first.unit.lstrip("万亿") or left.deed[0] == "新":
            return with_deed(context.owner, left.deed)
        if left.deed in _REACHING:
            return context.owner + left.deed
    return left.deed + ("" if right.verbal else right.head)


def _named_before(context: Context, group: Group, left: Left, right: Right) -> tuple[list[str], int]:
    count = len(group.values)
    if left.shared and count == 1 and len(context.recent) > 1:
        return context.recent[-2:], group.low
    if count > 1 and (named := expand_heads(context.owner, count)):
        return named, group.low
    if count > 1 and len(context.recent) >= count:
        return context.recent[-count:], group.low
    if context.heads:
        last = context.last
        if VERB_KIND.get(left.verb) == "add" and group.low <= left.quote:
            last = without_act(last)  # 开工安置房300套，建成|200套
        return [last + (right.head if right.verbal else "")] * count, group.low
    if (left.sense or left.op) and (topic := context.topic):
        return (expand_heads(topic, count) if count > 1 else []) or [topic] * count, group.low
    return ([right.head], group.start) if right.head else ([], group.start)


def _before(context: Context, group: Group, left: Left, right: Right) -> Attribution:
    """The indicator stands before the figure, alone or as a list."""
    count, head = len(group.values), left.head
    if head in _INVESTED and right.head and (work := bare_object(right.head)) != right.head:
        return Attribution([work + head], left.start)  # 投资|1.2亿元|新建县中医院
    if left.subject and is_dependent(head):
        return Attribution([left.subject + head], left.start)
    if count > 1 or (left.shared and left.shared != "分别"):
        heads, doubts = _list_heads(context, head, count if count > 1 else None)
        return Attribution(heads, left.start, doubts)
    if left.shared == "分别" and len(split_list(head)) > 1:
        return Attribution(expand_heads(head), left.start)
    if len(head) == 2 and left.sense in ("up", "down") and not ATTRIBUTE_END.search(head):
        head += left.predicate  # 经济|增长: the movement is part of the name
    whole = complete(context, head)
    return Attribution([whole], left.start, ("completed",) if whole != head else ())


def _list_heads(context: Context, head: str, count: int | None) -> tuple[list[str], tuple[str, ...]]:
    owners, _, deed = head.partition("分别")
    if deed and count and (named := expand_heads(owners, count)):
        return [owner + deed for owner in named], ()
    heads = expand_heads(head, count)
    if not heads:
        return [head] * (count or 1), ("list",)
    heads = [heads[0], *map(bare_object, heads[1:])]
    if is_dependent(heads[0]):
        owner = context.owner or context.topic
        heads = [complete_from(h, owner) if is_dependent(h) else h for h in heads]
    return heads, ()
