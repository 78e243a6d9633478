"""Learns how common the grams of wordings and of clauses are, and writes the files that reconciliation ships.

The files hold characters and pairs of characters with a count, none that stands in only a few texts: no wording can be
read from them. Without the documents beside the repository there is nothing to learn from. The table and the report
that reconciliation is measured on are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.texts import SHARED
from luoshi import extract, read
from luoshi.extraction.concepts import CONCEPTS
from luoshi.reconciliation.clauses import clauses_of, pairs
from luoshi.reconciliation.wording import grams, wording_of

FOLDER = Path(__file__).resolve().parents[1] / "src" / "luoshi" / "reconciliation" / "lexicon"
MEASURED_ON = "taizhou"
HEAD = "# {what}: in how many each stands; * counts them all. Made by benchmarks/grams.py\n"


def texts() -> list[str]:
    """The documents to learn from."""
    paths = [path for path in sorted((SHARED / "corpus").glob("*/*.txt")) if MEASURED_ON not in path.name]
    return [path.read_text(encoding="utf-8-sig", errors="replace") for path in paths]


def wordings(documents: Iterable[str]) -> Iterator[str]:
    """The wordings of the lexicon, and those found in the documents."""
    for concept in CONCEPTS.values():
        yield from (concept.name, *concept.aliases)
    for text in documents:
        yield from (statement.indicator for statement in extract(read(text)).statements)


def write(name: str, what: str, counted: list[frozenset[str]], fewest: int) -> None:
    """Count in how many of some sets each gram stands, and write those of at least `fewest`."""
    counts = Counter(gram for some in counted for gram in some)
    lines = [f"{gram}\t{number}\n" for gram, number in sorted(counts.items()) if number >= fewest and gram.strip()]
    text = HEAD.format(what=what) + f"*\t{len(counted)}\n" + "".join(lines)
    (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(counted)} texts, {len(lines)} grams")


def main() -> None:
    """Count and write."""
    if not SHARED.is_dir():
        raise SystemExit("grams: the documents (../shared beside the repository) are absent")
    documents = texts()
    cores = {wording_of(indicator).core for indicator in wordings(documents)}
    write("grams.tsv", "Grams of indicators' wordings", [grams(core) for core in cores], 3)
    clauses = [clause for text in documents for clause in clauses_of(text, 0, len(text))]
    write("speech.tsv", "Pairs of characters in clauses", [pairs(clause.text) for clause in clauses], 10)


if __name__ == "__main__":
    main()
