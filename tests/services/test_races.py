"""Two at once, with threads and connections of their own: an act is done once, and taken back once."""

from __future__ import annotations

import pytest
from django.db import transaction

from luoshi.queries.chains import verify_chain
from luoshi.records.models import Chain, Event, Finding, FindingChange, ResponsibilityTable, TableRow, TableRowChange
from luoshi.services import findings
from luoshi.services import tables as services
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, record_event
from tests.cast import City, make_city
from tests.concurrency import at_once
from tests.reports import other_supervisor, ready_report, statement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def actor(city: City) -> Actor:
    return Actor(city.people["supervisor"])


def test_a_step_in_a_table_is_taken_back_once(city: City, actor: Actor) -> None:
    table = ResponsibilityTable.objects.create(programme=city.programme, title="表", year=2025)
    row = TableRow.objects.create(table=table, order=1, task="甲")
    for revision, note in enumerate(("一", "二"), 1):
        services.edit_row(table=table, row_id=row.pk, revision=revision, texts={"note": note}, actor=actor)
    last = TableRowChange.objects.first()
    at_once(*[lambda: services.undo(table=table, actor=actor)] * 2)
    row.refresh_from_db()
    undone = TableRowChange.objects.filter(undone=True)
    # Both may get through, one after the other; then each took back a step of its own.
    assert last in undone
    assert row.note == {1: "一", 2: ""}[undone.count()]
    assert [verify_chain(chain).flaw for chain in Chain.objects.all()] == [None]


def test_a_decision_on_a_finding_is_taken_back_once(city: City, actor: Actor) -> None:
    version = ready_report(city)
    finding = statement(version, "高新技术企业")
    findings.accept_finding(finding=finding, revision=1, actor=actor)
    answers = at_once(*[lambda: findings.undo(version=version, actor=actor)] * 2)
    assert sum(isinstance(answer, FindingChange) for answer in answers) == 1
    assert sum(isinstance(answer, RefusedError) for answer in answers) == 1
    assert Finding.objects.get(pk=finding.pk).state == "open"


def test_of_many_who_decide_on_one_finding_one_does(city: City, actor: Actor) -> None:
    version = ready_report(city)
    finding, other = statement(version, "高新技术企业"), Actor(other_supervisor(city))
    answers = at_once(
        lambda: findings.accept_finding(finding=finding, revision=1, actor=actor),
        lambda: findings.reject_finding(finding=finding, revision=1, actor=other),
        lambda: findings.accept_confident(version=version, confidence=0.0, low=0, high=10**6, actor=other),
    )
    done = [answer for answer in answers if isinstance(answer, FindingChange) and str(finding.pk) in answer.after]
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(done) == 1
    assert all(isinstance(error, RefusedError) for error in refused)
    assert Finding.objects.get(pk=finding.pk).revision == 2


def test_eight_who_write_into_one_log_at_once_each_get_a_place(city: City) -> None:
    each, writers = 5, 8

    def written() -> int:
        for at in range(each):
            with transaction.atomic():
                event = record_event(
                    programme=city.programme, actor=Actor(), act="x", subject=city.programme, after={"次": at}
                )
                if at == 2:  # what is taken back leaves no gap
                    transaction.set_rollback(True)
        return event.sequence

    answers = at_once(*[written] * writers)
    assert all(isinstance(answer, int) for answer in answers), answers
    chain = Chain.objects.get()
    assert chain.length == writers * (each - 1)
    assert verify_chain(chain).holds()
    assert list(Event.objects.order_by("sequence").values_list("sequence", flat=True)) == [*range(1, chain.length + 1)]
