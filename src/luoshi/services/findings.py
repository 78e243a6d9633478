"""What people do with findings: accept, reject, reopen, edit, split, merge, add, and undo.

Each act names the revision it was made from; a finding that somebody else changed in between is left alone
(ChangedMeanwhileError). Nothing is deleted: what is split or merged is marked removed and stays for provenance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.records.models import DocumentVersion, Finding, FindingChange
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.finding_changes import begun, meanwhile
from luoshi.services.finding_fields import checked, complete, proposal, with_concept
from luoshi.services.found import role_at

_TRIM = " \t\n\r\u3000\xa0，、；。：,;"
_FARTHEST = 200  # characters between two findings that may still be merged
_LONGEST = 2_000  # characters of a finding that a person selects
UNDO = "undo"
MANY = "accept-all"


@transaction.atomic
def accept_finding(*, finding: Finding, revision: int, actor: Actor) -> FindingChange:
    """Take a finding as right. One that says too little (an unread figure) is refused: it is edited first."""
    if finding.kind == Finding.Kind.UNRESOLVED or not complete(finding.kind, finding.fields):
        raise RefusedError(_("请先按 e 填写指标和数值，再采纳。"))
    return _decide(finding, revision, Finding.State.ACCEPTED, actor, "accept")


@transaction.atomic
def reject_finding(*, finding: Finding, revision: int, actor: Actor) -> FindingChange:
    """Put a finding aside as none."""
    return _decide(finding, revision, Finding.State.REJECTED, actor, "reject")


@transaction.atomic
def reopen_finding(*, finding: Finding, revision: int, actor: Actor) -> FindingChange:
    """Make a finding undecided again."""
    return _decide(finding, revision, Finding.State.OPEN, actor, "reopen")


def _decide(finding: Finding, revision: int, state: Finding.State, actor: Actor, name: str) -> FindingChange:
    act = begun(finding.version, name, actor)
    act.change(finding, revision, {"state": state.value})
    return act.done()


@transaction.atomic
def edit_finding(
    *,
    finding: Finding,
    revision: int,
    written: Mapping[str, str],
    accept: bool,
    actor: Actor,
    span: tuple[int, int] | None = None,
) -> FindingChange:
    """Write fields, and with `span` another place; an unread figure becomes a statement by it.

    Raises RefusedError for what may not be written, ChangedMeanwhileError with both sides when somebody else was first.
    """
    act = begun(finding.version, "edit", actor)
    kind = Finding.Kind.TASK if finding.kind == Finding.Kind.TASK else Finding.Kind.STATEMENT
    wanted: dict[str, Any] = {"kind": kind.value, "fields": with_concept({**finding.fields, **checked(kind, written)})}
    if accept:
        wanted["state"] = Finding.State.ACCEPTED.value
        if not complete(kind, wanted["fields"]):
            raise RefusedError(_("请填写指标和数值。"))
    if span is not None and span != (finding.start, finding.end):
        start, end = _trimmed(finding.version.text, *span)
        wanted |= {"start": start, "end": end, "quote": finding.version.text[start:end]}
    act.change(finding, revision, wanted)
    return act.done()


@transaction.atomic
def split_finding(*, finding: Finding, revision: int, at: int | None, actor: Actor) -> FindingChange:
    """Make two of one: cut at an offset into the text, or (without) two over the same words.

    Each new one carries the fields of the old, with what the engine reads in its own words put over them; both are open
    and remember where they came from.
    """
    version = finding.version
    act = begun(version, "split", actor)
    if at is None:
        spans = [(finding.start, finding.end)] * 2
    else:
        if not finding.start < at < finding.end:
            raise RefusedError(_("请在原文中间选择断开的位置。"))
        spans = [_trimmed(version.text, finding.start, at), _trimmed(version.text, at, finding.end)]
    act.change(finding, revision, {"removed": True})
    for start, end in spans:
        fields = finding.fields if at is None else _fields_of_piece(finding, start, end)
        piece = _new(version, finding.kind, start, end, fields)
        piece.role, piece.confidence, piece.proposed = finding.role, finding.confidence, finding.proposed
        act.create(piece, [finding])
    return act.done()


def _fields_of_piece(finding: Finding, start: int, end: int) -> dict[str, Any]:
    if finding.kind == Finding.Kind.UNRESOLVED:
        return dict(finding.fields)
    text, fields = finding.version.text, finding.fields
    read = proposal(text[start:end], 0, end - start, kind=finding.kind, role=finding.role, year=fields.get("year"))
    told = {key: value for key, value in read.items() if value not in (None, "")}
    if finding.kind == Finding.Kind.STATEMENT and read.get("value") is None:
        return dict(fields)
    return {**fields, "value_high": None, **told}


@transaction.atomic
def merge_findings(*, findings: Sequence[tuple[Finding, int]], actor: Actor) -> FindingChange:
    """Make one of several that stand close together, each with the revision it was seen at.

    The new one covers all their words. It has the fields of the first; two values of one indicator become a range, and
    tasks' objects are joined.
    """
    ordered = sorted(findings, key=lambda pair: (pair[0].start, pair[0].end))
    parts = [finding for finding, _revision in ordered]
    version = parts[0].version
    act = begun(version, "merge", actor)
    _check_mergeable(parts)
    start, end = parts[0].start, max(part.end for part in parts)
    for finding, revision in ordered:
        act.change(finding, revision, {"removed": True})
    merged = _new(version, parts[0].kind, start, end, _merged_fields(parts))
    merged.role, merged.proposed = parts[0].role, parts[0].proposed
    merged.confidence = min((part.confidence for part in parts if part.confidence is not None), default=None)
    act.create(merged, parts)
    return act.done()


def _check_mergeable(parts: Sequence[Finding]) -> None:
    if len(parts) < 2 or len({part.pk for part in parts}) < len(parts):
        raise RefusedError(_("请选择两条再合并。"))
    if len({part.version_id for part in parts}) > 1 or len({part.kind for part in parts}) > 1:
        raise RefusedError(_("只能合并同一文件中同类的条目。"))
    for one, other in pairwise(parts):
        if other.start - one.end > _FARTHEST:
            raise RefusedError(_("两条在原文中相距太远，不能合并。"))


def _merged_fields(parts: Sequence[Finding]) -> dict[str, Any]:
    fields = dict(parts[0].fields)
    if parts[0].kind == Finding.Kind.TASK:
        objects = dict.fromkeys(str(part.fields.get("object") or "") for part in parts)
        fields["object"] = "、".join(filter(None, objects))[:300]
        fields["targets"] = [target for part in parts for target in part.fields.get("targets") or ()]
        return fields
    values = sorted({part.fields["value"] for part in parts if isinstance(part.fields.get("value"), (int, float))})
    alike = len({(part.fields.get("indicator"), part.fields.get("unit")) for part in parts}) == 1
    if len(values) > 1 and alike:
        fields["value"], fields["value_high"] = values[0], values[-1]
    return fields


@transaction.atomic
def add_finding(
    *, version: DocumentVersion, kind: str, start: int, end: int, written: Mapping[str, str], actor: Actor
) -> FindingChange:
    """Add what the engine missed, by its place; it is accepted, since a person says so."""
    act = begun(version, "add", actor)
    if kind not in (Finding.Kind.STATEMENT, Finding.Kind.TASK):
        raise RefusedError(_("请选择添加为指标还是任务。"))
    low, high = _trimmed(version.text, start, end)
    role = role_at(version, low)
    fields = with_concept({"role": role, **checked(kind, written)})
    if not complete(kind, fields):
        raise RefusedError(_("请填写事项。") if kind == Finding.Kind.TASK else _("请填写指标和数值。"))
    finding = _new(version, kind, low, high, fields)
    finding.role, finding.state = role, Finding.State.ACCEPTED
    act.create(finding)
    return act.done()


def _new(version: DocumentVersion, kind: str, start: int, end: int, fields: Mapping[str, Any]) -> Finding:
    quote = version.text[start:end]
    origin = Finding.Origin.PERSON
    return Finding(version=version, kind=kind, start=start, end=end, quote=quote, fields=dict(fields), origin=origin)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space and punctuation at its ends; refused when nothing or too much is left."""
    if not 0 <= start <= end <= len(text):
        raise RefusedError(_("选中的位置不在原文内，请重新选择。"))
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if start == end:
        raise RefusedError(_("请先在原文中选中文字。"))
    if end - start > _LONGEST:
        raise RefusedError(_("选中的文字太长，请只选一句。"))
    return start, end


