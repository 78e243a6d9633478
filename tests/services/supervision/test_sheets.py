"""What people do with sheets: who may, when not, and what is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from luoshi.ledger import Level
from luoshi.records import clock
from luoshi.records.models import Event, Matter, Notice, Sheet
from luoshi.services.daily import run_day
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.supervision.sheets import (
    AskedAlreadyError,
    answer_sheet,
    clear_sheet,
    extend_sheet,
    issue_sheet,
    withdraw_sheet,
)
from tests.cast import City, make_city
from tests.reports import actor
from tests.supervised import TODAY, inspection_of, matter_of, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(TODAY):
        yield make_city("云川市", "990100")


def fresh(sheet: Sheet) -> Sheet:
    return Sheet.objects.select_related("programme", "matter", "unit").get(pk=sheet.pk)


def test_a_persons_sheet_is_numbered_told_and_answered(city: City) -> None:
    sheet = sheet_of(city)
    assert (sheet.number, sheet.cause, sheet.answer_by) == ("提〔2025〕1号", "manual", date(2025, 6, 30))  # a weekend
    answered = answer_sheet(sheet=sheet, actor=actor(city, "liaison-science"), revision=1, answer="月底前报送")
    assert (answered.state, answered.answered_by) == ("answered", city.people["liaison-science"])
    assert Notice.objects.filter(
        person=city.people["supervisor"], key__startswith=f"sheet-{sheet.pk}-answered"
    ).exists()
    done = clear_sheet(sheet=answered, actor=actor(city), revision=2)
    assert (done.state, done.met_on) == ("met", TODAY)
    acts = list(Event.objects.filter(subject="matter").order_by("pk").values_list("act", flat=True))
    assert acts == ["matter.issue-sheet", "matter.answer-sheet", "matter.meet-sheet"]


def test_steps_are_not_skipped_but_for_urgency_with_a_reason(city: City) -> None:
    matter = matter_of(city)
    said: dict[str, Any] = {"matter": matter, "actor": actor(city), "ask": "请报"}
    with pytest.raises(RefusedError, match="应先下发提醒单"):
        issue_sheet(**said, level=Level.URGING)
    with pytest.raises(RefusedError, match="为什么紧急"):
        issue_sheet(**said, level=Level.URGING, urgent=True)
    with pytest.raises(RefusedError, match="只在催办单逾期"):
        issue_sheet(**said, level=Level.ORDER, urgent=True, reason="汛期")
    sheet = issue_sheet(**said, level=Level.URGING, urgent=True, reason="汛期")
    assert (sheet.number, sheet.urgent, sheet.reason) == ("催〔2025〕1号", True, "汛期")
    with clock.stopped_at(date(2025, 7, 1)):
        run_day(city.programme)
    assert Sheet.objects.filter(key=sheet.key, level="order").count() == 1  # unanswered, it goes up


def test_nobody_is_asked_the_same_twice_without_a_reason(city: City) -> None:
    matter = matter_of(city)
    issue_sheet(matter=matter, actor=actor(city), level=Level.REMINDER, ask="请报送情况")
    inspection_of(city)
    with pytest.raises(AskedAlreadyError, match="项目落地专项督查") as caught:
        issue_sheet(matter=matter, actor=actor(city), level=Level.REMINDER, ask="再报一次")
    assert caught.value.lines[0] == "提〔2025〕1号（2025-06-30前办理）"
    again = issue_sheet(matter=matter, actor=actor(city), level=Level.REMINDER, ask="再报", reason="口径有变")
    assert (again.reason, again.key) == ("口径有变", "manual-2")


def test_time_is_given_with_a_reason_and_the_ladder_waits_for_it(city: City) -> None:
    matter_of(city)
    run_day(city.programme)
    sheet = fresh(Sheet.objects.get())
    with pytest.raises(RefusedError, match="要晚于原期限"):
        extend_sheet(sheet=sheet, actor=actor(city), revision=1, answer_by=sheet.answer_by, reason="属实")
    until = extend_sheet(sheet=sheet, actor=actor(city), revision=1, answer_by=date(2025, 7, 10), reason="属实")
    assert (until.answer_by, until.first_answer_by) == (date(2025, 7, 10), date(2025, 6, 30))
    for day in (date(2025, 7, 1), date(2025, 7, 10)):
        with clock.stopped_at(day):
            run_day(city.programme)
    assert Sheet.objects.count() == 1
    with clock.stopped_at(date(2025, 7, 11)):
        run_day(city.programme)
        with pytest.raises(RefusedError, match="更高一级"):
            extend_sheet(sheet=fresh(sheet), actor=actor(city), revision=3, answer_by=date(2025, 8, 1), reason="属实")
    assert Sheet.objects.filter(level="urging").count() == 1


def test_a_sheet_that_is_withdrawn_is_followed_by_none(city: City) -> None:
    matter_of(city)
    run_day(city.programme)
    sheet = fresh(Sheet.objects.get())
    with pytest.raises(RefusedError, match="为什么撤回"):
        withdraw_sheet(sheet=sheet, actor=actor(city), revision=1, reason=" ")
    withdraw_sheet(sheet=sheet, actor=actor(city), revision=1, reason="误发")
    with clock.stopped_at(date(2025, 7, 11)):
        run_day(city.programme)
    assert list(Sheet.objects.values_list("state", flat=True)) == ["withdrawn"]
    with pytest.raises(RefusedError, match="自动销单"):
        clear_sheet(sheet=sheet, actor=actor(city), revision=2)


def test_who_may_not_and_who_comes_second(city: City) -> None:
    sheet = sheet_of(city)
    with pytest.raises(NotPermittedError):
        answer_sheet(sheet=sheet, actor=actor(city, "liaison-education"), revision=1, answer="已办")
    for name in ("liaison-science", "leader", "verifier", "admin"):
        with pytest.raises(NotPermittedError):
            withdraw_sheet(sheet=sheet, actor=actor(city, name), revision=1, reason="误发")
    answer_sheet(sheet=sheet, actor=actor(city, "liaison-science"), revision=1, answer="已办")
    with pytest.raises(ChangedMeanwhileError, match="现为“已回复”"):
        clear_sheet(sheet=sheet, actor=actor(city), revision=1)


def test_a_matter_at_rest_is_asked_for_nothing(city: City) -> None:
    matter = matter_of(city)
    Matter.objects.filter(pk=matter.pk).update(status="closed")
    with pytest.raises(RefusedError, match="不在办理中"):
        issue_sheet(matter=matter, actor=actor(city), level=Level.REMINDER, ask="请报")
