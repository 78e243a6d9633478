"""Drafts: saved while somebody writes, one a period; the later save of the same draft is told.

Drafts leave no events: they are nobody's word yet, and are saved every few seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Move
from luoshi.ledger import RefusalError as CoreRefusalError
from luoshi.ledger.messages import figure
from luoshi.ledger.policies import check_may_move
from luoshi.queries.standing import standing_in, state_of
from luoshi.records import clock
from luoshi.records.models import Matter, Report, ReportDue, User
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.refusals import said
from luoshi.services.reporting.writing import LONGEST_TEXT, TEXTS, Written

_FIELDS = {*TEXTS, "typed", "steps_done", "complete", "reason"}
_MOST_TYPED, _LONGEST_TYPED, _LONGEST_REASON = 50, 40, 400


def save_draft(
    *,
    due: ReportDue | None,
    actor: Actor,
    revision: int,
    fields: Mapping[str, Any],
    matter: Matter | None = None,
) -> Report:
    """Save what stands in a form: texts, `typed` (what stands in the number fields), `steps_done`, `complete`.

    `revision` is the draft's as it was read, 0 where there was none. Raises NotPermittedError, RefusedError, and
    ChangedMeanwhileError with both versions where another save came first: nothing of either is lost.
    """
    if actor.person is None:
        raise RuntimeError("a draft is written by a person")
    of = matter if due is None else due.matter
    if of is None:
        raise ValueError("a draft without a period names its matter")
    check_can_write(of, actor.person)
    kept = _checked(fields)
    try:
        return _save(of, due, actor.person, revision, kept)
    except IntegrityError:
        raise _saved_first(of, due, kept) from None


@transaction.atomic
def _save(matter: Matter, due: ReportDue | None, person: User, revision: int, kept: dict[str, Any]) -> Report:
    if not revision:
        return Report.objects.create(
            matter=matter, due=due, unit_id=matter.lead_id, by=person, saved_at=clock.now(), **kept
        )
    found = Report.objects.filter(matter=matter, due=due, state=Report.State.DRAFT, revision=revision)
    if found.update(**kept, by=person, saved_at=clock.now(), revision=revision + 1) != 1:
        raise _saved_first(matter, due, kept)
    return Report.objects.get(matter=matter, due=due, state=Report.State.DRAFT)


def discard_draft(*, due: ReportDue | None, actor: Actor, revision: int, matter: Matter | None = None) -> None:
    """Throw a draft away, if it is still as it was read; evidence handed in with it stays with the matter."""
    if actor.person is None:
        raise RuntimeError("a draft is thrown away by a person")
    of = matter if due is None else due.matter
    if of is None:
        raise ValueError("a draft without a period names its matter")
    check_can_write(of, actor.person)
    empty: dict[str, Any] = dict.fromkeys((*TEXTS, "reason"), "") | {"typed": {}, "steps_done": []}
    found = Report.objects.filter(matter=of, due=due, state=Report.State.DRAFT, revision=revision)
    found.update(**empty, complete=False, saved_at=clock.now(), revision=revision + 1)


def keep_as_draft(due: ReportDue, person: User, written: Written) -> bool:
    """Keep what somebody could not submit; False where a draft of somebody's stands in the way."""
    typed = {str(target): figure(value, 6) for target, value in written.figures.items()}
    fields = {**written.texts, "typed": typed, "steps_done": sorted(set(written.steps_done))}
    own = Report.objects.filter(due=due, state=Report.State.DRAFT, by=person).first()
    try:
        _save(due.matter, due, person, own.revision if own else 0, fields | {"complete": bool(written.complete)})
    except (IntegrityError, ChangedMeanwhileError):
        return False
    return True


def check_can_write(matter: Matter, person: User) -> None:
    """Only who may report the matter now, or correct its reports, writes drafts."""
    current = Matter.objects.select_related("programme").get(pk=matter.pk)
    actor, state = standing_in(person, current), state_of(current)
    with said():
        try:
            check_may_move(Move.REPORT, actor, state)
        except CoreRefusalError:
            check_may_move(Move.CORRECT_REPORT, actor, state)


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are kept; what a draft does not have is left out."""
    kept = {name: value for name, value in fields.items() if name in _FIELDS}
    if any(len(str(kept.get(name, ""))) > LONGEST_TEXT for name in TEXTS):
        raise RefusedError(_("每栏最多 %(most)d 字，请精简，详细材料请作为佐证上传。") % {"most": LONGEST_TEXT})
    if "typed" in kept:
        typed = list(dict(kept["typed"]).items())[:_MOST_TYPED]
        kept["typed"] = {str(name)[:12]: str(text)[:_LONGEST_TYPED] for name, text in typed}
    if "reason" in kept:
        kept["reason"] = str(kept["reason"])[:_LONGEST_REASON]
    return kept


def _saved_first(matter: Matter, due: ReportDue | None, kept: dict[str, Any]) -> ChangedMeanwhileError:
    """Tell the later of two who write the same draft, with both versions; or that it was submitted meanwhile."""
    found = Report.objects.filter(matter=matter, due=due).exclude(state=Report.State.REPLACED)
    now = found.select_related("by").order_by("state").first()  # a draft before what was submitted
    if now is None:
        return ChangedMeanwhileError(_("草稿已不在，请刷新页面。"), current={}, wanted=kept)
    message = (
        _("%(who)s刚保存了同一份草稿，您的内容尚未保存，请比对后再存。")
        if now.state == Report.State.DRAFT
        else _("%(who)s刚提交了本期填报，您的内容尚未保存，可改作更正。")
    )
    current = {name: getattr(now, name) for name in (*TEXTS, "typed", "steps_done", "complete", "revision")}
    return ChangedMeanwhileError(message % {"who": now.by}, current=current, wanted=kept)
