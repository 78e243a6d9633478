"""Names and values in WordprocessingML."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset(("0", "false", "off", "none"))


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute in Word's namespace; empty where the element or the attribute is missing."""
    return str(element.get(f"{W}{name}", "")) if element is not None else ""


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """The same as a number; None where there is none."""
    text = value(element, name)
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 10 else None


def flag(element: etree._Element | None) -> bool:
    """Whether a switch is on: it is there, and does not say that it is off."""
    return element is not None and value(element).lower() not in _OFF
