"""Moving a matter: the policy asked, one conditional UPDATE, one event; of two who move at once one wins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from luoshi.ledger import Actor as Capacities
from luoshi.ledger import MatterState, Move, Transition, check_can_move
from luoshi.queries.standing import standing_in, state_of
from luoshi.records.models import Event, Matter, User
from luoshi.services.errors import ChangedMeanwhileError
from luoshi.services.events import Actor, record_event
from luoshi.services.lights import refresh_light
from luoshi.services.matters.holding import held
from luoshi.services.matters.refusals import said
from luoshi.services.notices.of_moves import tell_of
from luoshi.services.reporting.dues import IDLE, forgive_idle

_LONGEST_REASON = 400
_LIGHT = ("light", "light_said", "light_on")  # changed by the daily job as well, which leaves the revision alone
Check = Callable[[Capacities, MatterState], Transition | None]


@transaction.atomic
def move_matter(
    *,
    matter: Matter,
    move: Move,
    actor: Actor,
    revision: int,
    reason: str = "",
    changes: dict[str, Any] | None = None,
    told: dict[str, Any] | None = None,
    check: Check | None = None,
    fresh: bool = False,
) -> Matter:
    """Make a move of a matter that was seen at `revision`, together with `changes` of its fields; returns it as it is.

    `check` asks what the move needs besides (check_can_submit_plan and the like), and raises the core's refusals.
    `told` is added to the event. A matter that the caller holds in this very transaction is `fresh`: it is not read
    again. Raises RefusedError, NotPermittedError, or ChangedMeanwhileError naming what came
    first. Records that belong to the move (a plan, a request) are written by the caller in the same transaction.
    """
    person = _person(actor)
    current = matter if fresh else held(matter.pk)
    check_seen(current, revision)
    former, reason = current.lead_id, reason.strip()[:_LONGEST_REASON]
    with said():
        capacities, state = standing_in(person, current), state_of(current)
        if check is not None:
            check(capacities, state)
        row = check_can_move(move, capacities, state, reason)
    changes = changes or {}
    before = {name: plain(getattr(current, name)) for name in changes if getattr(current, name) != changes[name]}
    moved = _write(current, revision, {**changes, "status": row.target.value})
    after = {name: plain(changes[name]) for name in before}
    if row.target != row.source:
        before["status"], after["status"] = row.source.value, row.target.value
    event = record_event(
        programme=current.programme,
        actor=actor,
        act=f"matter.{row.event}",
        subject=moved,
        before=before or None,
        after={**after, **(told or {})} or None,
        reason=reason,
    )
    if row.source in IDLE and row.target not in IDLE:
        forgive_idle(moved, row.source)
    refresh_light(moved)
    tell_of(event, moved, former=former if moved.lead_id != former else None, barred=state.reporters)
    return moved


@transaction.atomic
def change_matter(
    *,
    matter: Matter,
    actor: Actor,
    revision: int,
    act: str,
    changes: dict[str, Any],
    reason: str = "",
    told: dict[str, Any] | None = None,
    asker: User | None = None,
) -> Matter:
    """Change fields of a matter that was seen at `revision`, its status left alone; the caller has asked the policy.

    `asker` had asked for what is decided by the act, and is told.
    """
    current = held(matter.pk)
    check_seen(current, revision)
    before = {name: plain(getattr(current, name)) for name in changes if getattr(current, name) != changes[name]}
    changed = _write(current, revision, changes)
    event = record_event(
        programme=current.programme,
        actor=actor,
        act=act,
        subject=changed,
        before=before or None,
        after={**{name: plain(changes[name]) for name in before}, **(told or {})} or None,
        reason=reason.strip()[:_LONGEST_REASON],
    )
    refresh_light(changed)
    tell_of(event, changed, asker=asker)
    return changed


def refreshed(pk: int) -> Matter:
    """A matter read again, its light computed anew."""
    matter = Matter.objects.select_related("programme", "lead").get(pk=pk)
    refresh_light(matter)
    return matter


def _person(actor: Actor) -> Any:
    if actor.person is None:
        raise RuntimeError("a matter is moved by a person")
    return actor.person


def _write(current: Matter, revision: int, changes: dict[str, Any]) -> Matter:
    """The one conditional UPDATE; the matter in hand is brought up to date, its light as the database has it."""
    claimed = Matter.objects.filter(pk=current.pk, revision=revision, status=current.status)
    if claimed.update(**changes, revision=revision + 1) != 1:
        check_seen(Matter.objects.get(pk=current.pk), revision)
        raise RuntimeError("a matter at its revision could not be changed")
    light = Matter.objects.filter(pk=current.pk).values(*_LIGHT).get()
    for name, value in {**changes, **light, "revision": revision + 1}.items():
        setattr(current, name, value)
    return current


def check_seen(current: Matter, revision: int) -> None:
    """Tell somebody who saw an older state who did what since."""
    if current.revision == revision:
        return
    last = Event.objects.filter(subject="matter", subject_id=current.pk).select_related("actor").order_by("-pk").first()
    who = str(last.actor) if last and last.actor else _("系统")
    status = current.get_status_display()
    raise ChangedMeanwhileError(
        _("事项刚由%(who)s更新，现为“%(status)s”。您的内容没有保存，请查看后再决定。") % {"who": who, "status": status},
        current={"status": str(status), "revision": current.revision},
        wanted={"revision": revision},
    )


def plain(value: Any) -> Any:
    """A value as an event keeps it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.pk if isinstance(value, Model) else value
