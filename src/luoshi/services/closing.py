"""Close-out (销号): asked for by the lead unit with evidence, verified by somebody outside of the matter's units."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Actor as Capacities
from luoshi.ledger import Kind, MatterState, Move, Permission, Status, limit_day
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.ledger.kinds.fields import dump_fields, load_fields
from luoshi.ledger.policies import check_can_close, check_can_request_closing
from luoshi.ledger.roles import GRANTED
from luoshi.queries.closing_facts import closing_facts
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.queries.standing import grants_of
from luoshi.records import clock
from luoshi.records.models import Closing, LookBack, Matter, Programme, Unit, User
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.holding import held
from luoshi.services.matters.moving import move_matter, refreshed
from luoshi.services.matters.refusals import said
from luoshi.services.matters.signing import check_length
from luoshi.services.matters.waiting import take_back
from luoshi.services.reporting.dues import forgive_idle


@transaction.atomic
def request_closing(
    *, matter: Matter, actor: Actor, revision: int, achieved: str, own: Mapping[str, object] | None = None
) -> Closing:
    """Ask for a matter's close-out, saying what was achieved; `own` are its kind's fields as they are to stand.

    Raises RefusedError naming all that is missing at once, NotPermittedError, or ChangedMeanwhileError.
    """
    achieved = achieved.strip()
    matter = held(matter.pk)
    changes: dict[str, Any] = {}
    if own is not None:
        with said():
            changes["own"] = dump_fields(load_fields(Kind(matter.kind), own))

    def check(capacities: Capacities, state: MatterState) -> None:
        check_can_request_closing(capacities, state, closing_facts(matter, achieved, changes.get("own")))

    moved = move_matter(
        matter=matter,
        move=Move.REQUEST_CLOSING,
        actor=actor,
        revision=revision,
        changes=changes,
        told={"achieved": achieved},
        check=check,
        fresh=True,
    )
    return Closing.objects.create(matter=moved, achieved=achieved, asked_by=_person(actor), asked_unit_id=moved.lead_id)


@transaction.atomic
def retract_closing(*, matter: Matter, actor: Actor, revision: int) -> Matter:
    """Take a request back while nobody has decided on it. Raises as moving does."""
    moved = move_matter(matter=matter, move=Move.RETRACT_CLOSING, actor=actor, revision=revision)
    _answer(moved, actor, state=Closing.State.RETRACTED)
    return taken_up_again(moved, Status.CLOSING)


@transaction.atomic
def close(
    *, matter: Matter, actor: Actor, revision: int, verified: str, methods: Collection[VerificationMethod]
) -> Matter:
    """Strike a matter off, saying what was verified and how. Four eyes: nobody of its units, nor who reported.

    What every one of its kind has to be looked at again for is put down at once, with its day.
    """
    verified, chosen = verified.strip(), [method.value for method in VerificationMethod if method in methods]
    today = clock.today()
    matter = held(matter.pk)
    asked = waiting_of(matter)

    def check(capacities: Capacities, state: MatterState) -> None:
        facts = closing_facts(matter, asked.achieved if asked else "")
        check_can_close(capacities, state, verified, methods, facts)

    moved = move_matter(
        matter=matter,
        move=Move.CLOSE,
        actor=actor,
        revision=revision,
        changes={"closer": actor.person, "closed_on": today},
        told={"verified": verified, "methods": chosen},
        check=check,
        fresh=True,
    )
    _answer(moved, actor, state=Closing.State.CLOSED, verified=verified, methods=chosen)
    take_back(moved, _("事项已销号"))
    if Kind(moved.kind).looked_back:
        LookBack.objects.create(matter=moved, closer=actor.person, due=look_back_day(moved.programme, today))
    return moved


@transaction.atomic
def return_closing(*, matter: Matter, actor: Actor, revision: int, reason: str, verified: str = "") -> Matter:
    """Give a request back, with the reason; the matter is no longer reported complete, so that its deadline runs."""
    check_length(reason)
    moved = move_matter(
        matter=matter,
        move=Move.RETURN,
        actor=actor,
        revision=revision,
        reason=reason,
        changes={"done_on": None},
    )
    _answer(moved, actor, state=Closing.State.RETURNED, reason=reason.strip(), verified=verified.strip())
    return taken_up_again(moved, Status.CLOSING)


def taken_up_again(matter: Matter, idle: Status) -> Matter:
    """A matter that comes back to its unit, without the reports that fell due while others had it."""
    return refreshed(matter.pk) if forgive_idle(matter, idle) else matter


def waiting_of(matter: Matter) -> Closing | None:
    """The request of a matter that waits for its answer."""
    return Closing.objects.filter(matter=matter, state=Closing.State.PENDING).first()


def look_back_day(programme: Programme, closed: date) -> date:
    """By when a matter closed on a day is looked at again."""
    limits = rules_of(programme).limits
    return limit_day(closed, limits.look_back, limits.counted, calendar_of(programme))


def _answer(matter: Matter, actor: Actor, **answer: Any) -> None:
    """Write the answer beside the request that waits; there is exactly one, or nothing is written at all."""
    decided = {"decided_by": actor.person, "decided_unit": _unit_of(actor, matter), "decided_at": clock.now()}
    if answer["state"] == Closing.State.RETRACTED:
        decided["decided_unit"] = None
    if Closing.objects.filter(matter=matter, state=Closing.State.PENDING).update(**decided, **answer) != 1:
        raise RefusedError(_("没有待核实的销号申请，请刷新页面。"))


def _person(actor: Actor) -> User:
    if actor.person is None:
        raise RuntimeError("a close-out is asked for and answered by a person")
    return actor.person


def _unit_of(actor: Actor, matter: Matter) -> Unit | None:
    """The unit for which a person verifies; none for a verifier of no unit."""
    granted = [one for one in grants_of(_person(actor)) if one.region == matter.programme.region_id]
    units = [one.unit for one in granted if Permission.VERIFY in GRANTED[one.role] and one.unit]
    return Unit.objects.filter(pk__in=units).first()
