"""Measures the suggestions for draft tables on a real table, and fits their weights (`--fit`).

Weights are never judged on rows that they were fitted on: within each fold they are fitted again on the rows that
teach, and those for use without a table come from other documents than the table they are judged on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.fitting import Choice, fit_choice, fit_each
from benchmarks.judged import Judged, Vectors, judge, judge_across
from luoshi.responsibility import Row, suggest
from luoshi.responsibility.decomposition.weights import HELP, LEAD, LEADER, Weights
from tests.golden.table_rows import folds, inline_rows, table_rows
from tests.golden.test_tasks_rows import measure as measure_cut

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "src" / "luoshi" / "responsibility" / "lexicon" / "weights.toml"
HEAD = """\
# How much each piece of evidence counts when a draft's units and leaders are suggested. Written by
# `python -m benchmarks.decomposition --fit` from real tables: each row judged by what the other rows teach.
# `untaught` holds where there is no past table. What each piece is: decomposition/evidence.py.
"""
# Pulls weights towards 0; the larger one is for helpers, whose cases are many and of few kinds. Chosen by how near the
# chances that are said come to the shares that are right.
PENALTY, PENALTY_OF_HELPERS = 6.0, 12.0
HELPS = 0.4  # chance from which a draft lists a unit that helps
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.01)

Fitted = dict[str, Weights]
# What was said with a chance, and whether it was so.
Said = list[tuple[float, bool]]


def fit(judged: Sequence[Judged]) -> Fitted:
    """Weights for the three decisions from judged rows."""
    lead = Weights(tuple(fit_choice([_choice(one.leads, one.right) for one in judged], penalty=PENALTY)))
    chances = [lead.one_of(one.leads) for one in judged]
    helps = [_choice(one.helps(said), one.helpers) for one, said in zip(judged, chances, strict=True)]
    found = {"lead": lead, "help": Weights(tuple(fit_each(helps, penalty=PENALTY_OF_HELPERS)))}
    leaders = [
        _choice(one.leaders(said), frozenset(one.row.leaders)) for one, said in zip(judged, chances, strict=True)
    ]
    if any(vectors for vectors, _ in leaders):
        found["leader"] = Weights(tuple(fit_choice(leaders, penalty=PENALTY)))
    return found


def _choice(vectors: Vectors, right: frozenset[str]) -> Choice:
    return [list(vector) for vector in vectors.values()], [key in right for key in vectors]


class Tally:
    """Hits and chances over judged rows."""

    def __init__(self) -> None:
        self.rows = self.first = self.exact = self.three = self.leader = 0
        self.found = self.given = self.held = 0
        self.row_f1 = 0.0
        self.leads: Said = []
        self.helps: Said = []

    def add(self, one: Judged, fitted: Fitted) -> None:
        """Count one row."""
        chances = fitted["lead"].one_of(one.leads)
        ranked = sorted(chances, key=lambda key: -chances[key])
        self.rows += 1
        self.first += bool(one.right & set(ranked[:1]))
        self.exact += ranked[:1] == [one.exact]
        self.three += bool(one.right & set(ranked[:3]))
        if ranked:
            self.leads.append((chances[ranked[0]], ranked[0] in one.right))
        self._add_helpers(one.helpers, fitted["help"].each(one.helps(chances)), ranked[:1])
        leaders = fitted["leader"].one_of(one.leaders(chances)) if "leader" in fitted else {}
        if leaders:
            self.leader += max(leaders, key=lambda name: leaders[name]) in one.row.leaders

    def add_suggested(self, one: Judged) -> None:
        """Count one row as `suggest` judges it, units by their line of work: no table tells their names."""
        unit = one.learnt.identities.unit

        def work(name: str) -> str:
            return unit(name).owner or unit(name).key

        found = suggest(one.learnt, one.row.task, headings=[h for h in (one.row.section, one.row.subsection) if h])
        ranked = [work(said.value) for said in found.lead_unit]
        lead = work(one.row.lead_unit or "")
        self.rows += 1
        self.first += ranked[:1] == [lead]
        self.three += lead in ranked[:3]
        if ranked:
            self.leads.append((found.lead_unit[0].score, ranked[0] == lead))
        right = frozenset(work(name) for name in one.row.units) - {lead}
        self._add_helpers(right, {work(said.value): said.score for said in found.units}, ranked[:1])

    def _add_helpers(self, right: frozenset[str], chances: dict[str, float], lead: list[str]) -> None:
        given = {key for key, chance in chances.items() if chance >= HELPS and key not in lead}
        found = len(given & right)
        self.found, self.given, self.held = self.found + found, self.given + len(given), self.held + len(right)
        self.row_f1 += 2 * found / (len(given) + len(right)) if given or right else 1.0
        self.helps += [(chance, key in right) for key, chance in chances.items() if chance >= 0.05]

    def share(self, count: float) -> float:
        """A count as a share of the rows."""
        return count / self.rows

    @property
    def helpers(self) -> str:
        """Precision, recall and F1 of the units that help, over all rows, and the mean F1 of a row."""
        f1 = 2 * self.found / (self.given + self.held)
        return (
            f"{self.found / max(1, self.given):.2f} | {self.found / self.held:.2f} | {f1:.2f}"
            f" | {self.row_f1 / self.rows:.2f}"
        )


def measure_taught(rows: Sequence[Row], kind: str, seeds: Sequence[int]) -> Tally:
    """Each row by what the other folds teach, weights fitted within these folds only."""
    tally = Tally()
    for seed in seeds:
        for teaching, held in folds(rows, kind, seed):
            fitted = fit(judge_across(teaching, kind, seed + 100))
            for one in judge(teaching, held):
                tally.add(one, fitted)
    return tally


def measure_neighbours(rows: Sequence[Row], seeds: Sequence[int]) -> Tally:
    """The nearest rows alone, for comparison."""
    alone = Weights(tuple(float(feature in ("near", "nearest")) for feature in LEAD))
    none = {"lead": alone, "help": Weights((0.0,) * len(HELP)), "leader": Weights((0.0, 1.0, 0.0))}
    tally = Tally()
    for seed in seeds:
        for one in judge_across(rows, "random", seed):
            tally.add(one, none)
    return tally


def measure_untaught(rows: Sequence[Row], level: str) -> Tally:
    """The duties alone, no table at all, with the weights as shipped."""
    tally = Tally()
    for one in judge((), rows, level=level):
        tally.add_suggested(one)
    return tally


def level_of(name: str) -> str:
    """The level of an inline document, by its name."""
    return "省" if "省" in name else "市"


def untaught_cases() -> list[Judged]:
    """Rows of the inline documents judged by duties alone."""
    return [one for name, rows in inline_rows() for one in judge((), rows, level=level_of(name))]


def write_weights() -> None:
    """Fit on everything there is and write the weights that are shipped."""
    rows = table_rows()
    taught = fit([*judge_across(rows, "random", 1), *judge_across(rows, "contiguous")])
    untaught = fit(untaught_cases())
    # No name in those documents holds a place: a register's places count as they do beside a table.
    subject = LEAD.index("subject")
    values = list(untaught["lead"].values)
    values[subject] = taught["lead"].values[subject]
    untaught["lead"] = Weights(tuple(values))
    named = {
        "lead": (LEAD, taught["lead"]),
        "lead-untaught": (LEAD, untaught["lead"]),
        "help": (HELP, taught["help"]),
        "help-untaught": (HELP, untaught["help"]),
        "leader": (LEADER, taught["leader"]),
    }
    parts = [HEAD]
    for name, (order, fitted) in named.items():
        lines = [
            f"{feature if feature.isalpha() else chr(34) + feature + chr(34)} = {value:.2f}"
            for feature, value in zip(order, fitted.values, strict=True)
        ]
        parts.append(f"[{name}]\n" + "\n".join(lines) + "\n")
    FILE.write_text("\n".join(parts), encoding="utf-8")
    print(FILE.read_text(encoding="utf-8"))


def section() -> str:
    """What docs/reference/quality.md says of suggestions."""
    rows = table_rows()
    taught = {
        kind: measure_taught(rows, kind, (1, 2) if kind == "random" else (1,)) for kind in ("random", "contiguous")
    }
    alone = measure_neighbours(rows, (1, 2))
    untaught = measure_untaught(rows, "市")
    lines = ["| learnt from | lead first | as written | among three | any leader | helpers P | R | F1 | F1 a row |"]
    lines.append("| --- |" + " ---: |" * 8)
    for name, tally in (
        ("four fifths of the rows, drawn at random", taught["random"]),
        ("four fifths of the table in one piece", taught["contiguous"]),
        ("nearest rows alone (random)", alone),
        ("no table, duties alone", untaught),
    ):
        lines.append(f"| {name} | {_figures(tally)} |")
    lines += ["", "Duties alone on documents with responsibilities in brackets:", ""]
    lines += ["| document | rows | lead first | among three |", "| --- | ---: | ---: | ---: |", *_inline()]
    lines += ["", "Chance said and share right (rows at random):", "", *_bins(taught["random"])]
    borders = measure_cut("taizhou-2020")
    lines += [
        "",
        f"A draft is cut where the table cuts its own running text: F1 of the borders {borders.f1:.2f} (0.94).",
    ]
    return "\n".join(lines)


def _figures(tally: Tally) -> str:
    shares = [tally.share(count) for count in (tally.first, tally.exact, tally.three, tally.leader)]
    return " | ".join(f"{share:.2f}" if share else "" for share in shares) + f" | {tally.helpers}"


def _inline() -> Iterator[str]:
    for name, rows in inline_rows():
        tally = measure_untaught(rows, level_of(name))
        yield f"| {name} | {tally.rows} | {tally.share(tally.first):.2f} | {tally.share(tally.three):.2f} |"


def _bins(tally: Tally) -> Iterator[str]:
    yield "| chance | leads | said | right | helpers | said | right |"
    yield "| --- |" + " ---: |" * 6
    for low, high in pairwise(BINS):
        cells = []
        for said in (tally.leads, tally.helps):
            inside = [(chance, right) for chance, right in said if low <= chance < high]
            n = len(inside)
            mean = sum(chance for chance, _ in inside) / n if n else 0.0
            share = sum(right for _, right in inside) / n if n else 0.0
            cells.append(f"{n} | {mean:.2f} | {share:.2f}")
        yield f"| {low:.1f} – {min(high, 1.0):.1f} | {' | '.join(cells)} |"


def main() -> None:
    """Fit, or measure and print."""
    if "--fit" in sys.argv:
        write_weights()
    else:
        print(section())


if __name__ == "__main__":
    main()
