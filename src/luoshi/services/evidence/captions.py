"""Correcting what a piece of evidence is said to show, for as long as its unit may still add to the same place."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.queries.access import Access
from luoshi.records.models import EvidenceUse
from luoshi.services.errors import ChangedMeanwhileError
from luoshi.services.events import Actor, record_event
from luoshi.services.evidence.handing_in import LONGEST_CAPTION, held_use, place_of
from luoshi.services.evidence.rights import check_may_caption, person_of


@transaction.atomic
def correct_caption(*, actor: Actor, use: EvidenceUse, caption: str, stood: str) -> EvidenceUse:
    """Put a caption in the place of the one that the person read (`stood`); the event keeps both.

    The same caption again changes nothing and leaves no event. Raises NotPermittedError, RefusedError, and
    ChangedMeanwhileError where somebody corrected or took back the piece meanwhile.
    """
    check_may_caption(Access(person_of(actor)), use)
    use = held_use(use)
    if not use.removed:
        check_may_caption(Access(person_of(actor)), use)
    caption, stood = caption.strip()[:LONGEST_CAPTION], stood.strip()[:LONGEST_CAPTION]
    if EvidenceUse.objects.filter(pk=use.pk, removed=False, caption=stood).update(caption=caption) != 1:
        now = EvidenceUse.objects.get(pk=use.pk)
        said = (
            _("这份材料刚被他人撤下，请刷新页面。")
            if now.removed
            else _("说明刚被他人改为“%(now)s”，您的修改尚未保存，请比对后再存。") % {"now": now.caption}
        )
        raise ChangedMeanwhileError(said, current={"caption": now.caption}, wanted={"caption": caption})
    if caption != stood:
        told = {"caption": caption, "file": str(use.evidence), "sha256": use.evidence.sha256}
        place = {key: value for key, value in place_of(use).items() if key in ("report", "closing") and value}
        record_event(
            programme=use.matter.programme,
            actor=actor,
            act="evidence.caption",
            subject=use.matter,
            before={"caption": stood},
            after=told | place,
        )
    use.refresh_from_db()
    return use
