"""Two at once on one matter, with connections of their own: one wins, the other is told, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from luoshi.ledger import RequestKind, Role
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.queries.chains import verify_chain
from luoshi.records import clock
from luoshi.records.models import Chain, Closing, Edition, Event, Matter, MatterRequest, Notice, Objection, Plan
from luoshi.services import closing
from luoshi.services.errors import ChangedMeanwhileError
from luoshi.services.matters import planning, signing
from luoshi.services.matters.asking import Wish, ask, decide
from luoshi.services.tables import publish
from tests.cast import City
from tests.closings import VERIFIED, another, asked_to_close
from tests.concurrency import at_once
from tests.matters import DAY, STEPS, accepted, acts, assigned, at_work, now, planned
from tests.reports import actor
from tests.tables import table_of

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


Act = Callable[[City, Matter], object]


def approve(city: City, made: Matter) -> object:
    return planning.approve_plan(matter=made, actor=actor(city, "leader"), revision=made.revision)


def retract(city: City, made: Matter) -> object:
    return planning.retract_plan(matter=made, actor=actor(city, "liaison-science"), revision=made.revision)


def close(city: City, made: Matter) -> object:
    return closing.close(
        matter=made, actor=actor(city, "verifier"), revision=made.revision, verified=VERIFIED,
        methods=[VerificationMethod.FILES],
    )  # fmt: skip


def give_back(city: City, made: Matter) -> object:
    return closing.return_closing(matter=made, actor=actor(city, "second"), revision=made.revision, reason="缺验收单")


def take_back(city: City, made: Matter) -> object:
    return closing.retract_closing(matter=made, actor=actor(city, "liaison-science"), revision=made.revision)


def reassign(city: City, made: Matter) -> object:
    return signing.reassign(
        matter=made, actor=actor(city), revision=made.revision, lead=city.units["education"], reason="职责调整"
    )


def accept(city: City, made: Matter) -> object:
    return signing.accept(matter=made, actor=actor(city, "liaison-science"), revision=made.revision)


def to_close(city: City) -> Matter:
    city.people["second"] = another(city, Role.VERIFIER)
    return asked_to_close(city)


@pytest.mark.parametrize(
    ("make", "one", "other", "ends"),
    [
        (planned, approve, retract, {"in_progress", "accepted"}),
        (to_close, close, give_back, {"closed", "returned"}),
        (to_close, close, take_back, {"closed", "in_progress"}),
        (assigned, accept, reassign, {"accepted", "assigned"}),
    ],
    ids=["approved or retracted", "closed or returned", "closed or retracted", "signed for or given away"],
)
def test_of_two_moves_at_once_one_is_made_and_the_other_is_told_of_it(
    city: City, make: Callable[[City], Matter], one: Act, other: Act, ends: set[str]
) -> None:
    made = make(city)
    before = len(acts(made))
    Notice.objects.all().delete()
    answers = at_once(lambda: one(city, made), lambda: other(city, made))
    lost = refusals(list(answers))
    assert [type(error) for error in lost] == [ChangedMeanwhileError], answers
    moved, last = now(made), Event.objects.filter(subject="matter", subject_id=made.pk).latest("pk")
    assert moved.status in ends
    # He is told who was first, and how the matter stands now.
    assert str(last.actor) in str(lost[0])
    assert str(moved.get_status_display()) in str(lost[0])
    assert (moved.revision, len(acts(made))) == (made.revision + 1, before + 1)
    assert len(set(Notice.objects.values_list("key", flat=True))) <= 1  # nobody hears of what was not done
    assert Closing.objects.filter(state="pending").count() == 0
    assert Plan.objects.filter(state="submitted").count() == 0
    assert [verify_chain(chain).flaw for chain in Chain.objects.all()] == [None]


def test_of_two_who_publish_at_once_one_does_and_is_named(city: City) -> None:
    table = table_of(city)
    city.people["second"] = another(city, Role.SUPERVISOR)
    answers = at_once(
        *(lambda name=name: publish(table=table, edition=0, actor=actor(city, name), reason="")
          for name in ("supervisor", "second"))
    )  # fmt: skip
    lost, edition = refusals(list(answers)), Edition.objects.get()
    assert [type(error) for error in lost] == [ChangedMeanwhileError], answers
    assert str(edition.published_by) in str(lost[0])
    assert (Matter.objects.count(), len(edition.rows)) == (3, 3)
    assert Event.objects.filter(act="table.publish").count() == 1


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
    assert [type(one) for one in refusals(list(answers))] == [ChangedMeanwhileError]
    decided = MatterRequest.objects.get()
    extended = now(made).deadline == date(2026, 3, 31)
    assert extended == (decided.status == "approved")