@transaction.atomic
def accept_confident(
    *, version: DocumentVersion, confidence: float, low: int, high: int, actor: Actor
) -> FindingChange | None:
    """Accept every open statement between two offsets that the engine is at least so sure of; None when there is none.

    Those that somebody decides on at the same moment keep that decision.
    """
    act = begun(version, MANY, actor)
    chosen = Finding.objects.filter(
        version=version,
        kind=Finding.Kind.STATEMENT,
        state=Finding.State.OPEN,
        removed=False,
        confidence__gte=confidence,
        start__gte=low,
        start__lt=high,
    )
    revisions = dict(chosen.values_list("pk", "revision"))
    if not revisions:
        return None
    act.decide_many(revisions, Finding.State.OPEN.value, Finding.State.ACCEPTED.value)
    return act.done()


@transaction.atomic
def accept_tasks(*, version: DocumentVersion, low: int, high: int, actor: Actor) -> FindingChange | None:
    """Accept every open task between two offsets that says what is to be done; None when there is none."""
    act = begun(version, MANY, actor)
    kind, state = Finding.Kind.TASK, Finding.State.OPEN
    chosen = Finding.objects.filter(
        version=version, kind=kind, state=state, removed=False, start__gte=low, start__lt=high
    )
    revisions = {one.pk: one.revision for one in chosen if complete(kind, one.fields)}
    if not revisions:
        return None
    act.decide_many(revisions, state.value, Finding.State.ACCEPTED.value)
    return act.done()


