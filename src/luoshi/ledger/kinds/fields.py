"""Own fields of each kind, as they are kept in a record and read back with every mistake told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from math import inf

from luoshi.ledger.checked import Reader
from luoshi.ledger.kinds.instructions import Grade, InstructionFields
from luoshi.ledger.kinds.kind import Kind
from luoshi.ledger.kinds.projects import ProjectFields, Stage
from luoshi.ledger.kinds.satisfaction import (
    Ballot,
    DemandFields,
    LivelihoodFields,
    ProposalFields,
    Rating,
    Round,
    Satisfaction,
)
from luoshi.ledger.messages import message as _

_MOST_MONEY, _MOST_VOTES, _MOST_ROUNDS = 1e9, 5000, 2


@dataclass(frozen=True, slots=True)
class IndicatorFields:
    """An indicator's own fields: the official figure that decides it, who published it, and for which day."""

    official_value: float | None = None
    official_source: str = ""
    official_day: date | None = None


@dataclass(frozen=True, slots=True)
class TaskFields:
    """A work task's own fields: what it is to deliver (成果形式), for the verifier to look for."""

    deliverable: str = ""


@dataclass(frozen=True, slots=True)
class RectificationFields:
    """A problem's own fields: where it was found, listed (挂牌) when, accepted (验收) when and by whom."""

    found_by: str = ""
    listed: date | None = None
    accepted: date | None = None
    accepted_by: str = ""


Fields = (
    IndicatorFields
    | TaskFields
    | ProjectFields
    | LivelihoodFields
    | RectificationFields
    | ProposalFields
    | DemandFields
    | InstructionFields
)


def load_fields(kind: Kind, kept: Mapping[str, object]) -> Fields:
    """A kind's own fields from a record or a form; what is not said is empty.

    Raises SettingsError with a line for each mistake.

    >>> load_fields(Kind.PROJECT, {"promised": "started", "investment": 12000}).promised
    <Stage.STARTED: 'started'>
    """
    reader = Reader(kept, str(kind.label))
    loaded = _LOADERS[kind](reader)
    reader.finish()
    return loaded


def dump_fields(fields_of_kind: Fields) -> dict[str, object]:
    """Fields as load_fields reads them back, ready for JSON: dates as text, choices by their value.

    >>> dump_fields(RectificationFields(listed=date(2025, 3, 1)))
    {'found_by': '', 'listed': '2025-03-01', 'accepted': None, 'accepted_by': ''}
    """
    return {field.name: _plain(getattr(fields_of_kind, field.name)) for field in fields(fields_of_kind)}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _indicator(reader: Reader) -> IndicatorFields:
    value = reader.number("official_value", 0.0, -inf, inf) if reader.has("official_value") else None
    return IndicatorFields(value, reader.text("official_source"), reader.day("official_day"))


def _task(reader: Reader) -> TaskFields:
    return TaskFields(reader.text("deliverable"))


def _project(reader: Reader) -> ProjectFields:
    stages = reader.choice("promised", Stage.BUILT), reader.choice("reached", Stage.CONCEIVED)
    money = (reader.number(name, 0.0, 0, _MOST_MONEY) for name in ("investment", "planned_this_year", "paid_this_year"))
    return ProjectFields(*stages, *money)


def _livelihood(reader: Reader) -> LivelihoodFields:
    raised, elected = reader.text("raised_by"), reader.day("elected")
    votes = reader.integer("votes", 0, 0, _MOST_VOTES)
    if not reader.has("ballot"):
        return LivelihoodFields(raised, elected, votes)
    inner = reader.part("ballot", str(_("满意度测评")))
    counts = (inner.integer(name, 0, 0, _MOST_VOTES) for name in ("satisfied", "basically", "dissatisfied"))
    ballot = Ballot(*counts)
    inner.close()
    return LivelihoodFields(raised, elected, votes, ballot)


def _rectification(reader: Reader) -> RectificationFields:
    found, listed = reader.text("found_by"), reader.day("listed")
    fields_read = RectificationFields(found, listed, reader.day("accepted"), reader.text("accepted_by"))
    if listed and fields_read.accepted and fields_read.accepted < listed:
        reader.reject(_("验收日期早于挂牌日期"))
    return fields_read


def _proposal(reader: Reader) -> ProposalFields:
    rounds = []
    for inner in reader.parts("rounds", str(_("第几次办理"))):
        satisfaction = inner.choice("satisfaction", Satisfaction.NONE)
        rounds.append(Round(inner.day("met"), inner.day("answered"), satisfaction))
        inner.close()
    if len(rounds) > _MOST_ROUNDS:
        reader.reject(_("建议提案最多办理两次"))
    return ProposalFields(reader.text("number"), reader.text("proposer"), tuple(rounds) or (Round(),))


def _demand(reader: Reader) -> DemandFields:
    return DemandFields(
        source=reader.text("source"),
        raised=reader.day("raised"),
        answered=reader.day("answered"),
        rating=reader.choice("rating", Rating.NONE),
        rating_asked=reader.day("rating_asked"),
        revisited=reader.day("revisited"),
    )


def _instruction(reader: Reader) -> InstructionFields:
    return InstructionFields(
        text=reader.text("text"),
        issued=reader.day("issued"),
        grade=reader.choice("grade", Grade.ORDINARY),
        deployed=reader.day("deployed"),
        reported=reader.day("reported"),
        noted=reader.day("noted"),
    )


_LOADERS: dict[Kind, Callable[[Reader], Fields]] = {
    Kind.INDICATOR: _indicator,
    Kind.TASK: _task,
    Kind.PROJECT: _project,
    Kind.LIVELIHOOD: _livelihood,
    Kind.RECTIFICATION: _rectification,
    Kind.PROPOSAL: _proposal,
    Kind.DEMAND: _demand,
    Kind.INSTRUCTION: _instruction,
}
