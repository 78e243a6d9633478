"""What matters promise in figures: from the findings of their source as people left them, else from their own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from luoshi.extraction import extract
from luoshi.ledger import Comparator, Family, SettingsError, Wanted, framed
from luoshi.queries.findings import PLAN_ROLES
from luoshi.reading import Document as Text
from luoshi.records.models import Finding, Matter

# A version that nobody has reviewed is believed where the engine is as sure as this.
_SURE = 0.8
_LONGEST_NAME, _LONGEST_UNIT = 120, 20


@dataclass(frozen=True, slots=True)
class Promised:
    """A figure that a matter promises for its programme's year, as a target has it; `finding` where it is one."""

    quote: str
    name: str
    family: Family
    wanted: Wanted
    comparator: Comparator
    value: float
    high: float | None
    unit: str
    finding: int | None = None

    @property
    def key(self) -> tuple[str, str, str, float, float | None, str]:
        """By what two are the same promise, whichever words carry it."""
        return self.name, self.family.value, self.comparator.value, self.value, self.high, self.unit


def promised_by(matters: Collection[Matter]) -> dict[int, list[Promised]]:
    """The figures of each matter by its id. Two queries, however many matters.

    Of a version that was reviewed, what was accepted; of one that was not, what the engine is sure of. A matter whose
    wording in the table no longer has the source's figures, or whose source was not looked through, is read anew.
    """
    sources = {matter.source_id for matter in matters if matter.source_id}
    reviewed = set(
        Finding.objects.filter(version__in=sources).exclude(state=Finding.State.OPEN).values_list("version", flat=True)
    )
    findings: dict[int, list[Finding]] = defaultdict(list)
    known = Finding.objects.filter(version__in=sources, kind=Finding.Kind.STATEMENT, removed=False)
    for finding in known.defer("proposed").order_by("start", "id"):
        findings[finding.version_id].append(finding)
    return {matter.pk: _of_matter(matter, findings.get(matter.source_id or 0, []), reviewed) for matter in matters}


def promised_in(text: str, year: int) -> list[Promised]:
    """The figures that a text promises for a year, as the engine reads it.

    >>> [(one.name, one.comparator.value, one.value) for one in promised_in("新增高新技术企业50家以上。", 2025)]
    [('高新技术企业', '>=', 50.0)]
    """
    found = extract(Text(text)).statements
    told = (_promised(one.quote, _fields(one), year, None) for one in found if one.kind == "target")
    return _each_once(told)


def _of_matter(matter: Matter, findings: list[Finding], reviewed: set[int]) -> list[Promised]:
    year = matter.programme.year
    within = [one for one in findings if _lies_in(one, matter)]
    said = _bare(matter.task)
    if not within or not all(_bare(one.quote) in said for one in within):
        return promised_in(matter.task, year)
    sure = matter.source_id not in reviewed
    kept = (
        one for one in within
        if one.role in PLAN_ROLES
        and (one.state == Finding.State.ACCEPTED
             or (sure and one.state == Finding.State.OPEN and (one.confidence or 0) >= _SURE))
    )  # fmt: skip
    return _each_once(_promised(one.quote, one.fields, year, one.pk) for one in kept)


def _lies_in(finding: Finding, matter: Matter) -> bool:
    start, end = matter.start, matter.end
    return start is not None and end is not None and start <= finding.start and finding.end <= end


def _bare(text: str) -> str:
    return "".join(text.split())


def _fields(statement: Any) -> dict[str, Any]:
    return {
        name: getattr(statement, name)
        for name in ("indicator", "measure", "op", "value", "value_high", "unit", "polarity", "year")
    }


def _promised(quote: str, said: Mapping[str, Any], year: int, finding: int | None) -> Promised | None:
    """None for another year's promise, for one that states no figure, and for one that cannot be followed."""
    if said.get("value") is None or said.get("year") not in (None, year) or not said.get("indicator"):
        return None
    try:
        family, wanted = framed(str(said["measure"]), str(said.get("polarity") or "+"))
        comparator = Comparator(said.get("op") or "=")
    except (SettingsError, ValueError, KeyError):
        return None
    value, high = float(said["value"]), said.get("value_high")
    if family == Family.CUMULATIVE and value < 0:
        return None
    return Promised(
        quote, str(said["indicator"])[:_LONGEST_NAME], family, wanted, comparator, value,
        float(high) if high is not None and float(high) > value else None,
        str(said.get("unit") or "")[:_LONGEST_UNIT], finding,
    )  # fmt: skip


def _each_once(promises: Iterator[Promised | None]) -> list[Promised]:
    found: dict[object, Promised] = {}
    for one in promises:
        if one is not None:
            found.setdefault(one.key, one)
    return list(found.values())
