"""Events in words: what the act and its fields are called, and the present names of what they point to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.queries.events import ACT_NAMES
from luoshi.records.models import Document, Event, Matter, Post, Programme, Region, ResponsibilityTable, Unit, User

_KINDS = {
    "programme": _("年度项目"),
    "unit": _("单位"),
    "post": _("职务"),
    "tenure": _("任职"),
    "user": _("人员"),
    "grant": _("角色"),
    "document": _("文件"),
    "documentversion": _("文件版本"),
    "finding": _("条目"),
    "responsibilitytable": _("分解表"),
    "tablerow": _("分解行"),
    "edition": _("发布版次"),
    "matter": _("事项"),
    "region": _("地区"),
}
# Whose present name says more than a number; none of them is found through another table.
_NAMED: dict[str, Any] = {
    "programme": Programme,
    "unit": Unit,
    "post": Post,
    "user": User,
    "document": Document,
    "responsibilitytable": ResponsibilityTable,
    "matter": Matter,
    "region": Region,
}
# Fields that have no name of their own in the models.
_FIELDS = {
    "person": _("人员"),
    "unit": _("单位"),
    "post": _("职务"),
    "region": _("地区"),
    "parent": _("上级单位"),
    "names": _("其他名称"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field of an event: what it is called, and how it stood before and after (empty for none)."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words: the act, what it was done to (its present name, where it still is), and each field."""

    event: Event
    act: str
    kind: str
    subject: str
    changes: tuple[Change, ...]


Known = dict[str, Mapping[int, Model]]


def told(events: Iterable[Event]) -> list[Told]:
    """Events in words, with one query for each kind of thing that they point to."""
    events = list(events)
    ids: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.subject_id:
            ids[event.subject].add(event.subject_id)
        for name, value in _said(event):
            field = _field(event.subject, name)
            if isinstance(field, ForeignKey) and isinstance(value, int):
                ids[_model_name(field)].add(value)
    known: Known = {kind: model.objects.in_bulk(ids[kind]) for kind in ids if (model := _NAMED.get(kind))}
    return [_told(event, known) for event in events]


def _said(event: Event) -> list[tuple[str, object]]:
    return [*(event.before or {}).items(), *(event.after or {}).items()]


def _told(event: Event, known: Known) -> Told:
    before, after = event.before or {}, event.after or {}
    changes = []
    for name in dict.fromkeys([*before, *after]):
        field = _field(event.subject, name)
        was, now = _shown(field, before.get(name), known), _shown(field, after.get(name), known)
        if was or now:
            changes.append(Change(_called(field, name), was, now))
    subject = known.get(event.subject, {}).get(event.subject_id or 0, event.subject_id or "")
    kind = str(_KINDS.get(event.subject, event.subject))
    return Told(event, str(ACT_NAMES.get(event.act, event.act)), kind, str(subject), tuple(changes))


def _field(subject: str, name: str) -> Field[Any, Any] | None:
    try:
        found = apps.get_model("records", subject)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def _model_name(field: ForeignKey[Any, Any]) -> str:
    return str(field.related_model._meta.model_name)


def _called(field: Field[Any, Any] | None, name: str) -> str:
    return str(_FIELDS.get(name) or (field.verbose_name if field is not None else name))


def _shown(field: Field[Any, Any] | None, value: object, known: Known) -> str:
    """A value as a person reads it: things by their present names, choices by theirs."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(field, ForeignKey) and isinstance(value, int):
        return str(known.get(_model_name(field), {}).get(value, value))
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return "；".join(_line(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _line(value: object) -> str:
    """One of several: a name with its kind and its last day, or whatever it is."""
    if isinstance(value, list) and len(value) == 3 and value[1] in ("alias", "former"):
        name, kind, until = value
        if kind == "alias":
            return str(name)
        return (
            gettext("%(name)s（曾用名，至 %(day)s）") % {"name": name, "day": until}
            if until
            else (gettext("%(name)s（曾用名）") % {"name": name})
        )
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
