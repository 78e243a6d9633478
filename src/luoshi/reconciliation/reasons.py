"""Why a verdict is what it is: one sentence in Chinese with both figures, for people to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luoshi.extraction import Statement
from luoshi.reconciliation.amounts import is_decline
from luoshi.reconciliation.comparison import POINTS, RATES, wants_less
from luoshi.reconciliation.figures import Figure
from luoshi.reconciliation.verdicts import Judgement, Obstacle

_AFTER = {">=": "以上", "<=": "以内", "~": "左右", "=": ""}
# Why a result does not decide, as the sentence says it.
_OBSTACLES: Mapping[Obstacle, str] = {
    "indicator": "指标相近而不尽相同",
    "measure": "口径不同",
    "unit": "计量单位不同",
    "scope": "范围不同",
    "mean": "所报为多年平均数",
    "years": "所报为多年合计或与目标期限不同",
    "part": "所报只是年内部分时段",
    "year": "所报年度与目标年度不同",
    "later": "目标尚未到期",
    "act": "所报阶段不同",
    "bound": "所报只是约数，不足以判断",
    "unsure": "原文读解把握不足",
}
_MOVING = ("增长", "增速", "涨幅", "增幅", "速度")  # ends of an indicator that say already that it grows
NOTHING = "回顾中未见该指标的数字"


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
) -> str:
    """The sentence for a verdict; `began` is last year's level, where the verdict was worked out from it."""
    asked = _asked(target)
    if judgement is None:
        return f"{asked}；{NOTHING}。"
    found = judgement.result.statement
    if parts:
        told = "、".join(f"{part.statement.indicator}{phrase(part.statement)}" for part in parts)
        return f"{asked}；结果：{told}，合计达到目标。"
    told = f"{found.indicator}{phrase(found)}"
    if began is not None and judgement.comparison is not None:
        reached = _difference(target, judgement)
        return f"{asked}；上年为{phrase(began.statement)}，结果：{told}，据此推算{reached}。"
    if judgement.obstacle is not None:
        short = "，数字低于目标" if judgement.comparison is not None else ""
        return f"{asked}；所见：{told}{short}，但{_OBSTACLES[judgement.obstacle]}，不能据以判定。"
    return f"{asked}；结果：{told}，{_difference(target, judgement)}。"


def admitted(target: Figure, sentence: str) -> str:
    """The sentence for a target that the review itself says was missed."""
    return f"{_asked(target)}；回顾自陈：“{' '.join(sentence.split())}”。"


def by_word(target: Figure, words: str, judgement: Judgement | None) -> str:
    """The sentence for a target of which a table of progress says by a word how far it is."""
    told = "未列出该指标的数字"
    if judgement is not None:
        found = judgement.result.statement
        told = f"所列{found.indicator}{phrase(found)}不能据以判定"
    return f"{_asked(target)}；进展表称“{words}”，{told}。"


def partly(target: Figure, told: Sequence[Judgement], *, whole: bool) -> str:
    """The sentence for a target of several things of which all, or only some, are reported."""
    found = "、".join(f"{one.result.statement.indicator}{phrase(one.result.statement)}" for one in told)
    return f"{_asked(target)}；结果：{found}，" + ("各项均达到目标。" if whole else "其余未见报告。")


def _asked(target: Figure) -> str:
    return f"目标：{target.statement.indicator}{phrase(target.statement)}"


def _difference(target: Figure, judgement: Judgement) -> str:
    comparison = judgement.comparison
    if comparison is None:
        return "不能比较"
    if target.statement.measure == "rank":
        return "位次达到目标" if comparison.outcome != "short" else "位次未达目标"
    if target.statement.measure in POINTS or target.amount.unit == "%":
        points = f"{abs(comparison.gap):.4g}个百分点"
        if abs(comparison.gap) < 1e-9:
            return "与目标持平"
        better, worse = ("优于目标", "差") if wants_less(target) else ("高", "低")
        if comparison.gap > 0:
            return f"{better}{points}"
        return f"{worse}{points}" + ("，在“左右”之内" if comparison.outcome == "met" else "")
    if comparison.ratio is None:
        return "达到目标" if comparison.outcome != "short" else "未达目标"
    return f"为目标的{comparison.ratio:.1%}".replace(".0%", "%")
