"""Two people at the same period at once, with connections of their own: one wins, and nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.ledger import Role
from luoshi.records import clock
from luoshi.records.models import Event, Grant, Report, ReportDue, TargetReading, User
from luoshi.services.errors import ChangedMeanwhileError
from luoshi.services.events import Actor
from luoshi.services.reporting.correcting import correct_report
from luoshi.services.reporting.drafts import save_draft
from luoshi.services.reporting.submitting import submit_report
from luoshi.services.reporting.writing import Written
from tests.cast import make_city
from tests.concurrency import at_once
from tests.reporting import due_of, matter_of, target_of
from tests.reports import actor

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 3, 20)


def test_two_report_correct_and_draft_at_once() -> None:
    with clock.stopped_at(date(2025, 1, 2)):
        city = make_city("云川市", "990100")
        matter = matter_of(city)
        target, due, other = target_of(matter), due_of(matter, 3), due_of(matter, 2)
    person = User.objects.create_user(username="乙", password="another long phrase", name="乙")
    Grant.objects.create(person=person, role=Role.LIAISON, region=city.region, unit=city.units["science"])
    people = [actor(city, "liaison-science"), Actor(person)]

    def report(by: Actor, value: float) -> Report:
        with clock.stopped_at(DAY):
            return submit_report(due=due, actor=by, values={target.pk: value}, done=f"{value}家")

    told = at_once(*(lambda by=by, value=value: report(by, value) for by, value in zip(people, (70, 72), strict=True)))
    won = [one for one in told if isinstance(one, Report)]
    lost = [one for one in told if isinstance(one, ChangedMeanwhileError)]
    assert (len(won), len(lost)) == (1, 1), told
    assert "已存为草稿" in str(lost[0])
    assert {one.state: one.done for one in Report.objects.all()} == {
        "submitted": won[0].done,
        "draft": lost[0].wanted["done"],
    }
    assert (TargetReading.objects.count(), Event.objects.filter(act="matter.report").count()) == (1, 1)
    assert ReportDue.objects.get(pk=due.pk).reported_on == DAY

    def correct(by: Actor, text: str) -> Report:
        with clock.stopped_at(DAY):
            return correct_report(report=won[0], actor=by, written=Written(done=text), reason="核实后更正")

    told = at_once(*(lambda by=by, text=text: correct(by, text) for by, text in zip(people, "甲乙", strict=True)))
    assert sorted(type(one).__name__ for one in told) == ["ChangedMeanwhileError", "Report"], told
    assert sorted(Report.objects.filter(due=due).values_list("state", flat=True))[-2:] == ["replaced", "submitted"]

    def draft(by: Actor, text: str) -> Report:
        with clock.stopped_at(DAY):
            return save_draft(due=other, actor=by, revision=0, fields={"done": text})

    told = at_once(*(lambda by=by, text=text: draft(by, text) for by, text in zip(people, "丙丁", strict=True)))
    assert sorted(type(one).__name__ for one in told) == ["ChangedMeanwhileError", "Report"], told
