"""What a closing rule looks at in a matter, read from its record; and the checklist that follows."""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.ledger import Kind, SettingsError, Status
from luoshi.ledger.kinds.closing import ChecklistItem, ClosingFacts, closing_checklist
from luoshi.ledger.kinds.fields import Fields, load_fields
from luoshi.ledger.statuses import AT_REST
from luoshi.queries import evidence
from luoshi.queries.light_facts import measured_of, steps_of
from luoshi.records import clock
from luoshi.records.models import Matter


def closing_facts(matter: Matter, achieved: str, own: Mapping[str, object] | None = None) -> ClosingFacts:
    """The facts of a matter today; `own` are its kind's fields where others than the record's are to count.

    Evidence counts what units of the matter handed in, not what those who check it gathered. Six queries.
    Raises SettingsError for fields that cannot be meant.
    """
    fields = load_fields(Kind(matter.kind), matter.own if own is None else own)
    open_parts = matter.parts.exclude(status__in=[*AT_REST, Status.DRAFT]).order_by("number")
    return ClosingFacts(
        fields=fields,
        today=clock.today(),
        evidence=evidence.count(matter, of_units=True),
        achieved=achieved,
        measured=tuple(measured_of([matter.pk]).get(matter.pk, ())),
        milestones=tuple(steps_of([matter.pk]).get(matter.pk, ())),
        open_submatters=tuple(open_parts.values_list("number", flat=True)),
    )


def own_fields(matter: Matter) -> Fields:
    """The fields of a matter's kind; the empty ones where the record holds what can no longer be read."""
    try:
        return load_fields(Kind(matter.kind), matter.own)
    except SettingsError:
        return load_fields(Kind(matter.kind), {})


def checklist(matter: Matter, achieved: str) -> tuple[ChecklistItem, ...]:
    """The conditions of closing a matter as they hold now; what can't be read in its record counts as empty."""
    try:
        return closing_checklist(closing_facts(matter, achieved))
    except SettingsError:
        return closing_checklist(closing_facts(matter, achieved, {}))
