"""The verb and the object of an undertaking, as words to show and to compare: counts and fillers are left out."""

from __future__ import annotations

import re

from luoshi.extraction.undertakings.clauses import Clause
from luoshi.extraction.undertakings.grammar import content_start

TRIM = "，；：、,;: \t\n\u3000"  # marks that no quote and no object begins or ends with
# Any digit: where there is none, no count need be looked for. Sample: 45所; near miss: 三所
_DIGIT = re.compile(r"\d")
# A figure at the end of an object's member. Sample: 幼儿园45所, 标准45项以上; near miss: 5亿元以上产业项目, 3.0方案
_COUNT = re.compile(
    r"(?:到|至)?(?:约|近|超|达|达到|突破|各)?(?<![A-Za-z\d.])\d[\d.,]{0,15}(?![\dA-Za-z])\s?"
    r"[个家亿万千百件项条座所处名人户套辆台吨公平方立米里亩顷张支批场期次只株头倍种类对艘架宗起篇元天岁片村间栋幢床班%％‰分点余多]{0,6}"
    r"(?:以上|以内|以下|左右)?(?=、|和|及|$)"
)
# What stands between a subject and its predicate. Sample: 排放量继续, 增速可以; near miss: 继续教育
_LEFT = re.compile(r"(?:[较比]20\d\d年|继续|可以|分别|力争|拟|均|要|将|再)$")
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
    return verb, _bare(text[clause.verb_end : clause.end].lstrip("好了"))


def _bare(thing: str) -> str:
    """The thing without its counts and what introduces them; the thing itself where nothing would be left."""
    thing = thing.strip(TRIM)
    counted = _COUNT.sub("", thing) if _DIGIT.search(thing) else thing
    if counted != thing:
        counted = _PREDICATE.sub("", counted)
    return counted.strip(TRIM) or thing
