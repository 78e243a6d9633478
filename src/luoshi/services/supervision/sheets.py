"""What people do with sheets: issue one of their own, answer, give more time, call it done, take it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import OPEN, Cause, DueSheet, Level, SheetState, Status, check_can_issue
from luoshi.ledger.limits import limit_day
from luoshi.ledger.messages import message
from luoshi.queries.access import Access
from luoshi.queries.asked_already import asked_already
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.records import clock
from luoshi.records.models import Matter, NoticeKind, Sheet, User
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.matters.refusals import said
from luoshi.services.notices import notify
from luoshi.services.numbering import hold_programme
from luoshi.services.supervision.making import (
    Wish,
    address_of,
    liaisons_of,
    make_sheets,
    manual_key,
    supervisors_of,
)
from luoshi.services.supervision.rights import LONGEST_REASON, person_of, supervisor, text_of

_LONGEST_TEXT = 4000
_UNDER_WAY = (SheetState.OPEN.value, SheetState.ANSWERED.value, SheetState.MISSED.value)


class AskedAlreadyError(RefusedError):
    """The unit is being asked the same already; `lines` says by what. With a reason it may be asked all the same."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__(_("该单位已在办理同样的要求：%(what)s。确需再发的，请写明理由。") % {"what": "；".join(lines)})
        self.lines = lines


@transaction.atomic
def issue_sheet(
    *,
    matter: Matter,
    actor: Actor,
    level: Level,
    ask: str,
    answer_by: date | None = None,
    urgent: bool = False,
    reason: str = "",
) -> Sheet:
    """A person's own sheet about a matter, to its lead unit; without `answer_by` the rules' days are given.

    Raises NotPermittedError; RefusedError for a step that is skipped, a matter at rest, or words that are missing;
    AskedAlreadyError while the unit is asked the same and no reason is given.
    """
    supervisor(actor, matter.programme)
    hold_programme(matter.programme)
    matter = Matter.objects.select_related("programme", "lead").get(pk=matter.pk)
    ask, reason = _text(ask, _("请写明要求单位做什么。")), reason.strip()[:LONGEST_REASON]
    with said():
        check_can_issue(level, urgent, reason)
    if matter.lead is None or Status(matter.status) not in OPEN:
        raise RefusedError(_("事项没有牵头单位，或已不在办理中，不能下发。"))
    if not reason and (lines := asked_already(matter)):
        raise AskedAlreadyError(lines)
    today = clock.today()
    rules = rules_of(matter.programme)
    days = rules.ladder.urging if level == Level.REMINDER else rules.ladder.order
    by = answer_by or limit_day(today, days, rules.limits.counted, calendar_of(matter.programme))
    if by < today:
        raise RefusedError(_("办理期限不能早于今天。"))
    due = DueSheet(level, Cause.MANUAL, manual_key(matter), today, by, message("%(ask)s", ask=ask))
    wish = Wish(matter, due, ask, urgent, reason)
    return make_sheets(matter.programme, [wish], actor)[0]


@transaction.atomic
def answer_sheet(*, sheet: Sheet, actor: Actor, revision: int, answer: str) -> Sheet:
    """The unit's written answer. It says what will be done; the sheet is done with when that is done."""
    person = person_of(actor)
    if sheet.unit_id not in Access(person).own_units:
        raise NotPermittedError(_("请由收文单位的联络员回复。"))
    hold_programme(sheet.programme)
    answer = _text(answer, _("请填写回复内容。"))
    late = sheet.state == SheetState.MISSED
    changed = _change(
        sheet,
        revision,
        actor,
        "answer-sheet",
        {
            "state": SheetState.MISSED.value if late else SheetState.ANSWERED.value,
            "answer": answer,
            "answered_by": person,
            "answered_at": clock.now(),
        },
        told={"answer": answer[:LONGEST_REASON]},
    )
    title = message("%(unit)s已回复%(number)s：%(title)s", unit=changed.unit or "", number=changed.number,
                    title=changed.matter.title)  # fmt: skip
    _notify(changed, [changed.issued_by] if changed.issued_by else supervisors_of(changed.programme), title, "answered")
    return changed


