"""Rows of a sheet that are as tall as their text, and stay so when the text is changed."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.exchange.official_layout import line_count

_PITCH = 15.5  # points from line to line at a size of 11 points
_TALLEST = 409.0  # points, Excel's own limit
_NARROW = 7.3 / 14.7  # pixels of a digit, the unit of a column's width, by those of a Chinese character


class FittedRow(RowDimension):
    """A row whose height is a proposal: programs that fit rows to their text go on doing so.

    openpyxl marks every height as set by hand, and such a row would hide what people add to a cell.
    """

    @property
    def customHeight(self) -> bool:  # noqa: N802  # openpyxl's own name
        """Never: the height was reckoned, not set."""
        return False


def fit(page: Worksheet, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Make a row as tall as the texts of its cells need in columns of the given widths (Excel's, in digits)."""
    lines = max((line_count(text, max(1.0, width * _NARROW - 0.5)) for text, width in cells if text), default=1)
    page.row_dimensions[row] = FittedRow(page, index=row, ht=min(_TALLEST, lines * _PITCH + 5))
