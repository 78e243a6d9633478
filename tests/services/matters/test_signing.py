"""Signing: accepted, objected to, kept, reassigned; each with its event, its record and its light."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from luoshi.ledger import Kind, RequestKind
from luoshi.records import clock
from luoshi.records.models import Assignment, Matter, MatterRequest, Objection, Plan
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.lights import refresh_light
from luoshi.services.matters import asking, signing
from luoshi.services.matters.asking import Wish
from tests.cast import City
from tests.matters import accepted, acts, assigned, at_work, now, objected, planned
from tests.reports import actor

pytestmark = pytest.mark.django_db


def test_a_matter_is_signed_for_and_its_plan_waited_for(city: City) -> None:
    made = assigned(city)
    assert (made.status, made.answer_due) == ("assigned", date(2025, 3, 6))
    signed = signing.accept(matter=made, actor=actor(city, "liaison-science"), revision=made.revision)
    assert (signed.status, signed.answer_due, signed.revision) == ("accepted", date(2025, 3, 13), made.revision + 1)
    assert acts(signed) == ["matter.assign-matter", "matter.accept-matter"]
    with clock.stopped_at(date(2025, 3, 14)):
        assert refresh_light(signed).colour == "yellow"
        assert "报送方案" in str(refresh_light(signed).reason)


def test_what_has_no_plan_waits_for_none(city: City) -> None:
    assert accepted(city, kind=Kind.DEMAND).answer_due is None


def test_who_may_not_sign_is_told_who_may(city: City) -> None:
    made = assigned(city)
    for name in ("liaison-education", "supervisor", "leader", "verifier", "admin"):
        with pytest.raises(NotPermittedError, match="牵头单位联络员"):
            signing.accept(matter=made, actor=actor(city, name), revision=made.revision)
    assert acts(made) == ["matter.assign-matter"]


def test_an_older_sight_of_a_matter_changes_nothing(city: City) -> None:
    made = assigned(city)
    signing.accept(matter=made, actor=actor(city, "liaison-science"), revision=made.revision)
    with pytest.raises(ChangedMeanwhileError, match="已签收"):
        signing.object_to(
            matter=made, actor=actor(city, "liaison-science"), revision=made.revision, reason="不是我们的"
        )


def test_an_objection_is_taken_back(city: City) -> None:
    made = objected(city)
    back = signing.retract_objection(matter=made, actor=actor(city, "liaison-science"), revision=made.revision)
    assert (back.status, back.answer_due) == ("assigned", date(2025, 3, 6))
    assert Objection.objects.get().state == "retracted"


def test_an_objection_refused_binds_the_unit(city: City) -> None:
    made = objected(city)
    assert (made.status, made.light) == ("objected", "green")
    kept = signing.keep_assignment(
        matter=made, actor=actor(city), revision=made.revision, reason="三定方案明确由贵局负责"
    )
    answered = Objection.objects.get()
    assert (kept.status, answered.state, answered.answer) == ("assigned", "kept", "三定方案明确由贵局负责")
    assert answered.decided_by == city.people["supervisor"]
    with pytest.raises(RefusedError, match="异议已有答复"):
        signing.object_to(matter=kept, actor=actor(city, "liaison-science"), revision=kept.revision, reason="再议")
    assert acts(kept)[-2:] == ["matter.object-to-matter", "matter.keep-assignment"]


def test_an_objection_upheld_gives_the_matter_to_another(city: City) -> None:
    made = objected(city)
    given = signing.reassign(
        matter=made, actor=actor(city), revision=made.revision, lead=city.units["education"], reason="异议成立"
    )
    assert (given.status, given.lead, given.answer_due) == ("assigned", city.units["education"], date(2025, 3, 6))
    assert Objection.objects.get().state == "reassigned"
    standing = Assignment.objects.filter(matter=given, ended=False)
    # The helper that leads now helps no more; the former lead is out.
    assert [(one.part, one.unit) for one in standing] == [("lead", city.units["education"])]
    with pytest.raises(NotPermittedError):
        signing.accept(matter=given, actor=actor(city, "liaison-science"), revision=given.revision)
    signing.accept(matter=given, actor=actor(city, "liaison-education"), revision=given.revision)


def test_reassigning_takes_back_what_the_former_unit_asked_for(city: City) -> None:
    made = planned(city)
    asking.ask(
        matter=made, kind=RequestKind.EXTENSION, actor=actor(city, "liaison-science"), revision=made.revision,
        reason="征地未完成", wish=Wish(until=date(2026, 3, 31)),
    )  # fmt: skip
    given = signing.reassign(
        matter=made, actor=actor(city), revision=now(made).revision, lead=city.units["education"], reason="职责调整"
    )
    assert (given.named_person, given.planner) == ("", None)
    assert Plan.objects.get().state == "retracted"
    assert MatterRequest.objects.get().status == "retracted"


# What is refused, by whom and when, and what the sentence says.
REFUSED: list[tuple[str, Callable[[City], object], str]] = [
    ("no reason", lambda city: _object(city, ""), "请写明"),
    ("a reason longer than its record", lambda city: _object(city, "长" * 401), "最多 400 字"),
    ("the same unit again", lambda city: _reassign(city, "science"), "另一个牵头单位"),
    ("a matter at work is not signed for", lambda city: _accept(at_work(city), city), "须为"),
]


def _object(city: City, reason: str) -> object:
    made = assigned(city)
    return signing.object_to(matter=made, actor=actor(city, "liaison-science"), revision=made.revision, reason=reason)


def _reassign(city: City, unit: str) -> object:
    made = assigned(city)
    return signing.reassign(
        matter=made, actor=actor(city), revision=made.revision, lead=city.units[unit], reason="调整"
    )


def _accept(matter: Matter, city: City) -> object:
    return signing.accept(matter=matter, actor=actor(city, "liaison-science"), revision=matter.revision)


@pytest.mark.parametrize(("case", "act", "words"), REFUSED, ids=[case for case, _act, _words in REFUSED])
def test_what_is_refused_says_what_to_do(city: City, case: str, act: Callable[[City], object], words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        act(city)


def test_the_database_lets_nobody_answer_his_own(city: City) -> None:
    """Four eyes where the policies are bypassed."""
    liaison = city.people["liaison-science"]
    objected(city)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(state="kept", decided_by=liaison)
    planned(city)
    for state in ("approved", "returned"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.update(state=state, decided_by=liaison)
    made = at_work(city)
    asking.ask(
        matter=made, kind=RequestKind.SUSPENSION, actor=actor(city, "liaison-science"), revision=made.revision,
        reason="资金未到位",
    )  # fmt: skip
    for state in ("approved", "refused"):
        with pytest.raises(IntegrityError), transaction.atomic():
            MatterRequest.objects.update(status=state, decided_by=liaison)
