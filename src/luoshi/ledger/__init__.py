"""What a matter's life may be: roles, permissions, statuses, moves, rules, lights and limits, without a database."""

from luoshi.ledger.cadence import Cadence, Every, OnHoliday, ReportPeriod, late_periods, next_due, report_periods
from luoshi.ledger.calendar import Basis, WorkingCalendar, load_calendar
from luoshi.ledger.errors import (
    FourEyesError,
    IncompleteError,
    NotAllowedError,
    RefusalError,
    SettingsError,
    WrongStatusError,
)
from luoshi.ledger.forecast import Forecast, Method, forecast_of
from luoshi.ledger.kinds import Kind
from luoshi.ledger.ladder import DueSheet, LadderFacts, check_can_issue, sheets_due, standing_keys, state_after
from luoshi.ledger.lights import Colour, Light, LightFacts, Measured, Milestone, light_of
from luoshi.ledger.limits import limit_day, months_after
from luoshi.ledger.messages import Message
from luoshi.ledger.moves import TRANSITIONS, Deadlines, Move, RequestKind, RequestMove, RequestStatus, Transition
from luoshi.ledger.policies import MatterState, Offer, bars_reporters, can_move, check_can_move, offers
from luoshi.ledger.roles import GRANTED, Permission, Role
from luoshi.ledger.rules import LadderRules, LightRules, Limits, Rules, dump_rules, load_rules
from luoshi.ledger.sheets import Cause, Issued, Level, SheetState
from luoshi.ledger.standing import Actor, Capacity, Grant, Parties, Relation, actor_in
from luoshi.ledger.statuses import AT_REST, OPEN, Status
from luoshi.ledger.targets import Comparator, Family, Reading, Target, Wanted, framed
from luoshi.ledger.trajectories import LINEAR, Linear, Points, QuarterlySteps

__all__ = [
    "AT_REST",
    "GRANTED",
    "LINEAR",
    "OPEN",
    "TRANSITIONS",
    "Actor",
    "Basis",
    "Cadence",
    "Capacity",
    "Cause",
    "Colour",
    "Comparator",
    "Deadlines",
    "DueSheet",
    "Every",
    "Family",
    "Forecast",
    "FourEyesError",
    "Grant",
    "IncompleteError",
    "Issued",
    "Kind",
    "LadderFacts",
    "LadderRules",
    "Level",
    "Light",
    "LightFacts",
    "LightRules",
    "Limits",
    "Linear",
    "MatterState",
    "Measured",
    "Message",
    "Method",
    "Milestone",
    "Move",
    "NotAllowedError",
    "Offer",
    "OnHoliday",
    "Parties",
    "Permission",
    "Points",
    "QuarterlySteps",
    "Reading",
    "RefusalError",
    "Relation",
    "ReportPeriod",
    "RequestKind",
    "RequestMove",
    "RequestStatus",
    "Role",
    "Rules",
    "SettingsError",
    "SheetState",
    "Status",
    "Target",
    "Transition",
    "Wanted",
    "WorkingCalendar",
    "WrongStatusError",
    "actor_in",
    "bars_reporters",
    "can_move",
    "check_can_issue",
    "check_can_move",
    "dump_rules",
    "forecast_of",
    "framed",
    "late_periods",
    "light_of",
    "limit_day",
    "load_calendar",
    "load_rules",
    "months_after",
    "next_due",
    "offers",
    "report_periods",
    "sheets_due",
    "standing_keys",
    "state_after",
]