@transaction.atomic
def undo(*, version: DocumentVersion, actor: Actor) -> FindingChange:
    """Take back the actor's last act on a version that still stands; a second call takes back the one before.

    Raises RefusedError when there is none, ChangedMeanwhileError when somebody changed one of its findings since.
    """
    act = begun(version, UNDO, actor)
    last = last_undoable(version, actor)
    if last is None:
        raise RefusedError(_("没有可以撤销的操作。"))
    if FindingChange.objects.filter(pk=last.pk, undone=False).update(undone=True) != 1:
        raise RefusedError(_("这一步已经撤销。"))
    later = _touched_since(last)
    if last.act == MANY and not later & set(last.after):
        now = dict(Finding.objects.filter(pk__in=map(int, last.after)).values_list("pk", "revision"))
        act.decide_many(now, Finding.State.ACCEPTED.value, Finding.State.OPEN.value)
        return act.done()
    for finding in Finding.objects.filter(pk__in=map(int, last.after)):
        before = last.before[str(finding.pk)]
        wanted = {"removed": True} if before is None else {k: v for k, v in before.items() if k != "revision"}
        if str(finding.pk) in later:
            raise meanwhile(finding, wanted)
        act.change(finding, finding.revision, wanted)
    return act.done()


def _touched_since(change: FindingChange) -> set[str]:
    """Ids of the findings touched by later acts that still stand; acts that were taken back do not count."""
    later = FindingChange.objects.filter(version=change.version_id, pk__gt=change.pk, undone=False).exclude(act=UNDO)
    return {key for after in later.values_list("after", flat=True) for key in after}


def last_undoable(version: DocumentVersion, actor: Actor) -> FindingChange | None:
    """The act that `undo` would take back."""
    acts = FindingChange.objects.filter(version=version, by=actor.person, undone=False).exclude(act=UNDO)
    return acts.order_by("-id").first()
