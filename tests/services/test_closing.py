"""Close-out: evidence required, everything missing told at once, four eyes in the policy and in the database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from luoshi.ledger import Kind, Status
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.queries.chains import verify_chain
from luoshi.records import clock
from luoshi.records.models import Chain, Closing, Event, LookBack, Matter, Milestone, Report, User
from luoshi.services import closing as services
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.events import Actor
from tests.cast import City, make_city
from tests.closings import ACHIEVED, VERIFIED, another, asked_to_close, at_work, closed, closing_of, evidence_for
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db
ON_SITE = [VerificationMethod.ON_SITE]


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def test_a_request_without_evidence_is_told_all_that_is_missing_at_once(city: City) -> None:
    matter = at_work(city)
    Milestone.objects.create(matter=matter, name="完成验收", due=date(2025, 9, 30))
    at_work(city, "2025-002", said={"parent": matter})
    with pytest.raises(RefusedError) as refused:
        services.request_closing(matter=matter, actor=Actor(city.people["liaison-science"]), revision=1, achieved=" ")
    for word in ("佐证材料", "做成了什么", "2025-002", "完成验收"):
        assert word in str(refused.value)
    matter.refresh_from_db()
    assert (matter.status, matter.revision) == (Status.IN_PROGRESS, 1)
    assert not Closing.objects.exists()


def test_what_a_verifier_gathered_is_no_evidence_of_the_unit(city: City) -> None:
    matter = at_work(city)
    evidence_for(city, matter)
    matter.evidence_uses.update(unit=None)
    with pytest.raises(RefusedError, match="佐证材料"):
        services.request_closing(
            matter=matter, actor=Actor(city.people["liaison-science"]), revision=1, achieved=ACHIEVED
        )


def test_asked_returned_put_right_and_closed(city: City) -> None:
    verifier, liaison = Actor(city.people["verifier"]), Actor(city.people["liaison-science"])
    with clock.stopped_at(date(2025, 11, 3)):
        matter = asked_to_close(city, said={"done_on": date(2025, 11, 1)})
        assert (matter.status, matter.light) == (Status.CLOSING, "blue")
        assert closing_of(matter).asked_unit == city.units["science"]
    with clock.stopped_at(date(2025, 11, 5)):
        services.return_closing(matter=matter, actor=verifier, revision=2, reason="3个小区未见竣工验收备案表")
        matter.refresh_from_db()
        assert (matter.status, matter.done_on, matter.light) == (Status.RETURNED, None, "green")
        assert closing_of(matter).reason == "3个小区未见竣工验收备案表"
        services.request_closing(matter=matter, actor=liaison, revision=3, achieved=ACHIEVED)
        done = services.close(matter=matter, actor=verifier, revision=4, verified=VERIFIED, methods=ON_SITE)
    assert (done.status, done.closer, done.closed_on) == (Status.CLOSED, verifier.person, date(2025, 11, 5))
    assert [one.state for one in Closing.objects.all()] == ["closed", "returned"]
    answer = closing_of(matter)
    assert (answer.decided_by, answer.verified, answer.methods) == (verifier.person, VERIFIED, ["on-site"])
    acts = list(Event.objects.filter(subject="matter").order_by("pk").values_list("act", flat=True))
    assert acts == [f"matter.{act}" for act in ("request-closing", "return-matter", "request-closing", "close-matter")]
    assert [verify_chain(chain).flaw for chain in Chain.objects.all()] == [None]


def test_a_request_may_be_taken_back(city: City) -> None:
    matter = asked_to_close(city)
    services.retract_closing(matter=matter, actor=Actor(city.people["liaison-science"]), revision=2)
    matter.refresh_from_db()
    assert (matter.status, closing_of(matter).state) == (Status.IN_PROGRESS, "retracted")
    assert closing_of(matter).decided_unit is None


@pytest.mark.parametrize(
    ("verified", "methods", "told"),
    [("", ON_SITE, "核实了什么"), (VERIFIED, [], "核实方式"), ("", [], "核实了什么")],
    ids=["nothing said", "no method", "neither"],
)
def test_a_close_out_says_what_was_verified_and_how(
    city: City, verified: str, methods: list[VerificationMethod], told: str
) -> None:
    matter = asked_to_close(city)
    with pytest.raises(RefusedError, match=told):
        services.close(
            matter=matter, actor=Actor(city.people["verifier"]), revision=2, verified=verified, methods=methods
        )
    with pytest.raises(RefusedError, match="理由"):
        services.return_closing(matter=matter, actor=Actor(city.people["verifier"]), revision=2, reason=" ")
    assert closing_of(matter).state == "pending"


def test_four_eyes(city: City) -> None:
    """Nobody of the matter's units, nor who ever reported on it, in whatever role, verifies it."""
    matter = asked_to_close(city)
    of_unit = another(city, "verifier", unit="science")
    reporter = another(city, "verifier", "曾在科技局", unit="education")
    Report.objects.create(matter=matter, by=reporter, state=Report.State.SUBMITTED)
    elsewhere = make_city("青岚市", "990200").people["verifier"]
    cases: list[tuple[User, type[RefusedError]]] = [
        (of_unit, RefusedError),
        (reporter, RefusedError),
        (city.people["supervisor"], NotPermittedError),
        (city.people["liaison-education"], NotPermittedError),
        (elsewhere, NotPermittedError),
    ]
    for person, refusal in cases:
        said: dict[str, Any] = {"matter": matter, "actor": Actor(person), "revision": 2}
        with pytest.raises(refusal):
            services.close(**said, verified=VERIFIED, methods=ON_SITE)
        with pytest.raises(refusal):
            services.return_closing(**said, reason="材料不全")
    other = another(city, "verifier", "教育局核查员", unit="education")
    services.close(matter=matter, actor=Actor(other), revision=2, verified=VERIFIED, methods=ON_SITE)
    assert closing_of(matter).decided_unit == city.units["education"]


