"""Lights: computed, never typed, and explained (domain, section 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.ledger.messages import Message, figure, joined
from luoshi.ledger.messages import message as _
from luoshi.ledger.rules import LightRules
from luoshi.ledger.schedule import gap
from luoshi.ledger.statuses import OPEN, Status
from luoshi.ledger.targets import Family, Reading, Target


class Colour(StrEnum):
    """Colours of a light; never shown without their word."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"
    GREY = "grey"

    @property
    def label(self) -> Message:
        """The word shown with the colour."""
        return _LABELS[self]


_LABELS = {
    Colour.GREEN: _("正常"),
    Colour.YELLOW: _("预警"),
    Colour.RED: _("滞后"),
    Colour.BLUE: _("待核"),
    Colour.GREY: _("已销号"),
}
_SEVERITY = {Colour.GREEN: 0, Colour.YELLOW: 1, Colour.RED: 2}
# A grey light's word is 已销号 only where that is so.
_AT_REST_WORDS = {
    Status.DRAFT: _("尚未交办，不亮灯"),
    Status.SUSPENDED: _("经批准中止办理，不亮灯"),
    Status.CLOSED: _("已核实销号"),
    Status.MERGED: _("已并入其他事项，随该事项亮灯"),
    Status.WITHDRAWN: _("已撤销，不再督办"),
}


