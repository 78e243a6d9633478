"""Measures what the command line extracts from the annotated documents and writes docs/reference/quality.md.

The documents, the gold annotations and the scorer lie beside the repository (../shared) and are no part of it. The page
holds no dates and no speeds: the same code and documents give the same page.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import reliability
from benchmarks.texts import SHARED

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "quality.md"
SCORER = SHARED / "eval" / "score.py"
REPORTS = ("taizhou-2021", "linhai-2022", "wenzhou-2020")
TABLES = ("taizhou-2020",)
LUOSHI = [sys.executable, "-c", "from luoshi.cli.main import run; run()"]

PAGE_TEXT = """\
# Measured quality

Written by `script/quality`; do not edit. The documents and their annotations are public papers that are not part of
this repository. *Detect*: the figure is found with its value, at its place. *Strict*: unit, comparator, measure,
polarity and indicator are right as well. Two careful readers agree at 0.98–1.0 (detect) and 0.91–0.98 (strict).

| document | figure | measured | at least | |
| --- | --- | ---: | ---: | --- |
{figures}

## Does confidence mean what it says?

Every finding of the annotated reports, by the `confidence` it was printed with, and how many of them were right in
every field. Where the two shares are close, the confidence can be used as a probability.

| confidence | findings | mean confidence | share right |
| --- | ---: | ---: | ---: |
{bins}

## Documents without annotation

Read to the end without an error; what looks like a figure and was not understood is counted, not dropped.

| corpus | documents | characters | statements | tasks | not understood |
| --- | ---: | ---: | ---: | ---: | ---: |
{findings}
"""

Figures = dict[str, Any]  # what the scorer prints


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: of what document, which, how much, and the least it should be (None: no target is set)."""

    document: str
    what: str
    value: float
    target: float | None

    def row(self) -> str:
        """The line of the page's table."""
        if self.target is None:
            return f"| {self.document} | {self.what} | {self.value:.4f} | – | |"
        verdict = "reached" if self.value >= self.target else "**below**"
        return f"| {self.document} | {self.what} | {self.value:.4f} | {self.target:.2f} | {verdict} |"


def run(command: str, document: Path, folder: Path) -> Path:
    """Run `luoshi COMMAND DOCUMENT` and return the file that holds what it printed."""
    done = subprocess.run([*LUOSHI, *command.split(), str(document)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"luoshi {command} {document.name} failed: {done.stderr.strip()}")
    printed = folder / f"{document.stem}.{command.replace(' ', '')}.jsonl"
    printed.write_text(done.stdout, encoding="utf-8")
    return printed


def score(command: str, *files: Path) -> Figures:
    """What the shared scorer prints."""
    done = subprocess.run([sys.executable, SCORER, command, *files], capture_output=True, text=True, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def measure_report(name: str, folder: Path) -> Iterator[Measured]:
    """The figures of one annotated report."""
    document, gold = SHARED / "corpus" / "reports" / f"{name}.txt", SHARED / "gold"
    found = score("quantities", document, gold / f"{name}.jsonl", run("extract", document, folder))
    yield Measured(name, "quantities, detect F1", found["detect"]["f1"], 0.98)
    yield Measured(name, "quantities, strict F1", found["strict"]["f1"], 0.94)
    for field, share in found["accuracy_on_matched"].items():
        yield Measured(name, f"{field}, accuracy", share, 0.99 if field == "section" else None)
    found = score("outline", document, gold / f"{name}.sections.json", run("outline", document, folder))
    yield Measured(name, "headings F1", found["headings"]["f1"], 0.98)
    yield Measured(name, "role by character", found["role_by_character"], 0.98)


def measure_table(name: str, folder: Path) -> Iterator[Measured]:
    """The figures of one annotated responsibility table."""
    document = SHARED / "corpus" / "tables" / f"{name}-decomposition.txt"
    found = score("rows", SHARED / "gold" / f"{name}.rows.jsonl", run("table", document, folder))
    yield Measured(f"{name}-decomposition", "rows F1", found["rows"]["f1"], None)
    yield Measured(f"{name}-decomposition", "rows, strict F1", found["strict"]["f1"], 0.98)
    # The tasks of the table are annotated as quantities too.
    found = score("quantities", document, SHARED / "gold" / f"{name}.jsonl", run("extract", document, folder))
    yield Measured(f"{name}-decomposition", "quantities, detect F1", found["detect"]["f1"], 0.98)
    yield Measured(f"{name}-decomposition", "quantities, strict F1", found["strict"]["f1"], 0.94)


def count_findings(folder: Path) -> Iterator[str]:
    """A line a corpus that has no gold: how many documents were read, and how much was found and not understood."""
    for corpus in ("national", "provinces-2026"):
        documents = sorted((SHARED / "corpus" / corpus).glob("*.txt"))
        commands = ("extract", "extract --tasks", "extract --unresolved")
        counts = [
            sum(len(run(command, document, folder).read_text(encoding="utf-8").splitlines()) for document in documents)
            for command in commands
        ]
        characters = sum(len(document.read_text(encoding="utf-8")) for document in documents)
        yield f"| {corpus} | {len(documents)} | {characters:,} | " + " | ".join(f"{n:,}" for n in counts) + " |"


def page(measured: list[Measured], findings: list[str], bins: list[str]) -> str:
    """The whole page."""
    return PAGE_TEXT.format(
        figures="\n".join(figure.row() for figure in measured), bins="\n".join(bins), findings="\n".join(findings)
    )


def main() -> None:
    """Measure everything and write the page."""
    if not SCORER.is_file():
        raise SystemExit("quality: the annotated documents (../shared beside the repository) are absent")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measured = [figure for report in REPORTS for figure in measure_report(report, folder)]
        measured += [figure for table in TABLES for figure in measure_table(table, folder)]
        bins = reliability.table(REPORTS, folder)
        findings = list(count_findings(folder))
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(measured, findings, bins), encoding="utf-8")
    print("\n".join(figure.row() for figure in measured))
    print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
