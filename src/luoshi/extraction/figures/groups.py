"""Figures that belong together: thresholds set aside, elided units filled in, values listed side by side grouped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.extraction.figures.clauses import Clause
from luoshi.extraction.figures.quantities import Name, Quantity
from luoshi.extraction.figures.units import COUNT_FAMILIES, SIZE_FAMILIES

# What joins two values of one list. Sample: 8%|和|8.5%; near miss: 8%，
_JOIN = frozenset({"、", "和", "与", "及", "以及", "或", ""})
# Things that a size qualifies. Sample: 亿元以上|项目; near miss: 100亿元|投资
_ENTITY = re.compile(
    r"[^，。；、（）]{0,14}?(?:项目|企业|工程|公司|园区|平台|集群|产业|城市|码头|机组|楼宇|楼|水库|医院|学校|商圈|基地|主体|单位|大户|农户|"
    r"家庭|品牌|产品|装置|船舶|泊位|村|社区|县|镇|乡|企业家|客商|集团|大单品|单品|行业|街区|超市|商场|市场|工厂|锅炉|电站|风机|河流|湖泊|灌区)"
)
# Units of a model rather than of an amount: 12英寸产线, 750千伏输变电工程.
_MODELS = frozenset({"英寸", "纳米", "千伏", "毫米"})
# The size of the firms counted before. Sample: 191家企业|营业收入超|百亿元
_TURNOVER = re.compile(r"(?:营业收入|营收|产值|主营业务收入|销售收入|销售额|市值|税收|纳税)(?:超过|突破|超|达到|达|过)$")
_STEP = re.compile(r"(?:台阶|大关|关口|门槛|俱乐部)")
_RANGE_MARK = ("以上", "以下", "及以上", "以内", "及以下")
_LIST = "、和与及或"


@dataclass(slots=True, eq=False)
class Group:
    """Values listed side by side (mostly one) with the words on both sides: `text[low:start]` and `text[end:high]`."""

    values: list[Quantity]
    low: int
    high: int

    @property
    def start(self) -> int:
        return self.values[0].start

    @property
    def end(self) -> int:
        return self.values[-1].end


def group_figures(text: str, clause: Clause) -> tuple[list[Group], list[Name]]:
    """The groups of a clause in order, and the thresholds that are part of an indicator's name."""
    thresholds = _thresholds(text, clause)
    figures = [q for q in clause.quantities if q not in thresholds]
    names = [Name(q.start, q.end, "threshold") for q in thresholds]
    groups: list[Group] = []
    for quantity in figures:
        if groups and _same_list(text, groups[-1].values[-1], quantity):
            groups[-1].values.append(quantity)
        else:
            groups.append(Group([quantity], 0, 0))
    for group in groups:
        _fill_units(group.values)
    _lay_out(text, clause, groups)
    return groups, names


def _same_list(text: str, before: Quantity, after: Quantity) -> bool:
    gap = text[before.end : after.start]
    if gap not in _JOIN or not gap:
        return False
    if not before.unit and before.family == "" and before.high is None:
        return True
    return before.family == after.family


def _fill_units(values: list[Quantity]) -> None:
    """2.4、6.5个百分点: a value without a unit takes the unit of the one after it."""
    for i in range(len(values) - 2, -1, -1):
        if not values[i].family and values[i + 1].unit and values[i].unit in ("", values[i + 1].unit[:1]):
            values[i].unit, values[i].family = values[i + 1].unit, values[i + 1].family


def spread_comparator(values: list[Quantity]) -> None:
    """50%和30%以上: a comparator behind the last of a list counts for all of it (ruling 1 of the guide)."""
    last = values[-1].op
    if last is not None and all(v.op is None for v in values[:-1]):
        for value in values[:-1]:
            value.op = last


def _thresholds(text: str, clause: Clause) -> list[Quantity]:
    """The sizes that qualify a thing: 亿元以上项目, 2000吨级码头, 产值百亿企业."""
    found: list[Quantity] = []
    figures = clause.quantities
    for i in range(len(figures) - 1, -1, -1):
        quantity = figures[i]
        if _is_class(text, clause, figures, i) or text[quantity.start - 1 : quantity.start] == "每":
            found.append(quantity)
            continue
        if quantity.family not in SIZE_FAMILIES and quantity.family not in ("", "age", "time"):
            continue
        after = figures[i + 1] if i + 1 < len(figures) else None
        before = figures[i - 1] if i else None
        if _is_threshold(text, clause, quantity, before, after) or _lists_threshold(text, quantity, after, found):
            found.append(quantity)
    return found[::-1]


