"""What can be wrong with a file that comes back, said in one line of Chinese that its sender can act on."""

from __future__ import annotations

from dataclasses import dataclass


class FormError(Exception):
    """A file that cannot be taken: what is wrong, and what to do. Nothing of it was read."""


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong in one cell; `column` is its header.

    >>> print(CellError("人员", 5, "角色", "应为督查员、联络员之一，现为“局长”"))
    “人员”表第5行“角色”：应为督查员、联络员之一，现为“局长”
    """

    sheet: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"“{self.sheet}”表第{self.line}行“{self.column}”：{self.message}"


class CellsError(FormError):
    """All that is wrong in the cells of a workbook, in the order of its sheets and lines."""

    def __init__(self, errors: tuple[CellError, ...]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = errors
