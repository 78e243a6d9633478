"""The ladder's daily step: sheets that were met or missed are marked, those that are due are made, batch by batch.

Each batch is a transaction that first takes hold of its programme: of two workers at once the second finds what the
first has made, and makes nothing twice. A run that was killed goes on where it stood: a batch is whole or absent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from luoshi.ledger import (
    OPEN,
    LadderFacts,
    Level,
    Rules,
    SheetState,
    WorkingCalendar,
    sheets_due,
    standing_keys,
    state_after,
)
from luoshi.ledger.messages import message as _
from luoshi.ledger.sheets import WAITING
from luoshi.queries.ladder_facts import as_issued, ladder_facts, sheets_of
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.records import clock
from luoshi.records.models import Matter, Programme, Sheet
from luoshi.services.events import Actor, Happened, record_events
from luoshi.services.notices import notify_many
from luoshi.services.numbering import hold_programme
from luoshi.services.supervision.making import Wish, make_sheets, supervisors_of, wanted_of

_BATCH = 500
_FIELDS = ("programme", "number", "title", "status", "deadline", "done_on", "answer_due", "light", "light_said", "lead")
_ACTS = {
    SheetState.MET: "matter.meet-sheet",
    SheetState.MISSED: "matter.miss-sheet",
    SheetState.WITHDRAWN: "matter.withdraw-sheet",
}


@dataclass(slots=True)
class Climbed:
    """What a run of the ladder did."""

    issued: int = 0
    met: int = 0
    missed: int = 0

    def __iadd__(self, other: Climbed) -> Climbed:
        self.issued += other.issued
        self.met += other.met
        self.missed += other.missed
        return self


def run_ladder(programme: Programme, day: date) -> Climbed:
    """Look at every open matter of a programme for a day. Run again for it, it does nothing more."""
    rules, calendar, done = rules_of(programme), calendar_of(programme), Climbed()
    for ids in _batches(programme):
        done += _climb(programme, ids, rules, calendar, day)
    return done


def _batches(programme: Programme) -> Iterator[list[int]]:
    """Matters that are open, and those whose sheets still ask for something."""
    open_ = Matter.objects.filter(programme=programme, status__in=[status.value for status in OPEN])
    asked = Sheet.objects.filter(programme=programme, met_on=None).exclude(state=SheetState.WITHDRAWN.value)
    ids = sorted({*open_.values_list("pk", flat=True), *asked.values_list("matter", flat=True)})
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


@transaction.atomic
def _climb(programme: Programme, ids: Collection[int], rules: Rules, calendar: WorkingCalendar, day: date) -> Climbed:
    hold_programme(programme)
    matters = list(Matter.objects.filter(pk__in=ids).only(*_FIELDS).order_by("pk"))
    facts, sheets = ladder_facts(matters), sheets_of(ids)
    done = _settle(programme, matters, facts, sheets, rules, day)
    if rules.ladder.automatic:
        wishes = [
            Wish(matter, due)
            for matter in matters
            if matter.lead_id is not None
            for due in sheets_due(
                facts[matter.pk],
                [as_issued(sheet) for sheet in sheets.get(matter.pk, [])],
                rules,
                calendar,
                day,
                clock.today(),
            )
        ]
        if wishes:
            done.issued = len(make_sheets(programme, wishes, Actor()))
    return done


def _settle(
    programme: Programme,
    matters: Collection[Matter],
    facts: dict[int, LadderFacts],
    sheets: dict[int, list[Sheet]],
    rules: Rules,
    day: date,
) -> Climbed:
    """Bring sheets up to what is so now, in the database and in hand."""
    turned: list[tuple[Matter, Sheet]] = []
    over: list[int] = []
    for matter in matters:
        issued = [as_issued(sheet) for sheet in sheets.get(matter.pk, [])]
        standing = standing_keys(facts[matter.pk], issued, rules.ladder, day) if issued else frozenset()
        for sheet, one in zip(sheets.get(matter.pk, []), issued, strict=True):
            after = state_after(one, facts[matter.pk], standing, day)
            if after != one.state:
                sheet.state = after.value
                turned.append((matter, sheet))
            if sheet.met_on is None and (after == SheetState.MET or _is_over(after, sheet, facts[matter.pk], standing)):
                over.append(sheet.pk)
    for state in (SheetState.MET, SheetState.MISSED, SheetState.WITHDRAWN):
        ids = [sheet.pk for _matter, sheet in turned if sheet.state == state]
        waiting = Sheet.objects.filter(pk__in=ids, state__in=[one.value for one in WAITING])
        waiting.update(state=state.value, revision=F("revision") + 1)
    Sheet.objects.filter(pk__in=over, met_on=None).update(met_on=day)
    _tell(programme, turned)
    states = [sheet.state for _matter, sheet in turned]
    return Climbed(met=states.count(SheetState.MET.value), missed=states.count(SheetState.MISSED.value))


def _is_over(state: SheetState, sheet: Sheet, facts: LadderFacts, standing: frozenset[str]) -> bool:
    """Whether what a missed sheet asked for came late, but came."""
    return state == SheetState.MISSED and (sheet.key not in standing or facts.status not in OPEN)


def _tell(programme: Programme, turned: Collection[tuple[Matter, Sheet]]) -> None:
    """An event for each; the office learns of orders that were missed, above which only people decide."""
    happened = [
        Happened(_ACTS[SheetState(sheet.state)], matter, after={"sheet": sheet.number, "level": sheet.level})
        for matter, sheet in turned
    ]
    record_events(programme=programme, actor=Actor(), happened=happened)
    missed = [one for one in turned if one[1].state == SheetState.MISSED and one[1].level == Level.ORDER]
    if missed:
        office = supervisors_of(programme)
        notify_many(
            wanted_of(sheet, matter, office, _("督办单%(number)s逾期未落实：%(title)s", number=sheet.number,
                                               title=matter.title), "missed", programme)
            for matter, sheet in missed
        )  # fmt: skip
