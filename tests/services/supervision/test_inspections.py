"""Inspections as decree 733 has them: basis and plan, no repetition, evidence, objection answered by another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from luoshi.ledger.inspections import SanctionKind
from luoshi.records import clock
from luoshi.records.models import Inspection, InspectionObjection, Matter, Notice, SanctionProposal
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.supervision.inspections import (
    RepeatedError,
    add_finding,
    cancel_inspection,
    change_inspection,
    conclude_inspection,
    plan_inspection,
    rectify,
    start_inspection,
)
from luoshi.services.supervision.objections import decide_objection, object_by, object_to_conclusion
from luoshi.services.supervision.sanctions import decide_sanction, propose_sanction
from tests.cast import City, make_city
from tests.reports import actor
from tests.supervised import TODAY, draft_of, inspection_of, matter_of, second_supervisor

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(TODAY):
        yield make_city("云川市", "990100")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"basis": " "}, "条例第十一条"),
        ({"title": ""}, "督查名称"),
        ({"targets": []}, "督查对象"),
        ({"ends": date(2025, 6, 1)}, "结束日期"),
    ],
)
def test_what_an_inspection_cannot_do_without(city: City, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        plan_inspection(programme=city.programme, actor=actor(city), draft=draft_of(city, **changes))


def test_nothing_starts_without_a_plan(city: City) -> None:
    found = inspection_of(city, plan="", methods=[])
    with pytest.raises(RefusedError, match="条例第十五条"):
        start_inspection(inspection=found, actor=actor(city), revision=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=found.pk).update(state="running")
    changed = change_inspection(inspection=found, actor=actor(city), revision=1, draft=draft_of(city))
    assert start_inspection(inspection=changed, actor=actor(city), revision=2).state == "running"


def test_no_unit_is_inspected_twice_without_a_recorded_reason(city: City) -> None:
    first = inspection_of(city)
    with pytest.raises(RepeatedError, match=r"市科学技术局：“项目落地专项督查”.*同期督查该单位"):
        inspection_of(city, title="另一督查")
    inspection_of(city, "education")  # another unit
    with clock.stopped_at(date(2025, 7, 20)), pytest.raises(RepeatedError, match="不足90天"):
        inspection_of(city, title="夏季督查")
    with clock.stopped_at(date(2025, 7, 20)):
        again = inspection_of(city, title="夏季督查", repeated_because="群众再次反映")
    assert again.repeated_because == "群众再次反映"
    cancel_inspection(inspection=again, actor=actor(city), revision=1, reason="改期")
    cancel_inspection(inspection=first, actor=actor(city), revision=1, reason="改期")
    with clock.stopped_at(date(2025, 7, 21)):
        inspection_of(city, title="夏季督查二")  # what was cancelled repeats nothing


def test_findings_stay_within_the_plan_and_have_evidence(city: City) -> None:
    found = inspection_of(city, until="running")
    said: dict[str, Any] = {"inspection": found, "unit": city.units["science"], "text": "台账与现场不符"}
    with pytest.raises(RefusedError, match="超范围"):
        add_finding(**said | {"unit": city.units["education"]}, actor=actor(city))
    with pytest.raises(NotPermittedError):
        add_finding(**said, actor=actor(city, "leader"))  # not of the team
    problem = add_finding(**said, actor=actor(city, "verifier"))
    with pytest.raises(RefusedError, match="1 个问题没有证据"):
        conclude_inspection(inspection=found, actor=actor(city), revision=2, conclusion="一处不符")
    problem.source = "现场照片"
    problem.save()
    done = conclude_inspection(inspection=found, actor=actor(city), revision=2, conclusion="一处不符")
    assert (done.state, done.fed_back_on, done.concluded_by) == ("concluded", TODAY, city.people["supervisor"])
    assert Notice.objects.filter(kind="inspection", person=city.people["liaison-science"]).exists()
    with pytest.raises(ChangedMeanwhileError):
        conclude_inspection(inspection=found, actor=actor(city), revision=2, conclusion="再次")


def test_a_problem_becomes_a_matter_once(city: City) -> None:
    found = inspection_of(city, until="concluded")
    problem = found.findings.select_related("inspection__programme", "unit").get()
    matter = rectify(finding=problem, actor=actor(city), revision=1, title="补正台账", deadline=date(2025, 7, 31))
    assert (matter.kind, matter.origin, matter.lead, matter.quote) == (
        "rectification", "inspection", city.units["science"], "台账与现场不符。",
    )  # fmt: skip
    with pytest.raises(ChangedMeanwhileError), transaction.atomic():
        rectify(finding=problem, actor=actor(city), revision=1, title="补正台账", deadline=None)
    assert Matter.objects.count() == 1


def test_an_objection_is_answered_by_somebody_else_within_its_limits(city: City) -> None:
    found = inspection_of(city, until="concluded")
    unit, liaison = city.units["science"], actor(city, "liaison-science")
    assert object_by(found) == date(2025, 7, 25)
    with pytest.raises(NotPermittedError):
        object_to_conclusion(inspection=found, actor=actor(city, "liaison-education"), unit=unit, reason="不符")
    with clock.stopped_at(date(2025, 7, 26)), pytest.raises(RefusedError, match="2025-07-25 届满"):
        object_to_conclusion(inspection=found, actor=liaison, unit=unit, reason="已补齐")
    objection = object_to_conclusion(inspection=found, actor=liaison, unit=unit, reason="已补齐")
    with pytest.raises(RefusedError, match="已对这一结论提出过"):
        object_to_conclusion(inspection=found, actor=liaison, unit=unit, reason="再提")
    said: dict[str, Any] = {"objection": objection, "state": "changed", "answer": "现场已补齐，变更结论"}
    with pytest.raises(NotPermittedError, match="应当回避"):
        decide_objection(**said, actor=actor(city))  # he led it
    with pytest.raises(NotPermittedError):
        decide_objection(**said, actor=actor(city, "verifier"))
    decided = decide_objection(**said, actor=Actor(second_supervisor(city)))
    assert (decided.state, decided.decided_on) == ("changed", TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        InspectionObjection.objects.filter(pk=decided.pk).update(decided_by=city.people["supervisor"])


def test_a_proposal_is_nothing_until_a_leader_approves_it(city: City) -> None:
    found = inspection_of(city, until="concluded")
    said: dict[str, Any] = {
        "inspection": found,
        "unit": city.units["science"],
        "kind": SanctionKind.CRITICISM,
        "reason": "屡查屡犯",
    }
    with pytest.raises(NotPermittedError):
        propose_sanction(**said, actor=actor(city, "leader"))
    proposal = propose_sanction(**said, actor=actor(city))
    with pytest.raises(NotPermittedError):
        decide_sanction(proposal=proposal, actor=actor(city), approve=True, answer="")
    liaison = actor(city, "liaison-science")
    object_to_conclusion(inspection=found, actor=liaison, unit=city.units["science"], reason="已补齐")
    with pytest.raises(RefusedError, match="异议还在复核"):
        decide_sanction(proposal=proposal, actor=actor(city, "leader"), approve=True, answer="")
    refused = decide_sanction(proposal=proposal, actor=actor(city, "leader"), approve=False, answer="证据不足")
    assert refused.state == "refused"
    with pytest.raises(IntegrityError), transaction.atomic():
        SanctionProposal.objects.filter(pk=proposal.pk).update(decided_by=city.people["supervisor"])


def test_an_inspection_of_a_matter_is_seen_on_it(city: City) -> None:
    matter = matter_of(city)
    found = inspection_of(city, until="running", targets=[(city.units["science"], matter)])
    other = matter_of(city, number="2025-002")
    with pytest.raises(RefusedError, match="超范围"):
        add_finding(inspection=found, actor=actor(city), unit=city.units["science"], text="x", matter=other)
    add_finding(
        inspection=found, actor=actor(city), unit=city.units["science"], text="属实", matter=matter, problem=False
    )
    assert found.findings.get().matter == matter
