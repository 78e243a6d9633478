"""The job that puts the store in order: files that no row knows go, previews that were forgotten are made."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django_tasks import task

from luoshi.records.models import Evidence
from luoshi.services.evidence.previews import make_preview
from luoshi.services.evidence.storing import stored_before

_DAY = 24 * 3600.0  # a file younger than that may belong to a transaction that is not done yet


@task()
def sweep_orphans() -> None:
    """Remove files that are older than a day and belong to no piece of evidence; safe to run twice, and at any time.

    They are left behind where a transaction failed, or a server was killed, after its file was written. Previews whose
    job was lost in the same way are queued anew.
    """
    known: set[str] = set()
    for names in Evidence.objects.exclude(file="").values_list("file", "thumbnail").iterator():
        known.update(names)
    for name in stored_before(_DAY):
        if name not in known:
            default_storage.delete(name)
    for evidence in Evidence.objects.filter(preview=Evidence.Preview.QUEUED).values_list("pk", flat=True):
        make_preview.enqueue(evidence)
