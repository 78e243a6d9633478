"""The document's text as HTML with every finding marked in its place, overlapping ones too."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from luoshi.exchange.findings import Finding


class Marked(Protocol):
    """What can be marked: a key, and the offsets of its words."""

    @property
    def key(self) -> int:
        """Unique on its page."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset behind its last character."""


AnyMarked = TypeVar("AnyMarked", bound=Marked)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[AnyMarked]):
    """A run of text over which the same findings stand; `opens` are those that begin here."""

    start: int
    end: int
    over: tuple[AnyMarked, ...]
    opens: tuple[AnyMarked, ...]


class MarkedText(Generic[AnyMarked]):
    """A text and its findings; renders any slice of it.

    Each stretch under the same findings becomes one element, which `mark` makes of it, its escaped words, and whether
    it begins here. `anchors` says, by a finding's key, which element it begins in: findings that begin at the same
    character share one.
    """

    def __init__(
        self, text: str, findings: Sequence[AnyMarked], mark: Callable[[Stretch[AnyMarked], str, bool], str]
    ) -> None:
        self._text = text
        self._mark = mark
        self._stretches = tuple(_stretches(findings))
        self._ends = [stretch.end for stretch in self._stretches]
        self.anchors = {
            finding.key: f"m{stretch.opens[0].key}" for stretch in self._stretches for finding in stretch.opens
        }

    def html(self, low: int, high: int) -> str:
        """The characters from `low` to `high`, escaped and marked."""
        return "".join(self._pieces(low, high))

    def _pieces(self, low: int, high: int) -> Iterator[str]:
        at = low
        for index in range(bisect_right(self._ends, low), len(self._stretches)):
            stretch = self._stretches[index]
            if stretch.start >= high:
                break
            start, end = max(stretch.start, low), min(stretch.end, high)
            yield escape(self._text[at:start])
            yield self._mark(stretch, escape(self._text[start:end]), start == stretch.start)
            at = end
        yield escape(self._text[at:high])


def _stretches(findings: Sequence[AnyMarked]) -> Iterator[Stretch[AnyMarked]]:
    beginning: defaultdict[int, list[AnyMarked]] = defaultdict(list)
    for finding in findings:
        if finding.start < finding.end:
            beginning[finding.start].append(finding)
    points = sorted({point for found in findings for point in (found.start, found.end)})
    standing: list[AnyMarked] = []
    for start, end in pairwise(points):
        opens = beginning.get(start, [])
        standing = [finding for finding in standing if finding.end > start] + opens
        if standing:
            yield Stretch(start, end, tuple(standing), tuple(opens))


def mark_with_card(stretch: Stretch[Finding], words: str, begins: bool) -> str:
    """A stretch of the exported page: its kinds as classes; where a finding begins it opens the card of its fields."""
    kinds = " ".join(dict.fromkeys(f"k-{finding.kind}" for finding in stretch.over))
    keys = " ".join(str(finding.key) for finding in stretch.over)
    # Only where a finding begins does the keyboard stop: a finding cut in five stretches is one stop, not five.
    stop = ""
    if begins and stretch.opens:
        stop = f' id="m{stretch.opens[0].key}" tabindex="0" role="button" aria-haspopup="dialog"'
    return f'<mark class="{kinds}" data-f="{keys}"{stop}>{words}</mark>'
