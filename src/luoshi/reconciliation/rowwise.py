"""Targets and tasks of a plan against a review that tells of them row by row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from luoshi.extraction import Extraction
from luoshi.reconciliation.bare_figures import bare_result
from luoshi.reconciliation.evidence import Evidence
from luoshi.reconciliation.figures import Figure
from luoshi.reconciliation.kinship import Kinship
from luoshi.reconciliation.matching import DECIDED, Matching
from luoshi.reconciliation.outcomes import results_of, telling_of
from luoshi.reconciliation.progress import ProgressRow, progress_rows
from luoshi.reconciliation.row_links import RowLinks, words_in
from luoshi.reconciliation.statuses import Status, status_in, status_of
from luoshi.reconciliation.verdicts import Judgement, judge

_WORST_FIRST: tuple[Status, ...] = ("dropped", "missed", "not-begun", "behind", "advanced", "done")


@dataclass(frozen=True, slots=True)
class RowStatus:
    """What the rows of a task say of it by a word: the status, the words, and whether the year was over."""

    status: Status
    words: str
    year_over: bool


class Rowwise:
    """A review's rows of progress; empty where it has none."""

    def __init__(self, review: Extraction) -> None:
        self._review = review
        self._text, self._name = review.document.text, review.document.name
        rows = progress_rows(review.document)
        self._telling = telling_of(review.document)
        self._links = RowLinks(rows)
        self._results = results_of(review) if rows else []
        self._starts = [figure.statement.start for figure in self._results]
        self.is_empty = not rows

    def rows_of(self, task: str) -> list[ProgressRow]:
        """The rows that tell of a task."""
        return [] if self.is_empty else self._links.of(task)

    def rows_with(self, target: Figure, tasks: Iterable[str]) -> list[ProgressRow]:
        """The rows that tell of a target: those of its tasks, else those that word both it and its indicator."""
        if self.is_empty:
            return []
        said = target.statement
        found = next((rows for task in tasks if (rows := self._links.of(task))), [])
        if not found:
            return self._links.holding(said.quote, said.indicator)
        return [row for row in found if words_in(said.quote, row.task)] or found

    def judgement(self, target: Figure, rows: Sequence[ProgressRow]) -> Judgement | None:
        """What the rows' figures say of a target; one that falls short without naming its indicator accuses nobody."""
        results = [figure for row in rows for low, high in row.told for figure in self._told(low, high)]
        found = Matching([target], results).best(target)
        if found is not None and found.verdict in DECIDED:
            return found
        places = [place for row in rows for place in row.told]
        bare = bare_result(target, self._text, places, self._telling.year or target.statement.year)
        if bare is None:
            return found
        bare = replace(bare, source=self._name, span="part" if self._is_part(rows) else "year")
        missed = (status := self.status(rows)) is not None and status.status == "missed" and status.year_over
        return judge(target, bare, Kinship("same" if missed else "alike", 1.0))

    def _told(self, low: int, high: int) -> list[Figure]:
        """The results told in a stretch of the text."""
        inside = self._results[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        return [figure for figure in inside if figure.statement.end <= high]

    def status(self, rows: Sequence[ProgressRow]) -> RowStatus | None:
        """What the rows say by a word; of several rows that of the one that is behind most."""
        found = [one for row in rows if (one := self._status(row)) is not None]
        if not found:
            return None
        status, words = min(found, key=lambda one: _WORST_FIRST.index(one[0]))
        return RowStatus(status, words, not self._is_part(rows))

    def _is_part(self, rows: Sequence[ProgressRow]) -> bool:
        return self._telling.is_part or any(row.is_part for row in rows)

    def _status(self, row: ProgressRow) -> tuple[Status, str] | None:
        named = status_of(row.status)
        if named is not None:
            return named, " ".join(row.status.split())
        for low, high in reversed(row.told):  # of several columns the last one filled in is the newest
            if (said := status_in(self._text[low:high])) is not None:
                return said
        return None

    def is_of(self, year: int | None) -> bool:
        """Whether the review tells of that year, as far as both say a year."""
        return None in (year, self._telling.year) or year == self._telling.year

    def has_one_figure(self, rows: Sequence[ProgressRow]) -> bool:
        """Whether the rows' own wording of the task holds one figure only, so that a word on it is on that figure."""
        places = [place for row in rows for place in row.task_at]
        if len(rows) != 1:
            return False
        held = [s for s in self._review.statements if any(low <= s.start and s.end <= high for low, high in places)]
        return len(held) == 1

    def evidence(self, rows: Sequence[ProgressRow]) -> list[Evidence]:
        """The cells that tell of a task; the status word where nothing else is told."""
        places = [place for row in rows for place in row.told or ((row.status_at,) if row.status_at else ())]
        return [Evidence(self._text[low:high], low, high, self._name) for low, high in dict.fromkeys(places)]
