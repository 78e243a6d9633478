"""The job that reads a version: text, outline, findings; several reports in one file become several documents."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from luoshi.extraction import Extraction, extract
from luoshi.reading import Document as Text
from luoshi.reading import Limits, Metadata, Part, ReadingError, read
from luoshi.records.models import Document, DocumentVersion, Finding
from luoshi.responsibility import read_rows
from luoshi.services.alike import known_alike
from luoshi.services.carrying import carry_over
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.found import findings_of, sections_of, tables_of
from luoshi.services.troubles import in_words

_LOG = logging.getLogger("luoshi.jobs")
# What one upload may cost a server that others work on too; the command line's own limits are wider.
LIMITS = Limits(pages=1_000, pdf_seconds=300.0, memory=2_000_000_000, characters=5_000_000)
_ACTIVE = (DocumentVersion.State.QUEUED, DocumentVersion.State.RUNNING, DocumentVersion.State.FAILED)
_BATCH = 500
_BARE_TITLE = "政府工作报告"
_TELLING = {"review", "problems", "closing"}  # roles of sections that only a report has


@dataclass(frozen=True, slots=True)
class _Piece:
    """A report within a file, to be kept as one version. `number` is its part's, None where the file holds one."""

    text: Text
    metadata: Metadata
    number: int | None


@task()
def read_version(version_id: int) -> None:
    """Read a version's file and keep what is found. Run twice, it finds its work done and does nothing.

    Whatever goes wrong ends as one line in `trouble`; the file stays, and reading can be tried again.
    """
    version = DocumentVersion.objects.select_related("document__programme").filter(pk=version_id).first()
    if version is None or version.state == DocumentVersion.State.READY:
        return
    _step(version, "reading", 10)
    try:
        with version.file.open("rb") as file:
            document = storable(read(file.read(), name=version.file_name, limits=LIMITS))
        first, others = _pieces(version, document)
        _keep(version, first, document)
        for piece in others:
            _keep(_part_version(version, piece), piece, document)
    except ReadingError as error:
        _fail(version, in_words(error.message))
    except FileNotFoundError:
        _fail(version, _("找不到已上传的文件，请重新上传。"))
    except Exception:  # the worker must go on, and the person must learn of it
        _LOG.exception("reading failed", extra={"job": "read_version", "version_id": version_id})
        _fail(version, _("系统出错，文件没有丢失。请重试；仍不行时请联系管理员。"))


def _step(version: DocumentVersion, step: str, progress: int) -> None:
    DocumentVersion.objects.filter(pk=version.pk, state__in=_ACTIVE).update(
        state=DocumentVersion.State.RUNNING, step=step, progress=progress, trouble=""
    )


def _fail(version: DocumentVersion, trouble: str) -> None:
    DocumentVersion.objects.filter(pk=version.pk, state__in=_ACTIVE).update(
        state=DocumentVersion.State.FAILED, trouble=trouble[:400]
    )


def give_up(version_id: int) -> None:
    """Say that a version is not read: workers died of it."""
    for version in DocumentVersion.objects.filter(pk=version_id):
        _fail(version, _("读取中断，请重试；仍不行时请另存为其他格式再上传。"))


def storable(document: Text) -> Text:
    r"""The text without what no database keeps (NUL, lone surrogates), each put out by one character in its place.

    >>> storable(Text("甲\0乙\ud800丙")).text
    '甲 乙?丙'
    """
    text = document.text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return document if text == document.text else replace(document, text=text)


def _pieces(version: DocumentVersion, document: Text) -> tuple[_Piece, list[_Piece]]:
    """The report that this version is, and the others that become documents of their own."""
    if version.part is not None:
        return _piece(document, next(part for part in document.parts if part.number == version.part)), []
    reports = [part for part in document.parts if part.is_report]
    if len(document.parts) < 2 or not reports:
        metadata = document.parts[0].metadata if document.parts else Metadata()
        return _Piece(document, metadata, None), []
    if version.number > 1:  # of a new version's file only the report that is meant counts
        return _piece(document, max(reports, key=lambda part: _likeness(version.document, part))), []
    return _piece(document, reports[0]), [_piece(document, part) for part in reports[1:]]


def _piece(document: Text, part: Part) -> _Piece:
    return _Piece(document.part(part.number), part.metadata, part.number)


