"""Handing in evidence, using it again and taking it back: each act one transaction with one event on the matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records import clock
from luoshi.records.models import Closing, Evidence, EvidenceUse, Matter, Report, Unit
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.evidence.incoming import OFD, Checked, check
from luoshi.services.evidence.links import checked_link
from luoshi.services.evidence.previews import enqueue
from luoshi.services.evidence.rights import check_may_add, check_may_remove, person_of
from luoshi.services.evidence.storing import path_of, store
from luoshi.services.matters.holding import held

LONGEST_CAPTION = 300


class AlreadyUsedError(RefusedError):
    """A piece that is used in the same place already; `use` is that use."""

    def __init__(self, message: str, use: EvidenceUse) -> None:
        super().__init__(message)
        self.use = use


def hand_in_file(
    *,
    actor: Actor,
    matter: Matter,
    unit: Unit | None,
    data: bytes,
    file_name: str,
    caption: str = "",
    report: Report | None = None,
    closing: Closing | None = None,
) -> EvidenceUse:
    """Keep a file as evidence for a matter, perhaps within one report or one request for close-out.

    The file is written before the transaction: one whose transaction fails leaves no row, and is swept later. A file
    that the unit handed in before is used again. Whether it may be added is asked again once the file was read, which
    takes its time. Raises RefusedError for a file that is not kept, AlreadyUsedError for
    one that is there already, NotPermittedError for who may not add.
    """
    check_may_add(Access(person_of(actor)), matter, unit, report, closing)
    file = check(data, file_name)
    region = matter.programme.region_id
    store(path_of(region, file.sha256), data)
    with transaction.atomic():
        place = _place(matter, report, closing)
        check_may_add(Access(person_of(actor)), place.matter, unit, place.report, place.closing)
        evidence, created = Evidence.objects.get_or_create(
            region_id=region,
            unit=unit,
            kind=Evidence.Kind.FILE,
            sha256=file.sha256,
            defaults=_said_of(file, region) | {"uploaded_by": person_of(actor)},
        )
        use = _use(actor, evidence, place, unit, caption)
        if created or _failed_before(evidence):
            enqueue(evidence)
        after = {"file": evidence.file_name, "sha256": file.sha256, "size": file.size}
        _tell("evidence.add", actor, use, after)
    return use


def _said_of(file: Checked, region: int) -> dict[str, Any]:
    return {
        "file_name": file.name,
        "file": path_of(region, file.sha256),
        "size": file.size,
        "media_type": file.media_type,
        "taken_at": file.taken.at,
        "latitude": file.taken.latitude,
        "longitude": file.taken.longitude,
        "camera": file.taken.camera,
        "preview": Evidence.Preview.NONE if file.media_type == OFD else Evidence.Preview.QUEUED,
    }


def _failed_before(evidence: Evidence) -> bool:
    """Whether the preview could not be made, and is to be tried anew because the file came again."""
    failed = Evidence.objects.filter(pk=evidence.pk, preview=Evidence.Preview.FAILED)
    return failed.update(preview=Evidence.Preview.QUEUED, trouble="") == 1


@transaction.atomic
def hand_in_link(
    *,
    actor: Actor,
    matter: Matter,
    unit: Unit | None,
    address: str,
    title: str,
    published: str,
    source: str = "",
    caption: str = "",
    report: Report | None = None,
    closing: Closing | None = None,
) -> EvidenceUse:
    """Keep the address of a published page, with title and day (2025-03-31) as the person typed them.

    Nothing is fetched, now or ever. Raises RefusedError for an address that is no web page's, or without title or day.
    """
    place = _place(matter, report, closing)
    check_may_add(Access(person_of(actor)), place.matter, unit, place.report, place.closing)
    link = checked_link(address, title, published, source)
    evidence = Evidence.objects.filter(
        region=matter.programme.region_id, unit=unit, kind=Evidence.Kind.LINK, **link
    ).first() or Evidence.objects.create(
        region_id=matter.programme.region_id, unit=unit, kind=Evidence.Kind.LINK, uploaded_by=person_of(actor), **link
    )
    use = _use(actor, evidence, place, unit, caption)
    _tell("evidence.link", actor, use, {"page": evidence.title, "address": evidence.address})
    return use


@transaction.atomic
def reuse(
    *,
    actor: Actor,
    evidence: Evidence,
    matter: Matter,
    unit: Unit | None,
    caption: str = "",
    report: Report | None = None,
    closing: Closing | None = None,
) -> EvidenceUse:
    """Use a piece that was handed in before, of which the person may see a use or that is his own unit's."""
    access, place = Access(person_of(actor)), _place(matter, report, closing)
    check_may_add(access, place.matter, unit, place.report, place.closing)
    if not visible.evidence(access).filter(pk=evidence.pk, region=matter.programme.region_id).exists():
        raise NotPermittedError(_("您看不到这份材料，不能引用。"))
    use = _use(actor, evidence, place, unit, caption)
    _tell("evidence.reuse", actor, use, {"file": str(evidence), "sha256": evidence.sha256})
    return use


