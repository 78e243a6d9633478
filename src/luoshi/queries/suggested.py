"""What is proposed for a cell: the suggestions of a row as texts to be taken, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from luoshi.records.models import TableRow
from luoshi.responsibility.sentences import told_data

SUGGESTED = ("leaders", "lead_unit", "units", "deadline", "milestones")
LIKELY = 0.4  # chance from which a unit stands in a proposed list of those that help, as in a printed draft
_MARK = "、"
_MOST = 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text for a cell, the chance that it is right, and why, in the reader's language."""

    text: str
    score: float
    reason: str


def is_empty(row: TableRow, field: str) -> bool:
    """Whether a cell holds nothing yet."""
    if field == "milestones":
        return not any(row.milestones) and not row.schedule
    return not getattr(row, field) and not (field == "units" and row.etc)


def proposals(row: TableRow, field: str) -> list[Proposal]:
    """What is proposed for a field, the likeliest first; a list as a whole, then its parts.

    A list's chance is that of its likeliest member: it says whether to begin the list, not that every name is right.
    """
    listed: list[dict[str, Any]] = row.suggestions.get(field, [])
    if field not in ("units", "leaders") or not listed:
        return [_single(one) for one in listed[:_MOST]]
    if field == "leaders":
        chosen = [one for one in listed if one["basis"] == "said"] or listed[:1]
    else:
        chosen = [one for one in listed if one["score"] >= LIKELY] or listed[:1]
    whole = _together(chosen)
    parts = [_single(one) for one in listed]
    grown = [_together(listed[:count]) for count in range(2, len(listed) + 1)] if field == "units" else []
    found = {one.text: one for one in reversed([whole, *parts[:_MOST], *grown[:_MOST]])}
    return [found.pop(one.text) for one in [whole, *grown[:_MOST], *parts[:_MOST]] if one.text in found]


def _single(one: dict[str, Any]) -> Proposal:
    return Proposal(one["value"], one["score"], _reason(one))


def _reason(one: dict[str, Any]) -> str:
    """Why, put together anew from the sentence and its values; drafts made before those were kept say it in Chinese."""
    said = one.get("said")
    return told_data(said, gettext) if said else str(one["reason"])


def _together(chosen: list[dict[str, Any]]) -> Proposal:
    names = [one["value"] for one in chosen]
    reasons = dict.fromkeys(_reason(one) for one in chosen[:3])
    return Proposal(_MARK.join(names), max(one["score"] for one in chosen), "；".join(reasons))
