"""Tables: spans laid out, and rows that page breaks cut."""

from __future__ import annotations

import pytest

from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.pieces import Piece
from luoshi.reading.tables import Cell, table_piece


def made(*cells: Cell) -> Piece | None:
    return table_piece(cells, Budget())


def test_a_cell_over_another_loses_its_place_but_not_its_text() -> None:
    piece = made(Cell(0, 0, "甲", rows=9, columns=2), Cell(0, 1, "乙"), Cell(1, 2, "丙"))
    assert piece is not None
    assert piece.cells == (("甲\n乙", ""), ("甲\n乙", "丙"))


def test_nothing_is_no_table() -> None:
    assert made() is None
    assert made(Cell(0, 0, " \n"), Cell(3, 4, "")) is None


def test_line_i_of_the_text_is_row_i_of_the_cells() -> None:
    piece = made(Cell(0, 0, "甲", rows=2), Cell(0, 1, "乙"), Cell(1, 1, ""), Cell(2, 0, "丙"), Cell(2, 1, "丁\t戊\n己"))
    assert piece is not None
    assert piece.cells == (("甲", "乙"), ("甲", ""), ("丙", "丁 戊\n己"))
    assert piece.text.split("\n") == ["甲\t乙", "", "丙\t丁 戊 己"]


@pytest.mark.parametrize(
    ("cells", "limit"),
    [
        ([Cell(0, 0, "甲", columns=10**9)], "table_cells"),
        ([Cell(99, 99, "甲")], "table_cells"),
        ([Cell(0, 0, "长" * 900, rows=9), Cell(8, 1, "短")], "characters"),
    ],
)
def test_huge_tables_are_refused_before_they_are_made(cells: list[Cell], limit: str) -> None:
    with pytest.raises(ReadingError, match=limit):
        table_piece(cells, Budget(Limits(table_cells=1_000, characters=1_000)))
