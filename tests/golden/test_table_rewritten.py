"""The rows of a real table, written anew in other governments' layouts, are read back: 115 tasks with all that is odd in them.

The layouts are made here, the words come from the gold rows beside the repository.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from luoshi.reading import Block, Document
from luoshi.responsibility import Row, read_rows
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared

HEADER = ("序号", "目标任务", "责任领导", "牵头单位", "责任单位", "完成时限")
DEADLINES = ("年底前", "持续推进", "12月底前", "上半年")
NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Told:
    """A gold row as it is written anew."""

    number: int
    headings: tuple[str, ...]  # those that begin with this row
    section: str
    task: str
    leaders: tuple[str, ...]
    lead: str
    others: tuple[str, ...]
    etc: bool
    deadline: str

    @property
    def listed(self) -> str:
        return "、".join(self.others) + ("等" if self.etc else "")

    @property
    def cells(self) -> tuple[str, ...]:
        return (str(self.number), self.task, " ".join(self.leaders), self.lead, self.listed, self.deadline)


def told() -> Iterator[Told]:
    lines = (SHARED / "gold" / "taizhou-2020.rows.jsonl").read_text(encoding="utf-8").splitlines()
    section = subsection = None
    for number, line in enumerate(lines, 1):
        row = json.loads(line)
        headings = [row["section"]] if row["section"] != section else []
        sub = row["subsection"]
        if sub and (sub != subsection or headings):
            headings.append(f"（{NUMERALS[int(sub[0]) - 1]}）{sub[2:].strip()}")
        section, subsection = row["section"], sub
        others = tuple(unit for unit in row["units"] if unit != row["lead_unit"])
        yield Told(
            number, tuple(headings), section, row["task"].lstrip("0123456789. "), tuple(row["leaders"]), row["lead_unit"],
            others, bool(row["etc"]), DEADLINES[number % 4],
        )  # fmt: skip


def _written(
    before: str, one: Callable[[Told], str], head: Callable[[str], str] = lambda text: text + "\n"
) -> Document:
    return Document(before + "".join("".join(map(head, row.headings)) + one(row) for row in told()))


def tabs() -> Document:
    return _written(
        "\t".join(HEADER) + "\n", lambda row: "\t".join(row.cells) + "\n", lambda text: text + "\t" * 5 + "\n"
    )


def bars() -> Document:
    before = "| " + " | ".join(HEADER) + " |\n" + "|---" * 6 + "|\n"
    return _written(before, lambda row: "| " + " | ".join(row.cells) + " |\n")


def number_lost() -> Document:
    return _written("\t".join(HEADER) + "\n", lambda row: "\t".join(row.cells[1:]) + "\n")


def leader_and_lead_in_one_cell() -> Document:
    def line(row: Told) -> str:
        number, task, leaders, lead, *rest = row.cells
        return "\t".join((number, task, f"{leaders} {lead}", *rest)) + "\n"

    return _written("\t".join(HEADER) + "\n", line)


def units_in_lines_of_their_own() -> Document:
    def line(row: Told) -> str:
        *others, listed, deadline = row.cells
        return "\t".join((*others, listed.replace("、市", "\n市"), deadline)) + "\n"

    return _written("\t".join(HEADER) + "\n", line)


def one_cell_a_line() -> Document:
    def line(row: Told) -> str:
        page = f"— {row.number // 12} —\n" + "\n".join(HEADER) + "\n" if row.number % 12 == 0 else ""
        return page + "\n".join(row.cells) + "\n"

    return _written("\n".join(HEADER) + "\n", line)


def blanks() -> Document:
    return _written(" ".join(HEADER) + "\n", lambda row: " ".join(row.cells) + "\n")


def folded() -> Document:
    def line(row: Told) -> str:
        whole = " ".join(row.cells)
        return "".join(whole[at : at + 45] + "\n" for at in range(0, len(whole), 45))

    return _written(" ".join(HEADER) + "\n", line)


def items() -> Document:
    keys = ("责任领导", "牵头单位", "责任单位", "完成时限")
    return _written(
        "",
        lambda row: (
            f"{row.number}．{row.task}\n"
            + "".join(f"{key}：{value}\n" for key, value in zip(keys, row.cells[2:], strict=True))
        ),
    )


def brackets_by_key() -> Document:
    keys = ("责任领导", "牵头单位", "责任单位", "完成时限")
    return _written(
        "",
        lambda row: (
            f"{row.number}．{row.task}（"
            + "；".join(f"{key}：{value}" for key, value in zip(keys, row.cells[2:], strict=True))
            + "）\n"
        ),
    )


def word_cells() -> Document:
    cells: list[tuple[str, ...]] = [HEADER]
    for row in told():
        cells += [(heading,) * 6 for heading in row.headings]
        cells.append(
            tuple(
                cell.replace("、市", "\n市").replace(" ", "\n") if at > 1 else cell for at, cell in enumerate(row.cells)
            )
        )
    body = "\n".join("\t".join(cell.replace("\n", " ") for cell in dict.fromkeys(row)) for row in cells)
    return Document(body, kind="docx", blocks=(Block("table", 0, len(body), None, tuple(cells)),))


LAYOUTS = (
    tabs, bars, number_lost, leader_and_lead_in_one_cell, units_in_lines_of_their_own, one_cell_a_line, blanks, folded, items,
    brackets_by_key, word_cells,
)  # fmt: skip


def _plain(text: str | None) -> str:
    return "".join((text or "").split())


def _differences(row: Row, one: Told) -> list[str]:
    stated = {
        "task": (_plain(row.task).removeprefix(f"{one.number}．"), _plain(one.task)),
        "section": (_plain(row.section), _plain(one.section)),
        "leaders": (row.leaders, one.leaders),
        "units": (row.units, (one.lead, *one.others)),
        "lead": (row.lead_unit, one.lead),
        "etc": (row.etc, one.etc),
        "deadline": (row.deadline, one.deadline),
    }
    return [f"{key}: {mine!r}, not {told!r}" for key, (mine, told) in stated.items() if mine != told]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_rows_in_another_layout(layout: Callable[[], Document]) -> None:
    rows, gold = read_rows(layout()), list(told())
    wrong = {one.number: found for row, one in zip(rows, gold, strict=False) if (found := _differences(row, one))}
    assert (len(rows), wrong) == (len(gold), {})