def _likeness(document: Document, part: Part) -> int:
    said = part.metadata
    return 2 * (said.government == document.government) + (said.year_planned == document.year)


def _part_version(source: DocumentVersion, piece: _Piece) -> DocumentVersion:
    """The version that holds another report of a file; made once, however often the job runs."""
    known = DocumentVersion.objects.select_related("document__programme").filter(source=source, part=piece.number)
    version = known.first()
    if version is None:
        with transaction.atomic():
            document = Document.objects.create(
                programme=source.document.programme, title=title_of(piece.metadata, source.file_name)
            )
            version = DocumentVersion.objects.create(
                document=document,
                file=source.file.name,
                file_name=source.file_name,
                digest=source.digest,
                size=source.size,
                about={"file_kind": source.about.get("file_kind", "")},
                part=piece.number,
                source=source,
                uploaded_by=source.uploaded_by,
            )
    _step(version, "reading", 10)
    return version


def _keep(version: DocumentVersion, piece: _Piece, whole: Text) -> None:
    """Find everything in a piece and keep it, all or nothing; does nothing when the version was read meanwhile."""
    _step(version, "outline", 40)
    found = extract(piece.text)
    _step(version, "findings", 75)
    kind = _kind(piece.text, found)
    with transaction.atomic():
        ready = {
            "text": piece.text.text,
            "outline": sections_of(found),
            "blocks": tables_of(piece.text),
            "about": version.about | _about(piece, whole),
            "part": piece.number,
            "state": DocumentVersion.State.READY,
            "step": "",
            "progress": 100,
            "trouble": "",
        }
        running = DocumentVersion.objects.filter(pk=version.pk, state=DocumentVersion.State.RUNNING)
        if running.update(**ready) != 1:
            return
        version.refresh_from_db()
        Finding.objects.bulk_create(findings_of(version, found), batch_size=_BATCH)
        if version.number > 1:  # nobody decides on the version before from here on
            hold_back_others(version.document.programme)
        carried = carry_over(version)
        if version.number == 1:
            _describe(version, piece.metadata, kind)
            _point_out(version)
        counts = {"statements": len(found.statements), "tasks": len(found.tasks), "unresolved": len(found.unresolved)}
        record_event(
            programme=version.document.programme,
            actor=Actor(),
            act="document.read",
            subject=version,
            after=counts | {"carried": carried},
        )


def _point_out(version: DocumentVersion) -> None:
    """Keep which document of the programme this one looks like; the review page asks whether it is its next version."""
    known = known_alike(version)
    if known is not None:
        version.about = {**version.about, "alike": known.pk}
        version.save(update_fields=["about"])


def _about(piece: _Piece, whole: Text) -> dict[str, Any]:
    """What the text says of itself, warnings, and what else the file holds that is no report."""
    aside = [part.metadata.title or "" for part in whole.parts if not part.is_report]
    return {
        "metadata": asdict(piece.metadata),
        "warnings": list(whole.warnings),
        "set_aside": aside if piece.number is not None else [],
        "reports": sum(part.is_report for part in whole.parts),
    }


def _kind(text: Text, found: Extraction) -> Document.Kind:
    """What a text is: a report has a report's parts, a table has rows that say who answers."""
    if _TELLING & {section.role for section in found.outline}:
        return Document.Kind.REPORT
    if read_rows(text):
        return Document.Kind.TABLE
    return Document.Kind.REPORT if found.statements or found.tasks else Document.Kind.OTHER


def _describe(version: DocumentVersion, metadata: Metadata, kind: Document.Kind) -> None:
    document = version.document
    document.title = title_of(metadata, document.title)
    document.government = (metadata.government or "")[:80]
    document.year = metadata.year_planned
    if not version.about.get("kind_given"):
        document.kind = kind
    document.save(update_fields=["title", "government", "year", "kind"])


def title_of(metadata: Metadata, otherwise: str) -> str:
    """What to call a report: its title, told apart by place and year where it is a bare 政府工作报告.

    >>> title_of(Metadata(title="政府工作报告", government="云川市人民政府", year_planned=2025), "a")
    '云川市2025年政府工作报告'
    """
    title = metadata.title or otherwise
    if title.startswith(_BARE_TITLE):
        place = (metadata.government or "").removesuffix("政府").removesuffix("人民")
        title = f"{place}{metadata.year_planned}年{title}" if metadata.year_planned else f"{place}{title}"
    return " ".join(title.split())[:200]
