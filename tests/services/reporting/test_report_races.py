"""Two people at the same period at once, with connections of their own: one wins, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from luoshi.ledger import Role
from luoshi.records import clock
from luoshi.records.models import Contribution, Event, Grant, Report, ReportDue, TargetReading, User
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.reporting.contributing import contribute
from luoshi.services.reporting.correcting import correct_report
from luoshi.services.reporting.drafts import save_draft
from luoshi.services.reporting.submitting import submit_report
from luoshi.services.reporting.writing import Written
from tests.cast import make_city
from tests.concurrency import at_once, overtaken_at
from tests.reporting import due_of, matter_of, target_of
from tests.reports import actor

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 3, 20)


@dataclass(frozen=True, slots=True)
class Place:
    """Two people of a unit, and what is asked of it for March."""

    people: tuple[Actor, Actor]
    due: ReportDue
    target: int


@pytest.fixture
def place() -> Place:
    with clock.stopped_at(date(2025, 1, 2)):
        city = make_city("云川市", "990100")
        matter = matter_of(city)
        target, due = target_of(matter), due_of(matter, 3)
    person = User.objects.create_user(username="乙", password="another long phrase", name="乙")
    Grant.objects.create(person=person, role=Role.LIAISON, region=city.region, unit=city.units["science"])
    return Place((actor(city, "liaison-science"), Actor(person)), due, target.pk)


def both(place: Place, act: Callable[[Actor, int], Report]) -> tuple[Report, ChangedMeanwhileError]:
    """What two people get who do the same at once: one has done it, the other is told."""

    def done(number: int) -> Report:
        with clock.stopped_at(DAY):
            return act(place.people[number], number)

    told = at_once(lambda: done(0), lambda: done(1))
    won = [one for one in told if isinstance(one, Report)]
    lost = [one for one in told if isinstance(one, ChangedMeanwhileError)]
    assert (len(won), len(lost)) == (1, 1), told
    return won[0], lost[0]


def test_two_report_the_same_period(place: Place) -> None:
    def report(by: Actor, number: int) -> Report:
        values = {place.target: 70 + number}
        return submit_report(due=place.due, actor=by, values=values, done=f"第{number}人")

    won, lost = both(place, report)
    assert "已存为草稿" in str(lost)
    texts = {one.state: one.done for one in Report.objects.all()}
    assert texts == {"submitted": won.done, "draft": lost.wanted["done"]}
    assert (TargetReading.objects.count(), Event.objects.filter(act="matter.report").count()) == (1, 1)
    assert ReportDue.objects.get(pk=place.due.pk).reported_on == DAY


def test_two_write_a_draft_and_two_correct(place: Place) -> None:
    def draft(by: Actor, number: int) -> Report:
        return save_draft(due=place.due, actor=by, revision=0, fields={"done": f"第{number}人"})

    _won, lost = both(place, draft)
    assert lost.current["done"] != lost.wanted["done"]
    with clock.stopped_at(DAY):
        first = submit_report(due=place.due, actor=place.people[0], done="甲", draft=1)

    def correct(by: Actor, number: int) -> Report:
        return correct_report(report=first, actor=by, written=Written(done=f"第{number}人"), reason="核实后更正")

    won, _lost = both(place, correct)
    assert {one.pk: one.state for one in Report.objects.all()} == {first.pk: "replaced", won.pk: "submitted"}


def test_what_a_colleague_saves_in_ones_draft_meanwhile_is_not_lost(place: Place) -> None:
    first, second = place.people
    mine = save_draft(due=place.due, actor=first, revision=0, fields={"done": "甲写的"})

    def take_over() -> Report:
        return save_draft(due=place.due, actor=second, revision=mine.revision, fields={"done": "乙接着写的"})

    with clock.stopped_at(DAY), overtaken_at("luoshi.services.reporting.writing.asked_of", take_over) as saved:
        submit_report(due=place.due, actor=first, values={place.target: 70}, done="甲写的", draft=mine.revision)
    if saved.exception() is None:
        assert {one.state: one.done for one in Report.objects.all()} == {"submitted": "甲写的", "draft": "乙接着写的"}
    else:
        with pytest.raises(ChangedMeanwhileError, match="提交了本期填报"):
            saved.result()


def test_a_period_that_is_no_longer_asked_for(place: Place) -> None:
    """As when a matter is taken up again, and what fell due meanwhile is forgiven, while somebody has the form open."""
    helper = Actor(User.objects.get(username="990100-liaison-education"))
    ReportDue.objects.filter(pk=place.due.pk).delete()
    with clock.stopped_at(DAY):
        with pytest.raises(RefusedError, match="不再要求填报"):
            submit_report(due=place.due, actor=place.people[0], values={place.target: 70})
        with pytest.raises(RefusedError, match="不再要求填报"):
            contribute(matter=place.due.matter, due=place.due, actor=helper, text="已配合")
    assert (Report.objects.count(), Contribution.objects.count()) == (0, 0)
