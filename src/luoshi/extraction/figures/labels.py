"""Figures that are labels after all, seen from their surroundings: 惠企28条, 24小时, 连续3次, 候选项目."""

from __future__ import annotations

import re

from luoshi.extraction.figures import names
from luoshi.extraction.figures.clauses import Clause
from luoshi.extraction.figures.groups import Group
from luoshi.extraction.figures.openings import REFERRING
from luoshi.extraction.figures.quantities import Quantity

# What makes a duration a limit. Sample: 压缩至|8小时, 最多|80天; near miss: 24小时|值守
_LIMITING = re.compile(
    r"(?:压缩|缩短|控制|减少|减至|降至|提速|不超过|最多|至多|限|少于|低于|以内|在)(?:至|到|在|为)?(?:约|近)?$"
)
# An indicator that is measured in time. Sample: 预期寿命|达到79.5岁, 受教育年限
_TIMED = re.compile(
    r"(?:寿命|年限|时间|时长|时限|用时|耗时|周期|天数|工期|期限|年龄|时效|均时|优良|达标天|学时)[^，。；、]{0,8}$"
)
# Things that are counted in 条. Sample: 断头路|10条, 美丽河湖; near miss: 惠企|28条
_LINE = re.compile(r"[路街巷线河渠江沟道链管网廊桥航湖溪带生产](?:[^，。；]{0,2})$")
# A campaign whose name begins with a numeral. Sample: 百万亩|国土绿化行动; near miss: 百个|工程项目
_CAMPAIGN = re.compile(r"[^，。；、]{0,14}?(?:行动|工程|计划|攻坚|战役|大会战|战略)(?!项目|量|内|师)")
# A numeral that counts exactly, which no campaign is named by. Sample: 十二|项, 一百三十|座; near miss: 百个, 三千
_COUNTED = re.compile(r"[一二三四五六七八九]?[十百千][零一二三四五六七八九]")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两")
# What so many persons or yuan are the denominator of. Sample: 万人|发明专利拥有量; near miss: 万人|就近就业
_OWNER = re.compile(
    r"(?:发明专利|GDP|地区生产总值|生产总值|工业|常住人口|人口|拥有|国内生产总值|产值|用水|就业人员|户籍|居民)"
)
# An indicator that is measured in years of life. Sample: 人均预期寿命|达到79岁; near miss: 65岁以上
_AGED = re.compile(r"(?:寿命|年龄)[^，。；、]{0,8}$")
# Words before a figure. Sample: 办理|; near miss: ，
_WORDS = re.compile(r"[一-龥]{2}")
# A movement before a figure. Sample: 同比增加|26天; near miss: 增加值
_MOVES = re.compile(r"(?:增加|减少|提高|延长|缩短|多|少|增)(?:了)?$")
# What is climbed. Sample: 两个万亿元|台阶; near miss: 平台
_STEP_AFTER = re.compile("(?:台阶|大关|关口|门槛)")
# How many steps, in words. Sample: 连跨|两个; near miss: 两家
_STEP_COUNT = re.compile("[两三四五六几多]个$")
# So many steps with their size. Sample: 4个|万亿元台阶; near miss: 6万亿元|台阶
_STEPS = re.compile(r"[一二三四五六七八九十百千万亿\d]{1,4}元(?:级)?(?:台阶|大关|关口|门槛)")
# Livelihood items put to the vote, which are no record (ruling 8). Sample: 25个|候选项目; near miss: 实事项目
_CANDIDATE = re.compile(r"[^，。；]{0,8}候选")
# A time that has passed or goes on. Sample: 连续|24个月; near miss: 压缩至
_STREAK = re.compile(
    r"(?:连续|接连|已经|长达|历时|时隔|为期|提前|每隔|每|经过|再延长|延长|第|近|这|过去|今后|未来|用)$"
)
# Headings that are counted. Sample: 12|方面, 6个|维度; near miss: 12项|改革举措落地
_ASPECTS = re.compile(
    r"(?:(?:主要|重点)?(?:指标|任务举措|举措|要求|原则)(?:$|[，：；])|方面|大类|个方面|领域|环节|维度|层面|重点领域)"
)
# What is done so many times on occasion. Sample: 3次|亲临; near miss: 检查3次
_VISITS = re.compile(r"(?:次)(?:亲临|考察|致信|回信|批示|指示|视察|召开|会议|会商|对|作出|就|深入|到)")


def verb_of(before: str) -> str:
    """The verb of two letters that begins the words before a figure, adverbs of two letters aside."""
    for at in (0, 2):
        if before[at : at + 2] in REFERRING:
            return before[at : at + 2]
    return ""


def label_of(text: str, clause: Clause, group: Group, last: str) -> str:
    """Why a group of figures is no quantity; "" when it is one; `last` is the indicator named before."""
    first = group.values[0]
    before = text[group.low : group.start]
    after = text[group.end : min(group.high + 8, clause.end)]
    if first.family == "age":
        return "" if _AGED.search(before) else "age"
    if first.family == "time" and _MOVES.search(before) and _TIMED.search(last):
        return ""  # 优良天数312天，同比增加|26天
    if first.family == "time":
        return _time_label(first.unit, first.op, before)
    if first.unit == "条" and _is_policy(text, clause, before, after):
        return "bundle of policies"
    if text[first.start] in _NUMERALS and (reason := _numeral_label(text, first, before, after)):
        return reason
    if verb_of(before) in REFERRING:
        return "something there already"
    if _STEPS.match(after) or (_STEP_AFTER.match(after) and _STEP_COUNT.search(before)):
        return "steps"
    if _CANDIDATE.match(after):
        return "candidates"
    if _ASPECTS.match(after):
        return "aspects"
    if first.unit == "次" and first.value < 10 and first.op is None and len(before) < 2:
        return "occasions"
    if first.unit == "次" and (_VISITS.match("次" + after) or _STREAK.search(before)):
        return "occasions"
    if first.unit in ("轮", "届", "章", "节", "字", "周", "首") and not first.op:
        return "ordinal or duration"
    return ""


def _numeral_label(text: str, first: Quantity, before: str, after: str) -> str:
    """Why a Chinese numeral is no quantity: 百万亩国土绿化行动, 万人发明专利拥有量."""
    if _CAMPAIGN.match(after) and not _COUNTED.match(text, first.start):
        return "name of a campaign"
    if first.op is None and first.value == 1 and _OWNER.match(after):
        return "denominator"
    if first.end - first.start == 2 and text[first.start] in "两三四五六七八九" and not before:
        return "small numeral"
    return ""


def _time_label(unit: str, op: str | None, before: str) -> str:
    if unit.endswith("一遇"):
        return ""
    if _TIMED.search(before) or _LIMITING.search(before):
        return ""
    if op == "<=" and not _STREAK.search(before):
        return "" if _WORDS.search(before) else "duration"
    return "duration"


def _is_policy(text: str, clause: Clause, before: str, after: str) -> bool:
    """惠企28条, 80条新政: numbered policies, not roads; what follows or what leads says so."""
    if names.POLICY_AFTER.match(after):
        return True
    if after[:1] not in ("", "”", "，", "、", "等", "。"):
        return False
    return bool(names.POLICY.search(before)) and not _LINE.search(before)
