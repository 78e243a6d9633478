"""Numbers of matters: each given once in a programme, whatever the matter comes from."""

from __future__ import annotations

from django.db.models import F

from luoshi.records.models import Programme


def next_numbers(programme: Programme, count: int) -> list[str]:
    """The next numbers of a programme, such as 2025-001; the counter only grows, so that none is given twice."""
    if not count:
        return []
    Programme.objects.filter(pk=programme.pk).update(matters_numbered=F("matters_numbered") + count)
    last = Programme.objects.values_list("matters_numbered", flat=True).get(pk=programme.pk)
    return [f"{programme.year}-{number:03d}" for number in range(last - count + 1, last + 1)]
