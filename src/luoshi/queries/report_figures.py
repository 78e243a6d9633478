"""The figures that matters report: each target with what was reported before, and what to ask about a value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from luoshi.ledger import Colour, Light, LightFacts, LightRules, Measured, Reading, Status, Target, light_of
from luoshi.ledger.plausibility import Question, questions
from luoshi.queries.light_facts import target_of
from luoshi.records.models import Matter, MatterTarget, Report, ReportDue, Service, TargetReading

_KEPT = 3  # figures before, as many as a question looks back


@dataclass(frozen=True, slots=True)
class Figure:
    """A target as one matter reports it for one period.

    `earlier` are the matter's figures before, the newest last. `others` is the sum of what the other matters that
    count for the target last reported; `alone` says that there are none. `now` is what this period's report says.
    """

    record: MatterTarget
    earlier: tuple[Reading, ...]
    others: float
    alone: bool
    now: Reading | None = None

    @property
    def last(self) -> Reading | None:
        """The figure before."""
        return self.earlier[-1] if self.earlier else None

    @property
    def target(self) -> Target:
        """The target as the core computes with it."""
        return target_of(self.record)

    def asked(self, value: float, as_of: date) -> tuple[Question, ...]:
        """What to ask about a value."""
        return questions(self.target, Reading(value, as_of), self.earlier, alone=self.alone)

    def light(self, value: float, as_of: date, rules: LightRules) -> Light:
        """What the target's light were with a value, the other matters' figures added."""
        total = Measured(self.target, Reading(value + self.others, as_of))
        return light_of(LightFacts(Status.IN_PROGRESS, measured=(total,)), rules, as_of)

    def behind(self, value: float, as_of: date, rules: LightRules) -> Light | None:
        """The light where the value is behind its schedule; None where it is not."""
        light = self.light(value, as_of, rules)
        return None if light.colour == Colour.GREEN else light


def question_key(target: int, question: Question) -> str:
    """What a question is called in a form, and in the answers that are kept."""
    return f"{target}:{question.code}"


def read_on(due: ReportDue | None, today: date) -> date:
    """The day for which a figure stands that is reported today: never beyond its period, never in the future."""
    return today if due is None else max(min(today, due.ends), due.starts)


class Figures:
    """The figures of some matters, read in three queries."""

    def __init__(self, matters: Collection[Matter | int]) -> None:
        ids = {one.pk if isinstance(one, Matter) else one for one in matters}
        self._targets: dict[int, list[MatterTarget]] = defaultdict(list)
        for service in Service.objects.filter(matter__in=ids).select_related("target").order_by("target"):
            self._targets[service.matter_id].append(service.target)
        targets = {target.pk for found in self._targets.values() for target in found}
        self._counting: dict[int, set[int]] = defaultdict(set)
        for matter, target in Service.objects.filter(target__in=targets, counts=True).values_list("matter", "target"):
            self._counting[target].add(matter)
        self._read: dict[tuple[int, int], list[tuple[int | None, Reading]]] = defaultdict(list)
        counted = TargetReading.objects.filter(target__in=targets, report__state=Report.State.SUBMITTED)
        rows = counted.order_by("as_of", "pk").values_list("report__matter", "target", "report__due", "value", "as_of")
        for matter, target, due, value, as_of in rows:
            self._read[(matter, target)].append((due, Reading(value, as_of)))

    def of(self, matter: int, due: ReportDue | None) -> list[Figure]:
        """A matter's figures for a period, or for a report outside of any."""
        return [self._figure(matter, target, due) for target in self._targets.get(matter, ())]

    def _figure(self, matter: int, target: MatterTarget, due: ReportDue | None) -> Figure:
        own = self._read.get((matter, target.pk), [])
        others = [self._read.get((other, target.pk)) for other in self._counting[target.pk] if other != matter]
        before = [reading for of, reading in own if due is None or (of != due.pk and reading.as_of < due.ends)]
        now = [reading for of, reading in own if due is not None and of == due.pk]
        return Figure(
            record=target,
            earlier=tuple(before[-_KEPT:]),
            others=sum(read[-1][1].value for read in others if read),
            alone=not others,
            now=now[-1] if now else None,
        )
