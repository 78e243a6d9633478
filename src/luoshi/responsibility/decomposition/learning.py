"""What past responsibility tables teach: who led what, with whom, under which leader, by when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from luoshi.reading.divisions import short_name
from luoshi.responsibility.decomposition.candidates import standard_candidates
from luoshi.responsibility.decomposition.identity import Identities, Unit, level_of, system_of
from luoshi.responsibility.decomposition.similarity import Similarity
from luoshi.responsibility.departments import agencies
from luoshi.responsibility.registry import Registry
from luoshi.responsibility.rows import Row

_USUAL_LEVEL = "市"


@dataclass(frozen=True, slots=True)
class PastTable:
    """A table that was in force, with the name by which reasons refer to it (2024年表)."""

    name: str
    rows: tuple[Row, ...]
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One row of a past table, its units by their keys."""

    table: str
    year: int | None
    row: int
    task: str
    context: str
    lead: str | None
    units: tuple[str, ...]
    leaders: tuple[str, ...]
    deadline: str | None
    milestones: str | None


@dataclass(frozen=True, slots=True)
class Learnt:
    """What `learn` has gathered; read by `suggest`. Counts are of rows.

    `written` maps each unit's key to how it is to be written; `units` to what is known of it; `led` to the examples
    that it leads, by their numbers, with `lengths` the length of their sum. `seen` are the units that a table or
    a register shows to exist.
    """

    examples: tuple[Example, ...]
    similarity: Similarity
    units: dict[str, Unit]
    written: dict[str, str]
    led: dict[str, list[int]]
    lengths: dict[str, float]
    helped: dict[str, Counter[str]]
    helps: Counter[str]
    leaders: Counter[str]
    leaders_of: dict[str, Counter[str]]
    leaders_of_system: dict[str, Counter[str]]
    by_owner: dict[str, list[str]]
    seen: frozenset[str]
    level: str
    home: str
    identities: Identities = field(repr=False)

    def rows_under(self, leader: str, lead: str | None) -> int:
        """In how many rows led by that unit the leader is responsible."""
        return self.leaders_of[lead][leader] if lead in self.leaders_of else 0

    def rows_beside(self, unit: str, lead: str | None) -> int:
        """In how many rows led by that unit the other one helps."""
        return self.helped[lead][unit] if lead in self.helped else 0


def learn(
    tables: Sequence[PastTable] = (), registry: Registry | None = None, *, level: str = "", home: str = ""
) -> Learnt:
    """Gather what the tables teach; with none, what the standard departments are known for.

    `registry` says what names mean and, where it lists a government's own units, which there are. `level` (省, 市, 县…)
    and `home` (云川) say whose table is to be drafted; without them the tables tell.

    >>> learnt = learn()
    >>> learnt.written["市发展和改革委员会"], len(learnt.examples)
    ('市发展改革委', 0)
    """
    register = registry or Registry.standard()
    names = [name for table in tables for row in table.rows for name in row.units]
    home = home or _home_of(names)
    level = level or _level_of(names)
    identities = Identities(register, home)
    examples = tuple(_example(table, row, identities) for table in tables for row in table.rows)
    written = _spelling(names, identities)
    units = {key: identities.unit(name) for key, name in written.items()}
    seen = frozenset(written) | frozenset(register.names.values())
    owners = {unit.owner for unit in units.values() if unit.owner}
    for key, unit, name in standard_candidates(identities, owners, level, home):
        if key not in units:
            units[key], written[key] = unit, name
    return _gathered(examples, units, written, seen, identities, level, home)


def _gathered(
    examples: tuple[Example, ...],
    units: dict[str, Unit],
    written: dict[str, str],
    seen: frozenset[str],
    identities: Identities,
    level: str,
    home: str,
) -> Learnt:
    similarity = Similarity([(example.task, example.context) for example in examples])
    led: dict[str, list[int]] = defaultdict(list)
    helped: dict[str, Counter[str]] = defaultdict(Counter)
    of_unit: dict[str, Counter[str]] = defaultdict(Counter)
    of_system: dict[str, Counter[str]] = defaultdict(Counter)
    for at, example in enumerate(examples):
        if example.lead is None:
            continue
        led[example.lead].append(at)
        helped[example.lead].update(example.units)
        for leader in example.leaders:
            of_unit[example.lead][leader] += 1
            of_system[system_of(units[example.lead].owner)][leader] += 1
    by_owner: dict[str, list[str]] = defaultdict(list)
    for key, unit in units.items():
        if unit.owner:
            by_owner[unit.owner].append(key)
    return Learnt(
        examples=examples,
        similarity=similarity,
        units=units,
        written=written,
        led=dict(led),
        lengths={key: similarity.length(numbers) for key, numbers in led.items()},
        helped=dict(helped),
        helps=Counter(unit for example in examples for unit in example.units),
        leaders=Counter(leader for example in examples for leader in example.leaders),
        leaders_of=dict(of_unit),
        leaders_of_system=dict(of_system),
        by_owner=dict(by_owner),
        seen=seen,
        level=level,
        home=home,
        identities=identities,
    )


def _example(table: PastTable, row: Row, identities: Identities) -> Example:
    lead = row.lead_unit or (row.units[0] if row.units else None)
    key = identities.unit(lead).key if lead else None
    others = dict.fromkeys(identities.unit(name).key for name in row.units)
    others.pop(key or "", None)
    return Example(
        table=table.name,
        year=table.year,
        row=row.row,
        task=row.task,
        context=" ".join(dict.fromkeys(h for h in (row.section, row.subsection, *row.headings) if h)),
        lead=key,
        units=tuple(others),
        leaders=row.leaders,
        deadline=row.deadline,
        milestones=row.milestones,
    )


def _spelling(names: Iterable[str], identities: Identities) -> dict[str, str]:
    """How each unit is to be written: as it is written most often, among equals as last."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name, n in Counter(names).items():
        counted[identities.unit(name).key][name] += n
    return {key: max(ways, key=lambda way: ways[way]) for key, ways in counted.items()}


def _level_of(names: Sequence[str]) -> str:
    counted = Counter(filter(None, map(level_of, names)))
    return counted.most_common(1)[0][0] if counted else _USUAL_LEVEL


def _home_of(names: Sequence[str]) -> str:
    """The place that the agencies of the centre bear in their names."""
    places = (
        agency.place_in(name) for name in set(names) for agency in agencies() if name.endswith(agency.written[0][1])
    )
    counted = Counter(short_name(place) for place in places if place)
    return counted.most_common(1)[0][0] if counted else ""
