"""Findings as a page shows them: one line to recognise each by, and all its fields in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from luoshi.exchange import labels
from luoshi.exchange.piece import Piece
from luoshi.exchange.records import number
from luoshi.extraction import Statement, Task, Unresolved

FindingKind = Literal["target", "result", "task", "unresolved"]
Fields = tuple[tuple[str, str], ...]
Figures = Mapping[str, str]  # a statement's id -> its indicator and amount, in words


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: `key` is unique on its page, `start`/`end` are offsets within its piece.

    `title` and `value` make its line in the list, `fields` are its other facts as (label, words).
    `role` and `measure` are codes to filter by; `confidence` is None where the finding states none.
    """

    key: int
    kind: FindingKind
    start: int
    end: int
    title: str
    value: str
    quote: str
    fields: Fields
    role: str
    measure: str = ""
    confidence: float | None = None


def findings(piece: Piece, first_key: int = 1) -> list[Finding]:
    """All findings of a piece in document order, the longer first where two begin at the same place."""
    taken = piece.extraction
    figures = {statement.id: f"{statement.indicator} {amount(statement)}" for statement in taken.statements}
    found: list[Statement | Task | Unresolved] = [*taken.tasks, *taken.statements, *taken.unresolved]
    found.sort(key=lambda item: (item.start, -item.end))
    return [_finding(piece, item, key, figures) for key, item in enumerate(found, first_key)]


def amount(found: Statement) -> str:
    """The figure of a statement in signs: comparator, number or range, unit.

    A downward movement is marked by ↓; a rank is 第5 or 前10.
    """
    figure = str(number(found.value))
    if found.value_high is not None:
        figure += f"–{number(found.value_high)}"
    if found.measure == "rank":
        return f"前{figure}" if found.op == "<=" else f"第{figure}"
    sign = "" if found.op == "=" else f"{labels.OP[found.op]} "
    down = "↓ " if found.polarity == "-" and found.measure in {"growth", "pp", "reduction"} else ""
    gap = "" if found.unit in {"%", "％", "‰"} else " "
    return f"{down}{sign}{figure}{gap}{found.unit}".rstrip()


def _finding(piece: Piece, found: Statement | Task | Unresolved, key: int, figures: Figures) -> Finding:
    if isinstance(found, Statement):
        return _from_statement(found, key)
    if isinstance(found, Task):
        return _from_task(found, key, figures)
    section = piece.section_at(found.start)
    fields = (("原因", labels.REASON.get(found.reason, found.reason)), ("标题", section.heading if section else ""))
    role = section.role if section else ""
    return Finding(key, "unresolved", found.start, found.end, found.quote, "?", found.quote, _told(fields), role)


def _from_statement(found: Statement, key: int) -> Finding:
    fields = (
        ("口径", labels.MEASURE[found.measure]),
        ("方向", labels.POLARITY[found.polarity]),
        ("年份", str(found.year or "")),
        ("期限", found.period or ""),
        ("范围", found.place or ""),
        ("规范指标", found.concept or ""),
        ("部分", f"{labels.SECTION[found.section]} · {labels.ROLE[found.role]}"),
        ("标题", found.heading),
        ("置信度", f"{found.confidence:.0%}"),
        ("编号", found.id),
    )
    return Finding(
        key=key,
        kind=found.kind,
        start=found.start,
        end=found.end,
        title=found.indicator,
        value=amount(found),
        quote=found.quote,
        fields=_told(fields),
        role=found.role,
        measure=found.measure,
        confidence=found.confidence,
    )


def _from_task(found: Task, key: int, figures: Figures) -> Finding:
    fields = (
        ("动作", found.verb),
        ("事项", found.object),
        ("承诺阶段", labels.STAGE[found.stage]),
        ("可考核性", labels.MEASURABILITY[found.measurability]),
        ("所缺", found.missing or ""),
        ("年份", str(found.year or "")),
        ("期限", found.period or ""),
        ("范围", found.place or ""),
        ("所含目标", "；".join(figures.get(target, target) for target in found.targets)),
        ("段落", labels.ROLE[found.role]),
        ("标题", found.heading),
        ("编号", found.id),
    )
    return Finding(
        key=key,
        kind="task",
        start=found.start,
        end=found.end,
        title=f"{found.verb}{found.object}" or found.quote,
        value=labels.MEASURABILITY[found.measurability],
        quote=found.quote,
        fields=_told(fields),
        role=found.role,
    )


def _told(fields: Fields) -> Fields:
    """Only the fields that say something."""
    return tuple((label, words) for label, words in fields if words)
