"""Rows of real tables, and how they are parted into those that teach and those that are judged."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from luoshi.reading import read
from luoshi.responsibility import Registry, Row, Source, read_rows
from luoshi.responsibility.decomposition.identity import Identities
from tests.shared import SHARED

TABLE = SHARED / "gold" / "taizhou-2020.rows.jsonl"
INLINE = SHARED / "corpus" / "inline"
FOLDS = 5


def table_rows() -> list[Row]:
    """The rows of the annotated table."""
    lines = map(json.loads, TABLE.read_text(encoding="utf-8").splitlines())
    return [
        Row(
            row=line["row"],
            section=line["section"],
            subsection=line["subsection"],
            task=line["task"],
            leaders=tuple(line["leaders"]),
            units=tuple(line["units"]),
            lead_unit=line["lead_unit"],
            etc=line["etc"],
            deadline=None,
            milestones=None,
            note=None,
            source=Source(None, 1),
        )
        for line in lines
    ]


def inline_rows() -> Iterator[tuple[str, list[Row]]]:
    """The rows of each document whose responsibilities stand in brackets, those that a standard department leads."""
    identities = Identities(Registry.standard())
    for path in sorted(Path(INLINE).glob("*.txt")):
        rows = [row for row in read_rows(read(path)) if row.lead_unit and identities.unit(row.lead_unit).owner]
        if len(rows) >= FOLDS * 2:
            yield path.stem, rows


def folds(rows: Sequence[Row], kind: str, seed: int = 1) -> Iterator[tuple[list[Row], list[Row]]]:
    """What teaches and what is judged, five times: rows drawn at random, or stretches of the table in one piece."""
    order = list(range(len(rows)))
    if kind == "random":
        random.Random(seed).shuffle(order)
        parts = [order[at::FOLDS] for at in range(FOLDS)]
    else:
        size = -(-len(rows) // FOLDS)
        parts = [order[at : at + size] for at in range(0, len(rows), size)]
    for part in parts:
        held = set(part)
        yield [row for at, row in enumerate(rows) if at not in held], [rows[at] for at in part]
