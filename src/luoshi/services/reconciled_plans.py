"""What a reconciliation takes as its plan: a document, a responsibility table, or the matters of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from luoshi.extraction import Extraction, Statement, Task, extract
from luoshi.queries.extractions import names_of, reviewed_extractions
from luoshi.reading import Document as Text
from luoshi.records.models import DocumentVersion, Matter, Reconciliation, ResponsibilityTable, TableRow

_GONE = (Matter.Status.DRAFT.value, Matter.Status.WITHDRAWN.value, Matter.Status.MERGED.value)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is promised. `source` is the version that its offsets are of (None: they lead nowhere).

    `matters` are the matters of the ledger by the offset at which each begins, in order.
    """

    promised: Extraction
    source: DocumentVersion | None
    matters: tuple[tuple[int, Matter], ...] = ()


def plan_of(reconciliation: Reconciliation, reviews: Sequence[DocumentVersion]) -> tuple[Plan, dict[int, Extraction]]:
    """The plan of a reconciliation, and what people left standing in each review, by its id."""
    table = reconciliation.table
    source = reconciliation.plan or (table.source if table else None)
    if source is not None and source.state != DocumentVersion.State.READY:
        source = None  # a table whose document is being read again stands by its own words
    versions = [*([source] if source else []), *reviews]
    found = reviewed_extractions(names_of(versions), {one.pk: one for one in versions}.values())
    told = {review.pk: found[review.pk] for review in reviews}
    if table is not None:
        rows = list(table.rows.filter(removed=False))
        return Plan(_narrowed(found[source.pk], rows) if source else _of_its_own(table, rows), source), told
    if source is not None:
        return Plan(found[source.pk], source), told
    return _of_the_ledger(reconciliation), told


def _narrowed(source: Extraction, rows: list[TableRow]) -> Extraction:
    """What a table takes from its document: the figures in its rows, and its rows as the tasks."""
    held = {str(target) for row in rows for target in row.targets}
    spans = [(row.start, row.end) for row in rows if row.start is not None and row.end is not None]
    statements = tuple(
        one for one in source.statements if one.id in held or any(low <= one.start < high for low, high in spans)
    )
    return replace(source, statements=statements, tasks=tuple(_task_of_row(row, statements) for row in rows))


def _task_of_row(row: TableRow, statements: tuple[Statement, ...]) -> Task:
    low, high = row.start or 0, row.end or 0
    targets = tuple(one.id for one in statements if low <= one.start < high or one.id in map(str, row.targets))
    return _task(str(row.pk), row.task, low, high, targets, row.section)


def _task(key: str, quote: str, low: int, high: int, targets: tuple[str, ...], heading: str) -> Task:
    return Task(
        id=key,
        quote=quote,
        start=low,
        end=high,
        verb="",
        object="",
        stage="advance",
        year=None,
        period=None,
        place=None,
        targets=targets,
        measurability="direction",
        missing=None,
        role="plan-tasks",
        heading=heading,
    )


def _of_its_own(table: ResponsibilityTable, rows: list[TableRow]) -> Extraction:
    """A table that came from no document: its tasks are read as the plan of its year, one line each."""
    lines = [_heading(table.year), *(" ".join(row.task.split()) for row in rows)]
    return extract(Text("\n".join(lines), name=table.title))


def _heading(year: int) -> str:
    return f"一、{year}年重点工作"


def _of_the_ledger(reconciliation: Reconciliation) -> Plan:
    """The matters of a programme that stand in its ledger, one line each, with the figures as people corrected them."""
    programme = reconciliation.programme
    standing = Matter.objects.filter(programme=programme).exclude(status__in=_GONE)
    matters = sorted(
        standing.select_related("source__document"), key=lambda matter: (len(matter.number), matter.number)
    )
    text, starts = _heading(programme.year), []
    for matter in matters:
        starts.append(len(text) + 1)
        text += "\n" + _line(matter)
    read = extract(Text(text, name=programme.name))
    corrected = _corrected(matters)
    statements: list[Statement] = []
    tasks = []
    for at, matter in zip(starts, matters, strict=True):
        line = _line(matter)
        own = [one for one in read.statements if at <= one.start < at + len(line)]
        own = _moved(matter, corrected, at, text) if _is_quoted(matter, corrected) else own
        statements += own
        targets = tuple(one.id for one in own)
        tasks.append(_task(str(matter.pk), line, at, at + len(line), targets, matter.section))
    promised = replace(read, statements=tuple(statements), tasks=tuple(tasks))
    return Plan(promised, None, tuple(zip(starts, matters, strict=True)))


def _line(matter: Matter) -> str:
    """A matter's words on one line, as long as they were."""
    return (matter.quote or matter.task).replace("\n", " ")


def _corrected(matters: Iterable[Matter]) -> Mapping[int, Extraction]:
    """What people left standing in the documents that the matters come from, by the version's id."""
    ready = DocumentVersion.State.READY
    sources = {one.source_id: one.source for one in matters if one.source and one.source.state == ready}
    versions = [version for version in sources.values() if version]
    return reviewed_extractions(names_of(versions), versions)


def _is_quoted(matter: Matter, corrected: Mapping[int, Extraction]) -> bool:
    """Whether a matter's words stand in its document as they did when it was published."""
    source = corrected.get(matter.source_id or 0)
    if source is None or matter.start is None or matter.end is None:
        return False
    return source.document.text[matter.start : matter.end] == matter.quote


def _moved(matter: Matter, corrected: Mapping[int, Extraction], at: int, text: str) -> list[Statement]:
    """The targets in a matter's words, at their places in the line that begins at an offset."""
    source, low, high = corrected[matter.source_id or 0], matter.start or 0, matter.end or 0
    by = at - low
    return [
        replace(one, start=one.start + by, end=one.end + by, quote=text[one.start + by : one.end + by])
        for one in source.statements
        if one.kind == "target" and low <= one.start and one.end <= high
    ]
