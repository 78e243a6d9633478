"""The standard departments, as data: formal, short and former names, and every shape a name may be written in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from luoshi.responsibility.errors import LexiconError
from luoshi.responsibility.vocabulary import load

PLACE = "{place}"
_LONGEST_PLACE = 9


@dataclass(frozen=True, slots=True)
class Department:
    """One line of work of a government: its formal name without a level, and what goes with it.

    `former` pairs a name no longer borne with the last year of its use; `variants` pairs other formal names in use
    with their short ones.
    """

    name: str
    province: str
    national: tuple[str, ...]
    short: tuple[str, ...]
    former: tuple[tuple[str, int], ...]
    variants: tuple[tuple[str, tuple[str, ...]], ...]
    system: str
    source: str

    def formal(self, level: str) -> str:
        """The formal name as borne at a level (省 or anything else)."""
        return self.province if level.endswith(("省", "自治区")) else self.name


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a department's name without its level.

    `formal` is the name it stands for when that is a variant, empty when it is the department's own; `until` is the
    last year of a former name.
    """

    department: Department
    formal: str = ""
    until: int | None = None

    def canonical(self, level: str) -> str:
        """The formal name of what is meant, for the level given."""
        if not self.formal:
            return self.department.formal(level)
        return self.formal[:-1] + "厅" if level.endswith("省") and self.formal.endswith("局") else self.formal


@dataclass(frozen=True, slots=True)
class Agency:
    """A unit whose name holds a place (人行云川中心支行): the formal name, what stands round the place."""

    name: str
    written: tuple[tuple[str, str], ...]
    place_ends: str

    def place_in(self, name: str) -> str | None:
        """The place that the name holds, if it is one of this agency's.

        >>> agencies()[1].place_in("人行云川中心支行"), agencies()[1].place_in("市财政局")
        ('云川', None)
        """
        for before, behind in self.written:
            if name.startswith(before) and name.endswith(behind):
                place = name[len(before) : len(name) - len(behind)]
                shortest = 1 if self.place_ends else 2
                if shortest <= len(place) <= _LONGEST_PLACE and (not self.place_ends or place[-1] in self.place_ends):
                    return place
        return None


def _department(entry: dict[str, Any]) -> Department:
    missing = {"name", "system", "source"} - entry.keys()
    if missing:
        raise LexiconError(f"departments.toml: {entry.get('name')!r} lacks {', '.join(sorted(missing))}")
    return Department(
        name=entry["name"],
        province=entry.get("province", entry["name"]),
        national=tuple(entry.get("national", ())),
        short=tuple(entry.get("short", ())),
        former=tuple((old["name"], int(old["until"])) for old in entry.get("former", ())),
        variants=tuple((other["name"], tuple(other["short"])) for other in entry.get("variant", ())),
        system=entry["system"],
        source=entry["source"],
    )


@cache
def departments() -> tuple[Department, ...]:
    """The standard departments, in the lexicon's order."""
    return tuple(_department(entry) for entry in load("departments")["department"])


# Abbreviations that hold for every name: the long form at its end or inside, and what it shrinks to.
_SHRINKS = (("委员会", "委"), ("办公室", "办"), ("监督管理局", "监管局"), ("监督管理局", "管理局"), ("和", ""))


def spellings(name: str) -> tuple[str, ...]:
    """The name and what it regularly shrinks to, in any combination.

    >>> spellings("发展和改革委员会")
    ('发展和改革委员会', '发展和改革委', '发展改革委员会', '发展改革委')
    """
    found = [name]
    for long, short in _SHRINKS:
        found += [one.replace(long, short) for one in found if long in one]
    return tuple(dict.fromkeys(found))


def _both_ends(name: str) -> tuple[str, ...]:
    """The name with 局 and with 厅: provinces have 厅 where cities have 局."""
    if name.endswith("局"):
        return name, name[:-1] + "厅"
    return (name, name[:-1] + "局") if name.endswith("厅") else (name,)


@cache
def forms() -> dict[str, Form]:
    """Every way of writing a department without its level; formal names win over short ones, short over former ones."""
    table: dict[str, Form] = {}

    def put(name: str, form: Form, *, regular: bool = True) -> None:
        for spelling in spellings(name) if regular else (name,):
            for ended in _both_ends(spelling):
                table.setdefault(ended, form)

    every = departments()
    for department in every:
        for name in (department.name, department.province):
            put(name, Form(department), regular=False)
        for variant, _ in department.variants:
            put(variant, Form(department, variant), regular=False)
    for department in every:
        for name in (department.name, department.province, *department.short):
            put(name, Form(department))
        for variant, shorts in department.variants:
            for name in (variant, *shorts):
                put(name, Form(department, variant))
    for department in every:
        for name, until in department.former:
            put(name, Form(department, until=until))
    return table


@cache
def national_names() -> dict[str, str]:
    """Names of the centre's bodies, each with its formal one."""
    table = {name: department.national[0] for department in departments() for name in department.national}
    for entry in load("departments")["national"]:
        table.update(dict.fromkeys((entry["name"], *entry.get("short", ()), *entry.get("former", ())), entry["name"]))
    return table


@cache
def agencies() -> tuple[Agency, ...]:
    """The agencies whose names hold a place."""
    return tuple(_agency(entry) for entry in load("departments")["agency"])


def _agency(entry: dict[str, Any]) -> Agency:
    names = (entry["name"], *entry.get("short", ()), *(old["name"] for old in entry.get("former", ())))
    parted = [name.partition(PLACE) for name in names]
    if not all(mark for _, mark, _ in parted):
        raise LexiconError(f"departments.toml: a name of {entry['name']!r} has no {PLACE}")
    return Agency(entry["name"], tuple((before, behind) for before, _, behind in parted), entry.get("place_ends", ""))


def agency_of(name: str) -> str | None:
    """The formal name of the agency that the name stands for, its place in it."""
    for agency in agencies():
        place = agency.place_in(name)
        if place is not None:
            return agency.name.replace(PLACE, place)
    return None


# The level that opens a name: 市, 云川市, 省; the name of the body follows.
_LEVEL_ENDS = "省市区县州盟旗"


def level_cuts(written: str) -> list[int]:
    """Where a name may be cut into level and body, longest body first: 0, then behind each level near the front."""
    return [0, *(at + 1 for at, char in enumerate(written[:12]) if char in _LEVEL_ENDS)]


@lru_cache(maxsize=65536)
def is_known(name: str) -> bool:
    """Whether the name, with or without its level, is a standard department or an agency.

    >>> is_known("市发改委"), is_known("财政局"), is_known("人行云川中心支行"), is_known("保障局")
    (True, True, True, False)
    """
    if not 2 <= len(name) <= 30:
        return False
    if name in national_names() or any(name[cut:] in forms() for cut in level_cuts(name)):
        return True
    return agency_of(name) is not None
