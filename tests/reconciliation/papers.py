"""A fictional city's plan of one year and its report of the next, to be reconciled."""

from __future__ import annotations

from luoshi import extract, read
from luoshi.extraction import Extraction
from luoshi.reconciliation import Reconciled, reconcile

PLAN = """云川市2024年政府工作报告

一、2023年工作回顾
{before}

二、2024年主要目标和重点工作
今年主要预期目标是：{targets}
"""
REVIEW = """云川市2025年政府工作报告

一、2024年工作回顾
{results}

二、2025年主要目标和重点工作
今年主要预期目标是：{again}
"""


def plan(targets: str, before: str = "全市经济平稳运行。") -> Extraction:
    """A report that promises for 2024."""
    return extract(read(PLAN.format(targets=targets, before=before)))


def review(results: str, again: str = "生产总值增长5%。") -> Extraction:
    """A report that tells of 2024."""
    return extract(read(REVIEW.format(results=results, again=again)))


def outcomes(targets: str, results: str, before: str = "全市经济平稳运行。") -> list[Reconciled]:
    """The outcomes of the targets of one text by the results of another."""
    return list(reconcile(plan(targets, before), [review(results)]))


def verdict(targets: str, results: str, before: str = "全市经济平稳运行。") -> str:
    """The verdict on the only target."""
    [outcome] = outcomes(targets, results, before)
    return outcome.verdict
