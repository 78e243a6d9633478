"""How an act on findings is written: one conditional update a finding, one change that can be undone, one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.records.models import DocumentVersion, Finding, FindingChange
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event

# What a change may touch, and what is shown of both sides when two people changed the same finding.
CHANGEABLE = ("kind", "start", "end", "quote", "role", "fields", "state", "removed")


@dataclass
class Act:
    """One act while it is being written: what each finding was, and what it is now.

    `before` and `after` hold, by the finding's id, only what was changed, and the revision; null means that the finding
    was not there.
    """

    version: DocumentVersion
    name: str
    actor: Actor
    before: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    after: dict[str, dict[str, Any] | None] = field(default_factory=dict)

    def change(self, finding: Finding, revision: int, wanted: Mapping[str, Any]) -> None:
        """Write what is wanted if the finding is still at that revision and not removed.

        Raises ChangedMeanwhileError with both sides otherwise.
        """
        rows = Finding.objects.filter(pk=finding.pk, revision=revision)
        if not finding.removed:
            rows = rows.filter(removed=False)
        if rows.update(**wanted, revision=revision + 1) != 1:
            raise meanwhile(finding, wanted)
        self.before[str(finding.pk)] = {key: getattr(finding, key) for key in wanted} | {"revision": revision}
        self.after[str(finding.pk)] = dict(wanted) | {"revision": revision + 1}

    def decide_many(self, revisions: Mapping[int, int], was: str, now: str) -> None:
        """Give many findings, by id with the revision each was read at, another state in one update.

        Raises ChangedMeanwhileError when one of them is no longer in the state it was in, or no longer there.
        """
        rows = Finding.objects.filter(pk__in=revisions, state=was, removed=False)
        if rows.update(state=now, revision=F("revision") + 1) != len(revisions):
            raise ChangedMeanwhileError(_("有条目刚被他人改过，请再试一次。"), current={}, wanted={})
        for pk, revision in revisions.items():
            self.before[str(pk)] = {"state": was, "revision": revision}
            self.after[str(pk)] = {"state": now, "revision": revision + 1}

    def create(self, finding: Finding, came_from: Sequence[Finding] = ()) -> Finding:
        """Keep a finding that this act brings forth."""
        finding.save()
        finding.came_from.set(came_from)
        self.before[str(finding.pk)] = None
        self.after[str(finding.pk)] = {"state": finding.state, "revision": finding.revision}
        return finding

    def done(self) -> FindingChange:
        """Keep the change and its event; must be called last, in the same transaction."""
        if self.actor.person is None:
            raise RefusedError(_("请登录后再修改。"))
        change = FindingChange.objects.create(
            version=self.version, act=self.name, before=self.before, after=self.after, by=self.actor.person
        )
        record_event(
            programme=self.version.document.programme,
            actor=self.actor,
            act=f"finding.{self.name}",
            subject=change,
            after={"version": self.version.pk, "findings": sorted(map(int, self.after))},
        )
        return change


def begun(version: DocumentVersion, name: str, actor: Actor) -> Act:
    """An act on a version's findings, in the caller's transaction, while nobody else writes in its programme.

    A version that takes the decisions of this one over so has all of them, or this one may no longer be worked on, and
    RefusedError is raised.
    """
    hold_back_others(version.document.programme)
    check_can_edit(version)
    return Act(version, name, actor)


def meanwhile(finding: Finding, wanted: Mapping[str, Any]) -> ChangedMeanwhileError:
    """The error for a finding that is no longer as somebody saw it, with what holds now and what he wanted."""
    now = Finding.objects.filter(pk=finding.pk).first()
    current: dict[str, object] = {} if now is None else {key: getattr(now, key) for key in CHANGEABLE}
    if now is None or now.removed:
        message = _("这一条刚被他人拆分、合并或撤销，已不存在。")
    else:
        message = _("这一条刚被他人改过。")
    return ChangedMeanwhileError(message, current=current, wanted=dict(wanted))


def check_can_edit(version: DocumentVersion) -> None:
    """Raise RefusedError unless the version may be worked on: read, and the last of its document."""
    if version.state != DocumentVersion.State.READY:
        raise RefusedError(_("文件还没有读取完成。"))
    newer = DocumentVersion.objects.filter(
        document=version.document_id, number__gt=version.number, state=DocumentVersion.State.READY
    )
    if newer.exists():
        raise RefusedError(_("这是旧版本，只供查阅；请在最新版本上修改。"))


def can_edit(version: DocumentVersion) -> bool:
    """Whether `check_can_edit` lets the version through."""
    try:
        check_can_edit(version)
    except RefusedError:
        return False
    return True
