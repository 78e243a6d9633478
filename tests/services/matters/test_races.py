"""Two at once on one matter, with connections of their own: one wins, the other is told, nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.ledger import RequestKind
from luoshi.queries.chains import verify_chain
from luoshi.records import clock
from luoshi.records.models import Chain, Matter, MatterRequest, Objection, Plan
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.matters import planning, signing
from luoshi.services.matters.asking import Wish, ask, decide
from tests.cast import City
from tests.concurrency import at_once
from tests.matters import DAY, STEPS, accepted, acts, assigned, at_work, now
from tests.reports import actor

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(answers: list[object]) -> list[object]:
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_of_two_who_sign_and_object_at_once_one_does(city: City) -> None:
    made, liaison = assigned(city), actor(city, "liaison-science")

    def sign() -> Matter:
        with clock.stopped_at(DAY):
            return signing.accept(matter=made, actor=liaison, revision=made.revision)

    def object_to() -> Matter:
        with clock.stopped_at(DAY):
            return signing.object_to(matter=made, actor=liaison, revision=made.revision, reason="不是我们的")

    answers = at_once(sign, object_to)
    assert [type(one) for one in refusals(list(answers))] == [ChangedMeanwhileError]
    assert len(acts(made)) == 2
    assert Objection.objects.count() == (now(made).status == "objected")
    assert [verify_chain(chain).flaw for chain in Chain.objects.all()] == [None]


def test_of_two_plans_handed_in_at_once_one_waits(city: City) -> None:
    made, liaison = accepted(city), actor(city, "liaison-science")

    def submit() -> Plan:
        return planning.submit_plan(matter=made, actor=liaison, revision=made.revision, person="王强", steps=STEPS)

    answers = at_once(submit, submit)
    assert len(refusals(list(answers))) == 1
    assert Plan.objects.count() == 1


def test_of_two_who_decide_at_once_one_does(city: City) -> None:
    made = at_work(city)
    request = ask(
        matter=made, kind=RequestKind.EXTENSION, actor=actor(city, "liaison-science"), revision=made.revision,
        reason="征地", wish=Wish(until=date(2026, 3, 31)),
    )  # fmt: skip
    seen, leader = now(made).revision, actor(city, "leader")
    answers = at_once(
        lambda: decide(request=request, actor=leader, revision=seen, approve=True),
        lambda: decide(request=request, actor=leader, revision=seen, approve=False, answer="按期完成"),
    )
    assert all(isinstance(one, RefusedError) for one in refusals(list(answers)))
    assert len(refusals(list(answers))) == 1
    decided = MatterRequest.objects.get()
    extended = now(made).deadline == date(2026, 3, 31)
    assert extended == (decided.status == "approved")
