"""A responsibility table as the files that officials know: rows as they stand, or as an edition has them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from luoshi.exchange.official_excel import write_excel
from luoshi.exchange.official_table import OfficialRow, OfficialTable
from luoshi.exchange.official_word import write_word
from luoshi.records.models import Edition, Matter, ResponsibilityTable, TableRow

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def rows_as_official(rows: Sequence[TableRow], matters: Mapping[int, Matter]) -> tuple[OfficialRow, ...]:
    """The rows as they stand; numbered by matter, or by place before publication."""
    return tuple(
        OfficialRow(
            key=str(row.pk),
            revision=row.revision,
            task=row.task,
            number=matters[row.pk].number if row.pk in matters else str(place),
            section=row.section,
            subsection=row.subsection,
            leaders=tuple(row.leaders),
            lead_unit=row.lead_unit,
            units=tuple(row.units),
            etc=row.etc,
            deadline=row.deadline,
            milestones=_quarters(row.milestones),
            schedule=row.schedule,
            note=row.note,
        )
        for place, row in enumerate(rows, 1)
    )


def edition_as_official(said: Sequence[Mapping[str, Any]]) -> tuple[OfficialRow, ...]:
    """The rows of an edition."""
    return tuple(
        OfficialRow(
            key=str(one["row"]),
            revision=0,
            task=one["task"],
            number=one["number"],
            section=one["section"],
            subsection=one["subsection"],
            leaders=tuple(one["leaders"]),
            lead_unit=one["lead_unit"],
            units=tuple(one["units"]),
            etc=one["etc"],
            deadline=one["deadline"],
            milestones=_quarters(one["milestones"]),
            schedule=one["schedule"],
            note=one["note"],
        )
        for one in said
    )


def _quarters(steps: Sequence[str]) -> tuple[str, str, str, str]:
    first, second, third, fourth = [*steps, "", "", "", ""][:4]
    return first, second, third, fourth


def official_table(
    table: ResponsibilityTable, rows: tuple[OfficialRow, ...], edition: Edition | None = None
) -> OfficialTable:
    """The table to be handed out; its origin tells a form that comes back from one of another table."""
    subtitle = f"（第{edition.number}版，{edition.published_at:%Y-%m-%d}）" if edition else ""
    return OfficialTable(table.title, rows, subtitle=subtitle, year=table.year, origin=f"table-{table.pk}")


def word_answer(official: OfficialTable) -> HttpResponse:
    """The table as a Word file to be kept."""
    stream = io.BytesIO()
    write_word(official, stream)
    return attachment(stream.getvalue(), f"{official.title}.docx")


def excel_answer(official: OfficialTable, units: Sequence[str], leaders: Sequence[str]) -> HttpResponse:
    """The table as an Excel form that may come back."""
    stream = io.BytesIO()
    write_excel(official, stream, units=units, leaders=leaders)
    return attachment(stream.getvalue(), f"{official.title}.xlsx")


def attachment(data: bytes, name: str) -> HttpResponse:
    """A file to be kept, never shown by the browser itself."""
    ending = name.rpartition(".")[2]
    response = HttpResponse(data, content_type=_TYPES.get(ending, "application/octet-stream"))
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
