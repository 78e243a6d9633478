"""The annotated documents: where text and gold lie, what `luoshi` prints for them, and what the shared scorer says.

The documents, their gold and the scorer lie beside the repository (../shared) and are no part of it. Two provincial
reports are annotated by this project, stand-off (tests/golden/README.md); nobody tunes on them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.texts import SHARED

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"
SCORER = SHARED / "eval" / "score.py"
LUOSHI = [sys.executable, "-c", "from luoshi.cli.main import run; run()"]
REPORTS = ("taizhou-2021", "linhai-2022", "wenzhou-2020")
TABLES = ("taizhou-2020",)
# Document and annotated stretches, as tests/golden/README.md gives them.
HELD_OUT = {
    "liaoning-2026": ("2026_辽宁省.txt", ((155, 4562), (7108, 18856))),
    "sichuan-2026": ("2026_四川省.txt", ((9392, 23642),)),
}

Record = dict[str, Any]  # a line of the gold, or of what was printed
Figures = dict[str, Any]  # what the scorer prints


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document, its annotated statements, and the statements that `luoshi extract` printed for it, as files."""

    name: str
    document: Path
    gold: Path
    printed: Path


def run(command: str, document: Path, folder: Path) -> Path:
    """Run `luoshi COMMAND DOCUMENT` and return the file in `folder` that holds what it printed."""
    printed = folder / f"{document.stem}.{command.replace(' ', '')}.jsonl"
    if not printed.exists():
        done = subprocess.run([*LUOSHI, *command.split(), str(document)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"luoshi {command} {document.name} failed: {done.stderr.strip()}")
        printed.write_text(done.stdout, encoding="utf-8")
    return printed


def score(command: str, *files: Path) -> Figures:
    """What the shared scorer prints."""
    done = subprocess.run([sys.executable, SCORER, command, *files], capture_output=True, text=True, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def records(path: Path) -> list[Record]:
    """The lines of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def report(name: str, folder: Path) -> Annotated:
    """One of the REPORTS."""
    document = SHARED / "corpus" / "reports" / f"{name}.txt"
    return Annotated(name, document, SHARED / "gold" / f"{name}.jsonl", run("extract", document, folder))


def table(name: str, folder: Path) -> Annotated:
    """One of the TABLES, whose tasks are annotated as statements too."""
    document = SHARED / "corpus" / "tables" / f"{name}-decomposition.txt"
    return Annotated(
        f"{name}-decomposition", document, SHARED / "gold" / f"{name}.jsonl", run("extract", document, folder)
    )


def held_out(name: str, folder: Path) -> Annotated:
    """One of HELD_OUT: the quotes are put back into the gold, and what lies outside the stretches is left out."""
    file, stretches = HELD_OUT[name]
    document = SHARED / "corpus" / "provinces-2026" / file
    text = document.read_text(encoding="utf-8")
    gold = [{**line, "quote": text[line["start"] : line["end"]]} for line in records(GOLDEN / f"{name}.jsonl")]
    printed = [
        line
        for line in records(run("extract", document, folder))
        if any(low <= line["start"] and line["end"] <= high for low, high in stretches)
    ]
    return Annotated(
        name, document, _write(folder / f"{name}.gold.jsonl", gold), _write(folder / f"{name}.inside.jsonl", printed)
    )


def _write(path: Path, lines: Sequence[Record]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path
