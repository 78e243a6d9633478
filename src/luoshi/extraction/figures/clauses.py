"""Clauses with figures: a folded sentence cut at ，；： and at brackets, each part with the quantities in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from luoshi.extraction.figures.quantities import Mark, Name, Quantity, Token

_STOPS = frozenset("，；。！？：\t")
_BRACKET = 80  # characters within which an opened bracket must close to count as one


@dataclass(slots=True, eq=False)
class Clause:
    """A clause `start:end` of a folded sentence; `commas` are the places of its own 、 and `sign` is what ended it."""

    start: int
    end: int
    sign: str = ""
    inner: bool = False
    quantities: list[Quantity] = field(default_factory=list)
    commas: list[int] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)

    def comma_in(self, low: int, high: int) -> int | None:
        """The first 、 of the clause itself in `low:high`, or None."""
        at = bisect_left(self.commas, low)
        return self.commas[at] if at < len(self.commas) and self.commas[at] < high else None


def cut_clauses(text: str, tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of a sentence in order; what stands in brackets is a clause of its own, marked `inner`."""
    found: list[Clause] = []
    stack = [Clause(0, len(text))]
    for token in tokens:
        current = stack[-1]
        if isinstance(token, Quantity):
            current.quantities.append(token)
        elif isinstance(token, Name):
            current.names.append(token)
        elif token.sign == "（":
            if text.find("）", token.end, token.end + _BRACKET) > 0:
                stack.append(Clause(token.end, len(text), inner=True))
        elif token.sign == "）":
            if len(stack) > 1:
                _close(stack.pop(), token, found)
        elif token.sign == "、":
            current.commas.append(token.start)
        elif token.sign in _STOPS or token.sign == "——":
            _close(current, token, found)
            stack[-1] = Clause(token.end, len(text), inner=current.inner)
    found.extend(stack)
    return found


def _close(clause: Clause, mark: Mark, found: list[Clause]) -> None:
    clause.end, clause.sign = mark.start, mark.sign
    found.append(clause)
