"""A matter as it stands, and stays until the transaction ends: nobody else writes in its programme meanwhile."""

from __future__ import annotations

from luoshi.records.models import Matter, Programme
from luoshi.services.events import hold_back_others


def held(pk: int) -> Matter:
    """A matter, read after everybody else who writes in its programme was held back.

    For what is decided by more than the matter's own row, whose revision keeps that alone: its evidence, its reports,
    its parts, other matters. The order in which rows are taken is everywhere the same, so that no two wait for each
    other: the programme's (numbers, sheets), then the chain's (here), then matters and whatever belongs to them.
    """
    hold_back_others(Programme.objects.get(matters=pk))
    return Matter.objects.select_related("programme").get(pk=pk)