@transaction.atomic
def remove_use(*, actor: Actor, use: EvidenceUse, reason: str) -> None:
    """Take a piece back from where it is used. The use and the file stay, with who took it back and why."""
    now = held_use(use)
    check_may_remove(Access(person_of(actor)), now)
    reason = reason.strip()[:LONGEST_CAPTION]
    if not reason:
        raise RefusedError(_("请写明撤下的原因。"))
    standing = EvidenceUse.objects.filter(pk=use.pk, removed=False)
    if standing.update(removed=True, removed_by=actor.person, removed_at=clock.now(), removed_reason=reason) != 1:
        said = _("这份材料刚被他人撤下，请刷新页面。")
        raise ChangedMeanwhileError(said, current={"removed": True}, wanted={"removed": True})
    record_event(
        programme=now.matter.programme,
        actor=actor,
        act="evidence.remove",
        subject=now.matter,
        before={"file": str(now.evidence), "sha256": now.evidence.sha256} | place_of(now),
        reason=reason,
    )
    use.refresh_from_db()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a piece is put: a matter, perhaps within a report or a request of it."""

    matter: Matter
    report: Report | None
    closing: Closing | None


def _place(matter: Matter, report: Report | None, closing: Closing | None) -> _Place:
    """The place as it stands, and stays: what somebody decided since the page was loaded counts."""
    return _Place(
        held(matter.pk),
        Report.objects.select_related("due").get(pk=report.pk) if report else None,
        Closing.objects.get(pk=closing.pk) if closing else None,
    )


def held_use(use: EvidenceUse) -> EvidenceUse:
    """A use as it stands, and stays, with all that is asked before it is changed."""
    hold_back_others(use.matter.programme)
    of_place = ("matter__programme", "report__due", "closing")
    return EvidenceUse.objects.select_related(*of_place, "evidence", "unit").get(pk=use.pk)


def _use(actor: Actor, evidence: Evidence, place: _Place, unit: Unit | None, caption: str) -> EvidenceUse:
    """The use, made once: of two requests at the same moment the later is told that it is there."""
    use, created = EvidenceUse.objects.get_or_create(
        evidence=evidence,
        matter=place.matter,
        report=place.report,
        closing=place.closing,
        removed=False,
        defaults={"unit": unit, "caption": caption.strip()[:LONGEST_CAPTION], "added_by": person_of(actor)},
    )
    if not created:
        raise AlreadyUsedError(_("“%(name)s”已经添加过，没有重复添加。") % {"name": evidence}, use)
    return use


def place_of(use: EvidenceUse) -> dict[str, object]:
    """Where within the matter, and for whom."""
    said = {"unit": use.unit.name if use.unit else "", "caption": use.caption}
    due = use.report.due if use.report else None
    return said | {"report": f"{due.starts:%Y-%m}" if due else use.report_id, "closing": use.closing_id}


def _tell(act: str, actor: Actor, use: EvidenceUse, after: dict[str, object]) -> None:
    told = {key: value for key, value in (after | place_of(use)).items() if value not in ("", None)}
    record_event(programme=use.matter.programme, actor=actor, act=act, subject=use.matter, after=told)
