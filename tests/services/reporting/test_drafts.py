"""Drafts: saved as they are written, never lost between two people, and nobody's word yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from luoshi.ledger import Status
from luoshi.records import clock
from luoshi.records.models import Event, Report
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.reporting.drafts import discard_draft, save_draft
from luoshi.services.reporting.submitting import submit_report
from tests.cast import City, make_city
from tests.reporting import due_of, matter_of, target_of
from tests.reports import actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(date(2025, 3, 20)):
        yield make_city("云川市", "990100")


def test_saved_again_and_again(city: City) -> None:
    due, me = due_of(matter_of(city), 3), actor(city, "liaison-science")
    first = save_draft(due=due, actor=me, revision=0, fields={"done": "正", "typed": {"7": "12万.."}})
    second = save_draft(due=due, actor=me, revision=first.revision, fields={"done": "正在", "steps_done": [3]})
    assert (second.pk, second.done, second.typed, second.steps_done) == (first.pk, "正在", {"7": "12万.."}, [3])
    assert (second.state, second.revision, Event.objects.count()) == ("draft", 2, 0)
    due.refresh_from_db()
    assert due.reported_on is None


@pytest.mark.parametrize("seen", [0, 1])
def test_the_later_save_is_told_and_both_versions_are_there(city: City, seen: int) -> None:
    due, me = due_of(matter_of(city), 3), actor(city, "liaison-science")
    first = save_draft(due=due, actor=me, revision=0, fields={"done": "甲写的"})
    save_draft(due=due, actor=me, revision=first.revision, fields={"done": "甲写的第二句"})
    with pytest.raises(ChangedMeanwhileError, match="刚保存了同一份草稿") as raised:
        save_draft(due=due, actor=me, revision=seen, fields={"done": "乙写的"})
    assert (raised.value.current["done"], raised.value.wanted["done"]) == ("甲写的第二句", "乙写的")
    assert raised.value.current["revision"] == 2


def test_after_it_was_submitted(city: City) -> None:
    due, me = due_of(matter_of(city), 3), actor(city, "liaison-science")
    draft = save_draft(due=due, actor=me, revision=0, fields={"done": "甲"})
    submit_report(due=due, actor=me, done="甲乙")
    with pytest.raises(ChangedMeanwhileError, match="刚提交了本期填报"):
        save_draft(due=due, actor=me, revision=draft.revision, fields={"done": "甲丙"})
    # A correction is written as a new draft beside it.
    save_draft(due=due, actor=me, revision=0, fields={"done": "更正"})
    assert sorted(Report.objects.values_list("state", flat=True)) == ["draft", "submitted"]


@pytest.mark.parametrize(
    ("status", "by", "refusal"),
    [
        (Status.IN_PROGRESS, "liaison-education", "牵头单位联络员"),
        (Status.IN_PROGRESS, "leader", "牵头单位联络员"),
        (Status.CLOSED, "liaison-science", "已销号"),
    ],
)
def test_only_who_may_report(city: City, status: Status, by: str, refusal: str) -> None:
    due = due_of(matter_of(city, status=status), 3)
    with pytest.raises(RefusedError, match=refusal) as raised:
        save_draft(due=due, actor=actor(city, by), revision=0, fields={"done": "x"})
    assert isinstance(raised.value, NotPermittedError) == (by != "liaison-science")
    assert not Report.objects.exists()


def test_limits(city: City) -> None:
    due, me = due_of(matter_of(city), 3), actor(city, "liaison-science")
    with pytest.raises(RefusedError, match="5000"):
        save_draft(due=due, actor=me, revision=0, fields={"done": "长" * 5001})
    kept = save_draft(due=due, actor=me, revision=0, fields={"typed": {"1": "9" * 100}, "state": "submitted", "by": 3})
    assert (kept.typed, kept.state, kept.by) == ({"1": "9" * 40}, "draft", city.people["liaison-science"])


def test_thrown_away_it_is_empty(city: City) -> None:
    matter = matter_of(city)
    target, due, me = target_of(matter), due_of(matter, 3), actor(city, "liaison-science")
    draft = save_draft(due=due, actor=me, revision=0, fields={"done": "甲", "typed": {str(target.pk): "3"}})
    discard_draft(due=due, actor=me, revision=draft.revision + 1)  # somebody saved since: nothing happens
    draft.refresh_from_db()
    assert draft.done == "甲"
    discard_draft(due=due, actor=me, revision=draft.revision)
    draft.refresh_from_db()
    assert (draft.done, draft.typed) == ("", {})
