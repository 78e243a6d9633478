"""Who is to know of what happens to a matter: the people around it, by what they are to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from enum import StrEnum

from django.db.models import Q

from luoshi.ledger import Permission, Role
from luoshi.ledger.roles import GRANTED
from luoshi.records.models import Assignment, Grant, Matter, Programme, User


class Group(StrEnum):
    """What people are to a matter when something happened to it."""

    LEAD = "lead"  # liaisons of the lead unit, as it is now
    FORMER = "former"  # liaisons of the unit that led until now
    HELPERS = "helpers"  # liaisons of cooperating units
    LEADERS = "leaders"  # who hold the posts that answer for it
    APPROVERS = "approvers"  # the same, or the office where nobody holds them
    OFFICE = "office"  # the supervision office of the region
    VERIFIERS = "verifiers"  # verifiers of the region whose unit takes no part
    ASKER = "asker"  # who asked for what is decided now


def audience_of(matter: Matter, groups: Collection[Group], *, former: int | None = None) -> dict[Group, list[User]]:
    """The people of some groups, in one query however many they are; ASKER is the caller's to add.

    `former` is the unit that gave the matter away.
    """
    lead = matter.lead_id
    helping = Assignment.objects.filter(
        matter=matter, part=Assignment.Part.COOPERATE, ended=False, unit__isnull=False
    ).values("unit")
    wanted = _wanted(matter, set(groups), [one for one in (lead, former) if one], Q(unit__in=helping))
    if wanted is None:
        return {}
    liaisons, others = defaultdict[int, list[User]](list), defaultdict[Role, list[Grant]](list)
    for grant in Grant.objects.filter(wanted, person__is_active=True).select_related("person").order_by("pk"):
        if grant.role == Role.LIAISON:
            liaisons[grant.unit_id or 0].append(grant.person)
        else:
            others[Role(grant.role)].append(grant)
    leaders, office = ([grant.person for grant in others[role]] for role in (Role.LEADER, Role.SUPERVISOR))
    helpers = [person for unit, people in liaisons.items() if unit not in (lead, former) for person in people]
    taking_part = {person.pk for people in liaisons.values() for person in people}
    found = {
        Group.LEAD: liaisons.get(lead or 0, []),
        Group.FORMER: liaisons.get(former or 0, []) if former != lead else [],
        Group.HELPERS: helpers,
        Group.LEADERS: leaders,
        Group.APPROVERS: leaders or office,
        Group.OFFICE: office,
        Group.VERIFIERS: [one.person for one in others[Role.VERIFIER] if one.person_id not in taking_part],
    }
    return {group: people for group, people in found.items() if group in groups}


def people_who_look(programme: Programme) -> list[User]:
    """Who may look back at closed matters of a programme, in the order in which they were granted it."""
    roles = [role for role in Role if Permission.LOOK_BACK in GRANTED[role]]
    found = Grant.objects.filter(role__in=roles, region=programme.region_id, person__is_active=True)
    return list({grant.person_id: grant.person for grant in found.select_related("person").order_by("pk")}.values())


def office_of(programme: Programme) -> list[User]:
    """The supervision office of a programme's region."""
    found = Grant.objects.filter(role=Role.SUPERVISOR, region=programme.region_id, person__is_active=True)
    return [grant.person for grant in found.select_related("person").order_by("pk")]


def liaisons_of_units(units: Collection[int]) -> dict[int, list[User]]:
    """The active liaisons of units, by the unit's id. One query."""
    found = defaultdict[int, list[User]](list)
    granted = Grant.objects.filter(role=Role.LIAISON, unit__in=units, person__is_active=True)
    for grant in granted.select_related("person").order_by("pk"):
        found[grant.unit_id or 0].append(grant.person)
    return found


def _wanted(matter: Matter, groups: set[Group], leading: list[int], helping: Q) -> Q | None:
    """The grants to be read for some groups."""
    here = Q(region=matter.programme.region_id)
    parts = {
        (Group.LEAD, Group.FORMER, Group.VERIFIERS): Q(role=Role.LIAISON, unit__in=leading),
        (Group.HELPERS, Group.VERIFIERS): Q(role=Role.LIAISON) & helping,
        (Group.LEADERS, Group.APPROVERS): Q(
            role=Role.LEADER, post__in=matter.leaders.order_by().values("pk"), post__active=True
        ),
        (Group.OFFICE, Group.APPROVERS): here & Q(role=Role.SUPERVISOR),
        (Group.VERIFIERS,): here & Q(role=Role.VERIFIER) & (Q(unit=None) | ~(Q(unit__in=leading) | helping)),
    }
    return _any(part for of, part in parts.items() if groups.intersection(of))


def _any(parts: Iterable[Q]) -> Q | None:
    found: Q | None = None
    for part in parts:
        found = part if found is None else found | part
    return found
