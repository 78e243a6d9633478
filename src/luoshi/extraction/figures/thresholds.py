"""Sizes in an indicator's name: 亿元以上项目, 2000吨级码头, 产值百亿企业, 世界500强, 万人发明专利拥有量."""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.extraction.figures.clauses import Clause
from luoshi.extraction.figures.quantities import Quantity
from luoshi.extraction.figures.units import COUNT_FAMILIES, SIZE_FAMILIES

# Things that a size qualifies. Sample: 亿元以上|项目; near miss: 100亿元|投资
_ENTITY = re.compile(
    r"的?[^，。；、（）]{0,14}?(?:项目|企业|工程|公司|园区|平台|集群|产业|城市|码头|机组|楼宇|楼|水库|医院|学校|商圈|基地|主体|单位|"
    r"大户|农户|家庭|品牌|产品|装置|船舶|泊位|村|社区|县|镇|乡|企业家|客商|集团|大单品|单品|行业|街区|超市|商场|市场|工厂|锅炉|电站|"
    r"风机|河流|湖泊|灌区)"
)
# The size of the firms counted before. Sample: 191家企业|营业收入超|百亿元
_TURNOVER = re.compile(
    r"(?:营业收入|营收|产值|主营业务收入|销售收入|销售额|市值|税收|纳税)(?:超过|突破|超|达到|达|过)$"
)
_PARTS = frozenset({"percent", "tenths", "share"})
# What part of the things attain. Sample: 村集体经营性收入超过|20万元; near miss: 增加
_ATTAINED = re.compile(r"^[一-龥“”]{2,16}(?:收入|产值|营收|税收|利润)(?:超过|突破|达到|超|达)$")
# The share of those that a size picks out. Sample: 税收超|20万元|的企业占比; near miss: 20万元，占比
_SHARE_BEHIND = re.compile(r"的[^，。；、]{0,8}(?:占比|比例|比重)")
# A floor glued to a size. Sample: 税收过|千万元企业; near miss: 超过|
_OVER = re.compile(r"(?<![超通经])[过超]$")
# What is climbed rather than counted. Sample: 4个万亿元|台阶; near miss: 平台
_STEP = re.compile(r"台阶|大关|关口|门槛|俱乐部")
_RANGE_MARK = frozenset({"以上", "以下", "及以上", "以内", "及以下"})
_JOINING = frozenset("的，、和与及或")
# Units of a model rather than of an amount: 12英寸产线, 750千伏输变电工程.
_MODELS = frozenset({"英寸", "纳米", "千伏", "毫米"})
_BATCHES = frozenset({"批", "类", "轮", "批次", "大类", "种"})
_CLASSES = 4  # 1类创新药 to 4类: more are counts


class _Place(NamedTuple):
    """A figure among its neighbours: `behind` are the words after it up to the next figure or 、."""

    q: Quantity
    before: Quantity | None
    after: Quantity | None
    stop: int
    behind: str
    gap: str  # the words between the figure before and this one

    @property
    def shares(self) -> bool:
        """The figure before says how large a part of things reaches this one: 八成以上|村集体收入超过|20万元."""
        return self.before is not None and self.before.family in _PARTS and self.before.op is not None

    @property
    def follows(self) -> bool:
        """Another figure follows in the same member of the list."""
        return self.after is not None and self.after.start <= self.stop


def find_thresholds(text: str, clause: Clause) -> list[Quantity]:
    """The figures of a clause that only qualify a thing or name a class of things."""
    found: list[Quantity] = []
    figures = clause.quantities
    for i in range(len(figures) - 1, -1, -1):
        place = _place(text, clause, figures, i)
        if _names_class(text, place) or (_is_size(place.q) and _is_threshold(text, place)) or _is_listed(place, found):
            found.append(place.q)
    return found[::-1]


