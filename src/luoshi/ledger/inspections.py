"""Inspections by the Regulation on Government Supervision (decree 733): types, bases, methods, and no repetition."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _


class InspectionType(StrEnum):
    """The five types of article 14."""

    GENERAL = "general"
    SPECIAL = "special"
    INCIDENT = "incident"
    DAILY = "daily"
    CLUE = "clue"

    @property
    def label(self) -> Message:
        """What the regulation calls it."""
        return _TYPES[self]


_TYPES = {
    InspectionType.GENERAL: _("综合督查"),
    InspectionType.SPECIAL: _("专项督查"),
    InspectionType.INCIDENT: _("事件调查"),
    InspectionType.DAILY: _("日常督办"),
    InspectionType.CLUE: _("线索核查"),
}


class Ground(StrEnum):
    """What an inspection rests on (article 11); without one of these there is none."""

    DECISION = "decision"
    ORDER = "order"
    PROPOSAL = "proposal"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.DECISION: _("本级政府决定"),
    Ground.ORDER: _("政府行政首长指令"),
    Ground.PROPOSAL: _("经批准的督查建议"),
}


class InspectionMethod(StrEnum):
    """The eight methods of article 12."""

    SELF_CHECK = "self-check"
    REPORT = "report"
    VISIT = "visit"
    MEETING = "meeting"
    FILES = "files"
    CLUES = "clues"
    TALK = "talk"
    ONLINE = "online"

    @property
    def label(self) -> Message:
        """What the regulation calls it."""
        return _METHODS[self]


_METHODS = {
    InspectionMethod.SELF_CHECK: _("要求督查对象自查、说明情况"),
    InspectionMethod.REPORT: _("听取督查对象汇报"),
    InspectionMethod.VISIT: _("开展检查、访谈、暗访"),
    InspectionMethod.MEETING: _("组织座谈、听证、统计、评估"),
    InspectionMethod.FILES: _("调阅、复制与督查事项有关的资料"),
    InspectionMethod.CLUES: _("通过信函、电话、媒体等渠道收集线索"),
    InspectionMethod.TALK: _("约谈督查对象负责人或者相关责任人"),
    InspectionMethod.ONLINE: _("运用现代信息技术手段开展“互联网+督查”"),
}


class SanctionKind(StrEnum):
    """What may be proposed (article 21); it is never more than a proposal until somebody entitled approves it."""

    PRAISE = "praise"
    INCENTIVE = "incentive"
    CRITICISM = "criticism"
    ACCOUNTABILITY = "accountability"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _SANCTIONS[self]


_SANCTIONS = {
    SanctionKind.PRAISE: _("表扬"),
    SanctionKind.INCENTIVE: _("激励"),
    SanctionKind.CRITICISM: _("批评"),
    SanctionKind.ACCOUNTABILITY: _("追究责任"),
}


@dataclass(frozen=True, slots=True)
class Aim:
    """A unit that an inspection goes to, for a matter or (None) for all it does, and when; `name` says of which one."""

    unit: int
    matter: int | None
    starts: date
    ends: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Repetition:
    """An aim that repeats an earlier one, and why that is so."""

    aim: Aim
    earlier: Aim
    why: Message


def repetitions(aims: Iterable[Aim], others: Collection[Aim], days: int) -> tuple[Repetition, ...]:
    """The aims that repeat others (article 15): at the same time at the same unit, or soon after for the same matter.

    At the same time whatever the matter: no unit is inspected by two teams at once (多头督查). An inspection of
    all that a unit does counts for each of its matters. `days`: how long after the end of the one another is too soon.

    >>> may = Aim(7, 3, date(2025, 5, 6), date(2025, 5, 9), "春季督查")
    >>> again = Aim(7, 3, date(2025, 6, 10), date(2025, 6, 11))
    >>> [str(one.why) for one in repetitions([again], [may], 90)]
    ['“春季督查”（2025-05-06至2025-05-09）已就同一事项督查过该单位，间隔32天，不足90天']
    >>> repetitions([Aim(7, 4, date(2025, 6, 10), date(2025, 6, 11))], [may], 90)
    ()
    """
    found = []
    for aim in aims:
        for other in others:
            if other.unit == aim.unit and (why := _why(aim, other, days)) is not None:
                found.append(Repetition(aim, other, why))
    return tuple(found)


def _why(aim: Aim, other: Aim, days: int) -> Message | None:
    told = {"name": other.name, "starts": other.starts, "ends": other.ends}
    if aim.starts <= other.ends and other.starts <= aim.ends:
        return _("“%(name)s”（%(starts)s至%(ends)s）同期督查该单位", **told)
    if aim.matter is not None and other.matter is not None and aim.matter != other.matter:
        return None
    first, last = (other, aim) if other.ends < aim.starts else (aim, other)
    apart = (last.starts - first.ends).days
    if timedelta(apart) > timedelta(days):
        return None
    return _("“%(name)s”（%(starts)s至%(ends)s）已就同一事项督查过该单位，间隔%(apart)s天，不足%(days)s天",
             **told, apart=apart, days=days)  # fmt: skip