def _is_class(text: str, clause: Clause, figures: list[Quantity], i: int) -> bool:
    """500强 in 世界500强企业325家 or 7家国企进入中国企业500强: a class of firms, no rank; 12批 in 12批181项: batches."""
    quantity = figures[i]
    after = figures[i + 1] if i + 1 < len(figures) else None
    behind = figures[i - 1] if i else None
    if quantity.unit == "类" and quantity.value <= 4 and behind is not None and behind.end == quantity.start:
        return True
    if (
        quantity.family in ("length", "time")
        and quantity.op is None
        and text[quantity.end : quantity.end + 1] in ("内", "外")
    ):
        return True
    if quantity.unit in _MODELS and text[quantity.end : quantity.end + 1] not in ("", "，", "、", "。", "；", "以"):
        return True
    if quantity.unit in ("批", "类", "轮", "批次", "大类", "种") and after is not None and quantity.end == after.start:
        return True
    if quantity.family != "rank" or text[quantity.end - 1] != "强":
        return False
    before = figures[i - 1] if i else None
    if (
        before is not None
        and before.family in COUNT_FAMILIES
        and not any(before.end <= c < quantity.start for c in clause.commas)
    ):
        return True
    follow = text[quantity.end : quantity.end + 1]
    return bool(follow) and follow not in "，。；、！行之）第"


def _is_threshold(text: str, clause: Clause, q: Quantity, before: Quantity | None, after: Quantity | None) -> bool:
    if q.family == "" and not q.unit:
        return False
    if before is not None and before.family == "count" and _TURNOVER.search(text[before.end : q.start]):
        return True
    stop = min([c for c in clause.commas if c >= q.end] + [clause.end])
    high = min(stop, after.start) if after else stop
    behind = text[q.end : high]
    if before is not None and before.family == "count" and text[before.end : q.start] in ("超", "过"):
        return True
    numeral = not text[q.start].isdigit()
    if (
        numeral
        and q.op is None
        and behind
        and behind[0] not in "的，" + _LIST
        and q.family in ("mass", "volume", "power")
    ):
        return True  # 千万吨炼化一体化
    if numeral and q.op is None and q.value == 1 and q.family in ("persons", "money", "count") and counts_after(q, after, stop):
        return True  # 万人发明专利拥有量: a denominator
    if not behind or behind[0] in "的，" + _LIST:
        return False
    entity = _ENTITY.match(behind)
    counted_after = after is not None and after.start <= stop and after.family in COUNT_FAMILIES and after.family != ""
    counted_before = (
        before is not None
        and before.family == "count"
        and text[before.end : q.start] in ("", "超", "过", "总投资", "投资")
    )
    bounded = q.op_word in _RANGE_MARK
    if (
        numeral
        and q.op is None
        and counted_after is False
        and entity is not None
        and q.unit != ""
        and after is None
        and q.family in ("", "area", "mass")
    ):
        return True  # a bare size class: 千亿产业, 万亩产业平台
    if q.family == "persons" and not bounded:
        return False
    if counted_before and (bounded or entity is not None or _STEP.match(behind)):
        return True
    if bounded and entity is not None and q.family in ("money", "", "age", "persons", "mass", "power"):
        return True
    if counted_after and entity is not None and (bounded or q.family in ("money", "mass", "power", "", "volume")):
        return not text[high - 1 : high].endswith(("到", "达", "至", "超"))
    if bounded and after is not None and after.start <= stop:
        return True
    return False


def counts_after(q: Quantity, after: Quantity | None, stop: int) -> bool:
    """Whether another figure follows in the same member of the list, so that `q` is part of its indicator."""
    return after is not None and q.end < after.start <= stop


def _lists_threshold(text: str, q: Quantity, after: Quantity | None, found: list[Quantity]) -> bool:
    """2亿元、5亿元、10亿元以上制造业项目: the first two are thresholds because the last is one."""
    if after is None or after not in found or q.family != after.family:
        return False
    return text[q.end : after.start] in ("、", "和", "或", "及", "至", "到")


def _lay_out(text: str, clause: Clause, groups: list[Group]) -> None:
    """Give each group its words to the left and to the right."""
    low = clause.start
    for i, group in enumerate(groups):
        group.low = low
        limit = groups[i + 1].start if i + 1 < len(groups) else clause.end
        comma = next((c for c in clause.commas if group.end <= c < limit), None)
        group.high = limit if comma is None else comma
        gap = text[group.end : limit]
        if comma is not None:
            low = comma + 1
        elif gap[:1] in ("和", "与", "及") and i + 1 < len(groups):
            group.high, low = group.end, group.end + 1
        elif gap[-1:] in ("和", "与", "及") and i + 1 < len(groups) and groups[i].values[0].family in COUNT_FAMILIES:
            group.high, low = limit - 1, limit
        elif gap[:2] == "以及" and i + 1 < len(groups):
            group.high, low = group.end, group.end + 2
        else:
            low = group.end
