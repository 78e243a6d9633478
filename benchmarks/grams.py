"""Learns in how many indicators' wordings each gram stands, and writes the file that reconciliation ships.

The file holds characters and pairs of characters with a count, none that stands in fewer than three wordings: no
wording can be read from it. Without the documents beside the repository there is nothing to learn from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import texts
from luoshi import extract, read
from luoshi.extraction.concepts import CONCEPTS
from luoshi.reconciliation.wording import grams, wording_of

FILE = Path(__file__).resolve().parents[1] / "src" / "luoshi" / "reconciliation" / "lexicon" / "grams.tsv"
FEWEST = 3
HEAD = "# Grams of indicators' wordings: in how many wordings each stands; * counts the wordings. Made by benchmarks/grams.py\n"


def wordings() -> Iterator[str]:
    """The wordings of the lexicon, and those of the real reports."""
    for concept in CONCEPTS.values():
        yield from (concept.name, *concept.aliases)
    for text in texts.real():
        yield from (statement.indicator for statement in extract(read(text)).statements)


def main() -> None:
    """Count and write."""
    if not texts.SHARED.is_dir():
        raise SystemExit("grams: the documents (../shared beside the repository) are absent")
    cores = {wording_of(indicator).core for indicator in wordings()}
    counts = Counter(gram for core in cores for gram in grams(core))
    lines = [f"{gram}\t{number}\n" for gram, number in sorted(counts.items()) if number >= FEWEST and gram.strip()]
    FILE.write_text(HEAD + f"*\t{len(cores)}\n" + "".join(lines), encoding="utf-8")
    print(f"{len(cores)} wordings, {len(lines)} grams: {FILE.name}")


if __name__ == "__main__":
    main()
