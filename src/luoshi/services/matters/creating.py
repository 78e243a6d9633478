"""Matters that come from no table: of meetings, inspections, instructions, proposals, demands, or on their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Kind, Permission, Role, Status
from luoshi.ledger.kinds import check_can_be_part, dump_fields, load_fields
from luoshi.queries.access import Access
from luoshi.records.models import Assignment, Matter, Post, Programme, Unit
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.matters.holding import held
from luoshi.services.matters.limits import sign_by
from luoshi.services.matters.opening import open_matters
from luoshi.services.matters.refusals import said
from luoshi.services.notices.of_moves import tell_of
from luoshi.services.numbering import next_numbers

_LONGEST_TITLE, _LONGEST_TASK = 200, 4000


@transaction.atomic
def create_matter(
    *,
    programme: Programme,
    kind: Kind,
    title: str,
    lead: Unit,
    actor: Actor,
    task: str = "",
    quote: str = "",
    cooperating: Collection[Unit] = (),
    leaders: Collection[Post] = (),
    deadline: date | None = None,
    own: Mapping[str, object] | None = None,
    parent: Matter | None = None,
    origin: str = Matter.Origin.MANUAL,
    sign_for: date | None = None,
) -> Matter:
    """A new matter, numbered and assigned at once; the lead unit has to sign for it by `sign_for`, or in usual time.

    `quote` is the words it comes from (a decision, an instruction, a finding), frozen from now on. Raises RefusedError
    for what does not fit together, NotPermittedError for somebody who may not assign matters (a leader may, by an
    instruction for a post of his own).
    """
    _check_may(programme, kind, leaders, actor)
    title, task = title.strip(), (task or title).strip()
    _check(programme, title, task, [lead, *cooperating], leaders)
    with said():
        fields = dump_fields(load_fields(kind, own or {}))
    number = next_numbers(programme, 1)[0]
    if parent is not None:
        parent = _whole(programme, parent)
    matter = Matter(
        programme=programme, number=number, kind=kind.value, status=Status.ASSIGNED.value,
        origin=origin, title=title, task=task, quote=(quote or task).strip(), first_deadline=deadline,
        deadline=deadline, lead=lead, parent=parent, own=fields, answer_due=sign_for or sign_by(programme),
    )  # fmt: skip
    matter.write_leaders([post.title for post in leaders])
    matter.save()
    _give(matter, lead, cooperating, leaders)
    event = record_event(
        programme=programme, actor=actor, act="matter.assign-matter", subject=matter,
        after=_told(matter, lead, cooperating),
    )  # fmt: skip
    open_matters([matter])
    tell_of(event, matter, act="assign-instruction" if kind == Kind.INSTRUCTION else "")
    return matter


def check_can_create(programme: Programme, actor: Actor) -> None:
    """Raises NotPermittedError for somebody who may not assign matters in the programme's region."""
    person = actor.person
    if person is None or not Access(person).may(Permission.ASSIGN_MATTERS, programme.region_id):
        raise NotPermittedError(_("立项和交办由督查员办理，请联系督查室。"))


def _check_may(programme: Programme, kind: Kind, leaders: Collection[Post], actor: Actor) -> None:
    """A leader writes instructions, which he answers for by his own post; all else is the office's."""
    if kind == Kind.INSTRUCTION and actor.person is not None:
        own = {grant.post_id for grant in Access(actor.person).grants if grant.role == Role.LEADER}
        if leaders and {post.pk for post in leaders} <= own:
            return
    check_can_create(programme, actor)


def _check(programme: Programme, title: str, task: str, units: Collection[Unit], leaders: Collection[Post]) -> None:
    if not title:
        raise RefusedError(_("请填写事项名称。"))
    if len(title) > _LONGEST_TITLE or len(task) > _LONGEST_TASK:
        most = {"title": _LONGEST_TITLE, "task": _LONGEST_TASK}
        raise RefusedError(_("事项名称最多 %(title)d 字，工作任务最多 %(task)d 字。") % most)
    named: list[Unit | Post] = [*units, *leaders]
    if any(one.region_id != programme.region_id or not one.active for one in named):
        raise RefusedError(_("牵头单位、配合单位和责任领导须为本地区在用的单位和职务。"))
    if len({unit.pk for unit in units}) < len(units):
        raise RefusedError(_("同一单位不能既牵头又配合，也不能重复列出。"))


def _whole(programme: Programme, parent: Matter) -> Matter:
    """The matter of which a new one is to be part, as it stands and stays: it is not closed meanwhile."""
    parent = held(parent.pk)
    if parent.programme_id != programme.pk:
        raise RefusedError(_("上级事项须在同一年度项目中。"))
    rows = Matter.objects.filter(programme=programme, parent__isnull=False).values_list("pk", "parent")
    parents = {part: whole for part, whole in rows if whole is not None}
    with said():
        check_can_be_part(0, parent.pk, parents, Status(parent.status))
    return parent


def _give(matter: Matter, lead: Unit, cooperating: Collection[Unit], leaders: Collection[Post]) -> None:
    parts = [(Assignment.Part.LEAD, lead), *((Assignment.Part.COOPERATE, unit) for unit in cooperating)]
    Assignment.objects.bulk_create(
        Assignment(matter=matter, part=part, unit=unit, written=unit.name, order=at)
        for at, (part, unit) in enumerate(parts)
    )
    matter.leaders.set(leaders)


def _told(matter: Matter, lead: Unit, cooperating: Collection[Unit]) -> dict[str, Any]:
    told = {
        "number": matter.number,
        "title": matter.title,
        "kind": matter.kind,
        "origin": str(matter.origin),
        "status": matter.status,
        "lead": lead.pk,
        "leaders": matter.leaders_written,
        "units": [f"cooperate:{unit.name}" for unit in cooperating],
        "deadline": matter.deadline.isoformat() if matter.deadline else None,
        "parent": matter.parent_id,
    }
    return {name: value for name, value in told.items() if value}
