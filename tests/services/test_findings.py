"""Acts on findings: each with what it changes, what it keeps for provenance, and how it is taken back."""

from __future__ import annotations

from functools import partial

import pytest

from luoshi.queries.findings import coverage, history
from luoshi.records.models import DocumentVersion, Event, Finding, FindingChange
from luoshi.services import findings as services
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor
from tests.cast import City, make_city
from tests.concurrency import at_once
from tests.reports import REPORT, actor, next_version, other_supervisor, ready_report, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def version(city: City) -> DocumentVersion:
    return ready_report(city)


def fresh(finding: Finding) -> Finding:
    return Finding.objects.get(pk=finding.pk)


def standing(version: DocumentVersion) -> list[tuple[object, ...]]:
    """Everything that stands and could be changed, to compare before an act with after its undo."""
    rows = Finding.objects.filter(version=version, removed=False).order_by("pk")
    return [(one.pk, one.start, one.end, one.quote, one.kind, one.fields, one.state) for one in rows]


def test_accepting_keeps_what_was_proposed_and_who_accepted(city: City, version: DocumentVersion) -> None:
    finding = statement(version, "高新技术企业")
    change = services.accept_finding(finding=finding, revision=1, actor=actor(city))
    now = fresh(finding)
    assert (now.state, now.revision, now.fields) == ("accepted", 2, now.proposed)
    assert (change.act, change.by) == ("accept", city.people["supervisor"])
    event = Event.objects.get(act="finding.accept")
    assert (event.subject_id, event.after) == (change.pk, {"version": version.pk, "findings": [finding.pk]})


def test_an_edit_changes_fields_and_never_the_proposal(city: City, version: DocumentVersion) -> None:
    finding = statement(version, "高新技术企业")
    written = {"indicator": "国家高新技术企业", "value": "1,060", "op": ">="}
    services.edit_finding(finding=finding, revision=1, written=written, accept=True, actor=actor(city))
    now = fresh(finding)
    assert (now.fields["indicator"], now.fields["value"], now.state) == ("国家高新技术企业", 1060.0, "accepted")
    assert now.proposed["value"] == 50
    assert [one.act for one in history(now)] == ["edit"]


def test_an_edit_may_move_a_finding_to_other_words(city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    start = version.text.index("，改造老旧小区89个")
    span = (start, start + 10)
    services.edit_finding(finding=finding, revision=1, written={}, accept=False, span=span, actor=actor(city))
    # The comma at the beginning is no part of it.
    assert fresh(finding).quote == "改造老旧小区89个"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({"value": "五十"}, "不是数字"),
        ({"value": "50万"}, "单位"),  # 万 belongs to the unit
        ({"value": "nan"}, "不是数字"),  # Python takes it for one
        ({"value": "1e400"}, "不是数字"),  # overflows to infinity
        ({"value": ""}, "请填写数值"),
        ({"indicator": " "}, "请填写指标"),
        ({"op": "≥"}, "不在可选项中"),
        ({"measure": "speed"}, "不在可选项中"),
        ({"year": "25"}, "四位数字"),
        ({"year": "²⁰²⁵"}, "四位数字"),  # digits for str.isdigit
        ({"value": "8", "value_high": "7"}, "上值"),
        ({"unit": "个" * 61}, "太长"),
    ],
)
def test_what_may_not_be_written(city: City, version: DocumentVersion, written: dict[str, str], reason: str) -> None:
    finding = statement(version, "高新技术企业")
    with pytest.raises(RefusedError, match=reason):
        services.edit_finding(finding=finding, revision=1, written=written, accept=True, actor=actor(city))
    assert fresh(finding).revision == 1


