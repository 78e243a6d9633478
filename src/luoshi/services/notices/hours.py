"""Hours: when somebody may be told, given his quiet hours and the hour of his digest. All in the desk's time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from luoshi.records.models import NoticeChoice, NoticeKind
from luoshi.records.models.deliveries import KeepsQuiet

_DEFAULT = NoticeChoice()  # of a person who never chose


def after_quiet(moment: datetime, quiet: KeepsQuiet | None) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into; their end is not quiet."""
    if quiet is None or quiet.quiet_from is None or quiet.quiet_until is None:
        return moment
    local = timezone.localtime(moment)
    at, start, end = local.time(), quiet.quiet_from, quiet.quiet_until
    if start <= end:
        return _at(local, end) if start <= at < end else moment
    if at >= start:
        return _at(local + timedelta(days=1), end)
    return _at(local, end) if at < end else moment


def next_digest(moment: datetime, hour: int) -> datetime:
    """The next time that it is this hour, today or tomorrow; now when it is that hour sharp."""
    local = timezone.localtime(moment)
    today = _at(local, time(hour))
    return today if today >= local else _at(local + timedelta(days=1), time(hour))


def mail_due(choice: NoticeChoice | None, kind: str, moment: datetime) -> datetime | None:
    """From when on a notice of a kind may be mailed to somebody who has an address; none if never."""
    choice = choice or _DEFAULT
    if choice.mail == NoticeChoice.Mail.OFF or kind in choice.muted or kind == NoticeKind.SYSTEM:
        return None
    when = next_digest(moment, choice.digest_hour) if choice.mail == NoticeChoice.Mail.DAILY else moment
    return after_quiet(when, choice)


def _at(day: datetime, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day.date(), at))
