"""Notices of what is done to a matter: one table says which act tells whom, and in which words.

What goes as it should (signing, starting, reporting in time, taking one's own request back) tells nobody: it stands in
the lists. Whoever acts is never told of it himself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from luoshi.ledger import RequestKind
from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _
from luoshi.queries.audience import Group, audience_of
from luoshi.records.models import Event, Matter, NoticeKind, User
from luoshi.services.notices.notifying import notify_many
from luoshi.services.notices.telling import Wanted

_LONGEST_REASON = 80  # of a reason in a notice; the matter's page has all of it


@dataclass(frozen=True, slots=True)
class Telling:
    """Whom an act tells what. The sentence's places: title, unit (leading), by (day to sign), reason, helper, asked.

    `gone`: they no longer see the matter, so that the notice leads to their workbench.
    """

    groups: frozenset[Group]
    kind: NoticeKind
    sentence: Message
    gone: bool = False


def _to(groups: Group | tuple[Group, ...], kind: NoticeKind, sentence: Message, *, gone: bool = False) -> Telling:
    return Telling(frozenset([groups] if isinstance(groups, Group) else groups), kind, sentence, gone)


LEAD, FORMER, HELPERS, OFFICE = Group.LEAD, Group.FORMER, Group.HELPERS, Group.OFFICE
_UNITS = (LEAD, HELPERS)
_K = NoticeKind
_ASKED = _("“%(title)s”申请%(asked)s，请批复：%(reason)s")
_GRANTED = _("“%(title)s”的%(asked)s申请已批准")
_REFUSED = _("“%(title)s”的%(asked)s申请未获批准：%(reason)s")

# By the act of the event, without "matter."; whoever is in two groups of an act is told the first.
TELLINGS: dict[str, tuple[Telling, ...]] = {
    "assign-matter": (
        _to(LEAD, _K.ASSIGNED, _("新交办：%(title)s，请于%(by)s前签收")),
        _to(HELPERS, _K.ASSIGNED, _("新交办%(unit)s，请配合：%(title)s")),
    ),
    "assign-instruction": (
        _to(LEAD, _K.INSTRUCTION, _("领导批示交办：%(title)s，请于%(by)s前签收")),
        _to(HELPERS, _K.INSTRUCTION, _("领导批示交办%(unit)s，请配合：%(title)s")),
        _to(OFFICE, _K.INSTRUCTION, _("领导批示已交办%(unit)s：%(title)s")),
    ),
    "instruct": (_to(LEAD, _K.INSTRUCTION, _("领导就“%(title)s”作出批示：%(reason)s")),),
    "object-to-matter": (_to(OFFICE, _K.OBJECTION, _("%(unit)s对“%(title)s”提出异议：%(reason)s")),),
    "retract-objection": (_to(OFFICE, _K.OBJECTION, _("%(unit)s撤回了对“%(title)s”的异议")),),
    "keep-assignment": (_to(LEAD, _K.OBJECTION, _("异议未采纳，“%(title)s”请于%(by)s前签收：%(reason)s")),),
    "reassign-matter": (
        _to(LEAD, _K.ASSIGNED, _("改派给贵单位：%(title)s，请于%(by)s前签收")),
        _to(FORMER, _K.ASSIGNED, _("“%(title)s”已改派%(unit)s：%(reason)s"), gone=True),
        _to(HELPERS, _K.ASSIGNED, _("“%(title)s”的牵头单位改为%(unit)s")),
    ),
    "restore-matter": (
        _to(LEAD, _K.ASSIGNED, _("恢复交办：%(title)s，请于%(by)s前签收")),
        _to(HELPERS, _K.ASSIGNED, _("恢复交办%(unit)s，请配合：%(title)s")),
    ),
    "submit-plan": (_to(Group.APPROVERS, _K.PLAN, _("%(unit)s报送方案，请审批：%(title)s")),),
    "approve-plan": (_to(LEAD, _K.PLAN, _("方案已批准，开始办理：%(title)s")),),
    "return-plan": (_to(LEAD, _K.PLAN, _("方案被退回：%(title)s。%(reason)s")),),
    "contribute": (_to(LEAD, _K.REPORT, _("%(helper)s提供了配合情况：%(title)s")),),
    "correct-report": (_to(OFFICE, _K.REPORT, _("%(unit)s更正了“%(title)s”的填报：%(reason)s")),),
    "ask-for-help": (_to(OFFICE, _K.REPORT, _("%(unit)s请求协调“%(title)s”：%(reason)s")),),
    "report-after-urging": (_to(OFFICE, _K.REPORT, _("%(unit)s已补报：%(title)s")),),
    "request-closing": (_to(Group.VERIFIERS, _K.CLOSING, _("%(unit)s申请销号，请核实：%(title)s")),),
    "retract-closing": (_to(Group.VERIFIERS, _K.CLOSING, _("%(unit)s撤回了销号申请：%(title)s")),),
    "close-matter": (_to(_UNITS, _K.CLOSING, _("已销号：%(title)s")),),
    "return-matter": (_to(LEAD, _K.CLOSING, _("销号申请被退回：%(title)s。%(reason)s")),),
    "look-back": (_to(LEAD, _K.CLOSING, _("回头看通过：%(title)s")),),
    "reopen-matter": (
        _to((LEAD, HELPERS, Group.LEADERS, OFFICE), _K.CLOSING, _("回头看不合格，重新办理：%(title)s。%(reason)s")),
    ),
    "suspend-matter": (_to((*_UNITS, OFFICE), _K.REQUEST, _("“%(title)s”已中止办理：%(reason)s")),),
    "resume-matter": (_to((*_UNITS, OFFICE), _K.REQUEST, _("“%(title)s”恢复办理：%(reason)s")),),
    "merge-matter": (_to((*_UNITS, OFFICE), _K.REQUEST, _("“%(title)s”已并入其他事项：%(reason)s")),),
    "withdraw-matter": (_to((*_UNITS, OFFICE), _K.REQUEST, _("“%(title)s”已撤销：%(reason)s")),),
    # Of what is suspended, merged or withdrawn at request the move itself tells.
    **{
        f"ask-{kind}": (_to(OFFICE if kind == RequestKind.RELEASE else Group.APPROVERS, _K.REQUEST, _ASKED),)
        for kind in RequestKind
    },
    **{f"refuse-{kind}": (_to((Group.ASKER, LEAD), _K.REQUEST, _REFUSED),) for kind in RequestKind},
    **{
        f"approve-{kind}": (_to((Group.ASKER, LEAD), _K.REQUEST, _GRANTED),)
        for kind in (RequestKind.EXTENSION, RequestKind.PLAN_CHANGE)
    },
    "approve-release": (
        _to(Group.ASKER, _K.REQUEST, _GRANTED, gone=True),
        _to(LEAD, _K.REQUEST, _("%(helper)s不再配合“%(title)s”")),
    ),
    "refuse-release": (_to(Group.ASKER, _K.REQUEST, _REFUSED),),
}


def tell_of(
    event: Event,
    matter: Matter,
    *,
    act: str = "",
    former: int | None = None,
    asker: User | None = None,
    barred: Collection[int] = (),
    reason: str = "",
) -> None:
    """Tell of an event of a matter what the table says, in the transaction of the event; most acts tell nobody.

    `matter` is as it stands after the act, `former` the unit that led it before. `act` is another row of the table
    than the event's own, `asker` who had asked for what was decided, `barred` people who reported and cannot
    verify. The event is the key: what was told is not told again.
    """
    act = act or event.act.removeprefix("matter.")
    tellings = TELLINGS.get(act, ())
    if not tellings:
        return
    groups = {group for telling in tellings for group in telling.groups}
    found = audience_of(matter, groups, former=former) | {Group.ASKER: [asker] if asker else []}
    told = {event.actor_id}
    wanted = []
    for telling in tellings:
        shut = told | (set(barred) if Group.VERIFIERS in telling.groups else set())
        people = {one.pk: one for group in telling.groups for one in found.get(group, []) if one.pk not in shut}
        told |= people.keys()
        if people:
            title = _(telling.sentence.msgid, **_said(act, event, matter, reason or event.reason))
            link = reverse("workbench") if telling.gone else reverse("ledger-matter", args=[matter.pk])
            key = f"event-{event.pk}-{act}"
            wanted.append(Wanted(people.values(), telling.kind, title, link, key, matter.programme, matter))
    notify_many(wanted)


def _said(act: str, event: Event, matter: Matter, reason: str) -> dict[str, object]:
    asked = act.split("-", 1)[-1]
    line = " ".join(reason.split())
    return {
        "title": matter.title,
        "unit": matter.lead.name if matter.lead else "",
        "by": matter.answer_due or "",
        "reason": line if len(line) <= _LONGEST_REASON else f"{line[: _LONGEST_REASON - 1]}…",
        "helper": str((event.after or {}).get("unit") or ""),
        "asked": RequestKind(asked).label if asked in set(RequestKind) else "",
    }
