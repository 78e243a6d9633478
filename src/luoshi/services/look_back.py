"""Looking back (回头看): a sample of closed matters, drawn so that anybody can draw it again, and what was found."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.ledger import Kind, Move, Permission, Status
from luoshi.ledger.messages import message
from luoshi.ledger.sampling import drawn, size_of_share
from luoshi.queries.access import Access
from luoshi.queries.audience import people_who_look
from luoshi.records import clock
from luoshi.records.models import LookBack, LookBackSample, Matter, NoticeKind, Programme
from luoshi.services.closing import look_back_day, taken_up_again
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.matters.moving import move_matter
from luoshi.services.matters.signing import check_length
from luoshi.services.notices import notify

_LONGEST_SEED = 64
_ALL_OF_THEM = [kind.value for kind in Kind if kind.looked_back]


@transaction.atomic
def draw_sample(
    *, programme: Programme, actor: Actor, size: int | None = None, share: float | None = None, seed: str = ""
) -> LookBackSample:
    """Draw matters to look back at: so many, or so many percent, of those closed and not looked at since.

    The kinds of which every one is looked at come in besides. A random seed is made unless one is given (as from a
    draw in public); seed and population are kept, and nothing that was drawn is ever taken out again. Raises
    NotPermittedError, or RefusedError when there is nothing to draw from.
    """
    if actor.person is None or not Access(actor.person).may(Permission.LOOK_BACK, programme.region_id):
        raise NotPermittedError(_("回头看由督查员或核查员抽取，请联系他们。"))
    hold_back_others(programme)
    seed = seed.strip()[:_LONGEST_SEED] or token_hex(16)
    closed = to_look_at(programme)
    population = list(closed.exclude(kind__in=_ALL_OF_THEM).order_by("pk").values_list("pk", "number"))
    always = list(_every_one(programme).order_by("pk"))
    if share is not None:
        size = size_of_share(len(population), share)
    if not always and not (population and size):
        raise RefusedError(_("没有可抽取的已销号事项，或抽取数量为零。"))
    sample = LookBackSample.objects.create(
        programme=programme,
        seed=seed,
        size=min(size or 0, len(population)),
        population=[list(pair) for pair in population],
        always=[matter.number for matter in always],
        drawn_by=actor.person,
    )
    numbers = drawn([number for _pk, number in population], seed, sample.size)
    _put_down(sample, [*always, *Matter.objects.filter(programme=programme, number__in=numbers).order_by("pk")])
    after = {"seed": seed, "size": sample.size, "population": len(population), "numbers": [*sample.always, *numbers]}
    record_event(programme=programme, actor=actor, act="look-back.draw", subject=sample, after=after)
    notify(
        people=[person for person in people_who_look(programme) if person != actor.person],
        kind=NoticeKind.CLOSING,
        title=message("已抽取 %(n)s 项已销号事项，请回头看", n=len(always) + len(numbers)),
        link=reverse("closing-sample", args=[sample.pk]),
        key=f"sample-{sample.pk}",
        programme=programme,
    )
    return sample


def to_look_at(programme: Programme) -> QuerySet[Matter]:
    """Closed matters that nobody waits to look at, nor has looked at since they were closed."""
    looked = Q(state=LookBack.State.WAITING) | Q(state=LookBack.State.HOLDS, at__date__gte=F("matter__closed_on"))
    done = LookBack.objects.filter(looked, matter__programme=programme)
    return Matter.objects.filter(programme=programme, status=Status.CLOSED).exclude(pk__in=done.values("matter"))


def _every_one(programme: Programme) -> QuerySet[Matter]:
    """Of the kinds of which every one is looked at: those not yet put down, and those that wait outside of a sample."""
    waiting = LookBack.objects.filter(state=LookBack.State.WAITING, sample=None, matter__programme=programme)
    missing = to_look_at(programme).values("pk")
    return Matter.objects.filter(
        Q(pk__in=missing) | Q(pk__in=waiting.values("matter")), programme=programme, kind__in=_ALL_OF_THEM
    )


def _put_down(sample: LookBackSample, matters: list[Matter]) -> None:
    due = look_back_day(sample.programme, clock.today())
    waiting = LookBack.objects.filter(matter__in=matters, state=LookBack.State.WAITING)
    known = set(waiting.values_list("matter", flat=True))
    waiting.update(sample=sample)
    LookBack.objects.bulk_create(
        LookBack(matter=matter, sample=sample, closer_id=matter.closer_id, due=due)
        for matter in matters
        if matter.pk not in known
    )


@transaction.atomic
def hold(*, matter: Matter, actor: Actor, revision: int, found: str) -> Matter:
    """Put down that what was closed still holds, and what was found. Not by who closed it, nor by its units."""
    found = _found(found)
    moved = move_matter(matter=matter, move=Move.LOOK_BACK, actor=actor, revision=revision, told={"found": found})
    _answer(moved, matter.closer_id, actor, state=LookBack.State.HOLDS, found=found)
    return moved


@transaction.atomic
def reopen(*, matter: Matter, actor: Actor, revision: int, found: str, reason: str) -> Matter:
    """Take a closed matter up again, because what was found does not hold; its unit works on it as before."""
    found = _found(found)
    check_length(reason)
    closer = Matter.objects.values_list("closer", flat=True).get(pk=matter.pk)
    moved = move_matter(
        matter=matter,
        move=Move.REOPEN,
        actor=actor,
        revision=revision,
        reason=reason,
        changes={"closed_on": None, "done_on": None, "closer": None},
        told={"found": found},
    )
    _answer(moved, closer, actor, state=LookBack.State.REOPENED, found=found)
    return taken_up_again(moved, Status.CLOSED)


def _found(found: str) -> str:
    if not found.strip():
        raise RefusedError(_("请写明回头看看到了什么。"))
    return found.strip()


def _answer(matter: Matter, closer: int | None, actor: Actor, **answer: Any) -> None:
    """Write what was found beside the look back that waits, or beside a new one when nobody had asked for it."""
    answer |= {"by": actor.person, "at": clock.now()}
    waiting = LookBack.objects.filter(matter=matter, state=LookBack.State.WAITING)
    if not waiting.update(**answer):
        LookBack.objects.create(matter=matter, closer_id=closer, **answer)
