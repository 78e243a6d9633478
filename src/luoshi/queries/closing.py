"""Close-out as its pages show it: the verifier's queue, one request beside promise and reports, a matter's own part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from luoshi.ledger import Kind, Measured, Message, Move, Offer, RefusalError, SettingsError, offers
from luoshi.ledger.kinds.closing import ChecklistItem, VerificationMethod
from luoshi.ledger.kinds.fields import Fields, IndicatorFields
from luoshi.ledger.policies import check_may_move
from luoshi.ledger.schedule import gap
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.closing_facts import checklist, own_fields
from luoshi.queries.compiled import compiled
from luoshi.queries.ledgers import Quoted, quoted
from luoshi.queries.light_facts import measured_of
from luoshi.queries.standing import standing_in, state_of
from luoshi.records import clock
from luoshi.records.models import (
    Closing,
    EvidenceUse,
    LightChange,
    Matter,
    Milestone,
    Programme,
    Report,
    Unit,
    User,
)

_TURNS = 6  # how many turns of a light a row of the queue shows
_STATES = (Closing.State.PENDING, Closing.State.RETURNED, Closing.State.CLOSED)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What a person asked the queue for; the empty value of a field asks nothing."""

    state: str = Closing.State.PENDING.value
    kind: str = ""
    unit: int = 0

    @classmethod
    def of(cls, said: Mapping[str, str]) -> QueueFilter:
        """From a page's address."""
        state, kind, unit = said.get("state", ""), said.get("kind", ""), said.get("unit", "")
        return cls(
            state if state in {one.value for one in _STATES} else Closing.State.PENDING.value,
            kind if kind in {one.value for one in Kind} else "",
            int(unit) if unit.isascii() and unit.isdecimal() and len(unit) <= 12 else 0,
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which a matter's light turned."""

    day: date
    colour: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue: pieces of evidence, days since it was asked for, the light's last turns, earlier returns."""

    closing: Closing
    pieces: int
    days: int
    turns: tuple[Turn, ...]
    returned: int

    @property
    def matter(self) -> Matter:
        """What is to be closed."""
        return self.closing.matter


def closings(access: Access, programme: Programme, asked: QueueFilter) -> QuerySet[Closing]:
    """The requests of a programme that the person may see: those that wait the longest first, answered ones the last.

    A returned request is listed until the unit asked again, or the matter went another way.
    """
    matters = visible.matters(access).filter(programme=programme)
    if asked.kind:
        matters = matters.filter(kind=asked.kind)
    if asked.unit:
        matters = matters.filter(lead=asked.unit)
    if asked.state == Closing.State.RETURNED:
        matters = matters.filter(status=Matter.Status.RETURNED)
    found = Closing.objects.filter(matter__in=matters.values("pk"), state=asked.state)
    if asked.state == Closing.State.RETURNED:
        later = Closing.objects.filter(state=asked.state).order_by("matter", "-id")
        found = found.filter(pk__in=_last_of(later))
    waits = asked.state == Closing.State.PENDING
    order = ("asked_at", "pk") if waits else ("-decided_at", "-pk")
    return found.select_related("matter__lead", "asked_by", "decided_by", "asked_unit").order_by(*order)


def _last_of(closings_: QuerySet[Closing]) -> list[int]:
    last: dict[int, int] = {}
    for matter, pk in closings_.filter(matter__status=Matter.Status.RETURNED).values_list("matter", "pk"):
        last[matter] = max(pk, last.get(matter, 0))
    return list(last.values())


def rows_of(found: Collection[Closing]) -> list[Waiting]:
    """Requests as the queue shows them. Three queries, however many."""
    ids = [closing.matter_id for closing in found]
    pieces, turns = evidence_counts(ids), light_turns(ids)
    returned = dict(
        Closing.objects.filter(matter__in=ids, state=Closing.State.RETURNED)
        .order_by()
        .values_list("matter")
        .annotate(times=Count("pk"))
    )
    today = clock.today()
    return [
        Waiting(
            closing,
            pieces.get(closing.matter_id, 0),
            (today - timezone.localdate(closing.asked_at)).days,
            tuple(turns.get(closing.matter_id, ())[-_TURNS:]),
            returned.get(closing.matter_id, 0),
        )
        for closing in found
    ]


def units_asking(access: Access, programme: Programme) -> QuerySet[Unit]:
    """The units that ever asked for a close-out which the person may see."""
    matters = visible.matters(access).filter(programme=programme)
    asked = Closing.objects.filter(matter__in=matters.values("pk")).order_by()
    return Unit.objects.filter(pk__in=asked.values("matter__lead"))


def evidence_counts(matters: Collection[int]) -> dict[int, int]:
    """How many pieces of evidence the units of each matter handed in. One query."""
    uses = EvidenceUse.objects.filter(matter__in=matters, removed=False, unit__isnull=False).order_by()
    return dict(uses.values_list("matter").annotate(pieces=Count("evidence", distinct=True)))


def light_turns(matters: Collection[int]) -> dict[int, list[Turn]]:
    """The days on which the light of each matter turned, the first first. One query."""
    turns: dict[int, list[Turn]] = defaultdict(list)
    found = LightChange.objects.filter(matter__in=matters).order_by("day").values_list("matter", "day", "colour")
    for matter, day, colour in found:
        turns[matter].append(Turn(day, colour))
    return turns


@dataclass(frozen=True, slots=True)
class Figure:
    """A target with the last figure that the units reported, and what statistics say where the record has it.

    `told` compares the reported figure with the target; `kept` is whether the official one keeps the promise.
    """

    name: str
    target: Message
    reported: float | None
    as_of: date | None
    unit: str
    told: Message | None
    official: float | None = None
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything a checker looks at: what was said, what was done, what was achieved; and whether he may decide."""

    closing: Closing
    quote: Quoted
    reports: list[Report]
    steps: list[Milestone]
    figures: list[Figure]
    own: Fields
    checklist: tuple[ChecklistItem, ...]
    earlier: list[Closing]
    turns: list[Turn]
    pieces: int
    refusal: Message | None

    @property
    def matter(self) -> Matter:
        """What is to be closed."""
        return self.closing.matter

    @property
    def methods(self) -> list[Message]:
        """How an answered request was verified."""
        return [VerificationMethod(one).label for one in self.closing.methods]


def checked(access: Access, person: User, closing: Closing) -> Checked:
    """A request with all that it is to be held against."""
    matter = closing.matter
    reports = Report.objects.filter(matter=matter, state=Report.State.SUBMITTED).select_related("due", "by", "unit")
    earlier = Closing.objects.filter(matter=matter, pk__lt=closing.pk).exclude(state=Closing.State.RETRACTED)
    own = own_fields(matter)
    return Checked(
        closing=closing,
        quote=quoted(access, matter),
        reports=list(reports.prefetch_related("readings__target")),
        steps=list(matter.steps.filter(dropped=False)),
        figures=figures_of(matter, own),
        own=own,
        checklist=checklist(matter, closing.achieved),
        earlier=list(earlier.select_related("decided_by", "decided_unit")),
        turns=light_turns([matter.pk]).get(matter.pk, []),
        pieces=evidence_counts([matter.pk]).get(matter.pk, 0),
        refusal=refusal(person, matter, Move.CLOSE),
    )


def refusal(person: User, matter: Matter, move: Move) -> Message | None:
    """Why a person may not make a move of a matter now; None when he may."""
    try:
        check_may_move(move, standing_in(person, matter), state_of(matter))
    except RefusalError as refused:
        return refused.message
    return None


def figures_of(matter: Matter, own: Fields) -> list[Figure]:
    """Targets against what was reported; the official figure stands beside the one target that it is about."""
    try:
        measured = measured_of([matter.pk]).get(matter.pk, [])
    except SettingsError:  # a record that cannot be meant is no reason to show nothing else
        return []
    official = own.official_value if isinstance(own, IndicatorFields) and len(measured) == 1 else None
    return [_figure(one, official) for one in measured]


def _figure(measured: Measured, official: float | None) -> Figure:
    target, reading = measured.target, measured.reading
    return Figure(
        target.name,
        target.words,
        reading.value if reading else None,
        reading.as_of if reading else None,
        target.unit,
        gap(target, reading).reason if reading else None,
        official,
        None if official is None else target.held_by(official),
    )


@dataclass(frozen=True, slots=True)
class OnMatter:
    """What a matter's page tells of close-out: the requests so far, the last return first of all, and what is missing.

    `request` and `retract` are offers of those moves to this person; None where they do not start in this status. The
    checklist is for who may ask; for others it is empty.
    """

    matter: Matter
    closings: list[Closing]
    returned: Closing | None
    waiting: Closing | None
    checklist: tuple[ChecklistItem, ...]
    request: Offer | None
    retract: Offer | None

    @property
    def missing(self) -> list[ChecklistItem]:
        """What is to be done before close-out may be asked for; what the form itself asks for aside."""
        return [item for item in self.checklist if not item.holds]


@compiled
def _requests(matter: int) -> QuerySet[Closing]:
    return Closing.objects.filter(matter=matter).prefetch_related("asked_by", "decided_by", "decided_unit")


def on_matter(access: Access, person: User, matter: Matter) -> OnMatter:
    """A matter's part in close-out, for its page."""
    found = _requests(matter.pk)
    offered = {offer.move: offer for offer in offers(standing_in(person, matter), state_of(matter))}
    waiting = next((one for one in found if one.state == Closing.State.PENDING), None)
    returned = next((one for one in found if one.state == Closing.State.RETURNED), None)
    if matter.status != Matter.Status.RETURNED:
        returned = None
    request = offered.get(Move.REQUEST_CLOSING)
    may_ask = request is not None and request.refusal is None
    asked = checklist(matter, found[0].achieved if found else "") if may_ask else ()
    return OnMatter(matter, found, returned, waiting, asked, request, offered.get(Move.RETRACT_CLOSING))
