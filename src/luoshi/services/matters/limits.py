"""By when somebody has to answer: days counted from today by the programme's limits and calendar."""

from __future__ import annotations

from datetime import date

from luoshi.ledger import limit_day
from luoshi.ledger.kinds import Kind
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.records import clock
from luoshi.records.models import Matter, Programme


def sign_by(programme: Programme) -> date:
    """The day by which a unit has to sign for what it is given today."""
    limits = rules_of(programme).limits
    return limit_day(clock.today(), limits.sign_for, limits.counted, calendar_of(programme))


def plan_by(matter: Matter) -> date | None:
    """The day by which a unit has to hand in its plan if it begins to think today; None for kinds without a plan."""
    if not Kind(matter.kind).needs_plan:
        return None
    limits = rules_of(matter.programme).limits
    return limit_day(clock.today(), limits.plan, limits.counted, calendar_of(matter.programme))
