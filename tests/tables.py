"""Small responsibility tables for tests of everything that is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from luoshi.records.models import Edition, Matter, ResponsibilityTable, TableRow
from luoshi.services import tables as services
from luoshi.services.tables import Pick
from luoshi.services.tables.changes import SPACING, rows_of
from tests.cast import City
from tests.reports import actor

TASKS = ("新增高新技术企业50家以上。", "改造老旧小区89个，新增学位6180个。", "开工建设低空经济产业园。")


def table_of(city: City, tasks: Sequence[str] = TASKS, *, lead: str = "市科学技术局") -> ResponsibilityTable:
    """This year's draft with a row for each task, in two sections, without a source; all led by one unit."""
    table = ResponsibilityTable.objects.create(programme=city.programme, title="云川市2025年责任分解", year=2025)
    TableRow.objects.bulk_create(
        TableRow(
            table=table,
            order=at * SPACING,
            section="一、强产业" if at == 1 else "二、惠民生",
            task=task,
            lead_unit=lead,
            leaders=["副市长"],
            deadline="年底前",
            deadline_date=date(2025, 12, 31),
            suggestions=suggestions() if not lead else {},
        )
        for at, task in enumerate(tasks, 1)
    )
    return table


def suggestions() -> dict[str, list[dict[str, object]]]:
    """What is suggested for a row: two leads, two helpers of which one is likely, a deadline."""

    def one(value: str, score: float, reason: str, basis: str = "table") -> dict[str, object]:
        return {"value": value, "score": score, "reason": reason, "basis": basis}

    return {
        "lead_unit": [one("市科学技术局", 0.83, "同2024年表第14行"), one("市教育局", 0.1, "职责：学校")],
        "units": [one("市教育局", 0.7, "常与牵头单位同列"), one("市财政局", 0.2, "资金")],
        "deadline": [one("年底前", 0.5, "年度任务", "rule")],
    }


def rows(table: ResponsibilityTable) -> list[TableRow]:
    """The rows that stand, in order."""
    return rows_of(table)


def picks(*chosen: TableRow) -> list[Pick]:
    """Rows as a page names them."""
    return [Pick(row.pk, row.revision) for row in chosen]


def write(city: City, table: ResponsibilityTable, at: int, **texts: str) -> None:
    """Write into a row, counted from 0, as its table stands."""
    row = rows(table)[at]
    services.edit_row(table=table, row_id=row.pk, revision=row.revision, texts=texts, actor=actor(city))


def published(city: City, table: ResponsibilityTable | None = None, *, reason: str = "经审议") -> Edition:
    """The next edition of a table, its own or a small one."""
    table = table or table_of(city)
    table.refresh_from_db()
    return services.publish(table=table, edition=table.edition, actor=actor(city), reason=reason)


def numbers(table: ResponsibilityTable) -> list[str]:
    """The numbers of a table's matters in the order of its rows."""
    by_row = {matter.row_id: matter.number for matter in Matter.objects.filter(row__table=table)}
    return [by_row[row.pk] for row in rows_of(table)]
