"""The same report in another file: noticed when it is read, and made the next version of the one that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from luoshi.records.models import Document, DocumentVersion, FindingChange
from luoshi.services.carrying import carry_over
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event

ALIKE = 0.8  # the share of common sentences from which two texts are taken for one report
_FEWEST = 5  # sentences without which a text is too short to tell
_SHORTEST = 8  # characters of a sentence that tells anything
# What ends a sentence. Sample: 。; near miss: ，
_END = re.compile(r"[。；！？;!?\n]")
# White space of any kind. Sample: a full-width space; near miss: ·
_BLANK = re.compile(r"\s+")


def likeness(one: Set[str], other: Set[str]) -> float:
    """The share of common sentences, of the longer text's: a book of reports is none of its reports.

    >>> likeness(sentences("今年新增学位六千个。改造老旧小区八十九个。"), sentences("今年新增学位 六千个！"))
    0.5
    """
    return len(one & other) / max(len(one), len(other), 1)


def sentences(text: str) -> Set[str]:
    """The sentences of a text that tell anything, without white space."""
    bare = (_BLANK.sub("", sentence) for sentence in _END.split(text))
    return {sentence for sentence in bare if len(sentence) >= _SHORTEST}


def known_alike(version: DocumentVersion) -> Document | None:
    """The document of the programme whose last text is the likest to a version's, if it is alike enough."""
    own = sentences(_report(version.text, version.outline))
    if len(own) < _FEWEST:
        return None
    others = DocumentVersion.objects.filter(
        document__programme=version.document.programme_id, state=DocumentVersion.State.READY
    ).exclude(document=version.document_id)
    best = ALIKE, 0
    told = others.order_by("id").values_list("document", "text", "outline")
    for document_id, text, outline in told.iterator(chunk_size=10):
        best = max(best, (likeness(own, sentences(_report(text, outline))), document_id))
    return Document.objects.filter(pk=best[1]).first()


def _report(text: str, outline: Iterable[Mapping[str, Any]]) -> str:
    """The text without what a site puts around it."""
    parts = [text[one["start"] : one["end"]] for one in outline if one["role"] != "boilerplate"]
    return "\n".join(parts) if parts else text


@transaction.atomic
def make_version_of(*, version: DocumentVersion, known: Document, actor: Actor) -> DocumentVersion:
    """Make the only version of a document the next version of another; the document that is left empty goes.

    What was decided there is carried over. Raises RefusedError when anything was decided or drafted here already.
    """
    document = version.document
    if known.pk == document.pk or known.programme_id != document.programme_id:
        raise RefusedError(_("只能并入同一项目中的另一份文件。"))
    hold_back_others(known.programme)  # so that nobody decides here, or hands in a version there
    alone = document.versions.count() == 1 and version.state == DocumentVersion.State.READY
    if not alone or FindingChange.objects.filter(version=version).exists() or version.tables.exists():
        raise RefusedError(_("这份文件已有核对结果、分解表或多个版本，不能并入；请在原文件上上传新版本。"))
    last = DocumentVersion.objects.filter(document=known).aggregate(last=Max("number"))["last"] or 0
    moved = DocumentVersion.objects.filter(pk=version.pk, document=document).update(
        document=known, number=last + 1, about={**version.about, "alike": None}
    )
    if moved != 1:
        raise RefusedError(_("这份文件刚被他人并入，请刷新。"))
    title = document.title
    try:
        document.delete()
    except ProtectedError as error:
        raise RefusedError(_("这份文件已被引用，不能并入；请在原文件上上传新版本。")) from error
    version.refresh_from_db()
    carried = carry_over(version)
    record_event(
        programme=known.programme,
        actor=actor,
        act="document.as-version",
        subject=version,
        before={"document": title},
        after={"document": known.title, "number": version.number, "carried": carried},
    )
    return version
