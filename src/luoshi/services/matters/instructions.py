"""Leaders' instructions (批示): written by the leader or by the supervision office for him; each becomes a matter."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Kind, RefusalError, Status
from luoshi.ledger.kinds import Grade, check_can_be_part, instruction_days
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.records import clock
from luoshi.records.models import Matter, Post, Programme, Unit
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.matters.creating import create_matter
from luoshi.services.matters.families import parents_in
from luoshi.services.notices.of_moves import tell_of

_LONGEST, _TITLE = 2000, 60


@transaction.atomic
def write_instruction(
    *,
    programme: Programme,
    post: Post,
    text: str,
    grade: Grade,
    lead: Unit,
    actor: Actor,
    cooperating: Collection[Unit] = (),
    about: Matter | None = None,
) -> Matter:
    """An instruction of the leader who holds a post, given to a unit, about a matter or by itself; a matter of its own.

    Its days follow from its grade: to be signed for by the day of deployment, finished in a week or a month. One about
    an open matter is a part of that: the whole is not closed before it.
    """
    text = text.strip()
    if not text:
        raise RefusedError(_("请写明批示内容。"))
    if len(text) > _LONGEST:
        raise RefusedError(_("批示内容最多 %(most)d 字。") % {"most": _LONGEST})
    if not post.leads:
        raise RefusedError(_("请选择作出批示的领导职务。"))
    if about is not None and about.programme_id != programme.pk:
        raise RefusedError(_("批示所针对的事项须在同一年度项目中。"))
    issued = clock.today()
    days = instruction_days(issued, grade, rules_of(programme).limits, calendar_of(programme))
    made = create_matter(
        programme=programme, kind=Kind.INSTRUCTION, title=_title(text, post), task=text, quote=text, lead=lead,
        cooperating=[unit for unit in cooperating if unit.pk != lead.pk], leaders=[post], deadline=days.finish,
        own={"text": text, "issued": issued.isoformat(), "grade": grade.value}, actor=actor,
        parent=about if about is not None and _takes_parts(about) else None,
        origin=Matter.Origin.INSTRUCTION, sign_for=days.deploy,
    )  # fmt: skip
    if about is not None:
        told = {"number": made.number, "post": post.title}
        event = record_event(
            programme=programme, actor=actor, act="matter.instruct", subject=about, after=told, reason=text[:400]
        )
        if about.lead_id != lead.pk:  # it knows by the new matter
            tell_of(event, about)
    return made


def _title(text: str, post: Post) -> str:
    first = " ".join(text.split())
    begun = first if len(first) <= _TITLE else first[: _TITLE - 1] + "…"
    return f"{post.title}批示：{begun}"


def _takes_parts(about: Matter) -> bool:
    """Whether an instruction can be a part of the matter that it is about; else it stands beside it."""
    try:
        check_can_be_part(0, about.pk, parents_in(about.programme), Status(about.status))
    except RefusalError:
        return False
    return True
