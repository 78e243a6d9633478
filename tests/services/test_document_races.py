"""Two at once with documents and what was found in them: nothing is kept twice, and no decision is lost."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from unittest.mock import patch

import pytest
from pytest_django.fixtures import Settings

from luoshi.records.models import Document, DocumentVersion, Finding, FindingChange
from luoshi.services import findings
from luoshi.services.alike import make_version_of
from luoshi.services.documents import hand_in_document, hand_in_version
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from tests.cast import City, make_city
from tests.concurrency import at_once, meeting_at, overtaken_at
from tests.reports import REPORT, actor, other_supervisor, read, ready_report, statement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(settings: Settings) -> City:
    # Jobs wait until they are called for.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return make_city("云川市", "990100")


def kinds(answers: list[DocumentVersion | Exception]) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers)


def test_a_file_that_is_sent_twice_at_once_is_kept_once(city: City) -> None:
    send = partial(
        hand_in_document, programme=city.programme, actor=actor(city), data=REPORT.encode(), file_name="报告.txt"
    )
    with meeting_at("luoshi.services.documents._keep"):
        answers = at_once(send, send)
    assert kinds(answers) == ["DocumentVersion", "DuplicateError"], answers
    assert Document.objects.count() == 1


def test_of_two_new_versions_at_once_one_is_kept(city: City) -> None:
    document = ready_report(city).document
    send = partial(hand_in_version, document=document, actor=actor(city), file_name="更正.txt")
    with meeting_at("luoshi.services.documents._keep"):
        answers = at_once(*[partial(send, data=f"{REPORT}更正{at}。".encode()) for at in range(2)])
    assert kinds(answers) == ["DocumentVersion", "RefusedError"], answers
    assert list(document.versions.values_list("number", flat=True)) == [2, 1]


def test_a_version_is_handed_in_while_another_document_becomes_one(city: City) -> None:
    known, other = ready_report(city), ready_report(city)
    send = partial(
        hand_in_version,
        document=known.document,
        actor=actor(city),
        data=f"{REPORT}更正。".encode(),
        file_name="更正.txt",
    )
    with overtaken_at("luoshi.services.alike.record_event", send) as sent:
        make_version_of(version=other, known=known.document, actor=actor(city))
    assert sent.result().number == 3


def test_what_is_decided_while_a_document_becomes_a_version_is_not_lost(city: City) -> None:
    known, other = ready_report(city), ready_report(city)
    findings.reject_finding(finding=statement(known, "学位"), revision=1, actor=actor(city))
    finding = statement(other, "学位")
    accept = partial(findings.accept_finding, finding=finding, revision=1, actor=actor(city))
    # Nothing was decided there so far.
    with overtaken_at("luoshi.services.alike.Max", accept) as accepted:
        joined = at_once(lambda: make_version_of(version=other, known=known.document, actor=actor(city)))[0]
    assert isinstance(joined, DocumentVersion | RefusedError), joined
    assert isinstance(accepted.exception(), RefusedError | None), accepted
    if accepted.exception() is None:
        assert Finding.objects.get(pk=finding.pk).state == "accepted"


def test_what_is_decided_while_the_next_version_is_read_is_carried_over(city: City) -> None:
    old = ready_report(city)
    finding = statement(old, "学位")
    data = f"{REPORT}更正。".encode()
    new = hand_in_version(document=old.document, actor=actor(city), data=data, file_name="更正.txt")
    accept = partial(findings.accept_finding, finding=finding, revision=1, actor=actor(city))
    # The job has carried over what was decided, and is about to finish.
    with overtaken_at("luoshi.services.reading_jobs.record_event", accept) as accepted:
        read(new)
    carried = Finding.objects.filter(version=new, state="accepted").exists()
    assert carried == (accepted.exception() is None)
    assert isinstance(accepted.exception(), RefusedError | None)


def test_what_is_decided_while_another_takes_back_stays(city: City) -> None:
    version = ready_report(city)
    finding = statement(version, "学位")
    findings.accept_finding(finding=finding, revision=1, actor=actor(city))
    other = Actor(other_supervisor(city))
    reject = partial(findings.reject_finding, finding=finding, revision=2, actor=other)
    seen = findings._touched_since

    def rejected_then(last: FindingChange) -> set[str]:
        """Who takes back sees that nobody touched it since; then somebody does, or waits."""
        later = seen(last)
        rejecting.append(threads.submit(at_once, reject))
        wait(rejecting, timeout=0.7)
        return later

    rejecting: list[Future[list[FindingChange | Exception]]] = []
    with ThreadPoolExecutor(1) as threads, patch("luoshi.services.findings._touched_since", rejected_then):
        taken = at_once(lambda: findings.undo(version=version, actor=actor(city)))
    answers = [*taken, *rejecting[0].result()]
    assert sorted(type(one).__name__ for one in answers) == ["ChangedMeanwhileError", "FindingChange"], answers
    state = "open" if isinstance(answers[0], FindingChange) else "rejected"
    assert Finding.objects.get(pk=finding.pk).state == state
