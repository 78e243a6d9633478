"""Meetings: agendas are drawn from what lags and then stand; decisions become matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from luoshi.records import clock
from luoshi.records.models import Matter
from luoshi.services.daily import run_day
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.supervision.meetings import call_meeting, decide, draw_agenda, write_minutes
from tests.cast import City, make_city
from tests.reports import actor
from tests.supervised import END, TODAY, matter_of, meeting_of

pytestmark = pytest.mark.django_db
LATE = date(2025, 7, 11)


@pytest.fixture
def city() -> Iterator[City]:
    """A city with a red matter under an order, a red one, a yellow one and a green one."""
    city = make_city("云川市", "990100")
    matter_of(city, number="2025-003")
    for day in (TODAY, date(2025, 7, 1), date(2025, 7, 5)):
        with clock.stopped_at(day):
            run_day(city.programme)
    matter_of(city, "education", "2025-001", deadline=date(2025, 7, 5))
    matter_of(city, "education", "2025-002", deadline=date(2025, 7, 15))
    matter_of(city, "education", "2025-004", deadline=date(2025, 12, 31))
    with clock.stopped_at(LATE):
        run_day(city.programme)
        yield city


def test_the_agenda_is_what_lags_the_most_pressing_first(city: City) -> None:
    weekly = meeting_of(city)
    assert [(point["number"], point["light"], point["sheet"]) for point in weekly.agenda] == [
        ("2025-003", "red", "order"),
        ("2025-001", "red", "reminder"),
    ]
    monthly = call_meeting(programme=city.programme, actor=actor(city), kind="monthly", title="七月擂台", day=LATE)
    assert [point["number"] for point in monthly.agenda] == ["2025-003", "2025-001", "2025-002"]


def test_an_agenda_stands_until_it_is_drawn_again_and_for_good_once_it_was_discussed(city: City) -> None:
    meeting = meeting_of(city)
    Matter.objects.filter(number="2025-001").update(done_on=END, light="blue")
    meeting.refresh_from_db()
    assert len(meeting.agenda) == 2
    again = draw_agenda(meeting=meeting, actor=actor(city), revision=1)
    assert [point["number"] for point in again.agenda] == ["2025-003"]
    written = write_minutes(meeting=again, actor=actor(city), revision=2, minutes="会议听取了汇报。")
    with pytest.raises(RefusedError, match="议程不再变动"):
        draw_agenda(meeting=written, actor=actor(city), revision=3)


def test_a_decision_with_a_unit_becomes_a_matter(city: City) -> None:
    meeting = meeting_of(city)
    noted = decide(meeting=meeting, actor=actor(city), text="原则同意。")
    assert noted.matter is None
    text = "由市科学技术局牵头，7月底前完成产业园用地手续。"
    made = decide(
        meeting=meeting, actor=actor(city), text=text, unit=city.units["science"], deadline=date(2025, 7, 31)
    ).matter
    assert made is not None
    assert (made.quote, made.origin, made.status, made.deadline) == (text, "meeting", "assigned", date(2025, 7, 31))
    with pytest.raises(NotPermittedError):
        decide(meeting=meeting, actor=actor(city, "leader"), text="加快")
