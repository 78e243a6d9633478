"""The standard departments, as data: formal names, short ones, former ones, and every shape a name may be written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from luoshi.responsibility.errors import LexiconError
from luoshi.responsibility.vocabulary import load

PLACE = "{place}"


@dataclass(frozen=True, slots=True)
class Department:
    """One line of work of a government: its formal name without a level, and what goes with it.

    `former` maps a name no longer borne to the last year of its use; `variants` maps other formal names in use to their short ones.
    """

    name: str
    province: str
    national: tuple[str, ...]
    short: tuple[str, ...]
    former: tuple[tuple[str, int], ...]
    variants: tuple[tuple[str, tuple[str, ...]], ...]
    system: str
    duties: tuple[str, ...]
    source: str

    def formal(self, level: str) -> str:
        """The formal name as borne at a level (省 or anything else)."""
        return self.province if level.endswith(("省", "自治区")) else self.name


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a department's name without its level.

    `formal` is the name it stands for when that is a variant, empty when it is the department's own; `until` the last year of a former name.
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
    """A unit whose name holds a place (人行云川中心支行): the formal name and a pattern for each way of writing it."""

    name: str
    patterns: tuple[re.Pattern[str], ...]


def _department(entry: dict[str, Any]) -> Department:
    missing = {"name", "system", "duties", "source"} - entry.keys()
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
        duties=tuple(entry["duties"]),
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
    return {name: department.national[0] for department in departments() for name in department.national}


@cache
def agencies() -> tuple[Agency, ...]:
    """The agencies whose names hold a place."""
    return tuple(_agency(entry) for entry in load("departments")["agency"])


def _agency(entry: dict[str, Any]) -> Agency:
    # The place: 云川, 云川市, 山东省; bounded, so that the pattern stays linear. With place_ends it must end in a level.
    ends = entry.get("place_ends")
    place = rf"(?P<place>[\u4e00-\u9fff]{{0,8}}[{ends}])" if ends else r"(?P<place>[\u4e00-\u9fff]{2,9})"
    written = (entry["name"], *entry.get("short", ()), *(old["name"] for old in entry.get("former", ())))
    return Agency(entry["name"], tuple(re.compile(re.escape(one).replace(r"\{place\}", place)) for one in written))


# The level that opens a name: 市, 云川市, 省; the name of the body follows. Near miss: 市场监管局, whose 市 is no level.
_LEVEL_ENDS = "省市区县州盟旗"


def level_cuts(written: str) -> list[int]:
    """Where a name may be cut into level and body, the longest body first: 0, then after each level character near the front."""
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
    return any(pattern.fullmatch(name) for agency in agencies() for pattern in agency.patterns)
