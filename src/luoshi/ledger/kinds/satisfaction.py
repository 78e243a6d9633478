"""Kinds on which somebody outside passes judgement: livelihood items, proposals, demands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.ledger.errors import SettingsError
from luoshi.ledger.messages import message as _


class Satisfaction(StrEnum):
    """What deputies say of an answer; NONE while they have not said."""

    NONE = ""
    SATISFIED = "satisfied"
    BASICALLY = "basically"
    DISSATISFIED = "dissatisfied"


class Rating(StrEnum):
    """The five grades of 好差评 (State Council's General Office, 国办发〔2019〕51号); NONE while not given."""

    NONE = ""
    VERY_GOOD = "very-good"
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    VERY_BAD = "very-bad"

    @property
    def is_bad(self) -> bool:
        """Whether it has to be looked into and put right (差评回访整改)."""
        return self in (Rating.BAD, Rating.VERY_BAD)


@dataclass(frozen=True, slots=True)
class Ballot:
    """A satisfaction vote of the people's congress, in votes."""

    satisfied: int
    basically: int
    dissatisfied: int

    @property
    def passed(self) -> bool:
        """Whether more than half of the votes are satisfied or basically satisfied.

        >>> Ballot(152, 30, 0).passed, Ballot(40, 10, 50).passed
        (True, False)
        """
        return self.satisfied + self.basically > self.dissatisfied


@dataclass(frozen=True, slots=True)
class LivelihoodFields:
    """A livelihood item: raised by the people, elected by deputies, evaluated by the congress (群众提、代表定、人大评).

    `elected` is the day of the deputies' vote (票决).
    """

    raised_by: str = ""
    elected: date | None = None
    votes: int = 0
    ballot: Ballot | None = None


def elect(votes: Mapping[int, int], places: int) -> tuple[int, ...]:
    """The items that deputies elect: most votes first, fewer places than candidates (差额票决).

    Raises SettingsError when there is nothing to choose, or when equal votes leave the last place open: then the
    deputies vote again between those, and no machine decides.

    >>> elect({1: 90, 2: 120, 3: 45}, places=2)
    (2, 1)
    """
    if not 0 < places < len(votes):
        raise SettingsError((_("差额票决的候选项目应多于应选项目。"),))
    order = sorted(votes, key=lambda item: (-votes[item], item))
    if votes[order[places - 1]] == votes[order[places]]:
        raise SettingsError((_("末位得票相同，须由代表再次投票。"),))
    return tuple(order[:places])


@dataclass(frozen=True, slots=True)
class Round:
    """One handling of a proposal: face-to-face talk (面商), written answer (答复) and what the deputy says of it."""

    met: date | None = None
    answered: date | None = None
    satisfaction: Satisfaction = Satisfaction.NONE


@dataclass(frozen=True, slots=True)
class ProposalFields:
    """A deputy's suggestion or a member's proposal; a second round follows when the first answer did not satisfy."""

    number: str = ""
    proposer: str = ""
    rounds: tuple[Round, ...] = (Round(),)

    @property
    def must_be_handled_again(self) -> bool:
        """Whether the first answer left the proposer dissatisfied and no second was begun."""
        return len(self.rounds) == 1 and self.rounds[0].satisfaction == Satisfaction.DISSATISFIED


@dataclass(frozen=True, slots=True)
class DemandFields:
    """A demand of a firm or citizen; `revisited` is the day of the return visit after a bad rating."""

    source: str = ""
    raised: date | None = None
    answered: date | None = None
    rating: Rating = Rating.NONE
    rating_asked: date | None = None
    revisited: date | None = None
