"""Corrections are new versions; contributions stand beside the lead unit's report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from luoshi.ledger import Status
from luoshi.queries.light_facts import last_readings
from luoshi.records import clock
from luoshi.records.models import Contribution, Event, Milestone, Report
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.reporting.contributing import contribute
from luoshi.services.reporting.correcting import correct_report
from luoshi.services.reporting.submitting import submit_report
from luoshi.services.reporting.writing import Written
from tests.cast import City, make_city
from tests.reporting import due_of, matter_of, target_of
from tests.reports import actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(date(2025, 3, 20)):
        yield make_city("云川市", "990100")


def test_a_correction_is_a_new_version_and_the_old_figure_no_longer_counts(city: City) -> None:
    matter, me = matter_of(city), actor(city, "liaison-science")
    target, due = target_of(matter), due_of(matter, 3)
    old = submit_report(due=due, actor=me, values={target.pk: 170}, done="新增。")
    with clock.stopped_at(date(2025, 4, 12)):
        written = Written(values={target.pk: 17.0}, done="新增。")
        new = correct_report(report=old, actor=me, written=written, reason="多写了一位")
    old.refresh_from_db()
    matter.refresh_from_db()
    due.refresh_from_db()
    assert (old.state, new.state, new.version, new.reason, new.late) == (
        "replaced",
        "submitted",
        2,
        "多写了一位",
        False,
    )
    reading = last_readings([target.pk])[(matter.pk, target.pk)]
    # It stands for the day of the first one.
    assert (reading.value, reading.as_of, due.reported_on) == (17, date(2025, 3, 20), date(2025, 3, 20))
    assert (matter.light, Event.objects.get(act="matter.correct-report").reason) == ("yellow", "多写了一位")


def test_a_correction_takes_steps_back(city: City) -> None:
    matter, me = matter_of(city), actor(city, "liaison-science")
    one, two = (Milestone.objects.create(matter=matter, name=name, due=date(2025, 6, 30)) for name in "甲乙")
    old = submit_report(due=due_of(matter, 3), actor=me, steps_done=[one.pk], complete=True)
    correct_report(report=old, actor=me, written=Written(steps_done=[two.pk], complete=False), reason="勾错了")
    for row in (one, two, matter):
        row.refresh_from_db()
    assert (one.done_on, two.done_on, matter.done_on) == (None, date(2025, 3, 20), None)


def test_refused_corrections(city: City) -> None:
    matter, me = matter_of(city), actor(city, "liaison-science")
    old = submit_report(due=due_of(matter, 3), actor=me, done="甲")
    for text, reason, refusal in (
        ("乙", " ", "更正的原因"),
        ("甲", "为什么", "相同"),
        ("", "为什么", "请填写数值"),
        ("乙", "长" * 401, "最多 400"),
    ):
        with pytest.raises(RefusedError, match=refusal):
            correct_report(report=old, actor=me, written=Written(done=text), reason=reason)
    with pytest.raises(NotPermittedError):
        correct_report(report=old, actor=actor(city, "liaison-education"), written=Written(done="乙"), reason="为什么")
    old.refresh_from_db()
    assert (old.state, Report.objects.count()) == ("submitted", 1)
    correct_report(report=old, actor=me, written=Written(done="乙"), reason="为什么")
    with pytest.raises(ChangedMeanwhileError, match="刚更正了"):
        correct_report(report=old, actor=me, written=Written(done="丙"), reason="为什么")


def test_a_helper_contributes(city: City) -> None:
    matter, helper = matter_of(city), actor(city, "liaison-education")
    due = due_of(matter, 3)
    made = contribute(matter=matter, due=due, actor=helper, text=" 已选派教师20名。 ")
    assert (made.unit, made.text, made.due) == (city.units["education"], "已选派教师20名。", due)
    assert Event.objects.get().act == "matter.contribute"
    contribute(matter=matter, due=due, actor=helper, text="又选派5名。")
    assert Contribution.objects.count() == 2


def test_refused_contributions(city: City) -> None:
    matter, other = matter_of(city, "A"), matter_of(city, "B", unit="education")
    helper, due = actor(city, "liaison-education"), due_of(matter, 3)
    resting = matter_of(city, "C", status=Status.SUSPENDED)
    for of, at, by, text, refusal in (
        (matter, due, helper, "  ", "请填写配合情况"),
        (matter, due_of(matter, 6), helper, "x", "还没有开始"),
        (matter, due_of(other, 3), helper, "x", "不属于本事项"),
        (matter, due, actor(city, "liaison-science"), "x", "配合单位联络员"),
        (matter, due, actor(city, "supervisor"), "x", "配合单位联络员"),
        (resting, due_of(resting, 3), helper, "x", "已中止"),
    ):
        with pytest.raises(RefusedError, match=refusal):
            contribute(matter=of, due=at, actor=by, text=text)
    assert not Contribution.objects.exists()
