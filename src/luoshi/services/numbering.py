"""Numbers of matters: each given once in a programme, whatever the matter comes from."""

from __future__ import annotations

from django.db.models import F

from luoshi.records.models import Programme


def hold_programme(programme: Programme) -> None:
    """Let nobody else number matters, or write on sheets, in a programme until the transaction ends.

    For who reads sheets to decide on them, and who numbers only after others were held back: the programme's row is
    taken before any row of a sheet, and before the chain's, so that nobody waits for somebody who waits for him.
    """
    Programme.objects.filter(pk=programme.pk).update(matters_numbered=F("matters_numbered"))


def next_numbers(programme: Programme, count: int) -> list[str]:
    """The next numbers of a programme, such as 2025-001; the counter only grows, so that none is given twice."""
    if not count:
        return []
    Programme.objects.filter(pk=programme.pk).update(matters_numbered=F("matters_numbered") + count)
    last = Programme.objects.values_list("matters_numbered", flat=True).get(pk=programme.pk)
    return [f"{programme.year}-{number:03d}" for number in range(last - count + 1, last + 1)]
