"""The daily job: sheets as the ladder has them, once however often, late or broken off the job runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from luoshi.ledger.messages import from_data
from luoshi.queries.chains import verify_chain
from luoshi.records import clock
from luoshi.records.models import Chain, DayRun, Event, LightChange, Matter, Notice, ReportDue, Sheet
from luoshi.services import daily
from luoshi.services.daily import due_programmes, run_day
from luoshi.services.supervision import ladder
from luoshi.services.supervision.ladder import run_ladder
from tests.cast import City, make_city
from tests.concurrency import at_once
from tests.supervised import END, TODAY, matter_of

Run = Callable[[date], daily.Ran]


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def on(city: City, day: date) -> daily.Ran:
    """The job of a day, on that day."""
    with clock.stopped_at(day):
        return run_day(city.programme)


def levels() -> list[tuple[str, str, str]]:
    return [(one.level, one.state, one.number) for one in Sheet.objects.order_by("pk")]


@pytest.mark.django_db
def test_a_missed_deadline_goes_up_the_ladder_and_everybody_learns_of_it(city: City) -> None:
    matter = matter_of(city)
    on(city, date(2025, 6, 22))
    assert levels() == []
    for day in (TODAY, END, date(2025, 7, 1), date(2025, 7, 5), date(2025, 7, 11), date(2025, 8, 1)):
        on(city, day)
    assert levels() == [
        ("reminder", "missed", "提〔2025〕1号"),
        ("urging", "missed", "催〔2025〕1号"),
        ("order", "missed", "督〔2025〕1号"),
    ]
    order = Sheet.objects.get(level="order")
    assert (order.issued_on, order.answer_by, order.unit) == (date(2025, 7, 5), date(2025, 7, 10), matter.lead)
    assert "时限为2025-06-30，已逾期5天" in str(from_data(order.said))
    told = set(Notice.objects.filter(kind="sheet").values_list("person__username", "key"))
    people = {"990100-liaison-science", "990100-leader", "990100-supervisor"}
    assert {name for name, key in told if key == f"sheet-{order.pk}-issued"} == people
    assert ("990100-supervisor", f"sheet-{order.pk}-missed") in told
    acts = list(
        Event.objects.filter(subject="matter", subject_id=matter.pk).order_by("pk").values_list("act", flat=True)
    )
    assert acts.count("matter.issue-sheet") == 3
    assert acts.count("matter.miss-sheet") == 3
    assert verify_chain(Chain.objects.get(programme=city.programme)).flaw is None


@pytest.mark.django_db
def test_what_is_done_clears_the_sheet_and_a_late_deed_is_kept_beside_it(city: City) -> None:
    matter_of(city)
    other = matter_of(city, "education", "2025-002")
    on(city, TODAY)
    Matter.objects.filter(number="2025-001").update(done_on=date(2025, 6, 28))
    for day in (END, date(2025, 7, 1)):
        on(city, day)
    met = Sheet.objects.get(matter__number="2025-001")
    assert (met.state, met.met_on) == ("met", END)
    Matter.objects.filter(pk=other.pk).update(done_on=date(2025, 7, 2))
    on(city, date(2025, 7, 3))
    sheets = Sheet.objects.filter(matter=other).order_by("pk").values_list("level", "state", "met_on")
    assert list(sheets) == [("reminder", "missed", date(2025, 7, 3)), ("urging", "met", date(2025, 7, 3))]


@pytest.mark.django_db
def test_the_day_is_done_once_however_often_it_is_started(city: City) -> None:
    matter_of(city)
    first, again = on(city, TODAY), on(city, TODAY)
    assert (first.again, again.again) == (False, True)
    with clock.stopped_at(TODAY):
        assert run_ladder(city.programme, TODAY).issued == 0  # also where the mark of the day was lost
    assert len(levels()) == 1
    assert DayRun.objects.filter(job="daily").count() == 1
    with clock.stopped_at(END):
        assert not run_day(city.programme).again
        assert run_day(city.programme, TODAY).again  # nobody goes back
        with pytest.raises(ValueError, match="not come"):
            run_day(city.programme, date(2025, 7, 1))


@pytest.mark.django_db
def test_days_that_were_missed_are_made_up_for_step_by_step(city: City) -> None:
    matter_of(city)
    on(city, date(2025, 7, 10))  # nothing ran since before the deadline
    sheet = Sheet.objects.get()
    assert (sheet.level, sheet.due_on, sheet.issued_on) == ("reminder", date(2025, 6, 23), date(2025, 7, 10))
    assert sheet.answer_by == date(2025, 7, 14)  # two days from then, over a Saturday
    on(city, date(2025, 7, 14))
    assert Sheet.objects.count() == 1
    on(city, date(2025, 7, 15))
    assert [level for level, _state, _number in levels()] == ["reminder", "urging"]


@pytest.mark.django_db
def test_a_run_that_was_broken_off_goes_on_where_it_stood(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        matter_of(city, number=f"2025-{number:03d}")
    monkeypatch.setattr(ladder, "_BATCH", 2)
    whole, done = ladder._climb, list[int]()

    def killed(*args: object) -> object:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(1)
        return whole(*args)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(ladder, "_climb", killed)
    with pytest.raises(KeyboardInterrupt):
        on(city, TODAY)
    assert (Sheet.objects.count(), DayRun.objects.count()) == (4, 0)
    monkeypatch.setattr(ladder, "_climb", whole)
    assert on(city, TODAY).climbed == ladder.Climbed(issued=1)
    assert sorted(Sheet.objects.values_list("number", flat=True)) == [f"提〔2025〕{number}号" for number in range(1, 6)]
    assert Notice.objects.filter(kind="sheet").count() == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_each_sheet_is_made_by_one(city: City) -> None:
    for number in range(6):
        matter_of(city, number=f"2025-{number:03d}")
    results = at_once(lambda: on(city, TODAY), lambda: on(city, TODAY))
    assert not [one for one in results if isinstance(one, Exception)], results
    assert Sheet.objects.count() == 6
    assert Event.objects.filter(act="matter.issue-sheet").count() == 6
    assert DayRun.objects.count() == 1
    assert verify_chain(Chain.objects.get(programme=city.programme)).flaw is None


@pytest.mark.django_db
def test_a_light_that_turns_red_is_told_and_then_asked_about(city: City) -> None:
    matter = matter_of(city, deadline=None)
    for month in (4, 5):
        day = date(2025, month, 28)
        ReportDue.objects.create(matter=matter, starts=day.replace(day=1), ends=day, due=day, reported_on=None)
    on(city, date(2025, 6, 2))
    assert LightChange.objects.get(matter=matter, day=date(2025, 6, 2)).colour == "red"
    notice = Notice.objects.get(kind="light", person=city.people["liaison-science"])
    assert "亮红灯：新增高新技术企业50家以上" in str(from_data(notice.title))
    assert [(one.cause, one.level) for one in Sheet.objects.all()] == [("report", "reminder")]  # the definite thing


@pytest.mark.django_db
def test_queries_do_not_grow_with_matters(city: City, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(30):
        matter_of(city, number=f"2025-{number:03d}")
    with django_assert_max_num_queries(60):
        on(city, TODAY)
    assert Sheet.objects.count() == 30


@pytest.mark.django_db
def test_from_six_in_the_morning_on_each_running_programme_is_due(city: City) -> None:
    def at(day: date, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(hour)))

    assert due_programmes(at(TODAY, 5)) == []
    assert due_programmes(at(TODAY, 6)) == [city.programme]
    on(city, TODAY)
    assert due_programmes(at(TODAY, 23)) == []
    assert due_programmes(at(TODAY + timedelta(days=1), 7)) == [city.programme]
    assert due_programmes(at(date(2027, 1, 1), 7)) == []  # long over
    assert due_programmes(at(date(2024, 12, 31), 7)) == []
