"""The verb and the object of an undertaking, as words to show and to compare: counts and fillers are left out."""

from __future__ import annotations

import re

from luoshi.extraction.undertakings.clauses import Clause
from luoshi.extraction.undertakings.grammar import content_start
from luoshi.extraction.undertakings.verbs import AND, skip_adverbs, skip_lead, verb_at

TRIM = "，；：、,;: \t\n\u3000"  # marks that no quote and no object begins or ends with
# Any digit: where there is none, no count need be looked for. Sample: 45所; near miss: 三所
_DIGIT = re.compile(r"\d")
# A figure at the end of an object's member. Sample: 幼儿园45所, 标准45项以上; near miss: 5亿元以上产业项目, 3.0方案
_COUNT = re.compile(
    r"(?:到|至)?(?:约|近|超|达|达到|突破|各)?(?<![A-Za-z\d.])\d[\d.,]{0,15}(?![\dA-Za-z])\s?"
    r"[个家亿万千百件项条座所处名人户套辆台吨公平方立米里亩顷张支批场期次只株头倍种类对艘架宗起篇元天岁片村间栋幢床班%％‰分点余多]{0,6}[PE]?"
    r"(?:以上|以内|以下|左右)?(?=、|和|及(?!以)|$)"
)
# A count before a thing; money and rates are thresholds and part of its name. Sample: 120家左右领军企业, 超30公里绿道;
# near miss: 5亿元以上产业项目, 3.0方案, 10个百分点
_COUNT_FIRST = re.compile(
    r"(?:约|近|超过?|不少于)?\d[\d.,]{0,12}\s?[余多]?[万千百]?[余多]?"
    r"(?:个(?!百分点)|家|项|条|座|所|处|名|套|辆|台|张|支|批|场|期|次|只|株|对|艘|架|宗|起|篇|部|片|村|间|栋|幢|床|班|件|公里|亩)"
    r"(?:以上|左右|以内)?(?=[一-龥“《][^、，]{2})"
)
# A time inside a thing. Sample: 甲区年内封关验收; near miss: 三年行动, 今年工作
_TIME = re.compile(
    r"(?:到|至)?(?:20\d\d年|今年|明年)?(?:年底|年末|上半年|下半年|[一二三四]季度末?|\d{1,2}月(?:底|末))(?:以?前|内)?|(?:[两三四五]|\d)?年内"
)
_TIME_MARK = re.compile(r"年[内底末]|半年|季度|月[底末]")  # what every such time holds; a near miss: 三年行动
# What stands between a subject and its predicate. Sample: 排放量继续, 增速可以; near miss: 继续教育
_LEFT = re.compile(r"(?:[较比]20\d\d年|继续|可以|分别|力争|预期|预计|基本|总体|平均|拟按?|均|要|将|再)$")
# What is left of a predicate when its figure is taken away. Sample: 亩均税收均增长; near miss: 增长极
_PREDICATE = re.compile(r"(?:均|各|分别)?(?:增长|达到|达|突破|超过|提高到?|控制在|保持在|稳定在|下降|降低|分别|增加)$")


def verb_and_object(text: str, clause: Clause) -> tuple[str, str]:
    """The verb as written and its object, freed of counts at its end; for an outcome, what it is told of."""
    verb = text[clause.verb_start : clause.verb_end]
    if clause.subject_first:
        thing = text[content_start(text, clause) : clause.verb_start]
        if not thing:
            thing = text[clause.verb_end : clause.end]
        elif verb in ("新增", "净增"):
            thing += _COUNT.sub("", text[clause.verb_end : clause.end])
        return verb, _LEFT.sub("", _bare(thing)).strip(TRIM) or thing
    low = clause.verb_end
    return verb, _bare(text[low : _next_verb(text, low, clause.end)].lstrip("好了"))


def _next_verb(text: str, low: int, end: int) -> int:
    """Where another undertaking begins behind a 、 (开展行动、全面降低税费, 获批甲线、年内开工乙线), else `end`.

    Only a verb with an adverb or a time before it is one: 改造、提升工程 names one thing.
    """
    at = text.find("、", low + 1, end)
    while at >= 0:
        word = skip_adverbs(text, skip_lead(text, at + 1, end), end)
        if word > at + 2:
            verb = verb_at(text, word, end)
            behind = word + verb.length if verb else end
            if verb and not verb.nominal and behind + 1 < end and text[behind] not in AND:
                return at
        at = text.find("、", at + 1, end)
    return end


def _bare(thing: str) -> str:
    """The thing without its counts, times and what introduces them; the thing itself where nothing would be left."""
    thing = thing.strip(TRIM)
    counted = thing
    if _DIGIT.search(thing):
        counted = _COUNT_FIRST.sub("", thing, count=1) if _COUNT_FIRST.match(thing) else thing
        freed = _COUNT.sub("", counted)
        counted = _PREDICATE.sub("", freed) if freed != counted else counted
    if _TIME_MARK.search(counted):
        counted = _TIME.sub("", counted)
    return counted.strip(TRIM) or thing