def refused_by_database(matter: Matter, answer: dict[str, Any]) -> bool:
    """Whether the database itself refuses an answer to the matter's request."""
    try:
        with transaction.atomic():
            Closing.objects.filter(matter=matter).update(**answer)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_what_a_policy_might_let_through(city: City) -> None:
    matter = asked_to_close(city)
    asker, verifier = city.people["liaison-science"], city.people["verifier"]
    right: dict[str, Any] = {"state": "closed", "decided_by": verifier, "verified": VERIFIED, "methods": ["files"]}
    wrongs: list[dict[str, Any]] = [
        {"decided_by": asker},
        {"decided_by": None},
        {"decided_unit": city.units["science"]},
        {"verified": ""},
        {"methods": []},
    ]
    for wrong in wrongs:
        assert refused_by_database(matter, right | wrong), wrong
    assert refused_by_database(matter, {"state": "returned", "decided_by": asker})
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.create(matter=matter, achieved=ACHIEVED, asked_by=asker)
    assert not refused_by_database(matter, right)


def test_the_database_holds_when_the_policy_is_bypassed(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a policy ever err, nothing is half done: neither the matter's move nor its event stays."""
    from luoshi.ledger.moves.transitions import transition
    from luoshi.services.matters import moving

    matter = asked_to_close(city)
    events = Event.objects.count()
    monkeypatch.setattr(services, "check_can_close", lambda *_said: None)
    monkeypatch.setattr(moving, "check_can_move", lambda move, _who, state, _why: transition(move, state.status))
    for person in (city.people["liaison-science"], another(city, "verifier", unit="science")):
        with pytest.raises(IntegrityError), transaction.atomic():
            services.close(matter=matter, actor=Actor(person), revision=2, verified=VERIFIED, methods=ON_SITE)
    matter.refresh_from_db()
    assert (matter.status, closing_of(matter).state, Event.objects.count()) == (Status.CLOSING, "pending", events)


def test_the_closing_rule_of_a_kind_and_its_fields_with_the_request(city: City) -> None:
    matter = at_work(city, kind=Kind.INDICATOR)
    evidence_for(city, matter)
    said: dict[str, Any] = {"matter": matter, "actor": Actor(city.people["liaison-science"]), "revision": 1}
    with pytest.raises(RefusedError, match="统计数据"):
        services.request_closing(**said, achieved=ACHIEVED)
    official = {"official_value": 6.1, "official_source": "市统计局", "official_day": "2025-12-31"}
    with pytest.raises(RefusedError, match="日期"):
        services.request_closing(**said, achieved=ACHIEVED, own={**official, "official_day": "年底"})
    services.request_closing(**said, achieved=ACHIEVED, own=official)
    matter.refresh_from_db()
    assert (matter.status, matter.own["official_source"]) == (Status.CLOSING, "市统计局")


def test_every_rectification_is_to_be_looked_at_again(city: City) -> None:
    with clock.stopped_at(date(2025, 3, 3)):
        accepted = {"accepted": "2025-03-01", "accepted_by": "市督查室"}
        matter = closed(city, kind=Kind.RECTIFICATION, said={"own": accepted})
        closed(city, "2025-002")
    back = LookBack.objects.get()
    assert (back.matter, back.due, back.closer) == (matter, date(2025, 6, 3), city.people["verifier"])


@pytest.mark.django_db(transaction=True)
def test_of_two_verifiers_at_once_one_decides_and_the_other_is_told() -> None:
    city = make_city("云川市", "990100")
    matter = asked_to_close(city)
    first, second = Actor(city.people["verifier"]), Actor(another(city, "verifier", "核查员乙"))
    answers = at_once(
        lambda: services.close(matter=matter, actor=first, revision=2, verified=VERIFIED, methods=ON_SITE),
        lambda: services.return_closing(matter=matter, actor=second, revision=2, reason="缺少验收备案表"),
    )
    done = [answer for answer in answers if isinstance(answer, Matter)]
    told = [answer for answer in answers if isinstance(answer, ChangedMeanwhileError)]
    assert (len(done), len(told)) == (1, 1), answers
    matter.refresh_from_db()
    state = {Status.CLOSED: "closed", Status.RETURNED: "returned"}[Status(matter.status)]
    assert (matter.revision, [one.state for one in Closing.objects.all()]) == (3, [state])
    assert str(closing_of(matter).decided_by) in str(told[0])
    assert [verify_chain(chain).flaw for chain in Chain.objects.all()] == [None]
