"""Sentences the ledger says to people: a Chinese sentence with places for figures, translatable as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and what stands in its places; `values` may hold sentences again.

    `msgid` is the Chinese sentence as translators know it, its places written %(name)s.
    """

    msgid: str
    values: tuple[tuple[str, str | Message], ...] = ()

    def __str__(self) -> str:
        return self.told(str)

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in another language: `translate` gives a msgid's translation, as gettext does.

        >>> str(message("逾期%(days)s天", days=3))
        '逾期3天'
        >>> message("逾期%(days)s天", days=3).told({"逾期%(days)s天": "%(days)s days overdue"}.__getitem__)
        '3 days overdue'
        """
        if not self.values:
            return translate(self.msgid)
        return translate(self.msgid) % {
            name: value.told(translate) if isinstance(value, Message) else value for name, value in self.values
        }


def message(msgid: str, **values: object) -> Message:
    """A sentence with its values; modules import this as `_`, the name by which makemessages finds sentences."""
    told = ((name, value if isinstance(value, Message) else str(value)) for name, value in values.items())
    return Message(msgid, tuple(told))


def joined(parts: tuple[Message, ...], separator: str = "；") -> Message:
    """Several sentences as one.

    >>> str(joined((message("甲"), message("乙"))))
    '甲；乙'
    """
    names = [f"part{number}" for number in range(len(parts))]
    return Message(separator.join(f"%({name})s" for name in names), tuple(zip(names, parts, strict=True)))


def as_data(sentence: Message) -> dict[str, Any]:
    """A message as JSON holds it, so that what is stored can be told in any language later.

    >>> as_data(message("逾期%(days)s天，%(why)s", days=3, why=message("缺佐证")))
    {'msgid': '逾期%(days)s天，%(why)s', 'values': {'days': '3', 'why': {'msgid': '缺佐证'}}}
    """
    data: dict[str, Any] = {"msgid": sentence.msgid}
    if sentence.values:
        data["values"] = {
            name: as_data(value) if isinstance(value, Message) else value for name, value in sentence.values
        }
    return data


def from_data(data: Mapping[str, Any]) -> Message:
    """The message that `as_data` turned into JSON; its values in the order of `data`, which a database may change.

    >>> from_data(as_data(joined((message("逾期%(days)s天", days=3), message("缺佐证"))))).told(str)
    '逾期3天；缺佐证'
    """
    values = data.get("values", {})
    told = ((name, from_data(value) if isinstance(value, Mapping) else value) for name, value in values.items())
    return Message(data["msgid"], tuple(told))


def figure(value: float, decimals: int = 2) -> str:
    """A number as people write it: no more decimals than needed, no sign on zero.

    >>> figure(240.0), figure(91.666), figure(-0.001), figure(1234567.5)
    ('240', '91.67', '0', '1234567.5')
    """
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
