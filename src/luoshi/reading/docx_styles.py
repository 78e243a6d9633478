"""What a Word paragraph's style says of it: that it is a heading, a line of the list of contents, numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from luoshi.reading.docx_names import W, number, value

# A style's name that makes headings. Sample: heading 1, 标题 2, Title; near miss: 标题表格.
_HEADING_NAME = re.compile(r"(?:heading|标题)\s?[1-9]?|title|subtitle|副标题", re.IGNORECASE)
# A style's name for lines of the list of contents. Sample: toc 1, 目录 2; near miss: 目录页码.
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s?[1-9]", re.IGNORECASE)
_BODY_LEVEL = 9  # the outline level of running text
_LONGEST_CHAIN = 50  # styles that are based on styles; damaged files go in circles


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a style, its own properties or those of the style it is based on."""

    identifier: str = ""
    is_heading: bool = False
    is_contents_list: bool = False
    list_number: int | None = None  # w:numId
    list_level: int | None = None  # w:ilvl


_PLAIN = Style()


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iter(f"{W}style") if root is not None else ()
        self._elements = {value(style, "styleId"): style for style in found}
        self._known: dict[str, Style] = {}
        self._default = next((i for i, s in self._elements.items() if _is_default(s)), "")

    def of(self, properties: etree._Element | None) -> Style:
        """The style of a paragraph with these properties (w:pPr), its own outline level included."""
        identifier = value(properties.find(f"{W}pStyle")) if properties is not None else ""
        style = self._style(identifier or self._default)
        level = number(properties.find(f"{W}outlineLvl")) if properties is not None else None
        if level is None or (level < _BODY_LEVEL) == style.is_heading:
            return style
        return Style(style.identifier, level < _BODY_LEVEL, style.is_contents_list, style.list_number, style.list_level)

    def _style(self, identifier: str) -> Style:
        if identifier not in self._known:
            self._known[identifier] = self._made(identifier) if identifier in self._elements else _PLAIN
        return self._known[identifier]

    def _made(self, identifier: str) -> Style:
        names, level, list_number, list_level = [], None, None, None
        for element in self._chain(identifier):
            names.append(value(element.find(f"{W}name")))
            level = number(element.find(f"{W}pPr/{W}outlineLvl")) if level is None else level
            if list_number is None:
                list_number = number(element.find(f"{W}pPr/{W}numPr/{W}numId"))
                list_level = number(element.find(f"{W}pPr/{W}numPr/{W}ilvl"))
        heading = level < _BODY_LEVEL if level is not None else any(_HEADING_NAME.fullmatch(name) for name in names)
        contents = any(_CONTENTS_NAME.fullmatch(name) for name in names)
        return Style(identifier, heading, contents, list_number, list_level)

    def _chain(self, identifier: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while identifier in self._elements and len(chain) < _LONGEST_CHAIN:
            chain.append(self._elements[identifier])
            identifier = value(chain[-1].find(f"{W}basedOn"))
        return chain


def _is_default(style: etree._Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
