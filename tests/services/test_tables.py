"""Rows of responsibility tables: every act, its undo, and what comes too late."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from luoshi.records.models import Event, ResponsibilityTable, TableRow
from luoshi.services import tables as services
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.tables import WantedRow
from luoshi.services.tables.changes import SPACING
from tests.cast import City, make_city
from tests.reports import actor
from tests.tables import TASKS, picks, rows, table_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def table(city: City) -> ResponsibilityTable:
    return table_of(city)


def edit(table: ResponsibilityTable, row: TableRow, city: City, **texts: str) -> object:
    return services.edit_row(table=table, row_id=row.pk, revision=row.revision, texts=texts, actor=actor(city))


# Each field as a person writes it, and what is kept.
WRITTEN = [
    ({"units": "市财政局、市教育局等"}, {"units": ["市财政局", "市教育局"], "etc": True}),
    ({"leaders": "副市长、市长"}, {"leaders": ["副市长", "市长"]}),
    ({"deadline": "6月底前"}, {"deadline": "6月底前", "deadline_date": "2025-06-30"}),
    # A deadline that is no date stays as written and is taken to mean the year's end.
    ({"deadline": "持续推进"}, {"deadline": "持续推进", "deadline_date": "2025-12-31"}),
    ({"deadline": ""}, {"deadline": "", "deadline_date": None}),
    ({"milestones": "一季度：开工\n四季度：完工"}, {"milestones": ["开工", "", "", "完工"], "schedule": ""}),
    ({"milestones": "按序时进度推进"}, {"milestones": [], "schedule": "按序时进度推进"}),
    ({"section": " 三、\n其他 ", "task": " 修路。 "}, {"section": "三、 其他", "task": "修路。"}),
]


@pytest.mark.parametrize(("texts", "kept"), WRITTEN)
def test_a_field_is_kept_as_it_is_meant(
    city: City, table: ResponsibilityTable, texts: dict[str, str], kept: dict[str, object]
) -> None:
    row = rows(table)[0]
    edit(table, row, city, **texts)
    row.refresh_from_db()
    found = {name: getattr(row, name) for name in kept}
    assert {name: str(value) if name == "deadline_date" and value else value for name, value in found.items()} == kept
    assert row.revision == 2


@pytest.mark.parametrize(
    "texts", [{"task": "  "}, {"lead_unit": "长" * 81}, {"units": "长" * 81}, {"order": "1"}, {"kind": "project"}]
)
def test_what_cannot_be_kept_is_refused(city: City, table: ResponsibilityTable, texts: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        edit(table, rows(table)[0], city, **texts)
    assert not table.changes.exists()


def test_what_changes_nothing_is_no_change(city: City, table: ResponsibilityTable) -> None:
    assert edit(table, rows(table)[0], city, task=TASKS[0]) is None
    assert not table.changes.exists()


def test_the_later_save_of_a_row_gets_both_versions(city: City, table: ResponsibilityTable) -> None:
    row = rows(table)[0]
    edit(table, row, city, lead_unit="市教育局")
    with pytest.raises(ChangedMeanwhileError) as late:
        edit(table, row, city, lead_unit="市财政局")
    assert late.value.current == {"lead_unit": "市教育局", "revision": 2}
    assert late.value.wanted == {"lead_unit": "市财政局"}


def test_what_was_removed_meanwhile_is_not_written(city: City, table: ResponsibilityTable) -> None:
    row = rows(table)[0]
    services.remove_rows(table=table, picks=picks(row), actor=actor(city))
    with pytest.raises(ChangedMeanwhileError) as late:
        edit(table, row, city, lead_unit="市财政局")
    assert late.value.current == {}


def test_a_split_parts_task_and_place(city: City, table: ResponsibilityTable) -> None:
    row = rows(table)[1]
    TableRow.objects.filter(pk=row.pk).update(start=100, end=100 + len(row.task))
    at = row.task.index("新增")
    first, second = services.split_row(table=table, row_id=row.pk, revision=1, at=at, actor=actor(city))
    assert [one.task for one in rows(table)] == [TASKS[0], "改造老旧小区89个", "新增学位6180个。", TASKS[2]]
    assert (first.start, first.end) == (100, 100 + len("改造老旧小区89个"))
    assert (second.start, second.end) == (100 + at, 100 + len(TASKS[1]))
    assert (second.lead_unit, second.section) == (row.lead_unit, row.section)


@pytest.mark.parametrize("at", [0, 99])
def test_a_split_leaves_nothing_empty(city: City, table: ResponsibilityTable, at: int) -> None:
    with pytest.raises(RefusedError):
        services.split_row(table=table, row_id=rows(table)[0].pk, revision=1, at=at, actor=actor(city))


def test_a_merge_keeps_everybody(city: City, table: ResponsibilityTable) -> None:
    first, second, third = rows(table)
    TableRow.objects.filter(pk=second.pk).update(lead_unit="市教育局", units=["市财政局"], leaders=["市长"])
    merged = services.merge_rows(table=table, picks=picks(first, second), actor=actor(city))
    assert merged.task == TASKS[0] + TASKS[1]
    assert (merged.lead_unit, merged.units) == ("市科学技术局", ["市教育局", "市财政局"])
    assert merged.leaders == ["副市长", "市长"]
    assert [row.pk for row in rows(table)] == [first.pk, third.pk]


def test_only_neighbours_are_merged(city: City, table: ResponsibilityTable) -> None:
    first, _second, third = rows(table)
    with pytest.raises(RefusedError):
        services.merge_rows(table=table, picks=picks(first, third), actor=actor(city))


def test_a_row_moves_and_joins_its_neighbours(city: City, table: ResponsibilityTable) -> None:
    first, _second, third = rows(table)
    moved = services.move_row(table=table, row_id=third.pk, revision=1, before_id=first.pk, actor=actor(city))
    assert [row.pk for row in rows(table)] == [third.pk, first.pk, _second.pk]
    assert moved.section == "一、强产业"
    services.move_row(table=table, row_id=third.pk, revision=2, before_id=None, actor=actor(city))
    assert rows(table)[-1].pk == third.pk


def test_there_is_always_room_between_two_rows(city: City, table: ResponsibilityTable) -> None:
    last = rows(table)[-1]
    for _time in range(SPACING.bit_length() + 3):
        services.add_row(table=table, texts={"task": "新任务"}, actor=actor(city), after_id=rows(table)[0].pk)
    assert rows(table)[-1].pk == last.pk
    assert len({row.order for row in rows(table)}) == len(rows(table))


def test_suggestions_fill_what_is_empty_and_likely(city: City) -> None:
    table = table_of(city, lead="")
    row = rows(table)[0]
    edit(table, rows(table)[1], city, lead_unit="市教育局")
    services.accept_suggestions(table=table, picks=picks(*rows(table)), actor=actor(city))
    first, second, _third = rows(table)
    assert (first.lead_unit, first.units, second.lead_unit) == ("市科学技术局", ["市教育局"], "市教育局")
    assert first.suggestions == row.suggestions, "what was proposed is kept"


def test_many_rows_are_written_at_once_or_none(city: City, table: ResponsibilityTable) -> None:
    first, second, third = rows(table)
    services.bulk_edit(table=table, picks=picks(first, second), texts={"deadline": "上半年"}, actor=actor(city))
    assert [row.deadline for row in rows(table)] == ["上半年", "上半年", "年底前"]
    with pytest.raises(ChangedMeanwhileError):
        services.bulk_edit(table=table, picks=picks(third, first), texts={"deadline": "全年"}, actor=actor(city))
    assert [row.deadline for row in rows(table)] == ["上半年", "上半年", "年底前"]


def test_a_name_gives_way_to_those_that_were_meant(city: City, table: ResponsibilityTable) -> None:
    row = rows(table)[0]
    edit(table, row, city, units="各县（市、区）政府、市财政局")
    by = ["南湾区政府", "桐溪县政府"]
    fresh = rows(table)[0]
    services.replace_name(table=table, picks=picks(fresh), name="各县（市、区）政府", by=by, actor=actor(city))
    assert rows(table)[0].units == ["南湾区政府", "桐溪县政府", "市财政局"]


def split(city: City, table: ResponsibilityTable) -> None:
    services.split_row(table=table, row_id=rows(table)[1].pk, revision=1, at=10, actor=actor(city))


def merge(city: City, table: ResponsibilityTable) -> None:
    services.merge_rows(table=table, picks=picks(*rows(table)[1:]), actor=actor(city))


def move(city: City, table: ResponsibilityTable) -> None:
    first, _second, third = rows(table)
    services.move_row(table=table, row_id=third.pk, revision=1, before_id=first.pk, actor=actor(city))


def add(city: City, table: ResponsibilityTable) -> None:
    services.add_row(table=table, texts={"task": "修路"}, actor=actor(city), after_id=rows(table)[0].pk)


def remove(city: City, table: ResponsibilityTable) -> None:
    services.remove_rows(table=table, picks=picks(*rows(table)[:2]), actor=actor(city))


def bulk(city: City, table: ResponsibilityTable) -> None:
    services.bulk_edit(table=table, picks=picks(*rows(table)), texts={"deadline": "6月底前"}, actor=actor(city))


def write(city: City, table: ResponsibilityTable) -> None:
    edit(table, rows(table)[0], city, units="市财政局等", task="改写")


def put_in(city: City, table: ResponsibilityTable) -> None:
    first, second, _third = rows(table)
    wanted = [WantedRow(second.pk, 1, {}), WantedRow(None, 0, {"task": "新"}), WantedRow(first.pk, 1, {"note": "注"})]
    services.apply_rows(table=table, rows=wanted, actor=actor(city))


def state(table: ResponsibilityTable) -> list[tuple[object, ...]]:
    return [
        (row.pk, row.task, row.section, row.units, row.etc, row.deadline, row.deadline_date, row.end)
        for row in rows(table)
    ]


@pytest.mark.parametrize("act", [split, merge, move, add, remove, bulk, write, put_in])
def test_each_act_is_taken_back_whole(
    city: City, table: ResponsibilityTable, act: Callable[[City, ResponsibilityTable], None]
) -> None:
    before = state(table)
    act(city, table)
    assert state(table) != before
    services.undo(table=table, actor=actor(city))
    assert state(table) == before
    assert Event.objects.filter(act="table.undo", subject_id=table.pk).count() == 1
    with pytest.raises(RefusedError):
        services.undo(table=table, actor=actor(city))


def test_acts_are_taken_back_one_after_the_other(city: City, table: ResponsibilityTable) -> None:
    before = state(table)
    acts = [write, write_again, bulk_now, add]
    for act in acts:
        act(city, table)
    for _act in acts:
        services.undo(table=table, actor=actor(city))
    assert state(table) == before


def write_again(city: City, table: ResponsibilityTable) -> None:
    edit(table, rows(table)[0], city, units="市教育局", task="再改写")


def bulk_now(city: City, table: ResponsibilityTable) -> None:
    services.bulk_edit(table=table, picks=picks(*rows(table)), texts={"section": "一"}, actor=actor(city))


def test_nobody_takes_back_what_another_did(city: City, table: ResponsibilityTable) -> None:
    edit(table, rows(table)[0], city, note="甲")
    with pytest.raises(RefusedError):
        services.undo(table=table, actor=actor(city, "verifier"))


def test_what_was_changed_since_is_not_taken_back(city: City, table: ResponsibilityTable) -> None:
    edit(table, rows(table)[0], city, note="甲")
    row = rows(table)[0]
    services.edit_row(
        table=table, row_id=row.pk, revision=row.revision, texts={"note": "乙"}, actor=actor(city, "verifier")
    )
    with pytest.raises(RefusedError):
        services.undo(table=table, actor=actor(city))
    assert rows(table)[0].note == "乙"


def test_a_form_applies_changes_additions_removals_and_order(city: City, table: ResponsibilityTable) -> None:
    first, second, _third = rows(table)
    put_in(city, table)
    found = rows(table)
    assert [row.task for row in found] == [second.task, "新", first.task]
    assert found[2].note == "注"
    assert found[0].revision == 1, "a row that only made room did not change"


def test_a_form_never_overwrites_what_was_changed_since(city: City, table: ResponsibilityTable) -> None:
    first, second, third = rows(table)
    edit(table, first, city, note="他人")
    wanted = [WantedRow(first.pk, 1, {"note": "表中"}), WantedRow(second.pk, 1, {}), WantedRow(third.pk, 1, {})]
    with pytest.raises(ChangedMeanwhileError):
        services.apply_rows(table=table, rows=wanted, actor=actor(city))
    assert rows(table)[0].note == "他人"
