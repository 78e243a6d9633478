"""Three-way comparison: what the form changes, where the ledger moved on meanwhile, and what becomes of the rows."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from luoshi.exchange.official_excel import write_excel
from luoshi.exchange.official_form import EditedRow, EditedTable, exported_values, read_excel_form
from luoshi.exchange.official_table import Field, OfficialRow, OfficialTable
from luoshi.exchange.table_differences import apply, differences, folded

ROWS = tuple(
    OfficialRow(key, 1, f"任务{key}", lead_unit="市财政局", units=("市审计局", "市统计局"), deadline="年底前")
    for key in "abcd"
)


def form(rows: Sequence[OfficialRow] = ROWS) -> EditedTable:
    """The form that was exported from ROWS, with these rows in it when it came back ("" is an added one)."""
    out = io.BytesIO()
    write_excel(OfficialTable("表", ROWS, columns=("task", "lead_unit", "units", "deadline", "note")), out)
    back = read_excel_form(out.getvalue())
    lines = (EditedRow(row.key, at, exported_values(row)) for at, row in enumerate(rows, 4))
    return replace(back, rows=tuple(lines))


def changed(rows: Sequence[OfficialRow], at: int, **fields: str) -> tuple[OfficialRow, ...]:
    """The rows with one of them changed, and its revision counted on."""
    made = list(rows)
    made[at] = replace(rows[at], revision=rows[at].revision + 1, **fields)  # type: ignore[arg-type]  # texts only
    return tuple(made)


@pytest.mark.parametrize(
    ("now", "edited", "expected"),
    [
        ("年底前", "年底前", None),
        ("年底前", "6月底前", False),
        ("9月底前", "年底前", None),  # only the ledger moved on: the form asks for nothing
        ("9月底前", "9月底前", None),  # both alike
        ("9月底前", "6月底前", True),
        ("", "6月底前", True),
        ("9月底前", "", True),
    ],
)
def test_a_field_three_ways(now: str, edited: str, expected: bool | None) -> None:
    found = differences(changed(ROWS, 1, deadline=now), form(changed(ROWS, 1, deadline=edited)))
    if expected is None:
        assert found == []
    else:
        [one] = found
        assert (one.kind, one.key, one.field, one.header) == ("changed", "b", "deadline", "完成时限")
        assert (one.before, one.now, one.edited, one.conflict) == ("年底前", now, edited, expected)


def test_another_field_changed_meanwhile_is_no_conflict() -> None:
    [one] = differences(changed(ROWS, 1, note="新备注"), form(changed(ROWS, 1, deadline="6月底前")))
    assert not one.conflict
    [row] = [
        r
        for r in apply(changed(ROWS, 1, note="新备注"), form(changed(ROWS, 1, deadline="6月底前")), [one])
        if r.key == "b"
    ]
    assert (row.note, row.deadline, row.revision) == ("新备注", "6月底前", 2)


@pytest.mark.parametrize(
    ("current", "edited", "expected"),
    [
        (ROWS, ROWS[1:], [("removed", "a", False)]),
        (changed(ROWS, 0, note="新"), ROWS[1:], [("removed", "a", True)]),
        (ROWS[1:], ROWS[1:], []),  # gone from both
        (ROWS[1:], ROWS, []),  # gone from the ledger, untouched in the form
        (ROWS[1:], changed(ROWS, 0, note="改"), [("added", "a", True)]),
        ((OfficialRow("e", 1, "系统新增"), *ROWS), ROWS, []),  # the form knows nothing of it
        (ROWS, (*ROWS, OfficialRow("", 0, "新任务")), [("added", "+8", False)]),
    ],
)
def test_rows_that_come_and_go(
    current: tuple[OfficialRow, ...], edited: tuple[OfficialRow, ...], expected: list[tuple[str, str, bool]]
) -> None:
    assert [(d.kind, d.key, d.conflict) for d in differences(current, form(edited))] == expected


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_every_order_is_reached_by_the_moves_it_takes(order: tuple[int, ...]) -> None:
    wanted = tuple(ROWS[at] for at in order)
    found = differences(ROWS, form(wanted))
    assert {d.kind for d in found} <= {"moved"}
    assert apply(ROWS, form(wanted), found) == wanted
    assert len(found) < 4


def test_a_move_after_the_ledger_was_reordered_is_in_conflict() -> None:
    current = (ROWS[1], ROWS[0], *ROWS[2:])
    [one] = differences(current, form((*ROWS[:2], ROWS[3], ROWS[2])))
    assert (one.key, one.conflict, one.before, one.edited) == ("d", True, "任务c", "任务b")


@pytest.mark.parametrize("chosen", list(itertools.product([False, True], repeat=4)))
def test_any_choice_of_differences_can_be_made(chosen: tuple[bool, ...]) -> None:
    edited = form(
        (ROWS[0], OfficialRow("", 0, "新任务甲"), OfficialRow("", 0, "新任务乙"), replace(ROWS[1], note="改"), ROWS[3])
    )
    current = (*ROWS, OfficialRow("e", 1, "系统新增"))
    found = differences(current, edited)
    assert [d.kind for d in found] == ["added", "added", "changed", "removed"]
    first, second, note, removed = chosen
    after = apply(current, edited, [d for d, wanted in zip(found, chosen, strict=True) if wanted])
    expected = ["任务a", *["新任务甲"] * first, *["新任务乙"] * second, "任务b", *["任务c"] * (not removed), "任务d"]
    assert [row.task for row in after] == [*expected, "系统新增"]
    assert [row.note for row in after if row.key == "b"] == ["改" if note else ""]


def test_what_was_shown_no_longer_holds_once_the_ledger_moved_on() -> None:
    edited = form(changed(ROWS, 1, deadline="6月底前"))
    shown = differences(ROWS, edited)
    with pytest.raises(ValueError, match="compare the form"):
        apply(changed(ROWS, 1, deadline="9月底前"), edited, shown)


def test_a_row_gone_from_the_ledger_comes_back_whole() -> None:
    edited = form(changed(ROWS, 1, deadline="6月底前"))
    current = (ROWS[0], *ROWS[2:])
    after = apply(current, edited, differences(current, edited))
    assert after[1] == replace(ROWS[1], key="", revision=0, deadline="6月底前")


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("units", "市审计局、市统计局等", {"units": ("市审计局", "市统计局"), "etc": True}),
        ("units", "市审计局\n市统计局", {"units": ("市审计局", "市统计局"), "etc": False}),
        ("units", "各县（市、区）政府；市审计局", {"units": ("各县（市、区）政府", "市审计局")}),
        ("units", "", {"units": (), "etc": False}),
        ("leaders", "常务副市长，副市长甲", {"leaders": ("常务副市长", "副市长甲")}),
        ("q3", "主体完工", {"milestones": ("", "", "主体完工", "")}),
        ("number", "99", {"number": ""}),  # the ledger's own
        ("task", "修路\n架桥", {"task": "修路\n架桥"}),
    ],
)
def test_texts_become_fields(field: Field, text: str, expected: dict[str, object]) -> None:
    row = folded(OfficialRow("a", 1, "任务", units=("旧",), etc=True), {field: text})
    assert {name: getattr(row, name) for name in expected} == expected
