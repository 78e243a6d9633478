"""Words of the pure cores as Django shows them: each label translated when it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from luoshi.ledger import Message


class Labelled(Protocol):
    """A word of the core with what people call it."""

    @property
    def value(self) -> str:
        """As it is kept."""
        ...

    @property
    def label(self) -> Message:
        """As it is said."""
        ...


def choices_of(words: Iterable[Labelled]) -> list[tuple[str, Any]]:
    """The choices of a field that holds one of the words."""
    return [(word.value, gettext_lazy(word.label.msgid)) for word in words]


def bare_choices_of(words: Iterable[StrEnum]) -> list[tuple[str, str | Promise]]:
    """The choices of a field whose words nobody reads."""
    return [(word.value, word.value) for word in words]
