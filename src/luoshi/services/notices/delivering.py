"""Delivering: each message at most once.

A delivery is claimed by a conditional UPDATE from `pending` to `sending`, which is committed before the first byte
leaves; of two workers one changes the row. Then it is sent, and the row says what became of it. A process that dies in
between leaves `sending`: whether the message arrived is not known and cannot be found out (no robot takes a number by
which it would know the message again). A later run therefore marks it `uncertain`, tells the administrators, and does
not send it: a missing message is seen in the desk's bell all the same, a second one is an official urged twice. Only
what surely did not arrive (no connection, refused, too often) is tried again by itself, later each time, and not for
ever. A person may send again what failed or is uncertain.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext

from luoshi.ledger import Message
from luoshi.ledger.messages import as_data, from_data
from luoshi.ledger.messages import message as _
from luoshi.records import clock
from luoshi.records.models import Channel, Delivery, Notice, NoticeChoice, Posting
from luoshi.services.notices.alarms import tell_of_trouble
from luoshi.services.notices.hours import after_quiet
from luoshi.services.notices.mail import send_mail_to
from luoshi.services.notices.outcomes import Outcome, Verdict
from luoshi.services.notices.robots import send_to_robot
from luoshi.services.notices.telling import choice_of
from luoshi.services.notices.texts import Line, Text

_LOG = logging.getLogger("luoshi.jobs")
# Far longer than all the time-outs of one delivery together.
DEAD_AFTER = timedelta(minutes=10)
# After each failure the next try is so many minutes later; after the last of them it has failed.
_PAUSES = (1, 5, 20, 60, 240)
# Twenty messages a minute is what a robot takes; beyond that DingTalk takes none for ten minutes.
_SPACING = timedelta(seconds=3)
_STATES = {
    Verdict.SENT: Delivery.State.SENT,
    Verdict.REFUSED: Delivery.State.FAILED,
    Verdict.UNKNOWN: Delivery.State.UNCERTAIN,
}


class _TakenError(Exception):
    """Another worker was first."""


def claim(pk: int) -> Delivery | None:
    """Turn a pending delivery into one that is being sent, for good; None when it is not ours to send now.

    The claim is committed when this returns (`durable`): whoever dies afterwards leaves a trace.
    """
    now = clock.passing()
    try:
        with transaction.atomic(durable=True):
            known = Delivery.objects.select_related("channel").get(pk=pk)
            if known.channel is not None and not _has_room(known.channel, now):
                _postpone(known, known.channel, now)
                return None
            pending = Delivery.objects.filter(pk=pk, state=Delivery.State.PENDING, next_try__lte=now)
            if pending.update(state=Delivery.State.SENDING, claimed_at=now, attempts=F("attempts") + 1) != 1:
                raise _TakenError  # and the channel's room is given back
    except (_TakenError, Delivery.DoesNotExist):
        return None
    return Delivery.objects.select_related("channel", "person__notice_choice").get(pk=pk)


def _has_room(channel: Channel, now: datetime) -> bool:
    """Whether the channel takes a message now; then it takes none for a while."""
    # Later than a while from now it was written on a day to which the ledger's clock was set for a time.
    free = Channel.objects.filter(Q(free_at__lte=now) | Q(free_at__gt=now + _SPACING), pk=channel.pk, active=True)
    return free.update(free_at=now + _SPACING) == 1


def _postpone(delivery: Delivery, channel: Channel, now: datetime) -> None:
    pending = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.PENDING)
    if channel.active:
        pending.update(next_try=max(channel.free_at, now + _SPACING))
    else:
        pending.update(state=Delivery.State.FAILED, error=as_data(_("渠道已停用")))


def deliver(delivery: Delivery) -> None:
    """Send what was claimed, and write down what became of it; whatever goes wrong, the next delivery is made."""
    try:
        outcome = _sent(delivery)
    except Exception:  # somewhere between claim and answer: whether it left is not known
        _LOG.exception("sending failed", extra={"job": "send_notices"})
        outcome = Outcome(Verdict.UNKNOWN, _("系统出错"))
    settle(delivery, outcome)


def _sent(delivery: Delivery) -> Outcome:
    if delivery.channel is not None:
        with translation.override("zh-hans"):  # a group reads what its government writes
            return send_to_robot(delivery.channel, text_of(delivery))
    if delivery.person is None or not delivery.person.is_active:
        return Outcome(Verdict.REFUSED, _("账号已停用"))
    choice = choice_of(delivery.person)
    with translation.override(choice.language if choice else "zh-hans"):
        return send_mail_to(delivery.person.email, text_of(delivery))


def text_of(delivery: Delivery) -> Text:
    """What a delivery says, in the language that is active."""
    rows: list[Notice] | list[Posting]
    if delivery.channel is None:
        rows = list(Notice.objects.filter(delivery=delivery).order_by("created_at", "pk"))
    else:
        rows = list(Posting.objects.filter(delivery=delivery))
    lines = [Line(from_data(row.title).told(gettext), row.link) for row in rows]
    return Text(lines, hidden=delivery.channel is not None and not delivery.channel.with_titles)


def settle(delivery: Delivery, outcome: Outcome) -> None:
    """Write down what became of an attempt, unless somebody has sent it again meanwhile."""
    own = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
    error = as_data(outcome.why) if outcome.why else None
    with transaction.atomic():
        if outcome.verdict == Verdict.AGAIN and delivery.attempts <= len(_PAUSES):
            own.filter(state=Delivery.State.SENDING).update(
                state=Delivery.State.PENDING, error=error, next_try=_next_try(delivery, clock.passing())
            )
            return
        state = _STATES.get(outcome.verdict, Delivery.State.FAILED)
        # One that was thought dead and comes back knows better.
        thought = own.filter(state__in=(Delivery.State.SENDING, Delivery.State.UNCERTAIN))
        sent_at = clock.now() if state == Delivery.State.SENT else None
        if thought.update(state=state, error=error, sent_at=sent_at) and state != Delivery.State.SENT:
            tell_of_trouble([delivery.pk])


def _next_try(delivery: Delivery, now: datetime) -> datetime:
    quiet: Channel | NoticeChoice | None = delivery.channel
    if delivery.person is not None:
        quiet = choice_of(delivery.person)
    return after_quiet(now + timedelta(minutes=_PAUSES[delivery.attempts - 1]), quiet)


def mark_uncertain() -> int:
    """Mark what was being sent by a process that is no more; returns how many."""
    dead = Delivery.objects.filter(state=Delivery.State.SENDING, claimed_at__lte=clock.passing() - DEAD_AFTER)
    why: Message = _("发送中断，不知是否送达；没有自动重发")
    marked = []
    for pk in dead.values_list("pk", flat=True):
        with transaction.atomic():
            if dead.filter(pk=pk).update(state=Delivery.State.UNCERTAIN, error=as_data(why)):
                marked.append(pk)
                tell_of_trouble([pk])
    return len(marked)
