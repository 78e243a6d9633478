"""What speaks for each unit as the one that leads a task, or helps with it, as numbers of a fixed order."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from heapq import nlargest
from math import log, log1p
from operator import itemgetter

from luoshi.responsibility.decomposition.identity import Unit, system_of
from luoshi.responsibility.decomposition.learning import Learnt
from luoshi.responsibility.decomposition.similarity import grams
from luoshi.responsibility.duties import Claim, claims, parts_of_others

_NEIGHBOURS = 10
_PART = 0.5  # how much the duties of a body count that is usually part of another
_NEVER = 0.3  # rows that a unit is taken to have led which never led any


@dataclass(slots=True)
class Evidence:
    """Everything looked up once for one task: what resembles it, what its words claim.

    By unit: `near` and `part` are shares of leading and of helping among the nearest rows, `best` and `centre` the
    likeness of the nearest row it leads and of the centre of all.
    """

    learnt: Learnt
    task: str
    context: str
    likeness: dict[int, float] = field(default_factory=dict)
    nearest: list[tuple[int, float]] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    heading_claims: dict[str, Claim] = field(default_factory=dict)
    subjects: dict[str, float] = field(default_factory=dict)
    near: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    best: dict[str, float] = field(default_factory=dict)
    centre: dict[str, float] = field(default_factory=dict)
    part: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def gather(learnt: Learnt, task: str, context: str) -> Evidence:
    """Look everything up for one task."""
    likeness = learnt.similarity.to(task, context)
    evidence = Evidence(
        learnt,
        task,
        context,
        likeness,
        nlargest(_NEIGHBOURS, likeness.items(), key=itemgetter(1)),
        claims(task),
        claims(context),
        _subjects(learnt, task),
    )
    _look_at_likeness(evidence)
    return evidence


def _subjects(learnt: Learnt, task: str) -> dict[str, float]:
    """For units that no lexicon knows: how much of what their names are about stands in the task."""
    found = {}
    held = set(grams(task))
    for key, unit in learnt.units.items():
        if unit.subject:
            if unit.subject in task:
                found[key] = 1.0
            else:
                pairs = [unit.subject[at : at + 2] for at in range(len(unit.subject) - 1)]
                share = sum(pair in held for pair in pairs) / len(pairs)
                if share >= 0.5 and len(pairs) > 1:
                    found[key] = share / 2
    return found


def lead_vectors(evidence: Evidence) -> dict[str, list[float]]:
    """For each unit for which anything speaks, the features of weights.LEAD."""
    learnt = evidence.learnt
    near, best, centre, part = evidence.near, evidence.best, evidence.centre, evidence.part
    top = max((claim.lead for claim in evidence.claims.values()), default=0.0)
    head_top = max((claim.lead for claim in evidence.heading_claims.values()), default=0.0)
    rows = len(learnt.examples)
    never = log(_NEVER / (rows + 1)) if rows else 0.0
    found = {}
    for key, unit in learnt.units.items():
        claim = evidence.claims.get(unit.owner or "")
        head = evidence.heading_claims.get(unit.owner or "")
        led = len(learnt.led.get(key, ()))
        subject = evidence.subjects.get(key, 0.0)
        if not (led or subject or (claim and claim.lead) or (head and head.lead)):
            continue
        among = len(learnt.by_owner.get(unit.owner or "", ())) or 1
        lead = claim.lead * _standing(learnt, key, unit) if claim else 0.0
        heading = head.lead if head else 0.0
        found[key] = [
            near.get(key, 0.0),
            best.get(key, 0.0),
            centre.get(key, 0.0),
            log1p(lead),
            lead / top if top else 0.0,
            log1p(heading),
            heading / head_top if head_top else 0.0,
            subject,
            (log((led + _NEVER) / (rows + 1)) - never) if rows else 0.0,
            1.0 if led else 0.0,
            part.get(key, 0.0),
            log(among),
        ]
    return found


def _standing(learnt: Learnt, key: str, unit: Unit) -> float:
    """How much a unit's duties count: less where nothing shows that it is a body of its own."""
    is_shown = learnt.level == "省" or key in learnt.seen or unit.owner not in parts_of_others()
    return 1.0 if is_shown else _PART


