"""A change of one row: made only if nobody changed the row since it was read, and told by one event."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from luoshi.records.models import Channel, Post, Programme, Region, Unit, User
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, record_event

Revised = TypeVar("Revised", Channel, Unit, Post, Programme, User)


def change_row(
    row: Revised,
    *,
    revision: int,
    values: dict[str, Any],
    act: str,
    actor: Actor,
    region: Region,
    programme: Programme | None = None,
) -> Revised:
    """Set fields of a row at a revision, one higher afterwards, and record what was before and after.

    Must be called in a transaction. `values` maps field names to what the model takes; what is the same already is
    left alone, and nothing is written when nothing differs. Raises ChangedMeanwhileError when the row is at another
    revision; its `current` and `wanted` hold the fields as in events.
    """
    model = type(row)
    current = model._default_manager.get(pk=row.pk)
    before, after = plain(current, values), _plain_values(values)
    changed = sorted(name for name in values if before[name] != after[name])
    if current.revision == revision and not changed:
        return current
    updated = model._default_manager.filter(pk=row.pk, revision=revision).update(
        **{name: values[name] for name in changed}, revision=revision + 1
    )
    if updated != 1:
        raise ChangedMeanwhileError(
            _("“%(name)s”刚被别人修改，请核对后重新保存。") % {"name": current}, current=before, wanted=after
        )
    record_event(
        programme=programme,
        region=region,
        actor=actor,
        act=act,
        subject=row,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return model._default_manager.get(pk=row.pk)


def check_length(text: str, most: int) -> None:
    """Raise RefusedError for a name that is longer than what is kept; files bring any."""
    if len(text) > most:
        raise RefusedError(_("“%(name)s…”太长，最多 %(most)d 字，请缩短。") % {"name": text[:20], "most": most})


def plain(row: Model, names: Any) -> dict[str, Any]:
    """Fields of a row as events keep them: rows by their id, dates as written."""
    return _plain_values({name: getattr(row, name) for name in names})


def _plain_values(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if hasattr(value, "isoformat") else value