def test_splitting_cuts_the_words_and_reads_each_piece(city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    services.edit_finding(
        finding=finding,
        revision=1,
        written={},
        accept=False,
        actor=actor(city),
        span=(finding.start, version.text.index("89个") + 3),
    )
    finding = Finding.objects.select_related("version__document__programme").get(pk=finding.pk)
    services.split_finding(finding=finding, revision=2, at=version.text.index("，改造老旧"), actor=actor(city))
    pieces = list(finding.became.order_by("start"))
    assert [piece.quote for piece in pieces] == ["新增学位6180个", "改造老旧小区89个"]
    assert [piece.fields["value"] for piece in pieces] == [6180, 89]
    assert fresh(finding).removed
    assert all(piece.proposed == finding.proposed and piece.state == "open" for piece in pieces)


def test_splitting_without_a_place_gives_two_over_the_same_words(city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    services.split_finding(finding=finding, revision=1, at=None, actor=actor(city))
    assert [piece.quote for piece in finding.became.all()] == [finding.quote] * 2
    with pytest.raises(ChangedMeanwhileError, match="不存在"):
        services.accept_finding(finding=finding, revision=1, actor=actor(city))


def test_merging_covers_all_words_and_keeps_the_first_one_s_fields(city: City, version: DocumentVersion) -> None:
    first, second = statement(version, "学位"), statement(version, "老旧小区")
    services.merge_findings(findings=[(second, 1), (first, 1)], actor=actor(city))
    merged = Finding.objects.get(came_from=first)
    assert merged.quote == "新增学位6180个，改造老旧小区89个"
    assert (merged.fields["value"], merged.fields["value_high"]) == (6180, None)
    assert {fresh(first).removed, fresh(second).removed} == {True}
    assert set(merged.came_from.all()) == {first, second}


def test_what_stands_far_apart_is_not_merged(city: City) -> None:
    text = REPORT.replace("改造老旧", "全面做好各项民生保障工作，" * 20 + "改造老旧")
    from tests.reports import report

    version = report(city, text)
    pair = [(statement(version, "学位"), 1), (statement(version, "老旧小区"), 1)]
    with pytest.raises(RefusedError, match="相距太远"):
        services.merge_findings(findings=pair, actor=actor(city))


def test_adding_by_selection_needs_a_place_and_fields(city: City, version: DocumentVersion) -> None:
    start = version.text.index("开工建设低空")
    said = {"verb": "开工建设", "object": "低空经济产业园", "stage": "start", "measurability": "event"}
    add = partial(services.add_finding, version=version, kind="task", actor=actor(city))
    add(start=start, end=start + 12, written=said)
    added = Finding.objects.get(origin="person")
    assert (added.quote, added.state, added.proposed, added.role) == (
        "开工建设低空经济产业园",
        "accepted",
        {},
        "plan-tasks",
    )
    for low, high in ((start, start), (-1, 4), (0, len(version.text) + 1), (8, 5)):
        with pytest.raises(RefusedError):
            add(start=low, end=high, written=said)
    with pytest.raises(RefusedError, match="请填写事项"):
        add(start=start, end=start + 4, written={"object": ""})


def test_many_are_accepted_at_once_and_undone_at_once(city: City, version: DocumentVersion) -> None:
    before = standing(version)
    low = version.text.index("三、")
    change = services.accept_confident(version=version, confidence=0.9, low=low, high=10**6, actor=actor(city))
    assert change is not None
    accepted = Finding.objects.filter(state="accepted")
    assert {finding.pk for finding in accepted} == {int(key) for key in change.after}
    assert all(finding.start >= low and (finding.confidence or 0) >= 0.9 for finding in accepted)
    assert statement(version, "生产总值").state == "open"
    services.undo(version=version, actor=actor(city))
    assert standing(version) == before
    assert services.accept_confident(version=version, confidence=2, low=0, high=10**6, actor=actor(city)) is None


def test_the_tasks_of_a_section_are_accepted_and_undone_at_once(city: City, version: DocumentVersion) -> None:
    before = standing(version)
    low, high = version.text.index("（一）"), version.text.index("（二）")
    change = services.accept_tasks(version=version, low=low, high=high, actor=actor(city))
    assert change is not None
    accepted = Finding.objects.filter(state="accepted")
    assert {finding.pk for finding in accepted} == {int(key) for key in change.after}
    assert all(low <= finding.start < high and finding.kind == "task" for finding in accepted)
    assert services.accept_tasks(version=version, low=low, high=high, actor=actor(city)) is None
    services.undo(version=version, actor=actor(city))
    assert standing(version) == before


def test_each_act_can_be_taken_back_one_after_the_other(city: City, version: DocumentVersion) -> None:
    who, states = actor(city), [standing(version)]
    finding, other = statement(version, "学位"), statement(version, "老旧小区")
    services.accept_finding(finding=finding, revision=1, actor=who)
    states.append(standing(version))
    services.edit_finding(finding=fresh(finding), revision=2, written={"value": "7000"}, accept=False, actor=who)
    states.append(standing(version))
    services.merge_findings(findings=[(fresh(finding), 3), (other, 1)], actor=who)
    states.append(standing(version))
    services.split_finding(finding=Finding.objects.get(came_from=finding), revision=1, at=None, actor=who)
    while states:
        services.undo(version=version, actor=who)
        assert standing(version) == states.pop()
    with pytest.raises(RefusedError, match="没有可以撤销"):
        services.undo(version=version, actor=who)


def test_one_undoes_one_s_own_acts_only(city: City, version: DocumentVersion) -> None:
    mine, theirs = statement(version, "学位"), statement(version, "老旧小区")
    services.accept_finding(finding=mine, revision=1, actor=actor(city))
    second = Actor(other_supervisor(city))
    services.accept_finding(finding=theirs, revision=1, actor=second)
    services.undo(version=version, actor=actor(city))
    assert (fresh(mine).state, fresh(theirs).state) == ("open", "accepted")


def test_what_somebody_changed_since_is_not_undone(city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    services.accept_finding(finding=finding, revision=1, actor=actor(city))
    second = Actor(other_supervisor(city))
    services.edit_finding(finding=fresh(finding), revision=2, written={"value": "1"}, accept=False, actor=second)
    with pytest.raises(ChangedMeanwhileError):
        services.undo(version=version, actor=actor(city))
    assert fresh(finding).fields["value"] == 1
    assert not FindingChange.objects.filter(undone=True).exists()


def test_the_later_save_is_refused_with_both_sides(city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    save = partial(services.edit_finding, finding=finding, revision=1, accept=False)
    save(written={"value": "1"}, actor=actor(city))
    with pytest.raises(ChangedMeanwhileError) as caught:
        save(written={"value": "2"}, actor=Actor(other_supervisor(city)))
    sides = [side["fields"] for side in (caught.value.current, caught.value.wanted)]
    assert [side["value"] for side in sides if isinstance(side, dict)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told() -> None:
    city = make_city("云川市", "990100")
    finding = statement(ready_report(city), "学位")
    people = [actor(city), Actor(other_supervisor(city))]

    def save(place: int) -> str:
        written = {"value": str(place + 1)}
        services.edit_finding(finding=finding, revision=1, written=written, accept=False, actor=people[place])
        return "saved"

    answers = at_once(lambda: save(0), lambda: save(1))
    assert sorted(type(answer).__name__ for answer in answers) == ["ChangedMeanwhileError", "str"]
    assert fresh(finding).revision == 2
    assert FindingChange.objects.count() == 1


def test_old_versions_are_for_reading(city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    next_version(version, REPORT + "更正。", city)
    with pytest.raises(RefusedError, match="旧版本"):
        services.accept_finding(finding=finding, revision=1, actor=actor(city))


def test_an_unread_figure_is_edited_before_it_is_accepted(city: City, version: DocumentVersion) -> None:
    start = version.text.index("56公里")
    unread = Finding.objects.create(
        version=version,
        kind="unresolved",
        start=start,
        end=start + 4,
        quote="56公里",
        role="plan-tasks",
        proposed={"reason": "a figure without an indicator"},
        fields={"reason": "a figure without an indicator"},
    )
    assert coverage(version).unread == 1
    with pytest.raises(RefusedError, match="填写指标"):
        services.accept_finding(finding=unread, revision=1, actor=actor(city))
    written = {"indicator": "绿道", "value": "56", "unit": "公里", "measure": "increment", "op": "=", "kind": "target"}
    services.edit_finding(finding=unread, revision=1, written=written, accept=True, actor=actor(city))
    assert (fresh(unread).kind, coverage(version).unread, coverage(version).accepted) == ("statement", 0, 1)
