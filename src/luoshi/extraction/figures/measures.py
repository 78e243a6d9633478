"""Which kind of figure it is (growth, level, share …) and which way it is wanted to go."""

from __future__ import annotations

import re
from typing import Literal

from luoshi.extraction.figures.heads import ACTS
from luoshi.extraction.figures.openings import VERB_KIND
from luoshi.extraction.figures.phrases import Left
from luoshi.extraction.figures.quantities import Quantity
from luoshi.extraction.lexicon.loading import alternation, load_groups
from luoshi.extraction.statements import Measure, Op

_GROUPS = load_groups("heads")
# A stock by its name at the end. Sample: 贷款余额|; near miss: 余额增长
_LEVEL_END = re.compile(f"(?:{alternation(list(_GROUPS['levels']))})$")
# An addition by its name. Sample: 融资规模增量|, 新增就业; near miss: 增量提质
_INCREMENT = re.compile(f"(?:{alternation(list(_GROUPS['increments']))})$|新增|净增")
# A rate of growth by its name. Sample: 价格涨幅|; near miss: 涨幅居前
_GROWTH_END = re.compile(f"(?:{alternation(list(_GROUPS['growths']))})$")
# A ratio or index by its name. Sample: 城乡居民收入比|; near miss: 比例
_RATIO_END = re.compile(f"(?:{alternation(list(_GROUPS['ratios']))})$")
# Something wanted to fall. Sample: 失业率, 死亡; near miss: 就业率
_UNWANTED = re.compile(alternation(list(_GROUPS["unwanted"])))
# A total by its name. Sample: 企业总数, 贷款余额; near miss: 新增企业
_TOTAL = re.compile(r"(?:总数|总量|总额|总规模|累计|总人口|余额|保有量|拥有量|存栏|总里程)")
# A burden cut by its name. Sample: 为企减负, 化解政府债务; near miss: 负债, 减排项目
_BURDEN = re.compile(
    r"减负|减轻|减税|降费|降本|减排量?$|(?:化解|消化|偿还|清偿)[^，。；、]{0,8}(?:债务|债)$|不良(?:贷款|资产)$"
)

# A cut named inside the indicator. Sample: 办理平均|减时间|83%; near miss: 双减
_CUTTING = re.compile(r"(?:压减|压缩|减少|缩短|精简|削减|降低|(?<!双)减)[^，。；、]{1,8}$")

# An indicator by the head of something. Sample: 每千人口床位数, 户均收入
_PER_HEAD = re.compile(
    r"每[一百千万]?名?(?:常住|户籍|服务)?(?:人|户|亩|名|村|平方公里|公里|件|辆|老)|[千万]人|百户|人均|户均|亩均"
)
# Documents that are counted rather than a height: so many standards. Sample: 国家标准|15项; near miss: 低保标准
_DOCUMENT = re.compile(r"标准$")
_DOCUMENT_UNITS = frozenset({"项", "个", "件", "部"})

# A rate that counts upwards, even of what is unwanted: 居民消费价格涨幅2%左右 tells of a rise.
_RISES = ("涨幅", "增幅", "增速", "增长率", "上涨率")

Polarity = Literal["+", "-"]


def is_ratio(head: str) -> bool:
    """Whether an indicator's figure needs no unit: 收入比, 基尼系数, 发展指数."""
    return _RATIO_END.search(head) is not None


def measure_of(quantity: Quantity, left: Left, head: str) -> Measure:
    """The measure of a figure, by its unit's family, the predicate before it and the indicator's own words.

    The closed list and its rulings: the annotation guide.
    """
    family = quantity.family
    if family == "points":
        return "pp"
    if family == "rank":
        return "rank"
    if family == "doubling":
        return "multiple"
    if family == "zero growth":
        return "growth"
    if family == "zero":
        return "level"
    if left.sense == "cap" or (left.op == "<=" and family != "rank"):
        return "limit"
    if family in ("percent", "tenths", "share"):
        return _rate(quantity, left, head)
    if family == "multiple":
        return "share" if _RATIO_END.search(head) else "multiple"
    if family == "ratio" or (not quantity.unit and head.endswith(("比", "比值", "系数", "倍差"))):
        return "share"
    if family in ("time", "concentration") and quantity.op == "<=":
        return "limit"
    return _amount(quantity, left, head)


