"""What other rules would make of today's lights, computed and not kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from luoshi.ledger import Colour, LightRules, Message, light_of
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.light_facts import light_facts
from luoshi.queries.rules import rules_of
from luoshi.records.models import Matter, Programme

_BATCH = 500
_SHOWN = 20
_FIELDS = ("pk", "number", "title", "status", "deadline", "done_on", "answer_due")
_ORDER = [Colour.RED, Colour.YELLOW, Colour.BLUE, Colour.GREEN, Colour.GREY]


@dataclass(frozen=True, slots=True)
class Turned:
    """A matter whose light would turn, and what it would say."""

    matter: Matter
    before: str
    after: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Counted:
    """A colour, how many matters have it now, and how many would."""

    colour: str
    before: int
    after: int

    @property
    def difference(self) -> str:
        """The difference with its sign."""
        return f"{self.after - self.before:+d}"


@dataclass(frozen=True, slots=True)
class Preview:
    """The lights of a day under the present rules and under others: by colour, how many turn, and the first of them."""

    counts: list[Counted]
    turning: int
    turned: list[Turned]


def preview(access: Access, programme: Programme, rules: LightRules, today: date) -> Preview:
    """What other rules would make of a programme's lights today; the facts are those of the record. Nothing is kept."""
    present = rules_of(programme).lights
    before, after, turned = Counter[str](), Counter[str](), list[Turned]()
    turning = 0
    matters = visible.matters(access).filter(programme=programme).order_by("pk")
    ids = list(matters.values_list("pk", flat=True))
    for at in range(0, len(ids), _BATCH):
        batch = list(matters.filter(pk__in=ids[at : at + _BATCH]).only(*_FIELDS))
        facts = light_facts(batch, today)
        for matter in batch:
            old, new = (light_of(facts[matter.pk], chosen, today) for chosen in (present, rules))
            before[old.colour] += 1
            after[new.colour] += 1
            if old.colour != new.colour:
                turning += 1
                if len(turned) < _SHOWN:
                    turned.append(Turned(matter, old.colour.value, new.colour.value, new.reason))
    counts = [Counted(colour.value, before[colour], after[colour]) for colour in _ORDER]
    return Preview(counts, turning, turned)
