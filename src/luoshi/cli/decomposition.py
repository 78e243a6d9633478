"""The command that drafts a responsibility table for a report, learnt from tables of past years."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from luoshi.cli.choices import File, Number, Out
from luoshi.cli.failures import BadCall, Refusal
from luoshi.cli.reader import Reader, reading_options
from luoshi.cli.streams import deliver, refuse_own_input, say

if TYPE_CHECKING:
    from luoshi.exchange import Piece
    from luoshi.exchange.official_table import OfficialRow, OfficialTable
    from luoshi.exchange.records import Record
    from luoshi.reading import Metadata
    from luoshi.responsibility import Check, DraftRow, Learnt, PastTable, Registry, Rules

DraftFormat = Literal["jsonl", "json", "csv"]
_OFFICIAL = (".docx", ".xlsx")
_TITLE = "目标任务责任分解表（草案）"
_LEVELS = {"province": "省", "prefecture": "市", "county": "县"}
_SEVERITIES = ("error", "warning", "note")
# The year of a table's title: 2024年政府工作报告任务分解; near miss: 20个.
_YEAR = re.compile(r"(20\d\d)\s?年")
_HEAD = 400  # characters of a table's text in which its year is looked for


@reading_options
def decompose_command(
    file: File,
    like: Annotated[
        list[str] | None,
        typer.Option(
            "--like", metavar="TABLE", help="A responsibility table of a past year to learn from; repeatable."
        ),
    ] = None,
    registry: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own units: CSV, TSV or XLSX, a unit a line.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(min=2000, max=2099, help="The year of the table; by default that of the plan.")
    ] = None,
    checks: Annotated[bool, typer.Option("--checks", help="Print what is to be checked instead of the rows.")] = False,
    form: Annotated[DraftFormat, typer.Option("--format", help="How to write the rows.")] = "jsonl",
    out: Out = None,
    number: Number = None,
    *,
    reader: Reader,
) -> None:
    """Draft a responsibility table for a report: rows, and who may answer for each, by when.

    Past tables teach who leads what; without any the usual duties of departments do. -o X.docx or X.xlsx writes the
    draft in the official layout. Nothing in it is settled: people settle it.
    """
    for name in (file, *(like or ())):
        refuse_own_input(name, out)
    if "-" in (like or ()):
        raise BadCall("--like takes a file: only the report may come from standard input")
    if checks and form == "csv":
        raise BadCall("--checks prints lines of JSON: leave --format out, or take json")
    from luoshi.cli.findings import register_of
    from luoshi.cli.inputs import load_pieces

    register = register_of(registry)
    pieces = load_pieces(file, number, reader, "tasks")
    tables = [_past(name, reader) for name in like or ()]
    drafts = [_draft(piece, tables, register, year) for piece in pieces]
    for piece, (rows, found) in zip(pieces, drafts, strict=True):
        _tell(file if piece.number is None else f"{file}, document {piece.number}", rows, found)
    if not checks and out is not None and out.suffix.lower() in _OFFICIAL:
        _deliver_official(pieces, drafts, out, year)
        return
    records = [
        record
        for piece, (rows, found) in zip(pieces, drafts, strict=True)
        for record in (_check_records(piece, found) if checks else _row_records(piece, rows))
    ]
    from luoshi.exchange import render_rows

    deliver(render_rows([_flat(record) for record in records] if form == "csv" else records, form), out)


def _past(name: str, reader: Reader) -> PastTable:
    """The rows of a past table, by the year that its title names."""
    from luoshi.cli.inputs import load
    from luoshi.responsibility import PastTable, read_rows

    document = load(name, reader)
    rows = read_rows(document)
    if not rows:
        raise Refusal(f"{name}: no responsibility table was found in it (luoshi table shows what is read)")
    found = _YEAR.search(document.text[:_HEAD]) or _YEAR.search(Path(name).stem)
    year = int(found[1]) if found else None
    return PastTable(f"{year}年表" if year else Path(name).stem, rows, year)


def _draft(
    piece: Piece, tables: Sequence[PastTable], register: Registry, year: int | None
) -> tuple[tuple[DraftRow, ...], tuple[Check, ...]]:
    from luoshi.responsibility import check_table, draft_table

    learnt = _learnt(piece.metadata, tables, register)
    year = year or piece.metadata.year_planned
    rows = draft_table(piece.extraction, learnt, year=year)
    return rows, check_table(rows, piece.extraction.statements, register, _rules(piece.metadata, learnt, year))


def _learnt(metadata: Metadata, tables: Sequence[PastTable], register: Registry) -> Learnt:
    from luoshi.responsibility import learn

    level = "" if tables or metadata.level is None else _LEVELS.get(metadata.level, "")
    return learn(tables, register, level=level)


def _rules(metadata: Metadata, learnt: Learnt, year: int | None) -> Rules:
    from luoshi.responsibility import Rules

    return Rules(year=year, region=metadata.code or "", known=frozenset(learnt.written.values()))


def _tell(name: str, rows: Sequence[DraftRow], checks: Sequence[Check]) -> None:
    """Say how much is still to be done."""
    if not rows:
        say(f"{name}: no task was found in it to make rows of")
        return
    counts = [sum(check.severity == severity for check in checks) for severity in _SEVERITIES]
    told = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in zip(counts, _SEVERITIES, strict=True) if n)
    if told:
        say(f"{name}: to be checked: {told} (--checks lists them)")


def _row_records(piece: Piece, rows: Sequence[DraftRow]) -> list[Record]:
    records = []
    for row in rows:
        record = row.to_dict()
        record["source"] = {"start": row.start + piece.shift, "end": row.end + piece.shift}
        records.append(_numbered(record, piece))
    return records


def _check_records(piece: Piece, checks: Sequence[Check]) -> list[Record]:
    return [
        _numbered(
            {
                "code": check.code,
                "severity": check.severity,
                "message": check.message,
                "advice": check.advice,
                "rows": list(check.rows),
                "statement": check.statement,
                "source": None
                if check.start is None or check.end is None
                else {"start": check.start + piece.shift, "end": check.end + piece.shift},
                "names": list(check.names),
            },
            piece,
        )
        for check in checks
    ]


def _flat(record: Record) -> Record:
    """A row for a format without nesting: the suggested leads with their chances, one text each."""
    suggestions = record["suggestions"]
    leads = suggestions["lead_unit"] if isinstance(suggestions, dict) else []
    return {**record, "suggestions": [f"{name} {chance:.2f}" for name, chance in leads]}


def _numbered(record: Record, piece: Piece) -> Record:
    return record if piece.number is None else {**record, "document": piece.number}


def _deliver_official(
    pieces: Sequence[Piece],
    drafts: Sequence[tuple[tuple[DraftRow, ...], tuple[Check, ...]]],
    out: Path,
    year: int | None,
) -> None:
    """Write one report's draft as the Word or Excel file that officials expect."""
    from luoshi.exchange.official_excel import write_excel
    from luoshi.exchange.official_word import write_word

    if len(pieces) != 1:
        raise BadCall(f"{out}: a table is for one report: choose one of the {len(pieces)} with --document N")
    table = _official(pieces[0], drafts[0][0], year)
    stream = io.BytesIO()
    if out.suffix.lower() == ".docx":
        write_word(table, stream)
    else:
        write_excel(table, stream)
    deliver(stream.getvalue(), out, binary=True)


def _official(piece: Piece, rows: Sequence[DraftRow], year: int | None) -> OfficialTable:
    from luoshi.exchange.official_table import OfficialTable

    year = year or piece.metadata.year_planned
    return OfficialTable(title=f"{piece.title}{_TITLE}", rows=tuple(map(_official_row, rows)), year=year)


def _official_row(row: DraftRow) -> OfficialRow:
    from luoshi.exchange.official_table import OfficialRow
    from luoshi.responsibility.steps import split_steps

    steps, schedule = split_steps(row.milestones or "")
    return OfficialRow(
        key=str(row.row),
        revision=0,
        task=row.task,
        number=str(row.row),
        section=row.section or "",
        subsection=row.subsection or "",
        leaders=row.leaders,
        lead_unit=row.lead_unit or "",
        units=row.units,
        etc=row.etc,
        deadline=row.deadline or "",
        milestones=steps,
        schedule=schedule,
    )
