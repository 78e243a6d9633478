"""Whether a confidence of 0.9 means right nine times in ten: findings in bins of confidence against the gold."""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Sequence
from itertools import pairwise
from types import ModuleType

from benchmarks.annotated import SCORER, Annotated, Record, records

BORDERS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
# The scorer's strict fields; it also names `section`, which strict leaves out.
STRICT = {"unit", "op", "measure", "polarity", "indicator"}


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SCORER)
    if spec is None or spec.loader is None:
        raise SystemExit("quality: the shared scorer cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(case: Annotated) -> list[tuple[float, bool]]:
    """Confidence and strict rightness of each finding that the scorer counts.

    Findings are right unless the scorer notes them as wrong or extra; those that pair with an optional record or lie
    outside the annotated stretch count neither way, and are left out.
    """
    scorer = _scorer()
    wrong: set[str] = set()
    extra: set[str] = set()

    def note(_args: object, kind: str, _gold: Record | None, found: Record | None) -> None:
        if found is not None:
            if kind == "extra":
                extra.add(found["id"])
            elif STRICT & set(kind.removeprefix("wrong ").split(",")):
                wrong.add(found["id"])

    scorer.note = note  # type: ignore[attr-defined]  # the scorer tells each miss to this function
    scorer.quantities(argparse.Namespace(doc=case.document, gold=case.gold, pred=case.printed, show=0))
    found, truths = records(case.printed), records(case.gold)
    text = scorer.fold(case.document.read_text(encoding="utf-8"))
    pairs, *_ = scorer.pair_up(text, truths, found)
    firm = {found[j]["id"] for i, j in pairs.items() if not truths[i].get("optional")}
    return [(r["confidence"], r["id"] in firm - wrong) for r in found if r["id"] in firm | extra]


def table(cases: Sequence[Annotated]) -> list[str]:
    """The lines of the table, a bin each, and one with the expected calibration error."""
    findings = [finding for case in cases for finding in judged(case)]
    lines, error = [], 0.0
    for low, high in pairwise(BORDERS):
        members = [(c, right) for c, right in findings if low <= c < high or (c == high == BORDERS[-1])]
        if not members:
            continue
        mean = sum(c for c, _ in members) / len(members)
        share = sum(right for _, right in members) / len(members)
        error += abs(mean - share) * len(members) / len(findings)
        lines.append(f"| {low:.2f} – {high:.2f} | {len(members):,} | {mean:.3f} | {share:.3f} |")
    lines.append(f"| all; mean distance of the two | {len(findings):,} | | {error:.3f} |")
    return lines