def _place(text: str, clause: Clause, figures: list[Quantity], i: int) -> _Place:
    q = figures[i]
    before = figures[i - 1] if i else None
    after = figures[i + 1] if i + 1 < len(figures) else None
    comma = clause.comma_in(q.end, clause.end)
    stop = clause.end if comma is None else comma
    high = min(stop, after.start) if after else stop
    if before is not None and clause.comma_in(before.end, q.start) is not None:
        before = None
    gap = text[before.end : q.start] if before else ""
    return _Place(q, before, after, stop, text[q.end : high], gap)


def _is_size(q: Quantity) -> bool:
    return bool(q.unit or q.family) and (q.family in SIZE_FAMILIES or q.family in ("", "age", "time", "count"))


def _names_class(text: str, place: _Place) -> bool:
    """Numbers that classify: 世界500强企业325家, 2个1类创新药, 12批181项, 12英寸产线, 50米内, 每千人."""
    q, next_letter = place.q, place.behind[:1]
    if text[q.start - 1 : q.start] == "每":
        return True
    if q.unit == "类" and q.value <= _CLASSES and place.before is not None and not place.gap:
        return True
    if q.family in ("length", "time") and q.op is None and next_letter in ("内", "外"):
        return True
    if q.unit in _MODELS and next_letter not in ("", "以"):
        return True
    if q.unit in _BATCHES and place.after is not None and q.end == place.after.start:
        return True
    if q.family != "rank" or text[q.end - 1] != "强":
        return False
    if place.before is not None and place.before.family in COUNT_FAMILIES:
        return True
    return bool(next_letter) and next_letter not in "行之）第"


def _is_threshold(text: str, place: _Place) -> bool:
    q, counted = place.q, place.before is not None and place.before.family == "count"
    if counted and (place.gap in ("超", "过") or _TURNOVER.search(place.gap)):
        return True
    if place.follows and place.after and place.after.family == "percent" and _SHARE_BEHIND.match(place.behind):
        return True
    if place.shares and q.family == "money" and not place.follows and _ATTAINED.search(place.gap):
        return True
    if not text[q.start].isdigit() and q.op is None and _is_bare_size(place):
        return True
    if (
        _OVER.search(text, max(0, q.start - 3), q.start)
        and q.family in ("money", "")
        and (_ENTITY.match(place.behind) or (place.behind == "的" and place.follows))
    ):
        return True
    bounded = q.op_word in _RANGE_MARK
    if bounded and not place.behind and place.after and place.after.start == q.end and q.family == "money":
        return place.after.family in COUNT_FAMILIES  # 其中亿元以上|30个
    if not place.behind or (place.behind[0] in _JOINING and not (bounded and place.behind[0] == "的")):
        return False
    if q.family in ("persons", "count") and not bounded:
        return False
    return _qualifies(place, counted=counted, bounded=bounded)


def _is_bare_size(place: _Place) -> bool:
    """A Chinese numeral of size without comparator: 千万吨炼化一体化, 千亿产业, 万人发明专利拥有量 (a denominator)."""
    q, behind = place.q, place.behind
    if behind and behind[0] not in _JOINING and q.family in ("mass", "volume", "power"):
        return True
    if q.value == 1 and q.family in ("persons", "money", "count") and place.follows and behind:
        return True
    return q.family in ("", "area") and place.after is None and _ENTITY.match(behind) is not None


def _qualifies(place: _Place, *, counted: bool, bounded: bool) -> bool:
    q, entity = place.q, _ENTITY.match(place.behind) is not None
    if counted and place.gap in ("", "总投资", "投资") and (bounded or entity or _STEP.match(place.behind)):
        return True
    if bounded and entity and q.family in ("money", "", "age", "persons", "mass", "power"):
        return True
    after = place.after
    if after is None or not place.follows:
        return False
    sized = bounded or q.family in ("money", "mass", "power", "", "volume")
    if after.family in COUNT_FAMILIES and entity and sized:
        return not place.behind.endswith(("到", "达", "至", "超"))
    return bounded


def _is_listed(place: _Place, found: list[Quantity]) -> bool:
    """2亿元、5亿元、10亿元以上制造业项目: the first two are thresholds because the last is one."""
    after = place.after
    if after is None or not found or found[-1] is not after or place.q.family != after.family:
        return False
    return after.start - place.q.end == 1
