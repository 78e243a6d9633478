"""The rows of a draft: a reviewed document cut by the engine, with what past tables and duties suggest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from luoshi.extraction import Extraction, Section
from luoshi.extraction.structure.roles import is_livelihood_heading, words
from luoshi.queries.extractions import task_of, text_of
from luoshi.queries.registers import register_of
from luoshi.queries.table_checks import plan_statements
from luoshi.reading import Document as Text
from luoshi.reading.divisions import short_name
from luoshi.records.models import DocumentVersion, Finding, MatterKind, Programme, ResponsibilityTable, TableRow
from luoshi.responsibility import Row, Source, read_rows
from luoshi.responsibility.decomposition import Learnt, PastTable, Suggestion, learn
from luoshi.responsibility.decomposition.drafting import DraftRow, draft_table
from luoshi.responsibility.sentences import as_data
from luoshi.responsibility.steps import join_steps, split_steps
from luoshi.services.tables.changes import SPACING
from luoshi.services.tables.values import day_of

_PLAN = {"plan-targets", "plan-tasks", "livelihood", "self-government"}
_LEVELS = {"province": "省", "prefecture": "市", "county": "县"}
_KINDS = {"plan-targets": MatterKind.INDICATOR, "livelihood": MatterKind.LIVELIHOOD}
_LONGEST_HEADING, _LONGEST_NAME = 300, 80


def reviewed(version: DocumentVersion) -> Extraction:
    """What people left standing in a version: its tasks and figures that are not rejected, as they stand now."""
    outline = tuple(Section(**section) for section in version.outline)
    tasks = Finding.objects.filter(version=version, kind=Finding.Kind.TASK, removed=False, role__in=_PLAN)
    statements = plan_statements(version)
    held = [
        task_of(finding, tuple(one.id for one in statements if finding.start <= one.start < finding.end))
        for finding in tasks.exclude(state=Finding.State.REJECTED)
    ]
    return Extraction(Text(version.text), outline, (), tuple(statements), tuple(held), ())


def learnt_for(programme: Programme, but: ResponsibilityTable) -> Learnt:
    """What the region's past tables teach (往年参考 and what was published), with its own units as the register."""
    tables = ResponsibilityTable.objects.filter(programme__region=programme.region_id).exclude(pk=but.pk)
    taught = [
        table
        for table in tables.prefetch_related("rows")
        if table.purpose == ResponsibilityTable.Purpose.TEACHING or table.state == ResponsibilityTable.State.PUBLISHED
    ]
    past = [
        PastTable(f"{table.year}年表", tuple(past_rows(table)), table.year)
        for table in sorted(taught, key=lambda table: table.year)
    ]
    region = programme.region
    return learn(past, register_of(region), level=_LEVELS.get(region.level, ""), home=short_name(region.name))


def past_rows(table: ResponsibilityTable) -> Iterator[Row]:
    """The rows of a kept table as the engine reads rows."""
    for number, row in enumerate((row for row in table.rows.all() if not row.removed), 1):
        yield Row(
            row=number,
            section=row.section or None,
            subsection=row.subsection or None,
            task=row.task,
            leaders=tuple(row.leaders),
            units=tuple(name for name in (row.lead_unit, *row.units) if name),
            lead_unit=row.lead_unit or None,
            etc=row.etc,
            deadline=row.deadline or None,
            milestones=join_steps(row.milestones, row.schedule) or None,
            note=row.note or None,
            source=Source(None, number),
        )


def draft_rows(table: ResponsibilityTable, version: DocumentVersion, learnt: Learnt) -> list[TableRow]:
    """Unsaved rows for a reviewed version, every cell but the task left to people, with suggestions beside it."""
    found = reviewed(version)
    roles = {task.start: task.role for task in found.tasks}
    drafted = draft_table(found, learnt, year=table.year)
    return [_drafted(table, row, roles.get(row.start, "plan-tasks")) for row in drafted]


def _drafted(table: ResponsibilityTable, row: DraftRow, role: str) -> TableRow:
    return TableRow(
        table=table,
        order=row.row * SPACING,
        kind=_KINDS.get(role, MatterKind.TASK),
        section=(row.section or "")[:_LONGEST_HEADING],
        subsection=(row.subsection or "")[:_LONGEST_HEADING],
        task=row.task,
        start=row.start,
        end=row.end,
        targets=[int(target) for target in row.targets],
        suggestions={
            name: [suggestion_data(one) for one in getattr(row.suggestions, name)]
            for name in ("lead_unit", "units", "leaders", "deadline", "milestones")
        },
    )


def suggestion_data(one: Suggestion) -> dict[str, Any]:
    """A suggestion as a row keeps it."""
    shown = {"reason": one.reason, "said": as_data(one.reason)}  # in Chinese, and to be told in the reader's language
    return {"value": one.value, "score": round(one.score, 3), **shown, "basis": one.basis}


def imported_rows(table: ResponsibilityTable, version: DocumentVersion) -> list[TableRow]:
    """Unsaved rows of a version that is a table itself, in any layout that the engine reads."""
    return [_imported(table, row) for row in read_rows(text_of(version))]


def _imported(table: ResponsibilityTable, row: Row) -> TableRow:
    steps, schedule = split_steps(row.milestones or "")
    lead = row.lead_unit or ""
    deadline = (row.deadline or "")[:_LONGEST_NAME]
    return TableRow(
        table=table,
        order=row.row * SPACING,
        kind=_kind(row.section or ""),
        section=(row.section or "")[:_LONGEST_HEADING],
        subsection=(row.subsection or "")[:_LONGEST_HEADING],
        task=row.task,
        start=row.start,
        end=row.end,
        leaders=list(row.leaders),
        lead_unit=lead[:_LONGEST_NAME],
        units=[name for name in row.units if name != lead],
        etc=row.etc,
        deadline=deadline,
        deadline_date=day_of(deadline, table.year),
        milestones=list(steps) if any(steps) else [],
        schedule=schedule,
        note=row.note or "",
    )


def _kind(section: str) -> MatterKind:
    if is_livelihood_heading(section):
        return MatterKind.LIVELIHOOD
    return MatterKind.INDICATOR if words("heading.targets").search(section) else MatterKind.TASK
