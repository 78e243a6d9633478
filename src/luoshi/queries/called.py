"""Records with the names of what they point to: of a person or a unit that a page names, nothing else is read."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from luoshi.records.models import MatterTarget, Report, ReportDue, Unit, User

_Record = TypeVar("_Record", bound=Model)

# What is shown of a thing where another one points to it.
_SHOWN: dict[type[Model], tuple[str, ...]] = {
    User: ("name", "username"),
    Unit: ("name",),
    ReportDue: ("starts", "ends"),
    MatterTarget: ("name", "unit"),
    Report: ("state",),
}


def with_names(rows: QuerySet[_Record], *relations: str) -> QuerySet[_Record]:
    """Rows with what these relations are called, in the same query; whatever else they hold is read when asked for.

    A relation may be reached through another one that is named as well: "report", "report__due".
    """
    own = [field.name for field in rows.model._meta.concrete_fields]
    shown = [f"{one}__{part}" for one in relations for part in _SHOWN[_end_of(rows.model, one)]]
    return rows.select_related(*relations).only(*own, *shown)


def _end_of(model: type[Model], relation: str) -> type[Model]:
    """What a relation leads to."""
    for name in relation.split("__"):
        next_one = model._meta.get_field(name).related_model
        if next_one is None:
            raise LookupError(f"{model.__name__}.{name} is no relation")
        model = next_one
    return model
