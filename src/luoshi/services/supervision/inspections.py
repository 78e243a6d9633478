"""Inspections: planned with a basis, started with a plan, findings recorded, a conclusion fed back (decree 733)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.ledger import Kind
from luoshi.ledger.inspections import Ground, InspectionMethod, InspectionType
from luoshi.ledger.messages import message
from luoshi.queries.repetitions import repeated_aims
from luoshi.records import clock
from luoshi.records.models import (
    EvidenceUse,
    Inspection,
    InspectionFinding,
    InspectionTarget,
    Matter,
    NoticeKind,
    Programme,
    Unit,
    User,
)
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.matters.creating import create_matter
from luoshi.services.notices import notify
from luoshi.services.supervision.making import liaisons_of
from luoshi.services.supervision.rights import (
    LONGEST_REASON,
    LONGEST_TITLE,
    must_be_eligible,
    recorder,
    supervisor,
    text_of,
)

_LONGEST_NAME, _MOST_OUTSIDERS, _MOST_TARGETS = 60, 50, 200


class RepeatedError(RefusedError):
    """The same was inspected just now, or is being; `lines` says by what. With a recorded reason it may be again."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        said = {"what": "；".join(lines)}
        super().__init__(_("《政府督查工作条例》禁止重复、多头督查：%(what)s。确需督查的，请写明理由。") % said)
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said of an inspection before it starts. Targets are units, each for a matter or (None) for all of it."""

    title: str
    type: InspectionType
    ground: Ground
    basis: str
    starts: date
    ends: date
    leader: User
    targets: Sequence[tuple[Unit, Matter | None]]
    members: Collection[User] = ()
    outsiders: Sequence[str] = ()
    plan: str = ""
    methods: Collection[InspectionMethod] = ()
    repeated_because: str = ""


@transaction.atomic
def plan_inspection(*, programme: Programme, actor: Actor, draft: Draft) -> Inspection:
    """A new inspection. Raises RefusedError for what is missing, RepeatedError for what repeats another unexplained."""
    person = supervisor(actor, programme)
    _hold_units(draft)
    _check(programme, draft, None)
    inspection = Inspection(programme=programme, created_by=person, **_fields(draft))
    inspection.save()
    _set_people_and_targets(inspection, draft)
    _record(inspection, actor, "plan", None, _told(draft))
    return inspection


@transaction.atomic
def change_inspection(*, inspection: Inspection, actor: Actor, revision: int, draft: Draft) -> Inspection:
    """Change an inspection that has not started."""
    supervisor(actor, inspection.programme)
    _hold_units(draft)
    _check(inspection.programme, draft, inspection)
    changed = _change(inspection, revision, Inspection.State.PLANNED, _fields(draft))
    _set_people_and_targets(changed, draft)
    _record(
        changed, actor, "change", {"title": inspection.title, "plan": inspection.plan[:LONGEST_REASON]}, _told(draft)
    )
    return changed


@transaction.atomic
def start_inspection(*, inspection: Inspection, actor: Actor, revision: int) -> Inspection:
    """Start it: the plan is mandatory, and says how (articles 12 and 15)."""
    supervisor(actor, inspection.programme)
    if not inspection.plan.strip() or not inspection.methods:
        raise RefusedError(_("须先拟订督查方案并选定督查方式，才能开始督查（条例第十五条）。"))
    if not inspection.targets.exists():
        raise RefusedError(_("请先确定督查对象。"))
    changed = _change(inspection, revision, Inspection.State.PLANNED, {"state": Inspection.State.RUNNING.value})
    _record(changed, actor, "start", {"state": "planned"}, {"state": "running"})
    return changed


@transaction.atomic
def cancel_inspection(*, inspection: Inspection, actor: Actor, revision: int, reason: str) -> Inspection:
    """Give one up that was not concluded; it stays to be read."""
    supervisor(actor, inspection.programme)
    reason = text_of(reason, _("请写明取消的理由。"), LONGEST_REASON)
    if inspection.state not in (Inspection.State.PLANNED, Inspection.State.RUNNING):
        raise RefusedError(_("已反馈结论的督查不能取消。"))
    state = Inspection.State(inspection.state)
    changed = _change(inspection, revision, state, {"state": Inspection.State.CANCELLED.value})
    _record(changed, actor, "cancel", {"state": state.value}, {"state": "cancelled"}, reason)
    return changed


@transaction.atomic
def add_finding(
    *,
    inspection: Inspection,
    actor: Actor,
    unit: Unit,
    text: str,
    matter: Matter | None = None,
    problem: bool = True,
    source: str = "",
    evidence: Collection[EvidenceUse] = (),
) -> InspectionFinding:
    """Write down what was found at a unit that is inspected, while the inspection runs."""
    person = recorder(actor, inspection)
    # Who concludes it meanwhile waits, and then sees what was found.
    running = Inspection.objects.filter(pk=inspection.pk, state=Inspection.State.RUNNING)
    if not running.update(revision=F("revision")):
        raise RefusedError(_("督查开始后、反馈结论前才能记录发现的情况。"))
    targets = list(inspection.targets.filter(unit=unit))
    if not targets or (matter is not None and all(one.matter_id not in (None, matter.pk) for one in targets)):
        raise RefusedError(_("只能记录本次督查对象的情况，不得超范围督查。"))
    if any(use.matter.programme_id != inspection.programme_id for use in evidence):
        raise RefusedError(_("证据须是本年度项目中的材料。"))
    finding = InspectionFinding.objects.create(
        inspection=inspection, unit=unit, matter=matter, problem=problem, by=person,
        text=text_of(text, _("请写明发现的情况。")), source=source.strip()[:LONGEST_REASON],
    )  # fmt: skip
    finding.evidence.set(evidence)
    told = {"unit": unit.pk, "problem": problem, "text": finding.text[:LONGEST_REASON], "evidence": len(evidence)}
    _record(inspection, actor, "find", None, told)
    return finding


@transaction.atomic
def conclude_inspection(*, inspection: Inspection, actor: Actor, revision: int, conclusion: str) -> Inspection:
    """Conclude and feed back to the units: clear facts and sufficient evidence (article 16).

    Each problem names its evidence. From this day the units' time to object runs.
    """
    person = supervisor(actor, inspection.programme)
    conclusion = text_of(conclusion, _("请写明督查结论。"))
    changes = {"state": Inspection.State.CONCLUDED.value, "conclusion": conclusion, "concluded_by": person,
               "fed_back_on": clock.today()}  # fmt: skip
    changed = _change(inspection, revision, Inspection.State.RUNNING, changes)
    # Asked only now, when nobody can add another.
    if bare := changed.findings.filter(problem=True, source="", evidence=None).count():
        raise RefusedError(_("有 %(n)d 个问题没有证据，请补充后再作出结论（条例第十六条）。") % {"n": bare})
    told = {"state": "concluded", "conclusion": conclusion[:LONGEST_REASON], "fed_back_on": clock.today().isoformat()}
    _record(changed, actor, "conclude", {"state": "running"}, told)
    units = set(changed.targets.values_list("unit", flat=True))
    people = [person for found in liaisons_of(units).values() for person in found]
    title = message("督查结论已反馈：%(title)s，有异议的请在规定期限内提出", title=changed.title)
    tell_about(changed, people, title, "concluded")
    return changed


@transaction.atomic
def rectify(*, finding: InspectionFinding, actor: Actor, revision: int, title: str, deadline: date | None) -> Matter:
    """Make a matter of rectification of a problem, led by the unit it was found at; its words are the quote."""
    inspection = finding.inspection
    supervisor(actor, inspection.programme)
    if not finding.problem:
        raise RefusedError(_("这一条不是问题，不需要整改。"))
    matter = create_matter(
        programme=inspection.programme, kind=Kind.RECTIFICATION, title=title, lead=finding.unit, actor=actor,
        task=finding.text, quote=finding.text, deadline=deadline, origin=Matter.Origin.INSPECTION.value,
    )  # fmt: skip
    claimed = InspectionFinding.objects.filter(pk=finding.pk, revision=revision, rectification=None)
    if claimed.update(rectification=matter, revision=revision + 1) != 1:
        raise ChangedMeanwhileError(
            _("这个问题刚被转为整改事项，请刷新查看。"), current={}, wanted={"revision": revision}
        )
    _record(inspection, actor, "rectify", None, {"finding": finding.pk, "matter": matter.pk})
    return matter


def tell_about(inspection: Inspection, people: Collection[User], title: Any, what: str) -> None:
    """A notice about an inspection."""
    notify(
        people=people, kind=NoticeKind.INSPECTION, title=title, link=f"/supervision/inspections/{inspection.pk}/",
        key=f"inspection-{inspection.pk}-{what}", programme=inspection.programme,
    )  # fmt: skip


def _hold_units(draft: Draft) -> None:
    """Let nobody else plan to inspect the same units until the transaction ends, in whichever programme."""
    units = sorted({unit.pk for unit, _matter in draft.targets})
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=units).order_by("pk").values_list("pk"))


def _check(programme: Programme, draft: Draft, inspection: Inspection | None) -> None:
    text_of(draft.title, _("请填写督查名称。"), LONGEST_TITLE)
    text_of(draft.basis, _("请写明立项依据：政府决定、首长指令或经批准的建议（条例第十一条）。"), LONGEST_REASON)
    if draft.ends < draft.starts:
        raise RefusedError(_("结束日期不能早于开始日期。"))
    if not draft.targets or len(draft.targets) > _MOST_TARGETS:
        raise RefusedError(_("请选择督查对象，最多 %(most)d 个。") % {"most": _MOST_TARGETS})
    if len(draft.outsiders) > _MOST_OUTSIDERS or any(len(name) > _LONGEST_NAME for name in draft.outsiders):
        raise RefusedError(_("邀请人员每行一位，每位最多 %(most)d 字。") % {"most": _LONGEST_NAME})
    must_be_eligible([draft.leader, *draft.members], programme)
    for unit, matter in draft.targets:
        if unit.region_id != programme.region_id or (matter is not None and matter.programme_id != programme.pk):
            raise RefusedError(_("督查对象和事项须属于本地区、本年度项目。"))
    if not draft.repeated_because.strip():
        found = repeated_aims(programme, draft.targets, draft.starts, draft.ends, inspection)
        if found:
            raise RepeatedError(found)


def _fields(draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.title.strip(),
        "type": draft.type.value,
        "ground": draft.ground.value,
        "basis": draft.basis.strip(),
        "plan": draft.plan.strip(),
        "methods": [method.value for method in draft.methods],
        "starts": draft.starts,
        "ends": draft.ends,
        "leader": draft.leader,
        "outsiders": [name.strip() for name in draft.outsiders if name.strip()],
        "repeated_because": draft.repeated_because.strip()[:LONGEST_REASON],
    }


def _set_people_and_targets(inspection: Inspection, draft: Draft) -> None:
    inspection.members.set([person for person in draft.members if person != draft.leader])
    inspection.targets.all().delete()
    wanted = dict.fromkeys(draft.targets)
    InspectionTarget.objects.bulk_create(
        InspectionTarget(inspection=inspection, unit=unit, matter=matter) for unit, matter in wanted
    )


def _told(draft: Draft) -> dict[str, Any]:
    told = {**_fields(draft), "leader": draft.leader.pk, "starts": draft.starts.isoformat(),
            "ends": draft.ends.isoformat(), "plan": draft.plan[:LONGEST_REASON],
            "targets": [f"{unit.name}{f'：{matter.number}' if matter else ''}" for unit, matter in draft.targets],
            "members": [str(person) for person in draft.members]}  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _change(inspection: Inspection, revision: int, state: Inspection.State, changes: dict[str, Any]) -> Inspection:
    """One conditional UPDATE of an inspection that is in a state."""
    claimed = Inspection.objects.filter(pk=inspection.pk, revision=revision, state=state.value)
    if claimed.update(**changes, revision=revision + 1) != 1:
        now = Inspection.objects.get(pk=inspection.pk)
        raise ChangedMeanwhileError(
            _("这次督查刚有变化，现为“%(state)s”。您的内容没有保存，请查看后再决定。")
            % {"state": now.get_state_display()},
            current={"revision": now.revision, "state": now.state},
            wanted={"revision": revision},
        )
    return Inspection.objects.select_related("programme", "leader").get(pk=inspection.pk)


def _record(
    inspection: Inspection,
    actor: Actor,
    act: str,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    record_event(
        programme=inspection.programme, actor=actor, act=f"inspection.{act}", subject=inspection, before=before,
        after=after, reason=reason,
    )  # fmt: skip
