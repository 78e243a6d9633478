"""Reading values out of settings, a form's fields or a data file: every mistake is told, none is passed over."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from luoshi.ledger.errors import SettingsError
from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _

Choice = TypeVar("Choice", bound=StrEnum)
Default = TypeVar("Default")


class Reader:
    """Takes values out of a mapping by name and remembers what is wrong; `finish` raises it all at once.

    `place` is how messages call the mapping, such as “亮灯规则”. A value that is wrong is told and its default given
    back, so that reading can go on.
    """

    def __init__(self, given: object, place: str, problems: list[Message] | None = None) -> None:
        self._place = place
        self._problems: list[Message] = [] if problems is None else problems
        self._asked: set[str] = set()
        self._given: Mapping[object, object] = given if isinstance(given, Mapping) else {}
        if not isinstance(given, Mapping):
            self._problems.append(_("%(place)s应为一组“名称：值”。", place=place))

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """A finite number from `low` to `high`, or the default when none is given."""
        value = self._value(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return self._wrong(name, _("应为数字"), default)
        if not low <= value <= high:
            return self._wrong(name, _("应在%(low)s至%(high)s之间", low=low, high=high), default)
        return value

    def has(self, name: str) -> bool:
        """Whether a value other than None is given; asking is no reading, but the name counts as known."""
        return self._value(name, None) is not None

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number from `low` to `high`, or the default when none is given."""
        value = self._value(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            return self._wrong(name, _("应为整数"), default)
        if not low <= value <= high:
            return self._wrong(name, _("应在%(low)s至%(high)s之间", low=low, high=high), default)
        return value

    def truth(self, name: str, default: bool) -> bool:
        """True or false, or the default when neither is given."""
        value = self._value(name, default)
        return value if isinstance(value, bool) else self._wrong(name, _("应为是或否"), default)

    def text(self, name: str, default: str = "") -> str:
        """A text, stripped, or the default when none is given."""
        value = self._value(name, default)
        return value.strip() if isinstance(value, str) else self._wrong(name, _("应为文字"), default)

    def choice(self, name: str, default: Choice) -> Choice:
        """One of the values of an enumeration, or the default when none is given."""
        value = self._value(name, default)
        known = type(default)
        if isinstance(value, str) and value in tuple(known):
            return known(value)
        return self._wrong(name, _("应为%(choices)s之一", choices="、".join(known)), default)

    def day(self, name: str) -> date | None:
        """A date, itself or as 2025-03-31; None when none is given."""
        value = self._value(name, None)
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(value) if isinstance(value, str) else self._wrong(name, _("应为日期"), None)
        except ValueError:
            return self._wrong(name, _("应为形如2025-03-31的日期"), None)

    def part(self, name: str, place: str) -> Reader:
        """A mapping within the mapping, which tells its mistakes to the same list."""
        return Reader(self._value(name, {}), place, self._problems)

    def parts(self, name: str, place: str) -> Iterator[Reader]:
        """Each mapping of a list of mappings."""
        value = self._value(name, [])
        if not isinstance(value, list | tuple):
            self._wrong(name, _("应为列表"), None)
            return
        for number, inner in enumerate(value, 1):
            yield Reader(inner, f"{place}{number}", self._problems)

    def reject(self, problem: Message) -> None:
        """Tell a mistake that lies in several values together."""
        self._problems.append(_("%(place)s：%(problem)s。", place=self._place, problem=problem))

    def close(self) -> None:
        """Tell every name that nobody asked for: most often a misspelling, whose value would be lost."""
        for name in self._given:
            if name not in self._asked:
                self.reject(_("没有“%(name)s”这一项，请核对名称", name=name))

    def finish(self) -> None:
        """Close, and raise SettingsError when anything was wrong."""
        self.close()
        if self._problems:
            raise SettingsError(tuple(self._problems))

    def _value(self, name: str, default: object) -> object:
        self._asked.add(name)
        return self._given.get(name, default)

    def _wrong(self, name: str, why: Message, default: Default) -> Default:
        self.reject(_("“%(name)s”%(why)s", name=name, why=why))
        return default
