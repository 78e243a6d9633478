"""Records with the names of what they point to: of a person or a unit that a page names, nothing else is read."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from luoshi.records.models import Inspection, MatterTarget, Post, ReportDue, Unit, User

_Record = TypeVar("_Record", bound=Model)

# What is shown of a thing where another one points to it.
_SHOWN: dict[type[Model], tuple[str, ...]] = {
    User: ("name", "username"),
    Unit: ("name",),
    Post: ("title",),
    ReportDue: ("starts", "ends"),
    MatterTarget: ("name", "unit"),
    Inspection: ("title",),
}


def with_names(rows: QuerySet[_Record], *relations: str) -> QuerySet[_Record]:
    """Rows with what these relations are called, in the same query; whatever else they hold is read when asked for."""
    fields = rows.model._meta.concrete_fields
    shown = [
        f"{field.name}__{part}"
        for field in fields
        if field.name in relations and field.related_model is not None
        for part in _SHOWN[field.related_model]
    ]
    return rows.select_related(*relations).only(*(field.name for field in fields), *shown)
