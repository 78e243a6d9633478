"""Requests: asked, approved with all that follows, refused, taken back; never decided on by the asker."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.ledger import Milestone as Step
from luoshi.ledger import RequestKind
from luoshi.records import clock
from luoshi.records.models import Assignment, Event, Matter, MatterRequest, Milestone, Plan
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.lights import refresh_light
from luoshi.services.matters.asking import Wish, ask, decide, retract
from luoshi.services.matters.exits import merge, restore, resume, suspend, withdraw
from tests.cast import City
from tests.matters import accepted, acts, assigned, at_work, now
from tests.reports import actor, other_supervisor

pytestmark = pytest.mark.django_db


def asked(
    city: City, matter: Matter, kind: RequestKind, wish: Wish | None = None, by: str = "liaison-science"
) -> MatterRequest:
    return ask(
        matter=matter, kind=kind, actor=actor(city, by), revision=now(matter).revision, reason="征地滞后", wish=wish
    )


def approved(city: City, request: MatterRequest, by: str = "leader") -> Matter:
    decide(request=request, actor=actor(city, by), revision=now(request.matter).revision, approve=True, answer="同意")
    return now(request.matter)


def test_an_extension_keeps_the_first_deadline(city: City) -> None:
    made = at_work(city)
    request = asked(city, made, RequestKind.EXTENSION, Wish(until=date(2026, 3, 31)))
    done = approved(city, request)
    assert (done.deadline, done.first_deadline) == (date(2026, 3, 31), date(2025, 12, 31))
    again = approved(city, asked(city, done, RequestKind.EXTENSION, Wish(until=date(2026, 6, 30))))
    assert (again.deadline, again.first_deadline) == (date(2026, 6, 30), date(2025, 12, 31))
    assert acts(done)[-4:] == ["matter.ask-extension", "matter.approve-extension"] * 2
    request.refresh_from_db()
    assert (request.status, request.answer, request.decided_by) == ("approved", "同意", city.people["leader"])


def test_an_extension_turns_a_red_light(city: City) -> None:
    made = at_work(city)
    Milestone.objects.filter(matter=made).update(done_on=date(2025, 11, 30))
    made.dues.all().delete()
    with clock.stopped_at(date(2026, 1, 5)):
        assert refresh_light(made).colour == "red"
        assert approved(city, asked(city, made, RequestKind.EXTENSION, Wish(until=date(2026, 3, 31)))).light == "green"


# What an extension asks for, and what is said of it.
NO_EXTENSION = [
    (None, "请填写新时限"),
    (date(2025, 12, 31), "应晚于现时限"),
    (date(2025, 6, 30), "应晚于现时限"),
]


@pytest.mark.parametrize(("until", "words"), NO_EXTENSION)
def test_an_extension_goes_beyond_the_deadline(city: City, until: date | None, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        asked(city, at_work(city), RequestKind.EXTENSION, Wish(until=until))


def test_one_request_of_a_kind_waits(city: City) -> None:
    made = at_work(city)
    asked(city, made, RequestKind.SUSPENSION)
    asked(city, made, RequestKind.EXTENSION, Wish(until=date(2026, 3, 31)))
    with pytest.raises(RefusedError, match="已有一份"):
        asked(city, made, RequestKind.SUSPENSION)
    request = MatterRequest.objects.get(kind="suspension")
    retract(request=request, actor=actor(city, "liaison-science"), revision=now(made).revision)
    asked(city, made, RequestKind.SUSPENSION)
    with pytest.raises(RefusedError, match="已经办结"):
        retract(request=request, actor=actor(city, "liaison-science"), revision=now(made).revision)


def test_a_changed_plan_keeps_what_is_done(city: City) -> None:
    made = at_work(city)
    Milestone.objects.filter(matter=made, name="完成摸底").update(done_on=date(2025, 4, 28))
    steps = (Step("主体封顶", date(2025, 9, 30)), Step("建成投用", date(2025, 12, 15)))
    done = approved(city, asked(city, made, RequestKind.PLAN_CHANGE, Wish(steps=steps, person="李敏")))
    kept = [(step.name, str(step.due), step.dropped) for step in done.steps.filter(dropped=False).order_by("due")]
    assert kept == [
        ("完成摸底", "2025-04-30", False),
        ("主体封顶", "2025-09-30", False),
        ("建成投用", "2025-12-15", False),
    ]
    assert done.named_person == "李敏"
    assert [(plan.number, plan.state) for plan in Plan.objects.filter(matter=done)] == [
        (2, "approved"),
        (1, "replaced"),
    ]
    with pytest.raises(RefusedError, match="晚于事项时限"):
        asked(city, done, RequestKind.PLAN_CHANGE, Wish(steps=(Step("投产", date(2026, 2, 1)),)))


def test_suspension_is_approved_and_lifted(city: City) -> None:
    made = at_work(city)
    still = approved(city, asked(city, made, RequestKind.SUSPENSION))
    assert (still.status, still.light) == ("suspended", "grey")
    assert acts(still)[-2:] == ["matter.suspend-matter", "matter.approve-suspension"]
    back = resume(matter=still, actor=actor(city, "leader"), revision=still.revision, reason="资金到位")
    assert back.status == "in_progress"


def test_merging_and_the_way_back(city: City) -> None:
    made, whole = at_work(city), at_work(city)
    asked(city, made, RequestKind.EXTENSION, Wish(until=date(2026, 3, 31)))
    gone = approved(city, asked(city, made, RequestKind.MERGING, Wish(into=whole)))
    assert (gone.status, gone.merged_into, gone.light) == ("merged", whole, "grey")
    assert {one.kind: one.status for one in MatterRequest.objects.filter(matter=made)} == {
        "extension": "retracted",
        "merging": "approved",
    }
    back = restore(matter=gone, actor=actor(city), revision=gone.revision, reason="单独督办")
    assert (back.status, back.merged_into, str(back.answer_due)) == ("assigned", None, "2025-03-06")
    with pytest.raises(RefusedError, match="另一个事项"):
        asked(city, whole, RequestKind.MERGING, Wish(into=whole))


def test_a_unit_is_released_from_helping(city: City) -> None:
    made = at_work(city)
    request = asked(city, made, RequestKind.RELEASE, by="liaison-education")
    assert request.unit == city.units["education"]
    with pytest.raises(NotPermittedError):  # the office that named it decides, not the leader
        approved(city, request)
    with pytest.raises(RefusedError, match="已有一份"):
        asked(city, made, RequestKind.RELEASE, by="liaison-education")
    approved(city, request, by="supervisor")
    assert not Assignment.objects.filter(matter=made, unit=city.units["education"], ended=False).exists()


def test_a_refusal_says_why(city: City) -> None:
    made = at_work(city)
    request = asked(city, made, RequestKind.SUSPENSION)
    leader = actor(city, "leader")
    with pytest.raises(RefusedError, match="不批准的理由"):
        decide(request=request, actor=leader, revision=now(made).revision, approve=False)
    decide(request=request, actor=leader, revision=now(made).revision, approve=False, answer="倒排工期")
    request.refresh_from_db()
    assert (request.status, request.answer, now(made).status) == ("refused", "倒排工期", "in_progress")
    with pytest.raises(RefusedError, match="已经办结"):
        decide(request=request, actor=leader, revision=now(made).revision, approve=True)


def test_nobody_decides_on_his_own(city: City) -> None:
    """Without a leader the office stands in, by another of its people than the one who asked."""
    made = accepted(city, led=False)
    request = asked(city, made, RequestKind.WITHDRAWAL, by="supervisor")
    with pytest.raises(RefusedError, match="您本人提交"):
        approved(city, request, by="supervisor")
    city.people["second"] = other_supervisor(city)
    assert approved(city, request, by="second").status == "withdrawn"
    assert Event.objects.filter(act="matter.approve-withdrawal").count() == 1


def test_a_leader_decides_unasked(city: City) -> None:
    made, other = at_work(city), at_work(city)
    asked(city, made, RequestKind.SUSPENSION)
    still = suspend(matter=made, actor=actor(city, "leader"), revision=now(made).revision, reason="政策调整")
    assert MatterRequest.objects.get().status == "approved", "what was asked for is granted by it"
    merge(matter=still, into=other, actor=actor(city, "leader"), revision=still.revision, reason="合并推进")
    with pytest.raises(NotPermittedError):
        suspend(matter=other, actor=actor(city), revision=now(other).revision, reason="督查员不能中止")


def test_the_office_takes_out_what_was_not_signed_for(city: City) -> None:
    made = assigned(city)
    gone = withdraw(matter=made, actor=actor(city), revision=made.revision, reason="重复立项")
    assert (gone.status, gone.light) == ("withdrawn", "grey")
    back = restore(matter=gone, actor=actor(city), revision=gone.revision, reason="误撤")
    assert back.status == "assigned"
