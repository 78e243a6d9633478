"""The numbers of list paragraphs, which a Word file does not hold: it holds the rules by which Word counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reading.docx_names import W, flag, number, value
from luoshi.reading.docx_styles import Style
from luoshi.reading.numerals import label

_LEVELS = 9
# The number of a level within a label's pattern. Sample: the %1 of （%1）; near miss: 100%.
_PLACE = re.compile(r"%([1-9])")
# Labels that end in these need no blank before the text.
_CLOSED = "、，．。：；）】〉》」』"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and what its labels look like."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    legal: bool = False  # numbers of the levels above are shown in plain digits
    restart: int | None = None  # the level (from 1) whose numbers restart this one; 0: none does
    paragraph_style: str = ""


@dataclass(slots=True)
class _List:
    """An abstract list and how far it has counted; several lists of a document may count together."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a list (w:num): the list, levels that look different here, and numbers that are set anew."""

    shared: _List
    own: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document; counts while paragraphs are asked for their labels, in the order of the text."""

    def __init__(self, root: etree._Element | None) -> None:
        self._uses: dict[int, _Use] = {}
        self._begun: set[tuple[int, int]] = set()  # uses that have set their start already, by level
        if root is not None:
            lists = dict(_lists(root))
            self._uses = dict(_uses(root, lists))

    def label(self, properties: etree._Element | None, style: Style) -> str:
        """The label before a paragraph's text, its blank included; empty where the paragraph has none."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        identifier = number(own.find(f"{W}numId")) if own is not None else None
        use = self._uses.get(style.list_number or 0 if identifier is None else identifier)
        if use is None:
            return ""
        identifier = style.list_number if identifier is None else identifier
        level = number(own.find(f"{W}ilvl")) if own is not None else None
        if level is None:
            level = style.list_level if style.list_level is not None else _level_of(use, style.identifier)
        level = min(max(level, 0), _LEVELS - 1)
        self._count(use, identifier or 0, level)
        return _shown(use, level)

    def _count(self, use: _Use, identifier: int, level: int) -> None:
        counts, rule = use.shared.counts, _rule(use, level)
        if level in use.starts and (identifier, level) not in self._begun:
            counts[level] = use.starts[level]
        else:
            so_far = counts[level]
            counts[level] = rule.start if so_far is None else so_far + 1
        self._begun.add((identifier, level))
        for deeper in range(level + 1, _LEVELS):
            restart = _rule(use, deeper).restart
            if restart is None or 0 < restart >= level + 1:
                counts[deeper] = None


def _rule(use: _Use, level: int) -> _Level:
    return use.own.get(level) or use.shared.levels.get(level) or _Level()


def _level_of(use: _Use, style: str) -> int:
    """The level that a paragraph style is bound to, in lists that belong to headings."""
    return next((level for level, rule in use.shared.levels.items() if style and rule.paragraph_style == style), 0)


def _shown(use: _Use, level: int) -> str:
    rule = _rule(use, level)
    if rule.style in ("bullet", "none") and not _PLACE.search(rule.pattern):
        return ""

    def place(match: re.Match[str]) -> str:
        other = int(match.group(1)) - 1
        above = _rule(use, other)
        count = use.shared.counts[other]
        return label(above.start if count is None else count, "decimal" if rule.legal else above.style)

    text = _PLACE.sub(place, rule.pattern).strip()
    if not text or rule.suffix == "nothing" or text[-1] in _CLOSED:
        return text
    return f"{text} "


def _lists(root: etree._Element) -> Iterator[tuple[int, _List]]:
    elements = {number(e, "abstractNumId"): e for e in root.iter(f"{W}abstractNum")}
    by_style = {value(link): e for e in elements.values() if (link := e.find(f"{W}styleLink")) is not None}
    for identifier, element in elements.items():
        link = element.find(f"{W}numStyleLink")  # the levels are those of another list, named by a style
        source = by_style.get(value(link), element) if link is not None else element
        if identifier is not None:
            yield identifier, _List(dict(_levels(source)))


def _uses(root: etree._Element, lists: dict[int, _List]) -> Iterator[tuple[int, _Use]]:
    for element in root.iter(f"{W}num"):
        identifier = number(element, "numId")
        shared = lists.get(number(element.find(f"{W}abstractNumId")) or 0)
        if not identifier or shared is None:
            continue
        own: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in element.iter(f"{W}lvlOverride"):
            own.update(_levels(override))
            start = number(override.find(f"{W}startOverride"))
            if start is not None:
                starts[number(override, "ilvl") or 0] = start
        yield identifier, _Use(shared, own, starts)


def _levels(element: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in element.findall(f"{W}lvl"):
        start = number(level.find(f"{W}start"))
        yield (
            number(level, "ilvl") or 0,
            _Level(
                start=1 if start is None else start,
                style=value(next(level.iter(f"{W}numFmt"), None)) or "decimal",
                pattern=value(level.find(f"{W}lvlText")),
                suffix=value(level.find(f"{W}suff")) or "tab",
                legal=flag(level.find(f"{W}isLgl")),
                restart=number(level.find(f"{W}lvlRestart")),
                paragraph_style=value(level.find(f"{W}pStyle")),
            ),
        )
