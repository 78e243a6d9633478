"""Tables over page breaks: headers drawn again, rows that were cut, cells that reach across."""

from __future__ import annotations

import pytest

from luoshi.reading.continuation import continued
from luoshi.reading.limits import Budget
from luoshi.reading.pieces import Piece
from luoshi.reading.tables import Cell, table_piece

Rows = tuple[tuple[str, ...], ...]
HEAD = ("序号", "任务", "单位")


def table(rows: Rows) -> Piece:
    cells = [Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    piece = table_piece(cells, Budget(), keep_empty_columns=True)
    assert piece is not None
    return piece


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        # The header is drawn again.
        ((HEAD, ("1", "修路。", "甲局")), (HEAD, ("2", "架桥。", "乙局")), (HEAD, ("1", "修路。", "甲局"), ("2", "架桥。", "乙局"))),
        # A row is cut: its rest has no number, and its sentence had not ended.
        (
            (HEAD, ("1", "修路。", "甲局"), ("2", "建设学校十", "乙局")),
            (("", "二所。", ""), ("3", "架桥。", "丙局")),
            (HEAD, ("1", "修路。", "甲局"), ("2", "建设学校十二所。", "乙局"), ("3", "架桥。", "丙局")),
        ),
        # A cell merged downwards is cut, and its row is another one: the sentence above had ended.
        (
            (HEAD, ("1", "修路。", "甲局")),
            (("", "架桥。", "乙局"), ("2", "建校。", "丙局")),
            (HEAD, ("1", "修路。", "甲局"), ("1", "架桥。", "乙局"), ("2", "建校。", "丙局")),
        ),
        # Where tasks have no full stop, a row of its own has a unit of its own.
        ((HEAD, ("1", "修路", "甲局")), (("", "架桥", "乙局"),), (HEAD, ("1", "修路", "甲局"), ("1", "架桥", "乙局"))),
        ((HEAD, ("1", "修路十", "甲局")), (("", "公里", ""),), (HEAD, ("1", "修路十公里", "甲局"))),
        # A list of units that is cut goes on in a new line.
        (
            (HEAD, ("1", "修建道路和", "市财政局\n市建设局")),
            (("", "桥梁。", "市交通局"),),
            (HEAD, ("1", "修建道路和", "市财政局\n市建设局"), ("1", "桥梁。", "市交通局")),
        ),
        # Without numbers nothing is known of an empty cell but that its column is else full.
        ((("单位", "任务"), ("", "修路")), (("", "架桥"),), (("单位", "任务"), ("", "修路"), ("", "架桥"))),
        # A category over the whole width stays alone.
        ((HEAD, ("1", "修路。", "甲局")), (("二、民生",) * 3,), (HEAD, ("1", "修路。", "甲局"), ("二、民生",) * 3)),
    ],
)  # fmt: skip
def test_a_table_goes_on(above: Rows, below: Rows, expected: Rows) -> None:
    piece = continued(table(above), table(below))
    assert piece.cells == expected
    assert piece.text.count("\n") == len(expected) - 1


def test_the_text_says_nothing_twice() -> None:
    piece = continued(table((HEAD, ("1", "修路。", "甲局"))), table((("", "架桥。", ""),)))
    assert piece.text.split("\n")[-1] == "\t架桥。"
