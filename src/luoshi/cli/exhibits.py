"""What the demonstration makes of each input: a page, a workbook, JSON Lines, and an index that leads to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from luoshi.cli.failures import DONE, UNREADABLE, Refusal
from luoshi.cli.findings import table_records
from luoshi.cli.inputs import load, pieces, remarks
from luoshi.cli.reader import Reader
from luoshi.cli.streams import say, write_file
from luoshi.cli.summary import summary
from luoshi.exchange import (
    Entry,
    Piece,
    about,
    encoded,
    index_page,
    page,
    render,
    render_rows,
    workbook_bytes,
)
from luoshi.exchange.records import Record

# The files written for each input, with the words that lead to them.
_FILES = {
    "html": "标出发现的原文",
    "xlsx": "Excel 工作簿",
    "jsonl": "目标与结果 (JSON Lines)",
    "tasks.jsonl": "任务 (JSON Lines)",
    "rows.jsonl": "责任分解 (JSON Lines)",
}


_WIDTH_OF_FILES = 120  # columns of what is printed into a file or a pipe


@dataclass(frozen=True, slots=True)
class Shown:
    """One input of the demonstration: its findings, its table's rows, and the files written for it by their kinds."""

    source: Path
    pieces: list[Piece]
    rows: list[Record]
    files: dict[str, Path]


def exhibit(sources: Sequence[Path], out: Path, reader: Reader) -> int:
    """Find everything in the inputs, write it to `out`, print a summary; returns the exit status."""
    shown: list[Shown] = []
    for source, name in zip(sources, _names(sources, out), strict=True):
        try:
            shown.append(_show(source, out, name, reader))
        except Refusal as refusal:
            say(str(refusal))
    if shown:
        _write_index(shown, out)
        _print_summary(shown, out)
    return DONE if len(shown) == len(sources) else UNREADABLE


def _names(sources: Sequence[Path], out: Path) -> list[str]:
    """What the files written for each source are called: its stem, or all of its name where that alone is safe.

    Two sources may share a stem, and a source that lies in `out` must not be written over.
    """
    stems = Counter(source.stem for source in sources)
    taken = {source.resolve() for source in sources}
    return [
        source.stem
        if stems[source.stem] == 1 and not any((out / f"{source.stem}.{kind}").resolve() in taken for kind in _FILES)
        else source.name
        for source in sources
    ]


def _show(source: Path, out: Path, name: str, reader: Reader) -> Shown:
    """Find everything in one input and write it: a page, a workbook, and JSON Lines of each list."""
    document = load(str(source), reader)
    for remark in remarks(document):
        say(f"{source}: {remark}")
    found, rows = pieces(document), table_records(document, None, None)
    if not found and not rows:
        raise Refusal(f"{source}: no document in it is a work report or a responsibility table")
    made = {
        "html": encoded(page(found)),
        "xlsx": workbook_bytes(found, rows),
        "jsonl": render(found, "jsonl"),
        "tasks.jsonl": render(found, "jsonl", "tasks"),
    }
    if rows:
        made["rows.jsonl"] = render_rows(rows, "jsonl")
    paths = {kind: out / f"{name}.{kind}" for kind in made}
    for kind, path in paths.items():
        write_file(path, made[kind])
    return Shown(source, found, rows, paths)


def _write_index(shown: Sequence[Shown], out: Path) -> None:
    entries = [
        Entry(
            one.pieces[0].title if len(one.pieces) == 1 else one.source.name,
            about(one.pieces),
            {word: count for word, count in _counts(one).items() if count},
            {_FILES[kind]: path.name for kind, path in one.files.items()},
        )
        for one in shown
    ]
    write_file(out / "index.html", encoded(index_page("Luoshi 落实：示例", entries)))


def _counts(one: Shown) -> dict[str, int]:
    found = [piece.extraction for piece in one.pieces]
    statements = Counter(statement.kind for taken in found for statement in taken.statements)
    return {
        "目标": statements["target"],
        "结果": statements["result"],
        "任务": sum(len(taken.tasks) for taken in found),
        "责任分解行": len(one.rows),
        "未识别": sum(len(taken.unresolved) for taken in found),
    }


def _print_summary(shown: Sequence[Shown], out: Path) -> None:
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH_OF_FILES
    console.print(summary([(one.source.name, one.pieces, len(one.rows)) for one in shown], console.width))
    console.print(f"Open {out / 'index.html'} in a browser. It leads to the files in {out}:", soft_wrap=True)
    for number, one in enumerate(shown, 1):
        console.print(f"{number} {one.source.name}: {', '.join(path.name for path in one.files.values())}")
