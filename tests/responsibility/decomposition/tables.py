"""The fictional city's table of 2024, as teaching material."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from luoshi.responsibility import Learnt, PastTable, Row, Source, learn
from luoshi.responsibility.unit_lists import split_units


@cache
def past_table() -> PastTable:
    """The table of Yunchuan, 2024."""
    text = (files("luoshi.cli") / "democity_data" / "responsibility.tsv").read_text(encoding="utf-8")
    lines = csv.DictReader(text.splitlines(), delimiter="\t")
    return PastTable("2024年表", tuple(_row(number, line) for number, line in enumerate(lines, 1)), 2024)


def _row(number: int, line: dict[str, str]) -> Row:
    units = split_units(f"{line['lead']}、{line['others']}")
    return Row(
        row=number,
        section=line["section"],
        subsection=line["subsection"] or None,
        task=line["task"],
        leaders=tuple(line["leaders"].split("、")),
        units=units.names,
        lead_unit=units.names[0],
        etc=units.etc,
        deadline=line["deadline"] or None,
        milestones=None,
        note=None,
        source=Source(None, number),
    )


@cache
def taught() -> Learnt:
    """What that table teaches."""
    return learn([past_table()])
