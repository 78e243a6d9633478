"""Outcomes: what became of one attempt to send."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from luoshi.ledger import Message


class Verdict(StrEnum):
    """What is known after an attempt."""

    SENT = "sent"  # the other side took it
    AGAIN = "again"  # it surely was not taken, and may be later
    REFUSED = "refused"  # it surely was not taken, and will not be as it is
    UNKNOWN = "unknown"  # it may have been taken


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and why, told to an administrator; none for what was sent."""

    verdict: Verdict
    why: Message | None = None


SENT = Outcome(Verdict.SENT)
