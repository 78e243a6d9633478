"""Who may do what in supervision, and the words that people type there."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from luoshi.ledger import Permission, Role
from luoshi.queries.access import Access
from luoshi.records.models import Grant, Inspection, Programme, User
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor

LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE = 400, 10_000, 120
_TEAM = (Role.SUPERVISOR, Role.VERIFIER, Role.LEADER)


def person_of(actor: Actor) -> User:
    """The person who acts; the system does none of this."""
    if actor.person is None:
        raise RuntimeError("a person acts here")
    return actor.person


def supervisor(actor: Actor, programme: Programme) -> User:
    """The person, who must be of the supervision office of the programme's region."""
    person = person_of(actor)
    if not Access(person).may(Permission.SUPERVISE, programme.region_id):
        raise NotPermittedError(_("由督查员办理，请联系督查室。"))
    return person


def on_team(person: User, inspection: Inspection) -> bool:
    """Whether somebody leads an inspection or is a member of its team."""
    return inspection.leader_id == person.pk or inspection.members.filter(pk=person.pk).exists()


def may_record(person: User, inspection: Inspection) -> bool:
    """Whether somebody may write down what an inspection finds: its team, and the supervision office."""
    access = Access(person)
    region = inspection.programme.region_id
    of_region = access.may(Permission.READ_ALL_MATTERS, region)
    return access.may(Permission.SUPERVISE, region) or (of_region and on_team(person, inspection))


def recorder(actor: Actor, inspection: Inspection) -> User:
    """The person, who must be of the team or of the supervision office."""
    person = person_of(actor)
    if not may_record(person, inspection):
        raise NotPermittedError(_("由督查组成员办理。"))
    return person


def must_be_eligible(people: Collection[User], programme: Programme) -> None:
    """A team is of the region's supervisors, verifiers and leaders; liaisons would inspect themselves."""
    granted = Grant.objects.filter(person__in=people, region=programme.region_id, role__in=_TEAM)
    eligible = set(granted.values_list("person", flat=True))
    if wrong := "、".join(str(person) for person in people if person.pk not in eligible or not person.is_active):
        raise RefusedError(_("督查组由本地区的督查员、核查员和领导组成，不能包括：%(names)s。") % {"names": wrong})


def text_of(text: str, missing: str, most: int = LONGEST_TEXT) -> str:
    """What was typed, which must be something and not too long."""
    text = text.strip()
    if not text:
        raise RefusedError(missing)
    if len(text) > most:
        raise RefusedError(_("内容最多 %(most)d 字。") % {"most": most})
    return text
