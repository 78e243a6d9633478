"""Two at once in supervision: no unit is asked twice, nothing is found after the end, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import pytest

from luoshi.ledger import Level
from luoshi.queries.chains import verify_chain
from luoshi.records import clock
from luoshi.records.models import Chain, Event, Inspection, InspectionObjection, Meeting, Sheet
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.supervision.inspections import RepeatedError, add_finding, conclude_inspection, plan_inspection
from luoshi.services.supervision.ladder import run_ladder
from luoshi.services.supervision.meetings import decide, draw_agenda
from luoshi.services.supervision.objections import object_to_conclusion
from luoshi.services.supervision.sheets import AskedAlreadyError, extend_sheet, issue_sheet, withdraw_sheet
from tests.cast import City, make_city
from tests.concurrency import at_once, meeting_at
from tests.reports import actor
from tests.supervised import TODAY, draft_of, inspection_of, matter_of, meeting_of, second_supervisor

pytestmark = pytest.mark.django_db(transaction=True)
LATE = date(2025, 7, 3)  # the reminder of the deadline is missed, and the urging due


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def office(city: City) -> list[Actor]:
    """Two of the supervision office."""
    return [actor(city), Actor(second_supervisor(city))]


def kinds(answers: Sequence[object]) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers)


def on(day: date, act: Callable[[], object]) -> object:
    with clock.stopped_at(day):
        return act()


def reminded(city: City) -> Sheet:
    """The ladder's own reminder of a deadline."""
    matter_of(city)
    with clock.stopped_at(TODAY):
        run_ladder(city.programme, TODAY)
    return Sheet.objects.select_related("programme", "matter", "unit").get()


def test_of_two_who_ask_a_unit_the_same_one_is_told(city: City, office: list[Actor]) -> None:
    matter = matter_of(city, deadline=None)
    issue = partial(issue_sheet, matter=matter, level=Level.REMINDER, ask="请报送专题情况")
    with meeting_at("luoshi.services.supervision.sheets.make_sheets"):
        answers = at_once(*[lambda who=who: on(TODAY, lambda: issue(actor=who)) for who in office])
    assert kinds(answers) == ["AskedAlreadyError", "Sheet"], answers
    assert any(isinstance(one, AskedAlreadyError) for one in answers)


def test_two_sheets_with_reasons_are_two_cases(city: City, office: list[Actor]) -> None:
    matter = matter_of(city, deadline=None)
    issue = partial(issue_sheet, matter=matter, level=Level.REMINDER, ask="请报送专题情况", reason="汛期在即")
    with meeting_at("luoshi.services.supervision.sheets.make_sheets"):
        answers = at_once(*[lambda who=who: on(TODAY, lambda: issue(actor=who)) for who in office])
    assert kinds(answers) == ["Sheet", "Sheet"], answers
    assert sorted(Sheet.objects.values_list("key", flat=True)) == ["manual-1", "manual-2"]


def test_a_sheet_is_issued_while_the_ladder_climbs(city: City) -> None:
    reminded(city)
    other = matter_of(city, "education", "2025-002", deadline=date(2025, 7, 9))
    issue = partial(
        issue_sheet, matter=other, level=Level.REMINDER, ask="请报送专题情况", actor=actor(city), reason="汛期在即"
    )
    making, ladder = (f"luoshi.services.supervision.{name}.record_events" for name in ("making", "ladder"))
    # The person has a number and wants the log; the ladder has told of a miss and wants a number.
    with meeting_at(ladder, patience=0.7), meeting_at(making, patience=1.5):
        answers = at_once(lambda: on(LATE, issue), lambda: on(LATE, lambda: run_ladder(city.programme, LATE)))
    assert not [one for one in answers if isinstance(one, Exception)], answers
    assert sorted(Sheet.objects.values_list("level", "state")) == [
        ("reminder", "missed"), ("reminder", "open"), ("reminder", "open"), ("urging", "open"),
    ]  # fmt: skip
    assert verify_chain(Chain.objects.get(programme=city.programme)).holds()


