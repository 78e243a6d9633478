"""Making sheets: numbered, written down with their events, and told to those who have to act. Many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse

from luoshi.ledger import Cause, DueSheet, Level, Message, Role
from luoshi.ledger.messages import as_data
from luoshi.ledger.messages import message as _
from luoshi.records import clock
from luoshi.records.models import Grant, Matter, NoticeKind, Programme, Sheet, SheetSerial, User
from luoshi.services.events import Actor, Happened, record_events
from luoshi.services.notices import Wanted, notify_many

_SIGNS = {Level.REMINDER: "提", Level.URGING: "催", Level.ORDER: "督"}
_TITLES = {
    Level.REMINDER: _("提醒单%(number)s：%(title)s，请于%(by)s前办理"),
    Level.URGING: _("催办单%(number)s：%(title)s，请于%(by)s前办理"),
    Level.ORDER: _("督办单%(number)s：%(title)s，请于%(by)s前办理"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A sheet to be made for a matter; what a person adds to what the ladder says."""

    matter: Matter
    due: DueSheet
    ask: str = ""
    urgent: bool = False
    reason: str = ""


def make_sheets(programme: Programme, wishes: Sequence[Wish], actor: Actor) -> list[Sheet]:
    """Make sheets in the caller's transaction: numbers, rows, events and notices. Their matters have a lead unit."""
    numbers = {
        level: iter(next_sheet_numbers(programme, level, sum(wish.due.level == level for wish in wishes)))
        for level in Level
    }
    sheets = Sheet.objects.bulk_create(
        [_sheet(programme, wish, next(numbers[wish.due.level]), actor) for wish in wishes], batch_size=200
    )
    record_events(
        programme=programme,
        actor=actor,
        happened=[
            Happened("matter.issue-sheet", wish.matter, after=_told(sheet))
            for wish, sheet in zip(wishes, sheets, strict=True)
        ],
    )
    _tell(programme, [wish.matter for wish in wishes], sheets)
    return sheets


def _sheet(programme: Programme, wish: Wish, number: str, actor: Actor) -> Sheet:
    due = wish.due
    return Sheet(
        programme=programme,
        matter=wish.matter,
        unit_id=wish.matter.lead_id,
        level=due.level.value,
        cause=due.cause.value,
        key=due.key,
        number=number,
        due_on=due.due_on,
        issued_on=clock.today(),
        answer_by=due.answer_by,
        first_answer_by=due.answer_by,
        issued_by=actor.person,
        urgent=wish.urgent,
        reason=wish.reason,
        said=as_data(due.why),
        ask=wish.ask,
    )


def _told(sheet: Sheet) -> dict[str, object]:
    told = {
        "sheet": sheet.number,
        "level": sheet.level,
        "cause": sheet.cause,
        "unit": sheet.unit_id,
        "answer_by": sheet.answer_by.isoformat(),
        "due_on": sheet.due_on.isoformat(),
        "urgent": sheet.urgent,
        "reason": sheet.reason,
    }
    return {name: value for name, value in told.items() if value}


def next_sheet_numbers(programme: Programme, level: Level, count: int) -> list[str]:
    """The next numbers of a level this year, such as 督〔2025〕12号; the counter only grows."""
    if not count:
        return []
    year = clock.today().year
    serial, _made = SheetSerial.objects.get_or_create(programme=programme, year=year, level=level.value)
    SheetSerial.objects.filter(pk=serial.pk).update(last=F("last") + count)
    last = SheetSerial.objects.values_list("last", flat=True).get(pk=serial.pk)
    return [f"{_SIGNS[level]}〔{year}〕{number}号" for number in range(last - count + 1, last + 1)]


def address_of(sheet: Sheet) -> str:
    """The page of a sheet."""
    return reverse("supervision-sheet", args=[sheet.pk])


def _tell(programme: Programme, matters: Sequence[Matter], sheets: Sequence[Sheet]) -> None:
    """The unit's liaisons; from 催办 on the leader as well, and of a 督办 the supervision office."""
    liaisons = liaisons_of({sheet.unit_id for sheet in sheets if sheet.unit_id})
    leaders = leaders_of([one.matter_id for one in sheets if one.level != Level.REMINDER])
    office = supervisors_of(programme) if any(one.level == Level.ORDER for one in sheets) else []
    wanted = []
    for matter, sheet in zip(matters, sheets, strict=True):
        people = [*liaisons.get(sheet.unit_id or 0, []), *leaders.get(sheet.matter_id, [])]
        if sheet.level == Level.ORDER:
            people += office
        said = {"number": sheet.number, "title": matter.title, "by": sheet.answer_by}
        title = _(_TITLES[Level(sheet.level)].msgid, **said)
        wanted.append(wanted_of(sheet, matter, people, title, "issued", programme))
    notify_many(wanted)


def wanted_of(
    sheet: Sheet, matter: Matter, people: Collection[User], title: Message, what: str, programme: Programme
) -> Wanted:
    """A notice about a sheet."""
    key = f"sheet-{sheet.pk}-{what}"
    return Wanted(people, NoticeKind.SHEET, title, address_of(sheet), key, programme, matter)


def liaisons_of(units: Collection[int]) -> dict[int, list[User]]:
    """The liaisons of units."""
    found: dict[int, list[User]] = defaultdict(list)
    for grant in Grant.objects.filter(role=Role.LIAISON, unit__in=units).select_related("person"):
        found[grant.unit_id or 0].append(grant.person)
    return found


def leaders_of(matters: Collection[int]) -> dict[int, list[User]]:
    """The leaders who answer for matters, by the posts they were granted."""
    if not matters:
        return {}
    posts: dict[int, list[int]] = defaultdict(list)
    for matter, post in Matter.leaders.through.objects.filter(matter__in=matters).values_list("matter", "post"):
        posts[post].append(matter)
    found: dict[int, list[User]] = defaultdict(list)
    for grant in Grant.objects.filter(role=Role.LEADER, post__in=posts).select_related("person"):
        for matter in posts[grant.post_id or 0]:
            found[matter].append(grant.person)
    return found


def supervisors_of(programme: Programme) -> list[User]:
    """The supervision office of a programme's region."""
    granted = Grant.objects.filter(role=Role.SUPERVISOR, region=programme.region_id).select_related("person")
    return [grant.person for grant in granted]


def manual_key(matter: Matter) -> str:
    """The next key of a case that a person opens in a matter."""
    known = Sheet.objects.filter(matter=matter, cause=Cause.MANUAL.value).values("key").distinct().count()
    return f"manual-{known + 1}"
