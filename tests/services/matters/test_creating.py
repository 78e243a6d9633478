"""Matters without a table, leaders' instructions, what a matter opens with, its own fields, its family."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.ledger import Kind
from luoshi.ledger.kinds import Grade
from luoshi.records import clock
from luoshi.records.models import Event, Matter, MatterTarget, Post, Service
from luoshi.services import targets
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.matters import planning, signing
from luoshi.services.matters.creating import create_matter
from luoshi.services.matters.families import set_parent
from luoshi.services.matters.instructions import write_instruction
from luoshi.services.matters.own import change_own, note_instruction
from tests.cast import City, make_city
from tests.matters import accepted, acts, assigned, at_work, now
from tests.reports import actor

pytestmark = pytest.mark.django_db


def test_a_matter_of_a_meeting_is_numbered_and_assigned(city: City) -> None:
    made = create_matter(
        programme=city.programme, kind=Kind.TASK, title="新增高新技术企业50家以上", lead=city.units["science"],
        cooperating=[city.units["education"]], leaders=[city.posts["vice-mayor"]], deadline=date(2025, 9, 30),
        origin=Matter.Origin.MEETING, quote="会议议定由市科技局牵头。", actor=actor(city),
    )  # fmt: skip
    assert (made.number, made.status, made.origin, made.quote) == (
        "2025-001",
        "assigned",
        "meeting",
        "会议议定由市科技局牵头。",
    )
    assert (made.first_deadline, made.light, str(made.answer_due)) == (date(2025, 9, 30), "green", "2025-03-06")
    assert [(one.part, one.written) for one in made.assignments.all()] == [
        ("lead", "市科学技术局"),
        ("cooperate", "市教育局"),
    ]
    target = made.targets.get()
    assert (target.name, target.comparator, target.value, target.unit) == ("高新技术企业", ">=", 50, "家")


def test_nobody_else_creates_matters(city: City) -> None:
    for name in ("liaison-science", "leader", "verifier", "admin"):
        with pytest.raises(NotPermittedError):
            create_matter(
                programme=city.programme,
                kind=Kind.TASK,
                title="甲",
                lead=city.units["science"],
                actor=actor(city, name),
            )


def test_units_of_another_region_are_given_nothing(city: City) -> None:
    other = make_city("青岚市", "990200")
    for wrong in (
        {"lead": other.units["science"]},
        {"lead": city.units["science"], "leaders": [other.posts["vice-mayor"]]},
    ):
        with pytest.raises(RefusedError, match="本地区"):
            create_matter(programme=city.programme, kind=Kind.TASK, title="甲", actor=actor(city), **wrong)
    assert not Matter.objects.exists()


def test_a_leader_writes_an_instruction_about_a_matter(city: City) -> None:
    about = at_work(city)
    made = write_instruction(
        programme=city.programme, post=city.posts["vice-mayor"], text="请科技局查明滞后原因，周五前报我。",
        grade=Grade.ORDINARY, lead=city.units["science"], about=about, actor=actor(city, "leader"),
    )  # fmt: skip
    assert (made.kind, made.parent, made.origin) == ("instruction", about, "instruction")
    assert (str(made.answer_due), str(made.deadline)) == ("2025-03-04", "2025-03-10"), (
        "one day to deploy, seven to finish"
    )
    told = Event.objects.get(act="matter.instruct")
    assert (told.subject_id, told.after) == (about.pk, {"number": made.number, "post": "副市长"})
    mayor = Post.objects.create(region=city.region, title="市长", leads=True)
    with pytest.raises(NotPermittedError):
        write_instruction(
            programme=city.programme, post=mayor, text="以市长名义", grade=Grade.MAJOR, lead=city.units["science"],
            actor=actor(city, "leader"),
        )  # fmt: skip


def test_an_instruction_is_deployed_answered_and_noted(city: City) -> None:
    made = write_instruction(
        programme=city.programme, post=city.posts["vice-mayor"], text="速办", grade=Grade.MAJOR,
        lead=city.units["science"], actor=actor(city),
    )  # fmt: skip
    assert str(made.deadline) == "2025-04-03"
    liaison, leader = actor(city, "liaison-science"), actor(city, "leader")
    made = signing.accept(matter=made, actor=liaison, revision=made.revision)
    made = planning.start(matter=made, actor=liaison, revision=made.revision)
    assert made.own["deployed"] == "2025-03-03"
    with pytest.raises(RefusedError, match="尚未书面反馈"):
        note_instruction(matter=made, actor=leader, revision=made.revision)
    made = change_own(matter=made, actor=liaison, revision=made.revision, said={"reported": date(2025, 3, 3)})
    with pytest.raises(NotPermittedError):
        note_instruction(matter=made, actor=actor(city), revision=made.revision)
    made = note_instruction(matter=made, actor=leader, revision=made.revision)
    assert made.own["noted"] == "2025-03-03"


def test_a_matter_has_no_more_than_three_levels(city: City) -> None:
    made = [assigned(city) for _each in range(4)]
    office = actor(city)
    for part, whole in ((1, 0), (2, 1)):
        set_parent(matter=made[part], parent=made[whole], actor=office, revision=made[part].revision)
    with pytest.raises(RefusedError, match="最多3级"):
        set_parent(matter=made[3], parent=made[2], actor=office, revision=made[3].revision)
    with pytest.raises(RefusedError, match="自己的子事项"):
        set_parent(matter=made[0], parent=made[2], actor=office, revision=made[0].revision)
    alone = set_parent(matter=now(made[2]), parent=None, actor=office, revision=now(made[2]).revision)
    assert (alone.parent, acts(alone)[-1]) == (None, "matter.set-parent")


def test_a_figure_is_counted_once_in_a_family(city: City) -> None:
    whole, part = assigned(city, task="新增高新技术企业50家以上"), assigned(city)
    office, target = actor(city), whole.targets.get()
    part = set_parent(matter=part, parent=whole, actor=office, revision=part.revision)
    with pytest.raises(RefusedError, match="重复计算"):
        targets.link_target(matter=part, target=target, counts=True, actor=office, revision=part.revision)
    part = targets.link_target(matter=part, target=target, counts=False, actor=office, revision=part.revision)
    assert list(part.targets.all()) == [target]
    part = targets.unlink_target(matter=part, target=target, actor=office, revision=part.revision, reason="误关联")
    assert acts(part)[-2:] == ["matter.serve-target", "matter.leave-target"]


def test_a_target_is_given_its_baseline(city: City) -> None:
    made = assigned(city, task="规上工业企业达到500家")
    target = made.targets.get()
    assert (target.family, target.baseline) == ("level", None)
    targets.change_target(
        matter=made,
        target=target,
        actor=actor(city),
        revision=1,
        baseline=440,
        tolerance=None,
        quarters=(0.1, 0.4, 0.8, 1),
    )
    target.refresh_from_db()
    assert (target.baseline, target.trajectory) == (440, {"quarters": [0.1, 0.4, 0.8, 1]})
    with pytest.raises(RefusedError, match="逐步增加"):
        targets.change_target(
            matter=now(made), target=target, actor=actor(city), revision=2, baseline=440, tolerance=None,
            quarters=(0.5, 0.4, 0.8, 1),
        )  # fmt: skip


# A kind, what is written into its own fields, by whom, and how one of them stands then; or what is said against it.
OWN: list[tuple[Kind, str, dict[str, object], str, object]] = [
    (Kind.PROJECT, "liaison-science", {"reached": "started", "paid_this_year": 3200.0}, "reached", "started"),
    (Kind.LIVELIHOOD, "supervisor", {"satisfied": 152, "basically": 30, "dissatisfied": 0}, "ballot",
     {"satisfied": 152, "basically": 30, "dissatisfied": 0}),
    (Kind.RECTIFICATION, "supervisor", {"accepted": date(2025, 3, 1), "accepted_by": "市督查室"}, "accepted", "2025-03-01"),
    (Kind.INDICATOR, "verifier", {"official_value": 5.6, "official_source": "市统计局"}, "official_value", 5.6),
    (Kind.DEMAND, "supervisor", {"rating": "bad"}, "rating", "bad"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "by", "said", "name", "value"), OWN)
def test_own_fields_are_written_by_who_may_know(
    city: City, kind: Kind, by: str, said: dict[str, object], name: str, value: object
) -> None:
    made = accepted(city, kind=kind)
    done = change_own(matter=made, actor=actor(city, by), revision=made.revision, said=said)
    assert done.own[name] == value
    assert acts(done)[-1] == "matter.change-own"


def test_a_unit_says_nothing_that_others_decide(city: City) -> None:
    figure, project = accepted(city, kind=Kind.INDICATOR), accepted(city, kind=Kind.PROJECT)
    liaison = actor(city, "liaison-science")
    with pytest.raises(NotPermittedError, match="其他人员"):
        change_own(matter=figure, actor=liaison, revision=figure.revision, said={"official_value": 9.9})
    with pytest.raises(NotPermittedError, match="承诺阶段"):
        change_own(matter=project, actor=liaison, revision=project.revision, said={"promised": "conceived"})
    with pytest.raises(RefusedError, match="不能晚于今天"):
        change_own(matter=figure, actor=actor(city), revision=figure.revision, said={"official_day": date(2025, 3, 4)})


def test_a_proposal_is_handled_again_when_it_did_not_satisfy(city: City) -> None:
    made = accepted(city, kind=Kind.PROPOSAL)
    made = change_own(matter=made, actor=actor(city), revision=made.revision, said={"satisfaction": "dissatisfied"})
    made = change_own(matter=made, actor=actor(city, "liaison-science"), revision=made.revision, said={"again": True})
    assert [one["satisfaction"] for one in made.own["rounds"]] == ["dissatisfied", ""]


def test_opened_with_what_its_words_promise(city: City) -> None:
    made = assigned(city, task="改造老旧小区89个，新增学位6180个，到2027年规上工业企业达到500家")
    assert {(one.name, one.value) for one in made.targets.all()} >= {("改造老旧小区", 89)}
    assert not MatterTarget.objects.filter(value=500).exists(), "another year's promise is not this year's target"
    assert Service.objects.filter(matter=made, counts=True).count() == made.targets.count()
    assert made.dues.exists(), "its periods to report were made"
    with clock.stopped_at(date(2025, 3, 3)):
        assert made.light_on == date(2025, 3, 3)
