"""Leaving the ordinary course: suspended, merged, withdrawn, each approved and with a reason; and the ways back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Move, RequestKind, Status
from luoshi.ledger.policies import check_can_merge
from luoshi.records.models import Assignment, Matter
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.holding import held
from luoshi.services.matters.limits import sign_by
from luoshi.services.matters.moving import move_matter
from luoshi.services.matters.signing import check_length
from luoshi.services.matters.waiting import answered_by_move, take_back


@transaction.atomic
def suspend(*, matter: Matter, actor: Actor, revision: int, reason: str) -> Matter:
    """Suspend work; no light shines until it is taken up again."""
    return _leave(matter, Move.SUSPEND, RequestKind.SUSPENSION, actor, revision, reason)


@transaction.atomic
def resume(*, matter: Matter, actor: Actor, revision: int, reason: str) -> Matter:
    """Take work up again; the deadline stays what it was, unless an extension is asked for."""
    check_length(reason)
    return move_matter(matter=matter, move=Move.RESUME, actor=actor, revision=revision, reason=reason)


@transaction.atomic
def merge(*, matter: Matter, into: Matter, actor: Actor, revision: int, reason: str) -> Matter:
    """Let a matter go on within another of the same programme; it keeps its number and its page."""
    into = place_of_merging(matter, into)
    return _leave(matter, Move.MERGE, RequestKind.MERGING, actor, revision, reason, into=into)


@transaction.atomic
def withdraw(*, matter: Matter, actor: Actor, revision: int, reason: str) -> Matter:
    """Take a matter out of the ledger; it stays to be read, by its units too."""
    return _leave(matter, Move.WITHDRAW, RequestKind.WITHDRAWAL, actor, revision, reason)


@transaction.atomic
def restore(*, matter: Matter, actor: Actor, revision: int, reason: str) -> Matter:
    """Assign a matter again that was merged or withdrawn; its lead unit has to sign for it anew."""
    check_length(reason)
    if matter.lead is None:
        raise RefusedError(_("事项没有牵头单位，请在分解表中补齐后重新发布。"))
    moved = move_matter(
        matter=matter, move=Move.RESTORE, actor=actor, revision=revision, reason=reason,
        changes={"merged_into": None, "answer_due": sign_by(matter.programme), "planner": None, "done_on": None},
    )  # fmt: skip
    leads = Assignment.objects.filter(matter=moved, part=Assignment.Part.LEAD)
    if moved.lead is not None and not leads.filter(ended=False).exists():
        # An amendment of the table ended it.
        Assignment.objects.create(matter=moved, part=Assignment.Part.LEAD, unit=moved.lead, written=moved.lead.name)
    return moved


def place_of_merging(matter: Matter, into: Matter) -> Matter:
    """The matter into which another is to go, as it stands and stays. Raises RefusedError as `check_merge_place`."""
    into = held(into.pk)
    check_merge_place(matter, into)
    return into


def check_merge_place(matter: Matter, into: Matter) -> None:
    """Refuse a merging into another programme, or into a matter that is itself a part of the one that goes."""
    if into.programme_id != matter.programme_id:
        raise RefusedError(_("只能并入同一年度项目中的事项。"))
    if into.parent_id == matter.pk:
        raise RefusedError(_("不能并入自己的子事项。"))


def _leave(
    matter: Matter, move: Move, kind: RequestKind, actor: Actor, revision: int, reason: str,
    into: Matter | None = None,
) -> Matter:  # fmt: skip
    check_length(reason)
    moved = move_matter(
        matter=matter, move=move, actor=actor, revision=revision, reason=reason,
        changes={"merged_into": into} if into else None,
        check=(
            (lambda who, state: check_can_merge(
                who, state, Status(into.status), into_itself=into.pk == matter.pk, reason=reason
            )) if into else None
        ),
    )  # fmt: skip
    answered_by_move(moved, kind, actor.person, reason.strip())
    if move != Move.SUSPEND:
        take_back(moved, reason.strip())
    return moved
