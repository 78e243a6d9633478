"""Plans: handed in, taken back, returned, approved; steps that hold; and responsibility that follows the post."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.ledger import Kind
from luoshi.ledger import Milestone as Step
from luoshi.ledger.lights import Colour
from luoshi.records import clock
from luoshi.records.models import Grant, Milestone, Plan, User
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.lights import refresh_light
from luoshi.services.matters import planning
from luoshi.services.posts import appoint
from tests.cast import City
from tests.matters import STEPS, accepted, acts, at_work, now, planned
from tests.reports import actor

pytestmark = pytest.mark.django_db


def test_a_plan_is_approved_and_its_steps_hold(city: City) -> None:
    made = planned(city)
    assert (made.status, made.planner) == ("planned", city.people["liaison-science"])
    begun = planning.approve_plan(matter=made, actor=actor(city, "leader"), revision=made.revision)
    assert (begun.status, begun.named_person, begun.answer_due, begun.planner) == ("in_progress", "王强", None, None)
    assert [(step.name, step.due, step.weight) for step in begun.steps.all()] == [
        (step.name, step.due, step.weight) for step in STEPS
    ]
    assert Plan.objects.get().decided_by == city.people["leader"]
    assert acts(begun)[-2:] == ["matter.submit-plan", "matter.approve-plan"]
    with clock.stopped_at(date(2025, 5, 10)):
        light = refresh_light(begun)
    assert light.colour == Colour.RED, "a third of the way, 33 points, is late"
    assert "完成摸底" in str(light.reason)


def test_a_plan_is_returned_and_handed_in_again(city: City) -> None:
    made = planned(city)
    with clock.stopped_at(date(2025, 3, 10)):
        back = planning.return_plan(
            matter=made, actor=actor(city, "leader"), revision=made.revision, reason="没有分季度目标"
        )
    assert (back.status, back.answer_due) == ("accepted", date(2025, 3, 20))
    again = planning.submit_plan(
        matter=back, actor=actor(city, "liaison-science"), revision=back.revision, person="王强", steps=STEPS
    )
    assert (again.number, [plan.state for plan in Plan.objects.all()]) == (2, ["submitted", "returned"])


def test_a_plan_taken_back_does_not_begin_the_time_limit_anew(city: City) -> None:
    made = planned(city)
    limit = made.answer_due
    with clock.stopped_at(date(2025, 3, 12)):
        back = planning.retract_plan(matter=made, actor=actor(city, "liaison-science"), revision=made.revision)
    assert (back.status, back.answer_due, Plan.objects.get().state) == ("accepted", limit, "retracted")


# What a plan lacks, and what is said of it.
LACKS: list[tuple[str, tuple[Step, ...], str]] = [
    ("", STEPS, "领办人"),
    ("王强", (), "至少列出一个"),
    ("王强", (Step("投产", date(2026, 2, 1)),), "晚于事项时限"),
    ("王强", (Step("开工", date(2025, 4, 1)), Step("开工 ", date(2025, 5, 1))), "内容相同"),
    ("王强", (Step("开" * 301, date(2025, 4, 1)),), "最多 300 字"),
    ("王强", tuple(Step(f"第{at}步", date(2025, 4, 1)) for at in range(61)), "最多 60 个"),
]


@pytest.mark.parametrize(("person", "steps", "words"), LACKS)
def test_an_incomplete_plan_is_refused(city: City, person: str, steps: tuple[Step, ...], words: str) -> None:
    made = accepted(city)
    with pytest.raises(RefusedError, match=words):
        planning.submit_plan(
            matter=made, actor=actor(city, "liaison-science"), revision=made.revision, person=person, steps=steps
        )
    assert not Plan.objects.exists()


def test_a_demand_is_begun_without_a_plan_and_a_task_is_not(city: City) -> None:
    demand, task = accepted(city, kind=Kind.DEMAND), accepted(city)
    begun = planning.start(matter=demand, actor=actor(city, "liaison-science"), revision=demand.revision)
    assert begun.status == "in_progress"
    with pytest.raises(RefusedError, match="须先报送方案"):
        planning.start(matter=task, actor=actor(city, "liaison-science"), revision=task.revision)


def test_without_a_leader_another_supervisor_stands_in(city: City) -> None:
    made = planned(city, led=False)
    done = planning.approve_plan(matter=made, actor=actor(city), revision=made.revision)
    assert done.status == "in_progress"


def test_a_leader_of_a_unit_that_takes_part_approves_nothing(city: City) -> None:
    """Four eyes: he answers for the unit as well."""
    Grant.objects.create(person=city.people["leader"], role="liaison", region=city.region, unit=city.units["education"])
    made = planned(city)
    with pytest.raises(RefusedError, match="您所在单位参与办理"):
        planning.approve_plan(matter=made, actor=actor(city, "leader"), revision=made.revision)


def test_responsibility_follows_the_post(city: City) -> None:
    """Who held the post when the matter was assigned approves no more; who holds it now does."""
    made = planned(city)
    former, post = city.people["leader"], city.posts["vice-mayor"]
    successor = User.objects.create_user(username="successor", name="新任")
    appoint(actor=actor(city, "admin"), post=post, person=successor, since=date(2025, 3, 3))
    with pytest.raises(NotPermittedError, match="责任领导"):
        planning.approve_plan(matter=made, actor=Actor(former), revision=made.revision)
    with pytest.raises(NotPermittedError):  # the post is held: nobody stands in
        planning.approve_plan(matter=made, actor=actor(city), revision=made.revision)
    begun = planning.approve_plan(matter=made, actor=Actor(successor), revision=made.revision)
    assert (begun.status, Plan.objects.get().decided_by) == ("in_progress", successor)


def test_steps_that_are_done_stay_when_a_plan_is_approved(city: City) -> None:
    made = planned(city)
    Milestone.objects.create(matter=made, name="一季度：立项", due=date(2025, 3, 31), done_on=date(2025, 3, 1))
    Milestone.objects.create(matter=made, name="二季度：开工", due=date(2025, 6, 30))
    begun = planning.approve_plan(matter=made, actor=actor(city, "leader"), revision=made.revision)
    assert {step.name: step.dropped for step in begun.steps.all()} == {
        "一季度：立项": False,
        "二季度：开工": True,
        "完成摸底": False,
        "建成投用": False,
    }
    assert now(at_work(city)).steps.filter(dropped=False).count() == 2