def _look_at_likeness(evidence: Evidence) -> None:
    """Fill in what the like rows say: shares among the nearest, likeness of the nearest and of the centre."""
    learnt = evidence.learnt
    total = sum(likeness**2 for _, likeness in evidence.nearest) + 0.02
    for at, likeness in evidence.nearest:
        example = learnt.examples[at]
        if example.lead is not None:
            evidence.near[example.lead] += likeness**2 / total
            evidence.best[example.lead] = max(evidence.best.get(example.lead, 0.0), likeness)
        for unit in example.units:
            evidence.part[unit] += likeness**2 / total
    examples = learnt.examples
    centre: dict[str | None, float] = defaultdict(float)
    for at, likeness in evidence.likeness.items():
        centre[examples[at].lead] += likeness
    for key, length in learnt.lengths.items():
        if length and key in centre:
            evidence.centre[key] = centre[key] / length


def help_vectors(evidence: Evidence, leads: dict[str, float]) -> dict[str, list[float]]:
    """For each unit for which anything speaks, the features of weights.HELP; `leads` are the chances to lead."""
    learnt = evidence.learnt
    part = evidence.part
    rows = len(learnt.examples)
    beside = _beside(learnt, leads)
    top = max((claim.part for claim in evidence.claims.values()), default=0.0)
    found = {}
    for key, unit in learnt.units.items():
        claim = evidence.claims.get(unit.owner or "")
        head = evidence.heading_claims.get(unit.owner or "")
        helps = learnt.helps.get(key, 0)
        subject = evidence.subjects.get(key, 0.0)
        if not (helps or subject or claim):
            continue
        often = _logit((helps + 0.2) / (rows + 2)) if rows else -4.0
        found[key] = [
            1.0,
            part.get(key, 0.0),
            often,
            _logit(beside.get(key, 0.0) * 0.9 + 0.01) + 4.0 if rows else 0.0,
            log1p(claim.part) if claim else 0.0,
            claim.part / top if claim and top else 0.0,
            subject,
            leads.get(key, 0.0),
            1.0 if helps else 0.0,
            log1p(head.part) if head else 0.0,
        ]
    return found


def _beside(learnt: Learnt, leads: dict[str, float]) -> dict[str, float]:
    """How often each unit helps those that may lead, each weighed by its chance; drawn towards how often it helps."""
    rows = len(learnt.examples) or 1
    total: dict[str, float] = defaultdict(float)
    held = 0.0
    for lead, chance in leads.items():
        if chance < 0.02:
            continue
        held += chance
        led = len(learnt.led.get(lead, ()))
        drawn = 2.0
        for key, n in learnt.helped.get(lead, {}).items():
            total[key] += chance * n / (led + drawn)
        rest = chance * drawn / (led + drawn)
        for key, n in learnt.helps.items():
            total[key] += rest * n / rows
    return {key: value / held for key, value in total.items()} if held else {}


def _logit(chance: float) -> float:
    return log(chance / (1.0 - chance))


def leader_vectors(evidence: Evidence, leads: dict[str, float]) -> dict[str, list[float]]:
    """For each leader of the past tables: through the unit, its line of work, the nearest rows, and how often."""
    learnt = evidence.learnt
    rows = len(learnt.examples) or 1
    through: dict[str, float] = defaultdict(float)
    near: dict[str, float] = defaultdict(float)
    everywhere = sum(learnt.leaders.values()) or 1
    for lead, chance in leads.items():
        if chance < 0.02:
            continue
        own = learnt.leaders_of.get(lead)
        owner = learnt.units[lead].owner if lead in learnt.units else None
        system = learnt.leaders_of_system.get(system_of(owner), Counter())
        of_system = sum(system.values())
        n = sum(own.values()) if own else 0
        for leader, count in learnt.leaders.items():
            base = (system[leader] + 2.0 * count / everywhere) / (of_system + 2.0)
            through[leader] += chance * ((own[leader] if own else 0) + 0.7 * base) / (n + 0.7)
    total = sum(likeness**2 for _, likeness in evidence.nearest) + 0.02
    for at, likeness in evidence.nearest:
        for leader in learnt.examples[at].leaders:
            near[leader] += likeness**2 / total
    return {
        leader: [log(through.get(leader, 0.0) + 0.02), near.get(leader, 0.0), log(n / rows + 0.01)]
        for leader, n in learnt.leaders.items()
    }
