"""What an event did to rows of a table, or to findings, in words: which row, which cell, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from luoshi.records.models import Event, Finding, TableRow

MOST = 20  # rows of one event that are told; an event on every row of a table would fill the page
_CELLS = {
    "section": _("部分"),
    "subsection": _("分项"),
    "task": _("目标任务"),
    "leaders": _("责任领导"),
    "lead_unit": _("牵头单位"),
    "units": _("配合单位"),
    "deadline": _("完成时限"),
    "milestones": _("季度进度"),
    "schedule": _("进度安排"),
    "note": _("备注"),
}


def is_of_rows(event: Event) -> bool:
    """Whether an event holds rows by their ids instead of fields."""
    said = event.after or event.before or {}
    return event.subject == "responsibilitytable" and bool(said) and all(key.isdigit() for key in said)


def rows_of(events: Iterable[Event]) -> Mapping[int, TableRow]:
    """The rows that will be told of, in one query."""
    ids = {int(key) for event in events if is_of_rows(event) for key, *_sides in _told_rows(event)}
    return TableRow.objects.only("pk", "task").in_bulk(ids) if ids else {}


def row_changes(event: Event, rows: Mapping[int, TableRow]) -> list[tuple[str, str, str]]:
    """(row, before, after) for each row of which a cell was changed, and how many more there are."""
    told = [
        (_row_name(rows.get(int(key)), was, now), _cells(was, now, was), _cells(was, now, now))
        for key, was, now in _told_rows(event)
    ]
    more = len(_changed(event)) - len(told)
    if more > 0:
        told.append(("…", "", ngettext("还有 %(n)s 行", "还有 %(n)s 行", more) % {"n": more}))
    return told


def quotes_of(events: Iterable[Event]) -> Mapping[int, str]:
    """The quotes of the findings that events did something to one at a time, in one query."""
    ids = {found[0] for event in events if len(found := findings_in(event)) == 1}
    return dict(Finding.objects.filter(pk__in=ids).values_list("pk", "quote")) if ids else {}


def findings_in(event: Event) -> list[int]:
    """The ids of the findings that an event did something to; empty for an event on something else."""
    found = (event.after or {}).get("findings")
    return found if event.subject == "findingchange" and isinstance(found, list) else []


def _told_rows(event: Event) -> list[tuple[str, Any, Any]]:
    return _changed(event)[:MOST]


def _changed(event: Event) -> list[tuple[str, Any, Any]]:
    """The rows of which something was changed that a person can see; not those that only moved for another."""
    before, after = event.before or {}, event.after or {}
    sides = [(key, before.get(key), after.get(key)) for key in after]
    return [(key, was, now) for key, was, now in sides if was is None or now is None or _seen(was) or _seen(now)]


def _seen(side: Mapping[str, Any]) -> bool:
    return "removed" in side or any(key in side for key in _CELLS)


def _row_name(row: TableRow | None, was: Any, now: Any) -> str:
    task = row.task if row is not None else str((now or was or {}).get("task", ""))
    return task if len(task) <= 20 else f"{task[:19]}…"


def _cells(was: Any, now: Any, side: Any) -> str:
    """One side of a row, of each changed cell; a row that was not there has no words."""
    if side is None or side.get("removed"):
        return "" if side is was else gettext("删除")
    if was is None or (now is not None and was.get("removed")):
        return gettext("新增")
    names = [name for name in _CELLS if name in side and was.get(name) != (now or {}).get(name)]
    return "；".join(f"{_CELLS[name]}：{_plain(side[name])}" for name in names if side[name])


def _plain(value: object) -> str:
    return "、".join(str(one) for one in value if one) if isinstance(value, list) else str(value)
