"""Rules of a programme: thresholds of lights, time limits, cadence; the domain's defaults unless it says else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from luoshi.ledger.cadence import Cadence, Every, OnHoliday
from luoshi.ledger.checked import Reader
from luoshi.ledger.errors import SettingsError
from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _

_MOST_POINTS, _MOST_DAYS, _MOST_PERIODS = 1000.0, 366, 24
_LONGEST_REMINDER = 60  # days ahead; earlier it reminds of nothing


class Days(StrEnum):
    """How the days of a time limit are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class LightRules:
    """When a light turns (domain, section 6). Points are of a hundred; a colour begins above its threshold, not at it.

    `rate_*` are percent of the target's rate: a rate below what the target allows is behind at once, because growth
    does not add up over the year. `near_days`: this many days before a deadline without completion reported is yellow.
    `milestone_red_days`: a milestone overdue longer than this is red whatever its weight; 0 switches that off.
    """

    behind_yellow: float = 10.0
    behind_red: float = 30.0
    rate_yellow: float = 0.0
    rate_red: float = 30.0
    near_days: int = 7
    late_yellow: int = 1
    late_red: int = 2
    milestone_red_days: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """Time limits, in days of the kind that `counted` names.

    `deploy`, `feedback`, `ordinary` and `major_months` are those of a leader's instruction (一、三、七日，一个月:
    the “13710” rule of several provinces). `objection` and `answer` are those of a supervised unit (decree 733,
    article 17).
    """

    sign_for: int = 3
    plan: int = 10
    approve: int = 5
    deploy: int = 1
    feedback: int = 3
    ordinary: int = 7
    major_months: int = 1
    objection: int = 30
    answer: int = 30
    look_back: int = 90
    counted: Days = Days.CALENDAR


@dataclass(frozen=True, slots=True)
class LadderRules:
    """When sheets are issued (domain, section 7). Days to answer are counted as `Limits.counted` says.

    `automatic`: the daily job issues sheets; without it people do. `remind_*`: how many days before its day
    the reminder of an answer, a report or a deadline is due. `red_days`: how long a light may stay red after its
    reminder. `late_reminder`: days given by a reminder that is made when its own day is over already, so that nobody
    has missed what he was never sent. `urging`, `order`: days given by those sheets. `no_repeat_days`: a unit is not
    inspected for the same matter again within so many days without a recorded reason (decree 733, article 15).
    """

    automatic: bool = True
    remind_answer: int = 1
    remind_report: int = 1
    remind_deadline: int = 7
    red_days: int = 7
    late_reminder: int = 2
    urging: int = 3
    order: int = 5
    no_repeat_days: int = 90


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything of a programme that can be set; `ranking` off means that units are not ranked."""

    lights: LightRules = field(default_factory=LightRules)
    limits: Limits = field(default_factory=Limits)
    cadence: Cadence = field(default_factory=Cadence)
    ranking: bool = True
    ladder: LadderRules = field(default_factory=LadderRules)


def load_rules(settings: Mapping[str, object]) -> Rules:
    """A programme's rules from its settings, such as {"lights": {"behind_yellow": 5}}; what is not said is the default.

    Raises SettingsError with a line for each mistake: an unknown name, a value out of range, red before yellow.

    >>> load_rules({"lights": {"behind_yellow": 5}}).lights.behind_yellow
    5
    >>> load_rules({"lights": {"behind_yelow": 5, "behind_red": 4}})
    Traceback (most recent call last):
    luoshi.ledger.errors.SettingsError: 亮灯规则：没有“behind_yelow”这一项，请核对名称。
    亮灯规则：红灯的界限不能低于黄灯的界限。
    """
    problems: list[Message] = []
    reader = Reader(settings, str(_("项目规则")), problems)
    rules = Rules(
        _light_rules(reader.part("lights", str(_("亮灯规则")))),
        _limits(reader.part("limits", str(_("办理时限")))),
        _cadence(reader.part("cadence", str(_("填报周期"))), problems),
        reader.truth("ranking", True),
        _ladder(reader.part("ladder", str(_("催办督办"))), problems),
    )
    reader.finish()
    return rules


def dump_rules(rules: Rules) -> dict[str, object]:
    """Rules as settings that load_rules reads back to the same rules, ready for JSON."""
    return asdict(rules)


def _light_rules(reader: Reader) -> LightRules:
    known = LightRules()
    rules = LightRules(
        behind_yellow=reader.number("behind_yellow", known.behind_yellow, 0, _MOST_POINTS),
        behind_red=reader.number("behind_red", known.behind_red, 0, _MOST_POINTS),
        rate_yellow=reader.number("rate_yellow", known.rate_yellow, 0, _MOST_POINTS),
        rate_red=reader.number("rate_red", known.rate_red, 0, _MOST_POINTS),
        near_days=reader.integer("near_days", known.near_days, 0, _MOST_DAYS),
        late_yellow=reader.integer("late_yellow", known.late_yellow, 1, _MOST_PERIODS),
        late_red=reader.integer("late_red", known.late_red, 1, _MOST_PERIODS),
        milestone_red_days=reader.integer("milestone_red_days", known.milestone_red_days, 0, _MOST_DAYS),
    )
    reader.close()
    pairs = ((rules.behind_yellow, rules.behind_red), (rules.rate_yellow, rules.rate_red))
    if any(red < yellow for yellow, red in (*pairs, (rules.late_yellow, rules.late_red))):
        reader.reject(_("红灯的界限不能低于黄灯的界限"))
    return rules


def _limits(reader: Reader) -> Limits:
    known = Limits()
    days = {
        name: reader.integer(name, getattr(known, name), 1, _MOST_DAYS)
        for name in (
            "sign_for",
            "plan",
            "approve",
            "deploy",
            "feedback",
            "ordinary",
            "objection",
            "answer",
            "look_back",
        )
    }
    months = reader.integer("major_months", known.major_months, 1, 24)
    limits = Limits(**days, major_months=months, counted=reader.choice("counted", known.counted))
    reader.close()
    if not limits.deploy <= limits.feedback <= limits.ordinary:
        reader.reject(_("批示的部署、反馈、办结时限应逐个不短于前一个"))
    return limits


def _ladder(reader: Reader, problems: list[Message]) -> LadderRules:
    known = LadderRules()
    told = len(problems)
    reminders = {
        name: reader.integer(name, getattr(known, name), 0, _LONGEST_REMINDER)
        for name in ("remind_answer", "remind_report", "remind_deadline")
    }
    given = {
        name: reader.integer(name, getattr(known, name), 1, _MOST_DAYS)
        for name in ("red_days", "late_reminder", "urging", "order")
    }
    again = reader.integer("no_repeat_days", known.no_repeat_days, 0, _MOST_DAYS)
    rules = LadderRules(reader.truth("automatic", True), **reminders, **given, no_repeat_days=again)
    reader.close()
    return rules if len(problems) == told else known


def _cadence(reader: Reader, problems: list[Message]) -> Cadence:
    known = Cadence()
    every = reader.choice("every", known.every)
    by = reader.integer("by", 5 if every == Every.WEEK else 15 if every == Every.HALF_MONTH else known.by, 1, 92)
    following = reader.truth("following", known.following)
    on_holiday = reader.choice("on_holiday", OnHoliday.AFTER)
    reader.close()
    try:
        return Cadence(every, by, following, on_holiday)
    except SettingsError as error:
        problems.extend(error.problems)
        return known
