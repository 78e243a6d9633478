"""What is asked of whom now, what a matter's page tells of its reports, and how many forms that makes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from luoshi.ledger import Kind, Status
from luoshi.queries.access import Access
from luoshi.queries.matter_reports import on_matter
from luoshi.queries.report_forms import Forms, forms_this_month
from luoshi.queries.reports import asked_of, to_contribute
from luoshi.records import clock
from luoshi.records.models import Milestone
from luoshi.services.reporting.contributing import contribute
from luoshi.services.reporting.correcting import correct_report
from luoshi.services.reporting.drafts import save_draft
from luoshi.services.reporting.submitting import submit_report
from luoshi.services.reporting.writing import Written
from tests.cast import City, make_city
from tests.reporting import due_of, matter_of, target_of
from tests.reports import actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(date(2025, 1, 2)):
        yield make_city("云川市", "990100")


def access(city: City, name: str = "liaison-science") -> Access:
    return Access(city.people[name])


def asked(city: City, day: date, name: str = "liaison-science") -> list[tuple[str, str, int]]:
    """Matter, month, and how many periods more are open, on a day."""
    with clock.stopped_at(day):
        found = asked_of(access(city, name), city.programme)
    return [(one.matter.number, f"{one.due.starts:%m}", one.more) for one in found if one.due]


def test_the_earliest_open_period_of_each_matter_in_order_of_due_day(city: City) -> None:
    first, second = matter_of(city, "A"), matter_of(city, "B")
    for matter in (first, second):
        due_of(matter, 1)
    assert asked(city, date(2025, 1, 20)) == [("A", "01", 0), ("B", "01", 0)]
    with clock.stopped_at(date(2025, 2, 20)):
        submit_report(due=due_of(first, 1), actor=actor(city, "liaison-science"), done="迟报一月。")
    assert asked(city, date(2025, 2, 20)) == [("B", "01", 1), ("A", "02", 0)]
    with clock.stopped_at(date(2025, 3, 1)):
        submit_report(due=due_of(second, 3), actor=actor(city, "liaison-science"), done="三月。")
    # January and February of B are covered by March.
    assert asked(city, date(2025, 3, 20)) == [("A", "02", 1)]


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (Status.IN_PROGRESS, True),
        (Status.RETURNED, True),
        (Status.ACCEPTED, True),
        (Status.ASSIGNED, False),
        (Status.SUSPENDED, False),
        (Status.CLOSING, False),
        (Status.CLOSED, False),
    ],
)
def test_only_what_can_be_reported(city: City, status: Status, found: bool) -> None:
    due_of(matter_of(city, "A", status=status), 1)
    assert bool(asked(city, date(2025, 1, 20))) == found


def test_only_of_ones_own_units(city: City) -> None:
    due_of(matter_of(city, "A"), 1)
    assert asked(city, date(2025, 1, 20), "liaison-education") == []
    assert asked(city, date(2025, 1, 20), "supervisor") == []


def test_what_is_known_already(city: City) -> None:
    matter = matter_of(city, "A")
    target, step = target_of(matter), Milestone.objects.create(matter=matter, name="摸底", due=date(2025, 6, 30))
    me = actor(city, "liaison-science")
    with clock.stopped_at(date(2025, 1, 20)):
        before = submit_report(due=due_of(matter, 1), actor=me, values={target.pk: 20}, steps_done=[step.pk])
    with clock.stopped_at(date(2025, 2, 20)):
        draft = save_draft(due=due_of(matter, 2), actor=me, revision=0, fields={"done": "半"})
        [one] = asked_of(access(city), city.programme)
    assert (one.before, one.draft, one.steps) == (before, draft, (step,))
    assert one.figures[0].last is not None
    assert (one.figures[0].last.value, one.figures[0].alone, one.overdue) == (20, True, 0)


def test_what_a_unit_may_contribute_to_until_it_has(city: City) -> None:
    matter = matter_of(city, "A")
    due = due_of(matter, 1)
    helper = access(city, "liaison-education")
    with clock.stopped_at(date(2025, 1, 20)):
        assert to_contribute(helper, city.programme) == [due]
        assert to_contribute(access(city), city.programme) == []
        contribute(matter=matter, due=due, actor=actor(city, "liaison-education"), text="选派教师")
        assert to_contribute(helper, city.programme) == []


def test_on_the_matters_page(city: City) -> None:
    matter, me = matter_of(city, "A"), actor(city, "liaison-science")
    with clock.stopped_at(date(2025, 1, 20)):
        first = submit_report(due=due_of(matter, 1), actor=me, done="甲")
        second = correct_report(report=first, actor=me, written=Written(done="乙"), reason="写错了")
    with clock.stopped_at(date(2025, 2, 20)):
        third = submit_report(due=due_of(matter, 2), actor=me, done="丙")
        save_draft(due=due_of(matter, 3), actor=me, revision=0, fields={"done": "未提交"})
        part = on_matter(access(city), matter)
        others = on_matter(access(city, "leader"), matter)
    assert [one.report for one in part.reports] == [third, second]
    assert [one.report for one in part.reports[1].earlier] == [first]
    assert (part.may_report, part.may_correct, part.may_contribute, part.outside) == (True, True, False, False)
    assert (others.may_report, others.may_correct) == (False, False)
    assert on_matter(access(city), matter_of(city, "B", kind=Kind.DEMAND)).outside


def test_forms_are_counted(city: City) -> None:
    one, other = matter_of(city, "A"), matter_of(city, "B")
    closed, theirs = matter_of(city, "C", status=Status.CLOSED), matter_of(city, "D", unit="education")
    for matter in (one, other, closed, theirs):
        due_of(matter, 1)  # due on 5 February, after the holidays
    with clock.stopped_at(date(2025, 2, 6)):
        submit_report(due=due_of(one, 1), actor=actor(city, "liaison-science"), done="迟了一天。")
        # January and February of two matters; nothing of what is closed.
        assert forms_this_month(access(city), city.programme) == Forms(asked=4, done=1, late=1)
    assert forms_this_month(access(city), None) == Forms()
