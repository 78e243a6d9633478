"""Why a verdict is what it is: one sentence in Chinese with both figures, for people to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luoshi.extraction import Statement
from luoshi.reconciliation.amounts import is_decline
from luoshi.reconciliation.comparison import POINTS, RATES, wants_less
from luoshi.reconciliation.figures import Figure
from luoshi.reconciliation.verdicts import Judgement, Obstacle
from luoshi.responsibility.sentences import Sentence
from luoshi.responsibility.sentences import sentence as _

_AFTER = {">=": "以上", "<=": "以内", "~": "左右", "=": ""}
# Why a result does not decide, as the sentence says it.
_OBSTACLES: Mapping[Obstacle, Sentence] = {
    "indicator": _("指标相近而不尽相同"),
    "measure": _("口径不同"),
    "unit": _("计量单位不同"),
    "scope": _("范围不同"),
    "mean": _("所报为多年平均数"),
    "years": _("所报为多年合计或与目标期限不同"),
    "part": _("所报只是年内部分时段"),
    "year": _("所报年度与目标年度不同"),
    "later": _("目标尚未到期"),
    "act": _("所报阶段不同"),
    "bound": _("所报只是约数，不足以判断"),
    "unsure": _("原文读解把握不足"),
}
_MOVING = ("增长", "增速", "涨幅", "增幅", "速度")  # ends of an indicator that say already that it grows


def phrase(statement: Statement) -> str:
    r"""A statement's figure in words.

    >>> from luoshi.extraction import extract
    >>> from luoshi.reading import read
    >>> [phrase(s) for s in extract(read("一、2025年重点工作\n生产总值增长6%以上，新增企业300家。")).statements]
    ['增长6%以上', '300家']
    """
    number = f"{statement.value:g}" if abs(statement.value) < 1e6 else f"{statement.value:.0f}"
    if statement.value_high is not None:
        number += f"—{statement.value_high:g}"
    after = _AFTER[statement.op]
    if statement.measure == "rank":
        return f"第{number}位" if statement.op == "=" else f"前{number}位"
    if statement.measure in RATES:
        verb = "下降" if is_decline(statement) else "增长" if statement.measure == "growth" else "提高"
        if statement.indicator.endswith(_MOVING) and not is_decline(statement):
            verb = ""
        return f"{verb}{number}{statement.unit}{after}"
    if statement.measure == "multiple" and statement.value == 2 and "翻" in statement.quote:
        return "翻一番"
    return f"{number}{statement.unit}{after}"


def reason(
    target: Figure, judgement: Judgement | None, parts: Sequence[Figure] = (), began: Figure | None = None
) -> Sentence:
    """The sentence for a verdict; `began` is last year's level, where the verdict was worked out from it."""
    asked = _asked(target)
    if judgement is None:
        return _("%(asked)s；回顾中未见该指标的数字。", asked=asked)
    found = judgement.result.statement
    if parts:
        told = "、".join(f"{part.statement.indicator}{phrase(part.statement)}" for part in parts)
        return _("%(asked)s；结果：%(told)s，合计达到目标。", asked=asked, told=told)
    told = f"{found.indicator}{phrase(found)}"
    if began is not None and judgement.comparison is not None:
        reached = _difference(target, judgement)
        then = {"began": phrase(began.statement), "told": told, "reached": reached}
        return _("%(asked)s；上年为%(began)s，结果：%(told)s，据此推算%(reached)s。", asked=asked, **then)
    if judgement.obstacle is not None:
        seen = {"asked": asked, "told": told, "obstacle": _OBSTACLES[judgement.obstacle]}
        if judgement.comparison is not None:
            return _("%(asked)s；所见：%(told)s，数字低于目标，但%(obstacle)s，不能据以判定。", **seen)
        return _("%(asked)s；所见：%(told)s，但%(obstacle)s，不能据以判定。", **seen)
    return _("%(asked)s；结果：%(told)s，%(reached)s。", asked=asked, told=told, reached=_difference(target, judgement))


def admitted(target: Figure, sentence: str) -> Sentence:
    """The sentence for a target that the review itself says was missed."""
    return _("%(asked)s；回顾自陈：“%(words)s”。", asked=_asked(target), words=" ".join(sentence.split()))


def by_word(target: Figure, words: str, judgement: Judgement | None) -> Sentence:
    """The sentence for a target of which a table of progress says by a word how far it is."""
    told = _("未列出该指标的数字")
    if judgement is not None:
        found = judgement.result.statement
        told = _("所列%(figure)s不能据以判定", figure=f"{found.indicator}{phrase(found)}")
    return _("%(asked)s；进展表称“%(words)s”，%(told)s。", asked=_asked(target), words=words, told=told)


def partly(target: Figure, told: Sequence[Judgement], *, whole: bool) -> Sentence:
    """The sentence for a target of several things of which all, or only some, are reported."""
    found = "、".join(f"{one.result.statement.indicator}{phrase(one.result.statement)}" for one in told)
    if whole:
        return _("%(asked)s；结果：%(told)s，各项均达到目标。", asked=_asked(target), told=found)
    return _("%(asked)s；结果：%(told)s，其余未见报告。", asked=_asked(target), told=found)


def disagreeing(told: Sequence[tuple[str, str]]) -> Sentence:
    """The sentence for a target of which several sources say different things: each by its name and what it says."""
    said = [_("《%(source)s》%(why)s", source=source, why=why) for source, why in told]
    whole = said[-1]
    for one in reversed(said[:-1]):
        whole = _("%(first)s%(rest)s", first=one, rest=whole)
    return _("来源说法不一：%(told)s", told=whole)


def _asked(target: Figure) -> Sentence:
    return _("目标：%(figure)s", figure=f"{target.statement.indicator}{phrase(target.statement)}")


def _difference(target: Figure, judgement: Judgement) -> Sentence:
    comparison = judgement.comparison
    if comparison is None:
        return _("不能比较")
    if target.statement.measure == "rank":
        return _("位次达到目标") if comparison.outcome != "short" else _("位次未达目标")
    if target.statement.measure in POINTS or target.amount.unit == "%":
        return _points(comparison.gap, less=wants_less(target), near=comparison.outcome == "met")
    if comparison.ratio is None:
        return _("达到目标") if comparison.outcome != "short" else _("未达目标")
    return _("为目标的%(share)s", share=f"{comparison.ratio:.1%}".replace(".0%", "%"))


def _points(gap: float, *, less: bool, near: bool) -> Sentence:
    """By how many percentage points a target was passed or missed; `near` where 左右 allows it."""
    if abs(gap) < 1e-9:
        return _("与目标持平")
    points = f"{abs(gap):.4g}"
    if gap > 0:
        return _("优于目标%(n)s个百分点", n=points) if less else _("高%(n)s个百分点", n=points)
    worse = _("差%(n)s个百分点", n=points) if less else _("低%(n)s个百分点", n=points)
    return _("%(worse)s，在“左右”之内", worse=worse) if near else worse