def _rate(quantity: Quantity, left: Left, head: str) -> Measure:
    if left.sense in ("up", "down"):
        return "growth"
    if quantity.op == "<=" and (left.sense or _UNWANTED.search(head)):
        return "limit"
    if _GROWTH_END.search(head):
        return "growth"
    if not left.sense and (VERB_KIND.get(left.verb) == "cut" or _CUTTING.search(head)):
        return "growth"
    return "share"


def _amount(quantity: Quantity, left: Left, head: str) -> Measure:
    kind = VERB_KIND.get(left.verb, "")
    if (
        left.sense == "down"
        or (kind == "cut" and left.sense in ("", "reach"))
        or (_BURDEN.search(head) and not left.sense)
    ):
        return "reduction"
    if kind == "add" and not left.head and not left.sense and not left.behind:
        return "increment"
    if _PER_HEAD.match(head) and left.sense in ("", "reach"):
        return "level"
    if left.sense == "up" or (left.behind and quantity.family in ("count", "persons", "")):
        return "increment"
    if quantity.op == "<=" and left.sense:
        return "limit"
    if left.sense in ("up-to", "down-to"):
        return "level"
    inherited = kind == "act" and left.quote < 0 and not left.sense
    if inherited and quantity.family not in ("area", "length") and _LEVEL_END.search(head):
        return "level"  # 接待游客50万人次、旅游收入6亿元: the first one's verb is not the second one's
    if _INCREMENT.search(head) or kind == "act" or (head[-2:] in ACTS and not left.sense):
        return "increment"
    if _DOCUMENT.search(head) and quantity.unit in _DOCUMENT_UNITS and not left.sense:
        return "increment"
    if (
        kind == "add"
        and not _TOTAL.search(head)
        and not (
            left.sense == "reach" and left.verb in ("实现", "确保", "力争", "推动", "保持", "支持", "达到", "促进")
        )
    ):
        return _added(quantity, left, head)
    if left.sense == "reach" or left.op is not None:
        return "level"
    if (
        quantity.family in ("money", "mass", "concentration", "power", "age", "")
        or _LEVEL_END.search(head)
        or _RATIO_END.search(head)
    ):
        return "level"
    if quantity.family == "time" and _LEVEL_END.search(head):
        return "level"
    return "increment"


_PLAIN_AIM = frozenset({"完成", "实现", "确保", "力争", "推动", "保持", "达到", "促进", "支持", "争取"})


def _added(quantity: Quantity, left: Left, head: str) -> Measure:
    """A figure behind a verb such as 新增 or 实现: an addition, unless the indicator is a stock by its own name."""
    if (
        left.verb in _PLAIN_AIM
        and _LEVEL_END.search(head)
        and quantity.family in ("money", "mass", "area", "persons", "count", "")
    ):
        return "level"
    return "increment"


def polarity_of(quantity: Quantity, left: Left, head: str, measure: Measure) -> Polarity:
    """The wanted or reported direction: downwards for cuts, caps and indicators that are wanted to fall."""
    if left.sense in ("down", "down-to", "cap"):
        return "-"
    if measure in ("reduction", "limit"):
        return "-"
    if measure == "growth" and not left.sense and (VERB_KIND.get(left.verb) == "cut" or _CUTTING.search(head)):
        return "-"
    if left.sense in ("up", "up-to"):
        return "+"
    if (
        not left.behind
        and (measure in ("level", "share") or (measure == "growth" and not head.endswith(_RISES)))
        and _UNWANTED.search(head)
        and not head.endswith(("投资", "覆盖率", "处理率", "达标率", "利用率"))
    ):
        return "-"
    return "-" if measure == "growth" and quantity.value < 0 else "+"


def op_of(quantity: Quantity, left: Left) -> Op:
    """The comparator: what stands behind the figure counts before what stands in front of it."""
    if quantity.family == "rank":
        return quantity.op or "="
    if left.op is not None and quantity.op in (None, "~") and left.op != "~":
        return left.op
    if quantity.op is not None:
        return quantity.op
    if left.op is not None:
        return left.op
    if left.sense == "cap" and left.predicate not in (
        "压缩至",
        "压缩到",
        "压减至",
        "压减到",
        "缩短至",
        "缩短到",
        "减至",
        "提速至",
    ):
        return "<="
    return "="
