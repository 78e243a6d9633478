"""What the ladder of sheets goes by, read for many matters in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from luoshi.ledger import Cause, Colour, Issued, LadderFacts, Level, SheetState, Status
from luoshi.ledger.messages import from_data
from luoshi.records.models import LightChange, Matter, ReportDue, Sheet


def ladder_facts(matters: Collection[Matter]) -> dict[int, LadderFacts]:
    """The facts of each matter by its id, its light as it was last computed. Two queries, however many matters."""
    ids = [matter.pk for matter in matters]
    due = first_unreported(ids)
    red = red_since([matter.pk for matter in matters if matter.light == Colour.RED])
    return {
        matter.pk: LadderFacts(
            status=Status(matter.status),
            deadline=matter.deadline,
            done=matter.done_on is not None,
            answer_due=matter.answer_due,
            report_due=due.get(matter.pk),
            red_since=red.get(matter.pk),
            red_why=from_data(matter.light_said) if matter.pk in red and matter.light_said else None,
        )
        for matter in matters
    }


def first_unreported(ids: Iterable[int]) -> dict[int, date]:
    """The due day of the first period of those that are unreported since each matter's last report."""
    found: dict[int, date] = {}
    stopped: set[int] = set()
    rows = ReportDue.objects.filter(matter__in=ids).order_by("-starts").values_list("matter", "due", "reported_on")
    for matter, due, reported in rows:
        if reported is not None:
            stopped.add(matter)
        elif matter not in stopped:
            found[matter] = due
    return found


def red_since(ids: Collection[int]) -> dict[int, date]:
    """The day on which the light of each red matter last turned red."""
    if not ids:
        return {}
    found: dict[int, date] = {}
    rows = LightChange.objects.filter(matter__in=ids).order_by("day").values_list("matter", "day", "colour")
    for matter, day, colour in rows:
        if colour == Colour.RED:
            found.setdefault(matter, day)
        else:
            found.pop(matter, None)
    return found


def sheets_of(ids: Iterable[int]) -> dict[int, list[Sheet]]:
    """Every sheet of each matter. One query."""
    found: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in Sheet.objects.filter(matter__in=ids).order_by("pk"):
        found[sheet.matter_id].append(sheet)
    return found


def as_issued(sheet: Sheet) -> Issued:
    """A sheet as the core knows it."""
    return Issued(
        Level(sheet.level),
        Cause(sheet.cause),
        sheet.key,
        sheet.issued_on,
        sheet.answer_by,
        SheetState(sheet.state),
    )
