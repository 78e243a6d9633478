"""Quarterly steps for a task: those of a like row of a past table, or the usual ones of what it promises."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from luoshi.responsibility.errors import LexiconError
from luoshi.responsibility.vocabulary import load

Course = Literal["plan", "start", "advance", "complete", "win", "figure", "rate"]
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")


@cache
def _course(name: Course) -> tuple[tuple[str, ...], str]:
    entry = load("milestones").get(name)
    if not entry or not entry.get("meaning") or len(entry.get("steps", ())) != 3 or not entry.get("done"):
        raise LexiconError(f"milestones.toml, [{name}]: needs a meaning, three steps and what is done")
    return tuple(entry["steps"]), entry["done"]


def usual_steps(course: Course, year: int, due: date) -> str:
    r"""The usual steps up to the quarter of the day due, one a line; a task due in a later year takes the whole year.

    >>> print(usual_steps("complete", 2025, date(2025, 6, 30)))
    一季度：倒排工期，落实要素保障
    二季度：建成（完成）并通过验收
    >>> print(usual_steps("figure", 2025, date(2025, 12, 31)).split("\n")[1])
    二季度：完成全年目标的50%
    """
    steps, done = _course(course)
    last = 3 if due.year > year else (due.month - 1) // 3
    if due.year > year:
        done = steps[-1]
    shown = [
        f"{_QUARTERS[at]}：{step.replace('{share}', f'{100 * (at + 1) // (last + 1)}%')}"
        for at, step in enumerate(steps[:last])
    ]
    return "\n".join([*shown, f"{_QUARTERS[last]}：{done.replace('{share}', '100%')}"])
