"""Handing in documents and new versions of them, and saying what they are."""

from __future__ import annotations

import secrets
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.records.models import Document, DocumentVersion, Programme
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.incoming_files import IncomingFile, check_file

_UNREAD = (DocumentVersion.State.QUEUED, DocumentVersion.State.RUNNING, DocumentVersion.State.FAILED)
_LONGEST_TITLE = 200


class DuplicateError(RefusedError):
    """A file that the programme has already; `version` is the one that holds it."""

    def __init__(self, message: str, version: DocumentVersion) -> None:
        super().__init__(message)
        self.version = version


@transaction.atomic
def hand_in_document(
    *, programme: Programme, actor: Actor, data: bytes, file_name: str, kind: str = "", again: bool = False
) -> DocumentVersion:
    """Keep a file as a new document and have it read. The kind is worked out from the text where none is given.

    Raises RefusedError for a file that cannot be read, DuplicateError for one that the programme has (unless `again`).
    """
    file = check_file(data, file_name)
    if kind and kind not in Document.Kind.values:
        raise RefusedError(_("没有这种文件类型。"))
    hold_back_others(programme)  # the same file may be sent twice at once
    known = _same_file(programme, file)
    if known is not None and not again:
        said = {"name": file.name, "title": known.document.title, "number": known.number}
        raise DuplicateError(_("“%(name)s”与《%(title)s》第 %(number)s 版内容相同，没有重复保存。") % said, known)
    title = file.name.rpartition(".")[0] or file.name
    document = Document.objects.create(
        programme=programme, kind=kind or Document.Kind.REPORT, title=title[:_LONGEST_TITLE]
    )
    return _keep(document, 1, file, actor, {"kind_given": True} if kind else {})


@transaction.atomic
def hand_in_version(*, document: Document, actor: Actor, data: bytes, file_name: str) -> DocumentVersion:
    """Keep a file as the next version of a document and have it read; what was decided on is carried over.

    Raises RefusedError for a file that cannot be read, or while another version is being read; DuplicateError for one
    that is a version of this document already.
    """
    file = check_file(data, file_name)
    hold_back_others(document.programme)
    versions = DocumentVersion.objects.filter(document=document)
    known = versions.filter(digest=file.digest).exclude(state=DocumentVersion.State.FAILED).first()
    if known is not None:
        said = {"name": file.name, "number": known.number}
        raise DuplicateError(_("“%(name)s”与第 %(number)s 版内容相同，不需要再上传。") % said, known)
    if versions.filter(state__in=(DocumentVersion.State.QUEUED, DocumentVersion.State.RUNNING)).exists():
        raise RefusedError(_("上一版还在读取，请稍后再上传新版本。"))
    last = versions.aggregate(last=Max("number"))["last"] or 0
    return _keep(document, last + 1, file, actor, {})


@transaction.atomic
def read_again(*, version: DocumentVersion, actor: Actor) -> None:
    """Have a version read again whose reading failed or stopped."""
    changed = DocumentVersion.objects.filter(pk=version.pk, state__in=_UNREAD).update(
        state=DocumentVersion.State.QUEUED, step="", progress=0, trouble=""
    )
    if changed != 1:
        raise RefusedError(_("这一版已经读取完成，不需要重试。"))
    record_event(programme=version.document.programme, actor=actor, act="document.read-again", subject=version)
    transaction.on_commit(partial(_enqueue, version.pk))


@transaction.atomic
def describe_document(
    *, document: Document, actor: Actor, title: str, kind: str, government: str, year: str
) -> Document:
    """Correct what a document is called, what it is, whose it is, and which year it plans for."""
    title, government, year = title.strip(), government.strip(), year.strip()
    if not title:
        raise RefusedError(_("请填写标题。"))
    if kind not in Document.Kind.values:
        raise RefusedError(_("没有这种文件类型。"))
    if year and not (year.isdecimal() and len(year) == 4 and 1949 <= int(year) <= 2100):
        raise RefusedError(_("年份请填四位数字，如 2025。"))
    wanted = {
        "title": title[:_LONGEST_TITLE],
        "kind": kind,
        "government": government[:80],
        "year": int(year) if year else None,
    }
    hold_back_others(document.programme)  # before the row, as who joins documents does
    before = {key: getattr(document, key) for key in wanted}
    if before != wanted:
        if Document.objects.filter(pk=document.pk, **before).update(**wanted) != 1:
            raise RefusedError(_("文件信息刚被他人修改，请刷新后再改。"))
        record_event(
            programme=document.programme,
            actor=actor,
            act="document.describe",
            subject=document,
            before=before,
            after=wanted,
        )
    document.refresh_from_db()
    return document


def _same_file(programme: Programme, file: IncomingFile) -> DocumentVersion | None:
    held = DocumentVersion.objects.filter(document__programme=programme, digest=file.digest)
    return held.exclude(state=DocumentVersion.State.FAILED).select_related("document").order_by("id").first()


def _keep(
    document: Document, number: int, file: IncomingFile, actor: Actor, about: dict[str, object]
) -> DocumentVersion:
    """Store the file under a name that says nothing, and queue its reading for when the transaction holds."""
    if actor.person is None:
        raise RefusedError(_("请登录后再上传。"))
    version = DocumentVersion(
        document=document,
        number=number,
        file_name=file.name,
        digest=file.digest,
        size=len(file.data),
        about={"file_kind": file.kind, **about},
        uploaded_by=actor.person,
    )
    version.file.save(secrets.token_hex(16), ContentFile(file.data), save=False)
    version.save()
    after = {"document": document.title, "number": number, "file": file.name, "digest": file.digest}
    record_event(programme=document.programme, actor=actor, act="document.hand-in", subject=version, after=after)
    transaction.on_commit(partial(_enqueue, version.pk))
    return version


def _enqueue(version_id: int) -> None:
    from luoshi.services.reading_jobs import read_version  # loads the engine's word lists

    read_version.enqueue(version_id)
