"""Publishing a table: matters are numbered, quotes frozen, units assigned, an edition kept; all of it or nothing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.ledger import AT_REST, RequestKind, RequestStatus
from luoshi.queries.editions import changes_between, said_by
from luoshi.queries.registers import Cast, cast_of
from luoshi.queries.table_checks import checks_of
from luoshi.records.models import Edition, Matter, MatterRequest, ResponsibilityTable, TableRow
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.matters.opening import open_matters
from luoshi.services.notices.of_moves import tell_of
from luoshi.services.notices.of_tables import Affected, tell_of_edition
from luoshi.services.numbering import hold_programme, next_numbers
from luoshi.services.tables.assigning import assign
from luoshi.services.tables.changes import rows_of

_LONGEST_REASON = 400
_NOT_YET = (Matter.Status.ASSIGNED.value, Matter.Status.OBJECTED.value)


def check_can_publish(table: ResponsibilityTable, rows: list[TableRow], cast: Cast) -> None:
    """Raises RefusedError while the table is not this year's, has no rows, or has errors open."""
    if table.purpose != ResponsibilityTable.Purpose.WORK:
        raise RefusedError(_("往年参考表不能发布；请在本年分解中起草。"))
    if table.job != ResponsibilityTable.Job.READY or not rows:
        raise RefusedError(_("表中还没有任务行，不能发布。"))
    errors = sum(check.severity == "error" for check in checks_of(table, rows, cast))
    if errors:
        message = ngettext("还有 %(n)d 处错误，改正后才能发布。", "还有 %(n)d 处错误，改正后才能发布。", errors)
        raise RefusedError(message % {"n": errors})


@transaction.atomic
def publish(*, table: ResponsibilityTable, edition: int, actor: Actor, reason: str) -> Edition:
    """Publish the table as it stands, as the edition after number `edition`, which the person saw (0: none yet).

    New rows become matters with new numbers; matters keep theirs for ever; those of rows that are gone are withdrawn.
    Raises RefusedError; ChangedMeanwhileError where somebody published first. One of two that publish at once wins.
    """
    if actor.person is None:
        raise RuntimeError("a table is published by a person")
    if len(reason) > _LONGEST_REASON:
        raise RefusedError(_("说明最多 %(most)d 字。") % {"most": _LONGEST_REASON})
    if edition and not reason.strip():
        raise RefusedError(_("请写明修订的原因，它会记入新版本。"))
    _claim(table, edition)
    # From here on nobody moves a matter: what a unit does just then is seen, and not undone.
    hold_programme(table.programme)
    hold_back_others(table.programme)
    rows, cast = rows_of(table), cast_of(table.programme)
    check_can_publish(table, rows, cast)
    last = Edition.objects.filter(table=table, number=edition).first()
    before = last.rows if last else []
    said = [said_by(row) for row in rows]
    changes = changes_between(before, said)
    if last and not changes:
        raise RefusedError(_("与第 %(n)d 版相比没有改动，不需要再次发布。") % {"n": edition})
    affected = Affected()
    matters = _matters(table, rows, cast, actor, reason, affected)
    for one in said:
        one["number"], one["matter"] = matters[one["row"]].number, matters[one["row"]].pk
    kept = Edition.objects.create(
        table=table, number=edition + 1, rows=said, reason=reason.strip(), published_by=actor.person
    )
    counts = {what: sum(change.what == what for change in changes) for what in ("added", "changed", "withdrawn")}
    record_event(
        programme=table.programme,
        actor=actor,
        act="table.publish",
        subject=table,
        before={"edition": edition},
        after={"edition": edition + 1, "matters": len(said), **counts},
        reason=reason.strip(),
    )
    tell_of_edition(kept, affected, actor)
    return kept


def _claim(table: ResponsibilityTable, edition: int) -> None:
    """Exactly one of those who publish after the same edition gets past here."""
    claimed = ResponsibilityTable.objects.filter(pk=table.pk, edition=edition).update(
        edition=edition + 1, state=ResponsibilityTable.State.PUBLISHED
    )
    if claimed != 1:
        now = ResponsibilityTable.objects.get(pk=table.pk)
        last = Edition.objects.filter(table=table).select_related("published_by").order_by("-number").first()
        who = str(last.published_by) if last else _("他人")
        raise ChangedMeanwhileError(
            _("此表刚由%(who)s发布为第 %(n)d 版，请刷新后查看改动再决定。") % {"who": who, "n": now.edition},
            current={"edition": now.edition},
            wanted={"edition": edition + 1},
        )


def _matters(
    table: ResponsibilityTable, rows: list[TableRow], cast: Cast, actor: Actor, reason: str, affected: Affected
) -> dict[int, Matter]:
    """The matter of each row by the row's id, made or brought up to date; those of rows that are gone withdrawn."""
    known = {matter.row_id: matter for matter in Matter.objects.filter(row__table=table).select_related("programme")}
    fresh = [row for row in rows if row.pk not in known]
    numbers = iter(next_numbers(table.programme, len(fresh)))
    matters = {}
    for row in rows:
        matter = known.pop(row.pk, None) or Matter(programme=table.programme, row=row, number=next(numbers))
        led = matter.lead_id
        if assign(matter, row, cast, actor, reason):
            affected.changed(matter, led)
        matters[row.pk] = matter
    open_matters(list(matters.values()))
    for matter in known.values():
        _withdraw(matter, actor, reason, affected)
    return matters


def _withdraw(matter: Matter, actor: Actor, reason: str, affected: Affected) -> None:
    """Take a matter out whose row is gone; one that was signed for leaves only when its leader agrees."""
    taken_out = Matter.objects.filter(pk=matter.pk, status__in=_NOT_YET, revision=matter.revision)
    if taken_out.update(status=Matter.Status.WITHDRAWN.value, revision=matter.revision + 1):
        matter.assignments.filter(ended=False).update(ended=True)
        affected.taken_away(matter.lead_id)
        record_event(
            programme=matter.programme,
            actor=actor,
            act="matter.withdraw",
            subject=matter,
            before={"status": matter.status},
            after={"status": Matter.Status.WITHDRAWN.value},
            reason=reason,
        )
    elif matter.status not in AT_REST and actor.person is not None:
        waiting = {"matter": matter, "kind": RequestKind.WITHDRAWAL.value, "status": RequestStatus.PENDING.value}
        _request, made = MatterRequest.objects.get_or_create(
            **waiting, defaults={"reason": reason, "asked_by": actor.person}
        )
        if made:
            after = {"kind": RequestKind.WITHDRAWAL.value}
            event = record_event(
                programme=matter.programme, actor=actor, act="matter.ask-withdrawal", subject=matter, after=after,
                reason=reason,
            )  # fmt: skip
            tell_of(event, matter)
