"""A year in the fictional city, lived through the services to the day on which the demonstration stands still.

Every act has its moment, and the clock stands at it; the same seed gives the same year. What happens to which matter is
said in democity_data/year.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from importlib.resources import files
from math import ceil
from random import Random
from typing import Any

from django.utils import timezone

from luoshi.cli import democity_papers as papers
from luoshi.cli.democity_life import Cast, Life, Said
from luoshi.extraction.figures.units import COUNT_FAMILIES, family_of
from luoshi.ledger import Comparator, Family, Role
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.ledger.kinds.instructions import Grade
from luoshi.ledger.sheets import Level, SheetState
from luoshi.ledger.trajectories import elapsed
from luoshi.records import clock
from luoshi.records.models import Matter, MatterTarget, Post, Programme, Report, ReportDue, Sheet, Unit
from luoshi.services.daily import run_day
from luoshi.services.look_back import draw_sample
from luoshi.services.matters.instructions import write_instruction
from luoshi.services.supervision.meetings import call_meeting, decide, write_minutes

TODAY = date(2025, 9, 10)
PUBLISHED = date(2025, 2, 10)
_SEED = 2025
_WEEK = timedelta(days=7)
_BESIDE = 0.2  # of a lag in amounts: how far a rate or a level of the same matter lags
_ANSWERED_AFTER = timedelta(days=3)  # sheets, after the day on which they were made
Act = Callable[[], object]


@dataclass
class Agenda:
    """What is to happen when; acts of one moment in the order in which they were put down."""

    acts: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def at(self, day: date, hour: float, act: Act) -> None:
        """Put an act down; what lies beyond the demonstration's day does not happen."""
        if day <= TODAY:
            moment = datetime.combine(day, time(int(hour), int(hour % 1 * 60)))
            self.acts.append((timezone.make_aware(moment), len(self.acts), act))

    def live(self) -> None:
        """Do everything, each with the clock standing at its moment."""
        for moment, _number, act in sorted(self.acts, key=lambda one: one[:2]):
            with clock.stopped_at(moment):
                act()


