"""Sheets of the ladder: their levels, what they are about, and how far one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _


class Level(StrEnum):
    """The steps of the ladder, from the lowest."""

    REMINDER = "reminder"
    URGING = "urging"
    ORDER = "order"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _LEVEL_LABELS[self]

    @property
    def sheet(self) -> Message:
        """What the paper is called."""
        return _SHEET_LABELS[self]

    @property
    def colour(self) -> str:
        """The colour it goes by: blue, orange or red (三明's ladder; field notes, fact 10)."""
        return _COLOURS[self]

    @property
    def above(self) -> Level | None:
        """The next step; None above the order, where only people decide."""
        return _ABOVE.get(self)


_LEVEL_LABELS = {Level.REMINDER: _("提醒"), Level.URGING: _("催办"), Level.ORDER: _("督办")}
_SHEET_LABELS = {Level.REMINDER: _("提醒单"), Level.URGING: _("催办单"), Level.ORDER: _("督办单")}
_COLOURS = {Level.REMINDER: "blue", Level.URGING: "orange", Level.ORDER: "red"}
_ABOVE = {Level.REMINDER: Level.URGING, Level.URGING: Level.ORDER}
STEP = {level: number for number, level in enumerate(Level)}


class Cause(StrEnum):
    """What a case is about."""

    ANSWER = "answer"
    REPORT = "report"
    DEADLINE = "deadline"
    LIGHT = "light"
    MANUAL = "manual"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _CAUSE_LABELS[self]


_CAUSE_LABELS = {
    Cause.ANSWER: _("签收、报送方案"),
    Cause.REPORT: _("填报"),
    Cause.DEADLINE: _("完成时限"),
    Cause.LIGHT: _("亮红灯"),
    Cause.MANUAL: _("人工下发"),
}


class SheetState(StrEnum):
    """How far a sheet is. `answered` is words; only `met` says that what was asked for is no longer owed."""

    OPEN = "open"
    ANSWERED = "answered"
    MET = "met"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    SheetState.OPEN: _("待办理"),
    SheetState.ANSWERED: _("已回复"),
    SheetState.MET: _("已销单"),
    SheetState.MISSED: _("逾期未落实"),
    SheetState.WITHDRAWN: _("已撤回"),
}
WAITING = frozenset({SheetState.OPEN, SheetState.ANSWERED})


@dataclass(frozen=True, slots=True)
class Issued:
    """A sheet that was issued; `key` says of which case."""

    level: Level
    cause: Cause
    key: str
    issued_on: date
    answer_by: date
    state: SheetState = SheetState.OPEN
