"""Hours: quiet ones over midnight and not, the hour of the digest, and both together."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from luoshi.records.models import NoticeChoice, NoticeKind
from luoshi.services.notices.hours import after_quiet, mail_due, next_digest


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 6, day, hour, minute, tzinfo=timezone.get_default_timezone())


NIGHT, NOON = (time(20), time(8)), (time(12), time(14))


@pytest.mark.parametrize(
    ("quiet", "moment", "told"),
    [
        (NIGHT, at(3, 19, 59), at(3, 19, 59)),
        (NIGHT, at(3, 20), at(4, 8)),  # the beginning is quiet
        (NIGHT, at(3, 23, 30), at(4, 8)),
        (NIGHT, at(4, 0), at(4, 8)),  # after midnight the end is on the same day
        (NIGHT, at(4, 8), at(4, 8)),  # the end is not quiet
        (NOON, at(3, 13), at(3, 14)),
        (NOON, at(3, 14), at(3, 14)),
        (NOON, at(3, 11), at(3, 11)),
        ((time(9), time(9)), at(3, 9), at(3, 9)),  # no time at all
        ((None, None), at(3, 3), at(3, 3)),
    ],
)
def test_quiet_hours(quiet: tuple[time | None, time | None], moment: datetime, told: datetime) -> None:
    assert after_quiet(moment, NoticeChoice(quiet_from=quiet[0], quiet_until=quiet[1])) == told


@pytest.mark.parametrize(("moment", "told"), [(at(3, 7), at(3, 8)), (at(3, 8), at(3, 8)), (at(30, 8, 1), None)])
def test_the_hour_of_the_digest(moment: datetime, told: datetime | None) -> None:
    assert next_digest(moment, 8) == (told or at(30, 8) + timedelta(days=1))


def test_when_a_notice_is_mailed() -> None:
    daily, once = NoticeChoice.Mail.DAILY, NoticeChoice.Mail.AT_ONCE
    cases = [
        (None, NoticeKind.SHEET, at(4, 8)),  # who never chose gets a digest at eight
        (NoticeChoice(mail=once), NoticeKind.SHEET, at(3, 22)),
        (NoticeChoice(mail=once, quiet_from=time(20), quiet_until=time(7)), NoticeKind.SHEET, at(4, 7)),
        # A digest whose hour is quiet comes when it is over.
        (NoticeChoice(mail=daily, digest_hour=6, quiet_from=time(20), quiet_until=time(7)), NoticeKind.SHEET, at(4, 7)),
        (NoticeChoice(mail=once, muted=["sheet"]), NoticeKind.SHEET, None),
        (NoticeChoice(mail=NoticeChoice.Mail.OFF), NoticeKind.SHEET, None),
        (NoticeChoice(mail=once), NoticeKind.SYSTEM, None),
    ]
    for choice, kind, due in cases:
        assert mail_due(choice, kind, at(3, 22)) == due