@cache
def story() -> dict[str, Any]:
    """What happens, by the beginning of a matter's task, and the words that people use."""
    text = (files("luoshi.cli") / "democity_data" / "year.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def live(programme: Programme) -> None:
    """Live the year of a published table."""
    rolled, agenda = Random(_SEED), Agenda()  # noqa: S311  # a story, not a secret
    cast, lived = Cast(programme.region_id), dict[int, _Matter]()
    matters = list(Matter.objects.filter(programme=programme).select_related("programme").order_by("pk"))
    for place, matter in enumerate(matters):
        fate: dict[str, Any] = next((one for one in story()["fate"] if matter.task.startswith(one["task"])), {})
        life = Life(matter, cast)
        lived[matter.pk] = _Matter(matter, life, fate, place, Random(rolled.random()), agenda)  # noqa: S311  # see above
        lived[matter.pk].put_down()
    _city(programme, cast, agenda)
    day = PUBLISHED + _WEEK
    while day < TODAY:
        agenda.at(day, 6.5, partial(run_day, programme, day))
        agenda.at(day + _ANSWERED_AFTER, 16, partial(_answer_sheets, lived, day + _ANSWERED_AFTER))
        day += _WEEK
    agenda.at(TODAY, 6.5, partial(run_day, programme, TODAY))
    agenda.live()


def _answer_sheets(lived: dict[int, _Matter], day: date) -> None:
    """Sheets are answered some days after they came, except by who is silent or has no plan yet."""
    words = story()["words"]["answers"]
    open_ = Sheet.objects.filter(matter__in=lived, state=SheetState.OPEN).exclude(level=Level.REMINDER)
    for sheet in open_.exclude(unit=None).select_related("programme", "matter").order_by("matter", "pk"):
        matter = lived[sheet.matter_id]
        if matter.answers_after < day:
            matter.life.answer(sheet, words[matter.place % len(words)])


class _Matter:
    """A matter's share of the year: signed for, planned, reported month by month, perhaps closed."""

    def __init__(
        self, matter: Matter, life: Life, fate: dict[str, Any], place: int, rolled: Random, agenda: Agenda
    ) -> None:
        self.life, self.fate, self.rolled, self.agenda = life, fate, rolled, agenda
        self.matter, self.place = matter, place
        self.answers_after = date.max  # the day after which sheets are answered
        self.pace = float(fate.get("pace", 1.0 + rolled.uniform(0.0, 0.08)))

    def put_down(self) -> None:
        """Everything that happens to the matter, in the agenda."""
        signed = PUBLISHED + timedelta(days=self.rolled.choice([0, 1, 1, 2]))
        signed = self._object(signed)
        if self.fate.get("signs") == "late":
            signed = PUBLISHED + timedelta(days=9)
        self.agenda.at(signed, 9 + self.place % 7, self.life.sign)
        approved = self._plan(signed)
        if "extend" in self.fate:
            told = self.fate["extend"]
            self.agenda.at(told["on"], 11, partial(self.life.extend, told["until"], told["reason"]))
            if "answer" in told:
                self.agenda.at(told["on"], 16, partial(self.life.grant, told["answer"]))
        self._report(approved)
        if "silent_from" not in self.fate:
            self.answers_after = approved
        self._close()

    def _object(self, signed: date) -> date:
        """An objection: upheld, another unit signs; refused, the unit itself."""
        told = self.fate.get("objects")
        if told is None:
            return signed
        suggested = Unit.objects.filter(region=self.matter.programme.region_id, name=told.get("unit", "")).first()
        self.agenda.at(PUBLISHED + timedelta(days=1), 15, partial(self.life.object_to, told["reason"], suggested))
        answered = PUBLISHED + timedelta(days=3)
        answer = self.life.reassign if suggested else self.life.keep
        self.agenda.at(answered, 10, partial(answer, told["answer"]))
        return answered + timedelta(days=1)

    def _plan(self, signed: date) -> date:
        """The plan, perhaps returned once; the day of its approval."""
        first = signed + timedelta(days=4 + self.place % 4)
        year = self.matter.programme.year
        names = story()["steps"]
        steps = [(names[at], date(year, month, 25)) for at, month in enumerate((3, 6, 9, 12))]
        measures = story()["measures"][self.place % len(story()["measures"])]
        person = story()["people"][self.place % len(story()["people"])]
        if "returns_plan" in self.fate:
            self.agenda.at(first, 10, partial(self.life.plan, person, steps[-1:], measures))
            self.agenda.at(first + timedelta(days=1), 16, partial(self.life.return_plan, self.fate["returns_plan"]))
            first += timedelta(days=2)
        planned: date = self.fate.get("plan_on", first)
        self.agenda.at(planned, 10, partial(self.life.plan, person, steps, measures))
        self.agenda.at(planned + timedelta(days=2), 16, self.life.approve_plan)
        return planned + timedelta(days=2)

    def _report(self, approved: date) -> None:
        """Reports of the periods that were to be reported, in time, late, or not at all."""
        silent = self.fate.get("silent_from", date.max)
        ends = self.fate.get("done_on", date.max)
        for number, due in enumerate(ReportDue.objects.filter(matter=self.matter).order_by("starts")):
            if due.starts >= silent or due.starts > ends or due.starts > TODAY.replace(day=1):
                return
            day = due.due - timedelta(days=self.rolled.randrange(5))
            if number in self.fate.get("late", ()):
                day = due.due + timedelta(days=3)
            if due.starts <= ends <= due.ends:
                day = ends
            elif due.starts.month == TODAY.month:
                day = TODAY - timedelta(days=1) if self.place % 5 == 0 else date.max
            if day > approved:
                self.agenda.at(day, 9 + self.rolled.random() * 8, partial(self._say, due, number, day))

    def _say(self, due: ReportDue, number: int, day: date) -> None:
        done = self.fate.get("done_on", date.max) <= day
        words = story()["words"]
        behind = self.pace < 0.9 and not done
        said = Said(
            done=words["done"][(self.place + number) % len(words["done"])],
            problems=words["problems"][(self.place + number) % len(words["problems"])] if behind else "",
            next_step=words["next"][(self.place * 3 + number) % len(words["next"])],
            steps=not behind or self.pace > 0.7,
        )
        values = {target.pk: self._value(target, day, done=done) for target in self.life.targets}
        report = self.life.report(due, values, said, complete=True if done else None)
        if (self.place * 3 + number) % 17 == 0 or done:
            self._show(day, report, done=done)
        if (self.place + number) % 6 == 1:
            self.life.help(due, words["help"][number % len(words["help"])])
        if self.fate.get("corrects") == number:
            right = {one.pk: _as_counted(values[one.pk] * 0.94, one) for one in self.life.targets}
            if right:
                self.life.correct(report, right, words["correction"])

    def _show(self, day: date, report: Report, *, done: bool) -> None:
        share = 1.0 if done else min(0.95, elapsed(date(day.year, 1, 1), date(day.year, 12, 31), day) * self.pace)
        taken = datetime.combine(day, time(10, self.place % 60))
        name = f"现场{day:%m%d}.jpg"
        self.life.evidence(papers.picture(share, taken, self.rolled), name, story()["words"]["caption"], report)

    def _value(self, target: MatterTarget, day: date, *, done: bool) -> float:
        """What the unit reports: by its pace of the schedule, or of the target where that is no sum."""
        share = elapsed(target.starts, target.ends, day) if target.family == Family.CUMULATIVE else 1.0
        pace = max(1.0, self.pace) if done else self.pace
        if target.family != Family.CUMULATIVE and pace < 1 and self._is_counted():
            pace = 1 - (1 - pace) * _BESIDE
        if target.comparator == Comparator.AT_MOST and target.family != Family.CUMULATIVE:
            pace = 2 - pace
        value = target.value * (1.0 if done and target.family == Family.CUMULATIVE else share) * pace
        return _as_counted(value, target)

    def _is_counted(self) -> bool:
        return any(target.family == Family.CUMULATIVE for target in self.life.targets)

    def _close(self) -> None:
        told = self.fate.get("close")
        if told is None:
            return
        day = told["on"]
        paper = papers.record(told["paper"], [told["achieved"], story()["words"]["accepted"]])
        self.agenda.at(day, 9, partial(self.life.evidence, paper, f"{told['paper']}.docx", told["paper"]))
        self.agenda.at(day, 10, partial(self.life.ask_closing, told["achieved"], told.get("own")))
        if "returned" in told:
            self.agenda.at(day + timedelta(days=3), 15, partial(self.life.give_back, told["returned"]))
            again = papers.record(told["paper"], [told["achieved"], told["again"]])
            day += timedelta(days=10)
            self.agenda.at(day, 9, partial(self.life.evidence, again, f"{told['paper']}（补充）.docx", told["again"]))
            self.agenda.at(
                day, 10, partial(self.life.ask_closing, f"{told['achieved']}{told['again']}", told.get("own"))
            )
        if "verified" in told:
            methods = [VerificationMethod(one) for one in told["methods"]]
            self.agenda.at(day + timedelta(days=4), 15, partial(self.life.close, told["verified"], methods))


def _city(programme: Programme, cast: Cast, agenda: Agenda) -> None:
    """What happens to the city as a whole: a leader's instructions, a meeting, a sample to look back at."""
    for told in story()["instruction"]:
        agenda.at(told["on"], 14, partial(_instruct, programme, cast, told))
    meeting = story()["meeting"]
    agenda.at(meeting["on"], 9, partial(_meet, programme, cast, meeting))
    agenda.at(story()["sample"]["on"], 9, partial(_sample, programme, cast, story()["sample"]))


def _instruct(programme: Programme, cast: Cast, told: dict[str, Any]) -> None:
    region = programme.region_id
    post = Post.objects.get(region=region, unit=None, title=told["post"])
    lead = Unit.objects.get(region=region, name=told["unit"])
    made = write_instruction(
        programme=programme, post=post, text=told["text"], grade=Grade(told["grade"]), lead=lead,
        actor=cast.of(Role.SUPERVISOR),
    )  # fmt: skip
    if told["signed"]:
        Life(made, cast).sign()


def _meet(programme: Programme, cast: Cast, told: dict[str, Any]) -> None:
    actor = cast.of(Role.SUPERVISOR)
    meeting = call_meeting(
        programme=programme, actor=actor, kind="quarterly", title=told["title"], day=told["on"], place=told["place"],
        chair=told["chair"],
    )  # fmt: skip
    meeting = write_minutes(meeting=meeting, actor=actor, revision=meeting.revision, minutes=told["minutes"])
    unit = Unit.objects.get(region=programme.region_id, name=told["unit"])
    decided = decide(meeting=meeting, actor=actor, text=told["decision"], unit=unit, deadline=told["deadline"])
    if decided.matter is not None:
        Life(decided.matter, cast).sign()


def _sample(programme: Programme, cast: Cast, told: dict[str, Any]) -> None:
    actor = cast.of(Role.SUPERVISOR)
    draw_sample(programme=programme, actor=actor, size=told["size"], seed=told["seed"])


def _as_counted(value: float, target: MatterTarget) -> float:
    """A figure as people would count it: there is no half of a kindergarten."""
    if not target.value.is_integer():
        return round(value, 2)
    if family_of(target.unit) in COUNT_FAMILIES and target.unit[0] not in "万亿":
        return float(ceil(value))
    return float(round(value)) if target.value >= 20 else round(value, 2)
