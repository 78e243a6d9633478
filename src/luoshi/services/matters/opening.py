"""What a matter brings along when it is numbered: targets, steps, periods to report, and its light."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from luoshi.queries.promised import Promised, promised_by
from luoshi.records import clock
from luoshi.records.models import Matter, MatterTarget, Milestone, Plan, Programme, Service, TargetReading
from luoshi.services.lights import refresh_light, refresh_lights
from luoshi.services.matters.steps import quarterly, replace_steps
from luoshi.services.reporting.dues import make_dues

_FEW = 3  # so many matters have their lights computed one by one


@transaction.atomic
def open_matters(matters: Collection[Matter]) -> None:
    """Give matters that were numbered, or published again, what follows from their words; twice changes nothing more.

    Targets that nobody has reported on follow a changed wording; those with figures stay. Steps follow the table until
    a plan is approved.
    """
    standing = [matter for matter in matters if matter.status != Matter.Status.WITHDRAWN]
    if not standing:
        return
    # Their programme's rules as they stand: who numbers holds them, and may have read them before they were changed.
    programmes = Programme.objects.in_bulk({matter.programme_id for matter in standing})
    for matter in standing:
        matter.programme = programmes[matter.programme_id]
    _open_targets(standing)
    _open_steps(standing)
    make_dues(standing)
    if len(standing) <= _FEW:
        for matter in standing:
            refresh_light(matter)
    else:
        for programme in {matter.programme for matter in standing}:
            refresh_lights(programme, clock.today())


def _open_targets(matters: list[Matter]) -> None:
    promised = promised_by(matters)
    known: dict[int, dict[object, MatterTarget]] = defaultdict(dict)
    for service in Service.objects.filter(matter__in=matters).select_related("target"):
        known[service.matter_id][_key(service.target)] = service.target
    read = set(TargetReading.objects.filter(report__matter__in=matters).values_list("target", flat=True))
    made = _of_findings(promised)
    links: list[tuple[Matter, MatterTarget, bool]] = []
    for matter in matters:
        wanted = {one.key: one for one in promised[matter.pk]}
        for key, target in known[matter.pk].items():
            if key not in wanted and target.pk not in read and _no_longer_said(target, matter):
                _let_go(matter, target)
        for key, one in wanted.items():
            if key not in known[matter.pk]:
                links.append(_link(matter, one, made))
    fresh = {id(target): target for _matter, target, _counts in links if target.pk is None}
    MatterTarget.objects.bulk_create(fresh.values())
    Service.objects.bulk_create(
        (Service(matter=matter, target=target, counts=counts) for matter, target, counts in links),
        ignore_conflicts=True,
    )


def _key(target: MatterTarget) -> object:
    return target.name, target.family, target.comparator, target.value, target.high, target.unit


def _of_findings(promised: dict[int, list[Promised]]) -> dict[int, MatterTarget]:
    """Targets that were made of a finding before, by the finding: a sentence in two matters is one target."""
    ids = [one.finding for each in promised.values() for one in each if one.finding]
    return {target.finding_id or 0: target for target in MatterTarget.objects.filter(finding__in=ids)}


def _no_longer_said(target: MatterTarget, matter: Matter) -> bool:
    """Whether a target came from words that the matter no longer has; one that a person set has none, and stays."""
    return bool(target.quote) and "".join(target.quote.split()) not in "".join(matter.task.split())


def _let_go(matter: Matter, target: MatterTarget) -> None:
    Service.objects.filter(matter=matter, target=target).delete()
    if not Service.objects.filter(target=target).exists():
        target.delete()


def _link(matter: Matter, one: Promised, made: dict[int, MatterTarget]) -> tuple[Matter, MatterTarget, bool]:
    """A matter with the target it is to serve, and whether its figure counts.

    What two matters report for one figure would be counted twice: the first counts, until a person says else.
    """
    shared = made.get(one.finding or 0)
    if shared is not None:
        return matter, shared, False
    target = MatterTarget(
        programme=matter.programme,
        finding_id=one.finding,
        quote=one.quote,
        name=one.name,
        family=one.family.value,
        comparator=one.comparator.value,
        value=one.value,
        high=one.high,
        unit=one.unit,
        wanted=one.wanted.value,
        starts=matter.programme.starts,
        ends=matter.programme.ends,
    )
    if one.finding:
        made[one.finding] = target
    return matter, target, True


def _open_steps(matters: list[Matter]) -> None:
    planned = set(Plan.objects.filter(matter__in=matters, state=Plan.State.APPROVED).values_list("matter", flat=True))
    stepped = set(Milestone.objects.filter(matter__in=matters, dropped=False).values_list("matter", flat=True))
    for matter in matters:
        steps = quarterly(matter)
        if matter.pk not in planned and (steps or matter.pk in stepped):
            replace_steps(matter, steps)
