"""Closing rules: what has to be there before a unit may ask for close-out, by kind, as the checklist people tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.ledger.kinds.fields import (
    Fields,
    IndicatorFields,
    RectificationFields,
)
from luoshi.ledger.kinds.instructions import InstructionFields
from luoshi.ledger.kinds.projects import ProjectFields
from luoshi.ledger.kinds.satisfaction import DemandFields, LivelihoodFields, ProposalFields, Satisfaction
from luoshi.ledger.lights import Measured, Milestone
from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _
from luoshi.ledger.schedule import gap

# A rating that was asked for and not given counts as none after so many days (好差评: nobody is made to rate).
_RATING_WAITS = 5


class VerificationMethod(StrEnum):
    """How a close-out was verified (domain, section 5)."""

    FILES = "files"
    PHONE = "phone"
    ON_SITE = "on-site"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _METHOD_LABELS[self]


_METHOD_LABELS = {
    VerificationMethod.FILES: _("查阅资料"),
    VerificationMethod.PHONE: _("电话核查"),
    VerificationMethod.ON_SITE: _("现场核实"),
}


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What a matter's closing rule looks at. `evidence` counts pieces; `open_submatters` are their numbers."""

    fields: Fields
    today: date
    evidence: int
    achieved: str
    measured: tuple[Measured, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    open_submatters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One condition of a closing rule, whether it holds, and what to do when it does not."""

    label: Message
    holds: bool
    remedy: Message


def closing_checklist(facts: ClosingFacts) -> tuple[ChecklistItem, ...]:
    """Every condition for asking close-out, those of all kinds first, in the order in which people meet them."""
    return (*_of_all(facts), *_of_kind(facts))


def missing_for_closing(facts: ClosingFacts) -> tuple[Message, ...]:
    """What is still to be done before close-out may be asked for."""
    return tuple(item.remedy for item in closing_checklist(facts) if not item.holds)


def _of_all(facts: ClosingFacts) -> Iterator[ChecklistItem]:
    yield ChecklistItem(_("有佐证材料"), facts.evidence > 0, _("请至少上传一件佐证材料。"))
    yield ChecklistItem(_("写明完成情况"), bool(facts.achieved.strip()), _("请写明做成了什么。"))
    numbers = "、".join(facts.open_submatters)
    remedy = _("子事项%(numbers)s尚未销号，请先办结。", numbers=numbers)
    yield ChecklistItem(_("子事项均已销号"), not facts.open_submatters, remedy)
    late = "、".join(step.name for step in facts.milestones if step.done is None)
    remedy = _("节点“%(names)s”尚未报告完成，请先填报；确已取消的，请申请调整方案。", names=late)
    yield ChecklistItem(_("各节点均已完成"), not late, remedy)


def _of_kind(facts: ClosingFacts) -> Iterator[ChecklistItem]:
    """A task has no condition of its own: its steps are everybody's."""
    match facts.fields:
        case IndicatorFields() as own:
            yield from _indicator(own, facts)
        case ProjectFields() as own:
            yield from _project(own)
        case LivelihoodFields() as own:
            yield from _livelihood(own)
        case RectificationFields() as own:
            yield from _rectification(own, facts.today)
        case ProposalFields() as own:
            yield from _proposal(own)
        case DemandFields() as own:
            yield from _demand(own, facts.today)
        case InstructionFields() as own:
            yield from _instruction(own)


def _indicator(own: IndicatorFields, facts: ClosingFacts) -> Iterator[ChecklistItem]:
    """A missed target is closed too, as missed: what counts is that statistics have decided it."""
    official = own.official_value is not None and bool(own.official_source.strip()) and own.official_day is not None
    yield ChecklistItem(_("有统计部门数据"), official, _("请填写统计数据、发布单位和数据日期。"))
    # An amount that has reached its floor is decided early; a ceiling, a rate or a level only at the period's end.
    undecided = [m.target.ends for m in facts.measured if not _decided(m)]
    remedy = _("目标须到%(day)s的数据才能定论，请届时再申请。", day=max(undecided, default=facts.today))
    yield ChecklistItem(_("数据足以定论"), not undecided, remedy)


def _decided(measured: Measured) -> bool:
    reading = measured.reading
    return reading is not None and (reading.as_of >= measured.target.ends or gap(measured.target, reading).kept)


def _project(own: ProjectFields) -> Iterator[ChecklistItem]:
    remedy = _(
        "项目现为“%(reached)s”，承诺“%(promised)s”，尚未到位。", reached=own.reached.label, promised=own.promised.label
    )
    yield ChecklistItem(_("达到承诺的阶段"), own.promised.reached_by(own.reached), remedy)


def _livelihood(own: LivelihoodFields) -> Iterator[ChecklistItem]:
    yield ChecklistItem(_("经人大满意度测评"), own.ballot is not None, _("请录入人大满意度测评结果。"))
    failed = own.ballot is not None and not own.ballot.passed
    yield ChecklistItem(_("测评满意"), not failed, _("满意和基本满意未过半，请整改后再次提请测评。"))


def _rectification(own: RectificationFields, today: date) -> Iterator[ChecklistItem]:
    accepted = own.accepted is not None and own.accepted <= today and bool(own.accepted_by.strip())
    yield ChecklistItem(_("经验收"), accepted, _("请填写验收日期和验收单位。"))


def _proposal(own: ProposalFields) -> Iterator[ChecklistItem]:
    last = own.rounds[-1]
    yield ChecklistItem(_("已面商"), last.met is not None, _("请与代表、委员面商并填写日期。"))
    yield ChecklistItem(_("已书面答复"), last.answered is not None, _("请填写书面答复日期。"))
    yield ChecklistItem(_("有满意度意见"), last.satisfaction != Satisfaction.NONE, _("请录入代表、委员的满意度意见。"))
    # After the second handling the ledger records whatever the proposer says; he cannot be made to be satisfied.
    again = own.must_be_handled_again
    yield ChecklistItem(_("不满意的已再次办理"), not again, _("代表、委员不满意，请再次办理并重新答复。"))


def _demand(own: DemandFields, today: date) -> Iterator[ChecklistItem]:
    yield ChecklistItem(_("已答复"), own.answered is not None, _("请答复诉求人并填写日期。"))
    waited = own.rating_asked is not None and (today - own.rating_asked).days >= _RATING_WAITS
    remedy = _("请邀请诉求人评价；邀请满%(days)s天未评价的可不等待。", days=_RATING_WAITS)
    yield ChecklistItem(_("已评价或已邀请评价"), bool(own.rating) or waited, remedy)
    put_right = not own.rating.is_bad or own.revisited is not None
    yield ChecklistItem(_("差评已回访整改"), put_right, _("收到差评，请回访核实并整改后填写回访日期。"))


def _instruction(own: InstructionFields) -> Iterator[ChecklistItem]:
    yield ChecklistItem(_("已书面反馈"), own.reported is not None, _("请向批示领导书面反馈办理结果。"))
    yield ChecklistItem(_("领导已阅"), own.noted is not None, _("请待批示领导审阅后再申请销号。"))
