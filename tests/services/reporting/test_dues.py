"""What is asked for when: from assignment to the programme's end, by its cadence, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from luoshi.ledger import Kind, Move, Status
from luoshi.records import clock
from luoshi.records.models import Matter, Report, ReportDue
from luoshi.services.matters.moving import move_matter
from luoshi.services.reporting.dues import forgive_idle, make_dues, remake_dues
from tests.cast import City, make_city
from tests.reporting import matter_of
from tests.reports import actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(date(2025, 3, 10)):
        yield make_city("云川市", "990100")


def starts(matter: Matter) -> list[str]:
    return [f"{due.starts:%m-%d}" for due in ReportDue.objects.filter(matter=matter).order_by("starts")]


@pytest.mark.parametrize(
    ("assigned", "first"),
    [
        (date(2025, 1, 2), "01-01"),
        (date(2025, 3, 10), "03-01"),
        (date(2025, 3, 25), "03-01"),  # to be signed for by the 28th, on which March is due
        (date(2025, 3, 27), "04-01"),  # March is due before it has to be signed for
    ],
)
def test_from_the_period_of_assignment_on(city: City, assigned: date, first: str) -> None:
    with clock.stopped_at(assigned):
        matter = matter_of(city, number="X-1")
    made = make_dues([matter])
    assert (starts(matter)[0], starts(matter)[-1], len(starts(matter))) == (first, "12-01", made)
    assert make_dues([matter]) == 0


def test_kinds_with_days_of_their_own_are_not_asked(city: City) -> None:
    asked = {kind.value: make_dues([matter_of(city, number=f"X-{kind}", kind=kind)]) for kind in Kind}
    assert {kind for kind, made in asked.items() if not made} == {"proposal", "demand", "instruction"}
    assert set(asked.values()) == {0, 10}


def test_a_new_cadence_changes_only_what_is_not_begun(city: City) -> None:
    matter, gone = matter_of(city, number="X-1"), matter_of(city, number="X-2", status=Status.CLOSED)
    make_dues([matter, gone])
    april = ReportDue.objects.get(matter=matter, starts=date(2025, 4, 1))
    Report.objects.create(matter=matter, due=april, by=city.people["liaison-science"])  # somebody writes already
    city.programme.settings = {"cadence": {"every": "quarter", "by": 20}}
    city.programme.save()
    remake_dues(city.programme)
    # The quarter of April is covered in part, so that it is not asked for again.
    assert starts(matter) == ["03-01", "04-01", "07-01", "10-01"]
    assert starts(gone) == ["03-01"]
    assert remake_dues(city.programme) == 2  # what is not begun is made anew, the same
    assert starts(matter) == ["03-01", "04-01", "07-01", "10-01"]


def test_what_fell_due_while_at_rest_is_let_go(city: City) -> None:
    matter = matter_of(city, number="X-1", status=Status.IN_PROGRESS)
    make_dues([matter])
    leader = actor(city, "leader")
    with clock.stopped_at(date(2025, 4, 10)):  # March was missed before
        matter = move_matter(matter=matter, move=Move.SUSPEND, actor=leader, revision=1, reason="资金未到位")
    with clock.stopped_at(date(2025, 7, 10)):
        matter = move_matter(matter=matter, move=Move.RESUME, actor=leader, revision=2, reason="资金已到位")
    assert starts(matter)[:3] == ["03-01", "07-01", "08-01"]
    assert forgive_idle(matter, Status.CLOSED) == 0