@pytest.mark.parametrize("act", ["withdraw", "extend"])
def test_who_holds_the_ladder_up_is_heard(city: City, act: str) -> None:
    sheet = reminded(city)
    acts: dict[str, Callable[[], object]] = {
        "withdraw": lambda: withdraw_sheet(sheet=sheet, actor=actor(city), revision=1, reason="已另行安排"),
        "extend": lambda: extend_sheet(
            sheet=sheet, actor=actor(city), revision=1, answer_by=LATE + timedelta(days=5), reason="等待验收"
        ),
    }
    # The ladder has read the sheet; the person is done before it writes.
    with meeting_at("luoshi.services.supervision.ladder._settle", patience=1.5):
        answers = at_once(lambda: on(LATE, lambda: run_ladder(city.programme, LATE)), lambda: on(LATE, acts[act]))
    told = list(Event.objects.filter(subject="matter").order_by("pk").values_list("act", flat=True))
    first = isinstance(answers[1], Sheet)
    sheet.refresh_from_db()
    if first:  # the person was first: the ladder does nothing
        assert sheet.state == {"withdraw": "withdrawn", "extend": "open"}[act], answers
        assert "matter.miss-sheet" not in told
        assert Sheet.objects.count() == 1
    else:  # the ladder was: the person is told
        assert isinstance(answers[1], RefusedError)
        assert (sheet.state, Sheet.objects.count()) == ("missed", 2)


def test_of_two_who_plan_to_inspect_a_unit_one_is_told(city: City, office: list[Actor]) -> None:
    plan = partial(plan_inspection, programme=city.programme)
    with meeting_at("luoshi.services.supervision.inspections._set_people_and_targets"):
        answers = at_once(*[lambda who=who: plan(actor=who, draft=draft_of(city)) for who in office])
    assert kinds(answers) == ["Inspection", "RepeatedError"], answers
    assert any(isinstance(one, RepeatedError) for one in answers)


def test_nothing_is_found_without_evidence_while_it_is_concluded(city: City) -> None:
    running = inspection_of(city, until="running")
    find = partial(add_finding, inspection=running, actor=actor(city, "verifier"), unit=city.units["science"])
    end = partial(conclude_inspection, inspection=running, actor=actor(city), revision=running.revision)
    with meeting_at("luoshi.services.supervision.inspections._record"):
        at_once(lambda: find(text="台账与现场不符。"), lambda: end(conclusion="落实。"))
    inspection = Inspection.objects.get()
    assert inspection.state == ("running" if inspection.findings.exists() else "concluded")


def test_a_unit_that_objects_twice_at_once_objects_once(city: City) -> None:
    concluded = inspection_of(city, until="concluded")
    act = partial(
        object_to_conclusion, inspection=concluded, actor=actor(city, "liaison-science"), unit=city.units["science"]
    )
    with meeting_at("luoshi.services.supervision.objections.text_of"):
        answers = at_once(*[lambda: act(reason="现场已经整改。")] * 2)
    assert kinds(answers) == ["InspectionObjection", "RefusedError"], answers
    assert InspectionObjection.objects.count() == 1


def test_an_agenda_that_was_decided_on_stays(city: City, office: list[Actor]) -> None:
    meeting = meeting_of(city)
    with meeting_at("luoshi.services.supervision.meetings.agenda_for", patience=1.5):
        answers = at_once(
            lambda: draw_agenda(meeting=meeting, actor=office[0], revision=1),
            lambda: decide(meeting=meeting, actor=office[1], text="加快办理"),
        )
    acts = list(Event.objects.filter(subject="meeting").order_by("pk").values_list("act", flat=True))
    drawn = isinstance(answers[0], Meeting)
    assert acts == ["meeting.call", *(["meeting.draw"] if drawn else []), "meeting.decide"], answers
