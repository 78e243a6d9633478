"""Looking for another matter of a programme, by its number or by words of its title."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, Value, When

from luoshi.ledger import Status
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Matter, Programme

_MOST = 10
_WORDS = 5  # of what was typed, that are looked for
_GONE = (Status.MERGED.value, Status.WITHDRAWN.value)


def search_matters(access: Access, programme: Programme, typed: str, *, but: Matter | None = None) -> list[Matter]:
    """At most ten matters of the programme that the person may see, those whose number begins so first.

    Each word must stand in the number or the title. What was merged or withdrawn is left out, and so is `but`. One
    query, none where nothing was typed.
    """
    words = typed.split()[:_WORDS]
    if not words:
        return []
    found = visible.matters_of(access, programme).exclude(status__in=_GONE).exclude(number="")
    if but is not None:
        found = found.exclude(pk=but.pk)
    for word in words:
        found = found.filter(Q(number__icontains=word) | Q(title__icontains=word))
    begins = Case(When(number__istartswith=words[0], then=Value(0)), default=Value(1), output_field=IntegerField())
    shown = ("number", "title", "status", "lead__name")
    return list(found.select_related("lead").only(*shown).order_by(begins, "number", "pk")[:_MOST])
