"""Rows of real tables, each judged by what other rows teach: the evidence for every candidate, and which are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.responsibility import Learnt, PastTable, Row, learn
from luoshi.responsibility.decomposition.evidence import (
    Evidence,
    gather,
    help_vectors,
    lead_vectors,
    leader_vectors,
)
from tests.golden.table_rows import folds

Vectors = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One row with what speaks for each unit as its lead, and the keys of the units that are right.

    `right` are those of the same department as the one that leads, where that has several names; `exact` is the key of
    the name itself.
    """

    row: Row
    learnt: Learnt
    evidence: Evidence
    leads: Vectors
    right: frozenset[str]
    exact: str

    def helps(self, chances: dict[str, float]) -> Vectors:
        """What speaks for each unit as a helper, by the chances to lead."""
        return help_vectors(self.evidence, chances)

    def leaders(self, chances: dict[str, float]) -> Vectors:
        """What speaks for each leader, by the units' chances to lead."""
        return leader_vectors(self.evidence, chances)

    @property
    def helpers(self) -> frozenset[str]:
        """The keys of the units that help by the table."""
        unit = self.learnt.identities.unit
        return frozenset(unit(name).key for name in self.row.units) - {self.exact}


def judge(teaching: Sequence[Row], rows: Sequence[Row], *, level: str = "市") -> list[Judged]:
    """Each of `rows` by what `teaching` teaches."""
    tables = [PastTable("表", tuple(teaching))] if teaching else []
    learnt = learn(tables, level=level)
    return [_judge(learnt, row) for row in rows]


def _judge(learnt: Learnt, row: Row) -> Judged:
    context = " ".join(dict.fromkeys(heading for heading in (row.section, row.subsection) if heading))
    evidence = gather(learnt, row.task, context)
    vectors = lead_vectors(evidence)
    unit = learnt.identities.unit(row.lead_unit or "")
    right = {unit.key} & vectors.keys()
    if not right and unit.owner:
        right = {key for key in vectors if learnt.units[key].owner == unit.owner}
    return Judged(row, learnt, evidence, vectors, frozenset(right), unit.key)


def judge_across(rows: Sequence[Row], kind: str, seed: int = 1) -> list[Judged]:
    """Every row judged by those outside its fold."""
    return [judged for teaching, held in folds(rows, kind, seed) for judged in judge(teaching, held)]
