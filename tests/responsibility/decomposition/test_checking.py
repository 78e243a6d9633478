"""What is still wrong with a table before it can be published."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from luoshi import extract, read
from luoshi.responsibility import Check, Registry, Rules, check_table, draft_table
from luoshi.responsibility.decomposition.checking import CheckedRow


@dataclass(frozen=True)
class Line:
    """A row as any caller may have one."""

    key: str = "a1"
    task: str = "建成学校5所。"
    lead_unit: str | None = "市教育局"
    units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ("副市长甲",)
    deadline: str | None = "年底前"
    targets: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


GOOD = Line()


def _checks(*rows: CheckedRow, rules: Rules | None = None) -> list[Check]:
    return list(check_table(rows, rules=rules or Rules(year=2025, counties=("南湾区", "桐溪县"))))


def test_a_good_row_has_nothing_to_check() -> None:
    assert _checks(GOOD) == []


WRONG = (
    (replace(GOOD, lead_unit=None), "no-lead", "error"),
    (replace(GOOD, lead_unit=" "), "no-lead", "error"),
    (replace(GOOD, task="  \n"), "empty-task", "error"),
    (replace(GOOD, lead_unit="市教育居"), "unknown-unit", "warning"),
    (replace(GOOD, units=("市城投集团",)), "unknown-unit", "warning"),
    (replace(GOOD, units=("市教育局",)), "lead-also-helps", "warning"),
    (replace(GOOD, units=("市财政局", "市财政局")), "unit-twice", "warning"),
    (replace(GOOD, units=("各县（市、区）政府",)), "group-not-expanded", "warning"),
    (replace(GOOD, units=("市级相关单位",)), "open-group", "note"),
    (replace(GOOD, deadline="持续推进"), "vague-deadline", "note"),
    (replace(GOOD, deadline=None), "vague-deadline", "note"),
    (replace(GOOD, deadline="2026年底前"), "late-deadline", "note"),
)  # fmt: skip


@pytest.mark.parametrize(("row", "code", "severity"), WRONG)
def test_each_fault_is_told_with_what_to_do(row: Line, code: str, severity: str) -> None:
    [check] = _checks(row)
    assert (check.code, check.severity, check.row) == (code, severity, "a1")
    assert check.message
    assert check.advice


def test_a_group_says_for_whom_it_stands() -> None:
    [check] = _checks(
        replace(GOOD, units=("各县（市、区）政府",)), replace(GOOD, key="a2", task="乙", units=("各县（市、区）政府",))
    )
    assert check.names == ("南湾区政府", "桐溪县政府")
    assert check.rows == ("a1", "a2")  # one check a name, whatever the number of rows


def test_an_unknown_name_comes_with_the_likely_ones() -> None:
    row = replace(GOOD, lead_unit="市文化旅游广电体育局")
    [check] = check_table([row], registry=Registry.standard())
    assert check.names[0] == "市文化广电旅游体育局"
    assert _checks(row, rules=Rules(year=2025, known=frozenset({"市文化旅游广电体育局"}))) == []


def test_the_same_task_twice_and_a_leader_with_too_much() -> None:
    found = _checks(
        *(replace(GOOD, key=f"a{n}", task=f"任务{min(n, 10)}") for n in range(12)), replace(GOOD, leaders=("副市长乙",))
    )
    assert [(check.code, check.rows[:2]) for check in found] == [
        ("same-task", ("a10", "a11")),
        ("overloaded-leader", ("a0", "a1")),
    ]


REPORT = "一、2024年工作回顾\n新增学位100个。\n二、2025年工作安排\n新增学位200个。建成公园3座。\n"


def test_a_figure_of_the_plan_in_no_row_is_an_error() -> None:
    found = extract(read(REPORT))
    rows = draft_table(found)
    assert [c.code for c in check_table(rows, found.statements) if c.severity == "error"] == []
    [check] = [c for c in check_table(rows[:1], found.statements) if c.severity == "error"]
    assert (check.code, found.document.text[check.start : check.end]) == ("figure-in-no-row", "建成公园3座")
    rejected = Rules(rejected=frozenset({check.statement or ""}))
    assert [c for c in check_table(rows[:1], found.statements, rules=rejected) if c.severity == "error"] == []


def test_a_figure_is_held_by_its_words_where_a_row_has_no_place() -> None:
    found = extract(read(REPORT))
    rows = [replace(GOOD, task="新增学位200个"), replace(GOOD, key="a2", task="建成公园3座，一年四季可游")]
    assert [c for c in check_table(rows, found.statements) if c.code == "figure-in-no-row"] == []


def test_errors_come_first() -> None:
    found = _checks(replace(GOOD, deadline="持续推进"), replace(GOOD, key="a2", task="乙", lead_unit=None))
    assert [check.severity for check in found] == ["error", "note"]