@transaction.atomic
def extend_sheet(*, sheet: Sheet, actor: Actor, revision: int, answer_by: date, reason: str) -> Sheet:
    """Give a unit with a good reason more time; until then the ladder waits. The first day given stays on record."""
    supervisor(actor, sheet.programme)
    hold_programme(sheet.programme)
    reason = _reason(reason, _("请写明为什么宽限。"))
    if answer_by <= sheet.answer_by or answer_by < clock.today():
        raise RefusedError(_("新的期限要晚于原期限，且不早于今天。"))
    if _has_higher(sheet):
        raise RefusedError(_("已下发更高一级的单子，请在那一份上宽限。"))
    changes = {"answer_by": answer_by, "state": SheetState.OPEN.value}
    told = {"answer_by": answer_by.isoformat()}
    changed = _change(sheet, revision, actor, "extend-sheet", changes, told=told, reason=reason)
    title = message("%(number)s的办理期限宽限至%(by)s", number=changed.number, by=answer_by)
    _notify(changed, liaisons_of({changed.unit_id or 0}).get(changed.unit_id or 0, []), title, f"until-{answer_by}")
    return changed


@transaction.atomic
def clear_sheet(*, sheet: Sheet, actor: Actor, revision: int) -> Sheet:
    """Say that what a person asked for was done; what the ladder asks for is seen in the ledger, not said."""
    supervisor(actor, sheet.programme)
    hold_programme(sheet.programme)
    if sheet.cause != Cause.MANUAL:
        raise RefusedError(_("系统下发的单子在事项补报、完成后自动销单，不能手工销单。"))
    changes = {"state": SheetState.MET.value, "met_on": clock.today()}
    return _change(sheet, revision, actor, "meet-sheet", changes)


@transaction.atomic
def withdraw_sheet(*, sheet: Sheet, actor: Actor, revision: int, reason: str) -> Sheet:
    """Take a sheet back, with a reason; its case goes up no further by itself."""
    supervisor(actor, sheet.programme)
    hold_programme(sheet.programme)
    reason = _reason(reason, _("请写明为什么撤回。"))
    changed = _change(sheet, revision, actor, "withdraw-sheet", {"state": SheetState.WITHDRAWN.value}, reason=reason)
    title = message("%(number)s已撤回", number=changed.number)
    _notify(changed, liaisons_of({changed.unit_id or 0}).get(changed.unit_id or 0, []), title, "withdrawn")
    return changed


def _change(
    sheet: Sheet,
    revision: int,
    actor: Actor,
    act: str,
    changes: dict[str, Any],
    *,
    told: dict[str, Any] | None = None,
    reason: str = "",
) -> Sheet:
    """One conditional UPDATE of a sheet under way, and its event in the matter's time line."""
    claimed = Sheet.objects.filter(pk=sheet.pk, revision=revision, state__in=_UNDER_WAY)
    if claimed.update(**changes, revision=revision + 1) != 1:
        now = Sheet.objects.get(pk=sheet.pk)
        raise ChangedMeanwhileError(
            _("%(number)s刚有变化，现为“%(state)s”。您的内容没有保存，请查看后再决定。")
            % {"number": now.number, "state": now.get_state_display()},
            current={"revision": now.revision, "state": now.state},
            wanted={"revision": revision},
        )
    record_event(
        programme=sheet.programme,
        actor=actor,
        act=f"matter.{act}",
        subject=sheet.matter,
        before={"sheet": sheet.number, "state": sheet.state},
        after={"sheet": sheet.number, "state": changes.get("state", sheet.state), **(told or {})},
        reason=reason,
    )
    return Sheet.objects.select_related("programme", "matter", "unit", "issued_by").get(pk=sheet.pk)


def _notify(sheet: Sheet, people: list[User], title: Any, what: str) -> None:
    notify(
        people=people,
        kind=NoticeKind.SHEET,
        title=title,
        link=address_of(sheet),
        key=f"sheet-{sheet.pk}-{what}-{sheet.revision}",
        programme=sheet.programme,
        matter=sheet.matter,
    )


def _has_higher(sheet: Sheet) -> bool:
    above = Level(sheet.level).above
    return Sheet.objects.filter(matter=sheet.matter, key=sheet.key, level=above.value if above else "").exists()


def _text(text: str, missing: str) -> str:
    return text_of(text, missing, _LONGEST_TEXT)


def _reason(reason: str, missing: str) -> str:
    return text_of(reason, missing, LONGEST_REASON)
