"""What a person writes into a cell becomes what is kept, with the limits of each field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from luoshi.records.models import MatterKind, TableRow
from luoshi.responsibility.decomposition.deadlines import meaning_of
from luoshi.responsibility.leaders import split_leaders
from luoshi.responsibility.steps import split_steps
from luoshi.responsibility.unit_lists import split_units
from luoshi.services.errors import RefusedError

FIELDS = ("section", "subsection", "task", "leaders", "lead_unit", "units", "deadline", "milestones", "note", "kind")
_LONGEST = {"section": 300, "subsection": 300, "task": 4000, "lead_unit": 80, "deadline": 80, "note": 2000}
_LONGEST_NAME = 80  # of a unit or a leader in a list


def values_of(texts: Mapping[str, str], year: int) -> dict[str, Any]:
    """Model values of the fields written, by attribute of TableRow. Raises RefusedError for what cannot be kept."""
    values: dict[str, Any] = {}
    for name, text in texts.items():
        if name not in FIELDS:
            raise RefusedError(_("没有“%(field)s”这一栏。") % {"field": name})
        bare = text.replace("\r\n", "\n").strip()
        longest = _LONGEST.get(name, 4000)
        if len(bare) > longest:
            raise RefusedError(
                _("内容有 %(size)d 字，最多 %(most)d 字，请缩短。") % {"size": len(bare), "most": longest}
            )
        values |= _value(name, bare, year)
    return values


def _value(name: str, text: str, year: int) -> dict[str, Any]:
    if name == "task" and not text:
        raise RefusedError(_("工作任务不能为空；不需要这一行时请删除该行。"))
    if name == "kind":
        if text not in MatterKind.values:
            raise RefusedError(_("请选择事项类型。"))
        return {name: text}
    if name == "leaders":
        return {name: _short(list(split_leaders(text)))}
    if name == "units":
        listed = split_units(text)
        return {"units": _short(list(listed.names)), "etc": listed.etc}
    if name == "deadline":
        return {"deadline": text, "deadline_date": day_of(text, year)}
    if name == "milestones":
        steps, schedule = split_steps(text)
        return {"milestones": list(steps) if any(steps) else [], "schedule": schedule}
    if name in ("section", "subsection", "lead_unit"):
        text = " ".join(text.split())
    return {name: text}


def day_of(words: str, year: int) -> date | None:
    """The date that a deadline is taken to mean; none for an empty one."""
    return meaning_of(words, year).day if words else None


def _short(names: list[str]) -> list[str]:
    return [checked_name(name) for name in names]


def checked_name(name: str) -> str:
    """One name of a unit or a leader, on one line. Raises RefusedError for one that is too long to be one."""
    bare = " ".join(name.split())
    if len(bare) > _LONGEST_NAME:
        raise RefusedError(_("“%(name)s…”太长：多个名称之间请用顿号隔开。") % {"name": bare[:20]})
    return bare


def plain(value: Any) -> Any:
    """A model value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def restored(field: str, value: Any) -> Any:
    """The model value of what `plain` kept."""
    return date.fromisoformat(value) if field == "deadline_date" and value else value


def shown(row: TableRow, fields: Mapping[str, Any]) -> dict[str, object]:
    """The present values of the fields, as JSON keeps them."""
    return {name: plain(getattr(row, name)) for name in fields}
