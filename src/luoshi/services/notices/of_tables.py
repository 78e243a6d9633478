"""Notices of a published table: one for each unit that has something in it, however many matters they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _
from luoshi.queries.audience import liaisons_of_units, office_of
from luoshi.records.models import Assignment, Edition, Matter, NoticeKind, User
from luoshi.services.events import Actor
from luoshi.services.notices.notifying import notify_many
from luoshi.services.notices.telling import Wanted


@dataclass(slots=True)
class Affected:
    """What an edition changes, as publishing goes along: matters new or changed, and those that units lose as leads."""

    matters: list[int] = field(default_factory=list)
    lost: Counter[int] = field(default_factory=Counter)

    def changed(self, matter: Matter, led: int | None) -> None:
        """A matter was made or changed; `led` is the unit that led it until now."""
        self.matters.append(matter.pk)
        if led != matter.lead_id:
            self.taken_away(led)

    def taken_away(self, unit: int | None) -> None:
        """A unit leads a matter no longer."""
        if unit is not None:
            self.lost[unit] += 1


def tell_of_edition(edition: Edition, affected: Affected, actor: Actor) -> None:
    """Tell each unit what it has to do with an edition, and the office and its groups that there is one."""
    counts = _counts(edition, affected)
    units = {unit for unit, _part in counts} | affected.lost.keys()
    programme, number = edition.table.programme, edition.number
    wanted = [
        # Without a programme no group is told: it learns of the edition once, from the last line.
        Wanted(
            _but(people, actor), NoticeKind.ASSIGNED, _of_unit(edition, unit, counts, affected), reverse("workbench"),
            f"edition-{edition.pk}-{unit}",
        )
        for unit, people in sorted(liaisons_of_units(units).items())
    ]  # fmt: skip
    title = _(
        "《%(table)s》第%(edition)s版已发布，新增或变化%(n)s项，涉及%(units)s个单位",
        table=edition.table.title, edition=number, n=len(affected.matters), units=len(units),
    )  # fmt: skip
    office = _but(office_of(programme), actor)
    wanted.append(Wanted(office, NoticeKind.ASSIGNED, title, reverse("ledger"), f"edition-{edition.pk}", programme))
    notify_many(wanted)


def _counts(edition: Edition, affected: Affected) -> Counter[tuple[int, str]]:
    """How many of the affected matters each unit leads or helps in."""
    changed = set(affected.matters)
    standing = Assignment.objects.filter(matter__row__table=edition.table_id, ended=False, unit__isnull=False)
    return Counter(
        (unit, part)
        for matter, unit, part in standing.values_list("matter", "unit", "part")
        if matter in changed and unit is not None
    )


def _of_unit(edition: Edition, unit: int, counts: Counter[tuple[int, str]], affected: Affected) -> Message:
    said = {
        "table": edition.table.title,
        "edition": edition.number,
        "lead": counts[unit, Assignment.Part.LEAD.value],
        "help": counts[unit, Assignment.Part.COOPERATE.value],
        "lost": affected.lost[unit],
    }
    if edition.number == 1:
        return _("《%(table)s》已发布：贵单位牵头%(lead)s项，请签收；配合%(help)s项", **said)
    return _(
        "《%(table)s》第%(edition)s版：贵单位牵头的新增或变化%(lead)s项，配合的%(help)s项，不再牵头%(lost)s项", **said
    )


def _but(people: Iterable[User], actor: Actor) -> list[User]:
    return [person for person in people if person != actor.person]