# What a matter waits for in its first statuses; the unit's answer, not its work.
_ASKED_OF_UNIT = {Status.ASSIGNED: _("签收"), Status.ACCEPTED: _("报送方案")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a light says, with the colour it would give alone."""

    colour: Colour
    reason: Message


@dataclass(frozen=True, slots=True)
class Light:
    """A colour and all that was found, the worst first; there is always at least one finding."""

    colour: Colour
    findings: tuple[Finding, ...]

    @property
    def reason(self) -> Message:
        """Why, in one sentence: everything of the light's own colour, or of the worst where the light is blue."""
        worst = self.findings[0].colour
        told = joined(tuple(finding.reason for finding in self.findings if finding.colour == worst))
        return _("%(findings)s。", findings=told)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a plan (季度形象进度): when it is due, and when it was reported done. Weights are relative."""

    name: str
    due: date
    done: date | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A target of a matter with its latest reading; None when nothing has been read."""

    target: Target
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class LightFacts:
    """What a matter's light depends on, and nothing else.

    `deadline` is the one that holds now, extensions included; None for 持续推进. `periods_late` is what
    cadence.late_periods counts. `done`: the unit has reported the matter complete, but not yet asked for close-out.
    `answer_due` is the day by which the unit has to sign for the matter or hand in its plan, whichever it waits for.
    """

    status: Status
    deadline: date | None = None
    periods_late: int = 0
    measured: tuple[Measured, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    done: bool = False
    answer_due: date | None = None


def light_of(facts: LightFacts, rules: LightRules, today: date) -> Light:
    """A matter's light on a day: the worst of all its findings while it is open; blue when done, grey at rest.

    >>> facts = LightFacts(Status.IN_PROGRESS, deadline=date(2025, 6, 30), periods_late=1)
    >>> light = light_of(facts, LightRules(), date(2025, 7, 12))
    >>> light.colour, str(light.reason)
    (<Colour.RED: 'red'>, '已超过时限2025-06-30，逾期12天。')
    """
    if facts.status not in OPEN:
        return Light(Colour.GREY, (Finding(Colour.GREY, _AT_REST_WORDS[facts.status]),))
    if facts.status == Status.CLOSING:
        return Light(Colour.BLUE, (Finding(Colour.BLUE, _("已申请销号，等待核实")),))
    findings = sorted(_findings(facts, rules, today), key=lambda finding: -_SEVERITY[finding.colour])
    if not findings:
        findings = [Finding(Colour.GREEN, _nothing_due(facts))]
    if facts.done and findings[0].colour == Colour.GREEN:
        # Reporting a matter done does not hide a figure or a step that says otherwise.
        reported = Finding(Colour.BLUE, _("已报告完成，尚待申请销号并核实"))
        return Light(Colour.BLUE, (reported, *findings))
    return Light(findings[0].colour, tuple(findings))


def _findings(facts: LightFacts, rules: LightRules, today: date) -> Iterator[Finding]:
    yield from _of_deadline(facts, rules, today)
    yield from _of_answer(facts, today)
    yield from _of_reports(facts, rules)
    for measured in facts.measured:
        if measured.reading is not None:
            yield _of_measure(measured.target, measured.reading, rules)
    if facts.milestones:
        yield from _of_milestones(facts.milestones, rules, today)


def _of_deadline(facts: LightFacts, rules: LightRules, today: date) -> Iterator[Finding]:
    """Overdue is red; near without completion reported is yellow. What is reported done waits for others."""
    if facts.deadline is None or facts.done:
        return
    left = (facts.deadline - today).days
    if left < 0:
        reason = _("已超过时限%(deadline)s，逾期%(days)s天", deadline=facts.deadline, days=-left)
        yield Finding(Colour.RED, reason)
    elif left <= rules.near_days and not _all_kept(facts):
        reason = _("距时限%(deadline)s还有%(days)s天，尚未报告完成", deadline=facts.deadline, days=left)
        yield Finding(Colour.YELLOW, reason)


def _of_answer(facts: LightFacts, today: date) -> Iterator[Finding]:
    """A matter that nobody signs for, or plans, is not on schedule (sign-for with time limit)."""
    asked = _ASKED_OF_UNIT.get(facts.status)
    if asked is not None and facts.answer_due is not None and facts.answer_due < today:
        days = (today - facts.answer_due).days
        reason = _("应于%(due)s前%(asked)s，已过%(days)s天", due=facts.answer_due, asked=asked, days=days)
        yield Finding(Colour.YELLOW, reason)


def _all_kept(facts: LightFacts) -> bool:
    """Whether every figure is an amount that has reached its floor already, and every step is done."""
    kept = [m.reading is not None and gap(m.target, m.reading).kept for m in facts.measured]
    steps = [step.done is not None for step in facts.milestones]
    return bool(kept or steps) and all(kept) and all(steps)


def _of_reports(facts: LightFacts, rules: LightRules) -> Iterator[Finding]:
    if facts.periods_late >= rules.late_yellow:
        colour = Colour.RED if facts.periods_late >= rules.late_red else Colour.YELLOW
        yield Finding(colour, _("已连续%(periods)s期未按时填报", periods=facts.periods_late))


def _of_measure(target: Target, reading: Reading, rules: LightRules) -> Finding:
    found = gap(target, reading)
    is_rate = target.family == Family.RATE
    yellow, red = (rules.rate_yellow, rules.rate_red) if is_rate else (rules.behind_yellow, rules.behind_red)
    colour = Colour.GREEN
    if found.points > red or found.broken:
        colour = Colour.RED
    elif found.points > yellow or (reading.as_of >= target.ends and found.points > 0):
        # At the period's end nothing is left to catch up, so that no shortfall is on schedule.
        colour = Colour.YELLOW
    named = _("%(name)s：%(reason)s", name=target.name, reason=found.reason) if target.name else found.reason
    return Finding(colour, named)


def _of_milestones(steps: tuple[Milestone, ...], rules: LightRules, today: date) -> Iterator[Finding]:
    """Steps done against steps due, by weight; one done early counts for one that is late. A day is due once over."""
    total = sum(step.weight for step in steps)
    due = sum(step.weight for step in steps if step.due < today)
    done = sum(step.weight for step in steps if step.done is not None)
    late = [step for step in steps if step.due < today and step.done is None]
    points = round((due - done) / total * 100, 2) if total > 0 else 0.0
    worst = max(((today - step.due).days for step in late), default=0)
    told = _("%(all)s个节点已完成%(done)s个", all=len(steps), done=sum(step.done is not None for step in steps))
    if late:
        names = "、".join(f"{step.name}（{step.due.isoformat()}）" for step in late)
        told = _("%(told)s，未按期完成：%(late)s，落后%(points)s个百分点", told=told, late=names,
                 points=figure(max(points, 0.0)))  # fmt: skip
    colour = Colour.GREEN
    if late and (points > rules.behind_red or 0 < rules.milestone_red_days < worst):
        colour = Colour.RED
    elif late and points > rules.behind_yellow:
        colour = Colour.YELLOW
    yield Finding(colour, told)
    near = [step for step in steps if step.done is None and 0 <= (step.due - today).days <= rules.near_days]
    for step in near:
        days = (step.due - today).days
        yield Finding(Colour.YELLOW, _("节点“%(name)s”距期限%(due)s还有%(days)s天，尚未报告完成", name=step.name,
                                       due=step.due, days=days))  # fmt: skip


def _nothing_due(facts: LightFacts) -> Message:
    """What a green light says that has no figure and no step to go by; it claims nothing that is not so."""
    told = [facts.status.label]
    told.append(_("持续推进") if facts.deadline is None else _("时限%(deadline)s，未逾期", deadline=facts.deadline))
    if facts.measured:
        told.append(_("暂无数据"))
    if facts.periods_late:
        told.append(_("%(periods)s期迟报，未到预警界限", periods=facts.periods_late))
    return joined(tuple(told), "，")
