"""Submitting: what is late is marked, what is wrong is refused with a line, figures, steps and light follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from luoshi.ledger import Kind, Status
from luoshi.records import clock
from luoshi.records.models import Event, Milestone, Report, ReportDue, TargetReading
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.reporting.drafts import save_draft
from luoshi.services.reporting.submitting import Row, submit_many, submit_report
from luoshi.services.reporting.writing import Written
from tests.cast import City, make_city
from tests.reporting import due_of, matter_of, target_of
from tests.reports import actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(date(2025, 1, 2)):
        yield make_city("云川市", "990100")


def submit(city: City, due: ReportDue, day: date, *, by: str = "liaison-science", **said: Any) -> Report:  # noqa: ANN401  # whatever a report says
    with clock.stopped_at(day):
        return submit_report(due=due, actor=actor(city, by), **said)


def test_a_figure_is_written_down_and_the_light_follows(city: City) -> None:
    matter = matter_of(city)
    target, due = target_of(matter), due_of(matter, 3)
    report = submit(city, due, date(2025, 3, 27), values={target.pk: 71.5}, done="新增71家。")
    matter.refresh_from_db()
    due.refresh_from_db()
    reading = TargetReading.objects.get(report=report)
    assert (reading.value, reading.as_of, due.reported_on, report.late) == (
        71.5,
        date(2025, 3, 27),
        date(2025, 3, 27),
        False,
    )
    assert (matter.light, matter.revision, report.unit) == ("green", 2, city.units["science"])
    event = Event.objects.get(act="matter.report")
    assert event.after == {
        "period": "2025-03-01–2025-03-31",
        "report_version": 1,
        "figures": ["新增高新技术企业：71.5家"],
    }


def test_late_is_marked_and_never_refused(city: City) -> None:
    matter = matter_of(city)
    target, due = target_of(matter), due_of(matter, 3)
    report = submit(city, due, date(2025, 4, 9), values={target.pk: 30})
    assert report.late
    # A figure of March stands for March, whenever it is told.
    assert TargetReading.objects.get().as_of == date(2025, 3, 31)
    matter.refresh_from_db()
    assert matter.light == "yellow"
    assert "落后" in str(matter.light_said)
    assert Event.objects.get(act="matter.report").after["late"] is True  # type: ignore[index]  # it tells something


def test_steps_and_completion(city: City) -> None:
    matter = matter_of(city, kind=Kind.TASK)
    first, second = (Milestone.objects.create(matter=matter, name=name, due=date(2025, 6, 30)) for name in "甲乙")
    submit(city, due_of(matter, 3), date(2025, 3, 20), steps_done=[first.pk])
    first.refresh_from_db()
    assert first.done_on == date(2025, 3, 20)
    submit(city, due_of(matter, 4), date(2025, 4, 20), steps_done=[first.pk, second.pk], complete=True)
    first.refresh_from_db()
    second.refresh_from_db()
    matter.refresh_from_db()
    assert (first.done_on, second.done_on, matter.done_on) == (
        date(2025, 3, 20),
        date(2025, 4, 20),
        date(2025, 4, 20),
    )
    assert matter.light == "blue"
    submit(city, due_of(matter, 5), date(2025, 5, 20), done="仍在验收。")
    matter.refresh_from_db()
    assert matter.done_on == date(2025, 4, 20)  # what is not said stays


def test_a_returned_matter_is_worked_on_again_and_not_done(city: City) -> None:
    matter = matter_of(city, status=Status.RETURNED)
    matter.done_on = date(2025, 2, 1)
    matter.save()
    submit(city, due_of(matter, 3), date(2025, 3, 20), done="已补充材料。")
    matter.refresh_from_db()
    assert matter.status == "in_progress"
    assert matter.done_on is None


@pytest.mark.parametrize(
    ("status", "by", "month", "said", "refusal"),
    [
        (Status.SUSPENDED, "liaison-science", 3, {"done": "x"}, "已中止"),
        (Status.ASSIGNED, "liaison-science", 3, {"done": "x"}, "已交办"),
        (Status.CLOSING, "liaison-science", 3, {"done": "x"}, "申请销号"),
        (Status.IN_PROGRESS, "liaison-science", 5, {"done": "x"}, "自2025-05-01开始"),
        (Status.IN_PROGRESS, "liaison-science", 3, {}, "请填写数值或工作进展"),
        (Status.IN_PROGRESS, "liaison-science", 3, {"done": "  "}, "请填写数值或工作进展"),
        (Status.IN_PROGRESS, "liaison-science", 3, {"values": {987654321: 1}}, "不属于本事项"),
        (Status.IN_PROGRESS, "liaison-science", 3, {"values": {0: float("nan")}}, "有限的数字"),
        (Status.IN_PROGRESS, "liaison-science", 3, {"steps_done": [987654321]}, "节点已调整"),
        (Status.IN_PROGRESS, "liaison-science", 3, {"done": "长" * 5001}, "最多 5000 字"),
        (Status.IN_PROGRESS, "liaison-education", 3, {"done": "x"}, "牵头单位联络员"),  # it only helps
        (Status.IN_PROGRESS, "supervisor", 3, {"done": "x"}, "牵头单位联络员"),
    ],
)
def test_refused(city: City, status: Status, by: str, month: int, said: dict[str, Any], refusal: str) -> None:
    matter = matter_of(city, status=status)
    target, due = target_of(matter), due_of(matter, month)
    if "values" in said:
        said = {"values": {target.pk if pk == 0 else pk: value for pk, value in said["values"].items()}}
    with pytest.raises(RefusedError, match=refusal) as raised:
        submit(city, due, date(2025, 3, 20), by=by, **said)
    assert isinstance(raised.value, NotPermittedError) == (by != "liaison-science")
    due.refresh_from_db()
    assert (Report.objects.count(), due.reported_on) == (0, None)


def test_what_was_asked_is_kept_with_the_answer(city: City) -> None:
    matter = matter_of(city)
    target, due = target_of(matter), due_of(matter, 3)
    asked = {f"{target.pk}:slip": "确认无误"}
    report = submit(city, due, date(2025, 3, 20), values={target.pk: 640}, answers=asked)
    [question] = report.questions
    assert (question["target"], question["code"], question["answer"]) == (target.pk, "slip", "确认无误")
    assert question["said"]["values"]["value"] == "640家"


def test_twice_the_same_is_once(city: City) -> None:
    matter = matter_of(city)
    target, due = target_of(matter), due_of(matter, 3)
    first = submit(city, due, date(2025, 3, 20), values={target.pk: 70})
    assert submit(city, due, date(2025, 3, 21), values={target.pk: 70}) == first
    assert Event.objects.filter(act="matter.report").count() == 1


def test_the_second_of_two_is_told_and_his_text_is_kept(city: City) -> None:
    matter = matter_of(city)
    target, due = target_of(matter), due_of(matter, 3)
    submit(city, due, date(2025, 3, 20), values={target.pk: 70})
    with pytest.raises(ChangedMeanwhileError, match="已存为草稿") as raised:
        submit(city, due, date(2025, 3, 20), values={target.pk: 72}, done="另有2家待认定。")
    assert raised.value.wanted["done"] == "另有2家待认定。"
    draft = Report.objects.get(state="draft")
    assert (draft.done, draft.typed) == ("另有2家待认定。", {str(target.pk): "72"})


def test_ones_own_draft_becomes_the_report_and_a_colleagues_stays_his(city: City) -> None:
    matter = matter_of(city)
    target, due = target_of(matter), due_of(matter, 3)
    with clock.stopped_at(date(2025, 3, 15)):
        mine = save_draft(due=due, actor=actor(city, "liaison-science"), revision=0, fields={"done": "半句"})
    report = submit(city, due, date(2025, 3, 20), values={target.pk: 70}, done="一整句。")
    assert (report.pk, report.done, Report.objects.count()) == (mine.pk, "一整句。", 1)
    april = due_of(matter, 4)
    theirs = Report.objects.create(matter=matter, due=april, by=city.people["supervisor"], problems="别人写的")
    seen = submit(city, april, date(2025, 4, 20), values={target.pk: 90})
    theirs.refresh_from_db()
    assert (seen.pk != theirs.pk, theirs.state, theirs.problems) == (True, "draft", "别人写的")


def test_outside_of_any_period(city: City) -> None:
    matter = matter_of(city, kind=Kind.INSTRUCTION)
    with clock.stopped_at(date(2025, 3, 20)):
        for text in ("已部署。", "已办结。"):
            report = submit_report(due=None, matter=matter, actor=actor(city, "liaison-science"), done=text)
            assert (report.due, report.late) == (None, False)
    assert Report.objects.filter(state="submitted").count() == 2


def test_a_grid_tells_by_line_and_the_others_stand(city: City) -> None:
    good, bad = matter_of(city, "A"), matter_of(city, "B", status=Status.SUSPENDED)
    rows = [Row(due_of(one, 3), Written(done="正常推进。")) for one in (bad, good)]
    with clock.stopped_at(date(2025, 3, 20)):
        refused, done = submit_many(rows=rows, actor=actor(city, "liaison-science"))
    assert ("已中止" in refused.refusal, refused.report) == (True, None)
    assert done.report == Report.objects.get()


def test_a_shared_target_adds_up_and_lights_all_its_matters(city: City) -> None:
    one, other = matter_of(city, "A"), matter_of(city, "B")
    target = target_of(one, 100)
    other.services.create(target=target)
    submit(city, due_of(one, 6), date(2025, 6, 27), values={target.pk: 30})
    one.refresh_from_db()
    assert one.light == "yellow"
    submit(city, due_of(other, 6), date(2025, 6, 27), values={target.pk: 20})
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.light, other.light) == ("green", "green")
