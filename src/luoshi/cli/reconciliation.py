"""The commands that set promises against outcomes: between two years, over many, and between levels and cities."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.cli.choices import BINARY, Format, Out
from luoshi.cli.failures import BadCall
from luoshi.cli.reader import Reader, reading_options
from luoshi.cli.streams import deliver, refuse_own_input, say

if TYPE_CHECKING:
    from luoshi.exchange import Piece
    from luoshi.exchange.listings import Listing
    from luoshi.extraction import Extraction

Form = Annotated[Format, typer.Option("--format", help="jsonl and csv hold the list; xlsx and html show it to people.")]
_CAUTION = (
    "“未达到”只在指标、口径、范围、年度都一致时判定；有疑问的一律列为“不可比”。",
    "“未报告”只表示所给文件的回顾部分没有写到，不表示没有做到。",
    "五年回顾中的合计数、年均数和年内部分时段的数字，不与一年的目标比较。",
)
_SIDE_BY_SIDE = (
    "只比较指标、口径、单位和年度都一致的目标；措辞相近而口径不同的不列入。",
    "各地基数和统计范围不同，数字高低不等于工作好坏。",
)


@reading_options
def reconcile_command(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="A report, responsibility table or ledger of year N.")],
    reviews: Annotated[
        list[str], typer.Argument(metavar="REVIEW...", help="The report of year N+1, a communiqué, progress tables.")
    ],
    tasks: Annotated[
        bool, typer.Option("--tasks", help="Reconcile tasks, or the rows of a table, not figures.")
    ] = False,
    carried: Annotated[
        bool, typer.Option("--carry-over", help="Say what the first REVIEW's own plan does with the promises.")
    ] = False,
    form: Form = "jsonl",
    out: Out = None,
    *,
    reader: Reader,
) -> None:
    """Set every target of a plan against what the next year's documents report: verdict, ratio and reason."""
    if tasks and carried:
        raise BadCall("--tasks and --carry-over are two lists: ask for one at a time")
    _refuse_own(out, plan, *reviews)
    from luoshi.exchange.listings import render_listings

    promised, told = _one_document(plan, reader), [piece for file in reviews for piece in _documents(file, reader)]
    _warn_of_others(promised, told)
    listing = _reconciled(promised, told, tasks=tasks, carried=carried)
    if not listing.records:
        say(f"{plan}: nothing was found in it that can be reconciled")
    deliver(render_listings([listing], form, listing.title, _CAUTION), out, binary=form in BINARY)


@reading_options
def series_command(
    documents: Annotated[list[str], typer.Argument(metavar="DOC...", help="Reports of one place, of several years.")],
    indicator: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only indicators whose name holds these words.")
    ] = None,
    form: Form = "jsonl",
    out: Out = None,
    *,
    reader: Reader,
) -> None:
    """Follow each indicator over the years: promised, achieved, gap."""
    _refuse_own(out, *documents)
    from luoshi.exchange.comparisons import series_listing
    from luoshi.exchange.listings import render_listings
    from luoshi.reconciliation import series

    pieces = [piece for file in documents for piece in _documents(file, reader)]
    points = series([_named(piece) for piece in pieces], indicator)
    if not points:
        say("no indicator was found" + (f" whose name holds {indicator}" if indicator else " in these documents"))
    listing = series_listing(points, _title("历年承诺与结果", pieces))
    deliver(render_listings([listing], form, listing.title, _CAUTION), out, binary=form in BINARY)


@reading_options
def cascade_command(
    above: Annotated[str, typer.Argument(metavar="UP", help="The document of the level above, or of one city.")],
    below: Annotated[
        list[str], typer.Argument(metavar="DOWN...", help="Documents of the level below, or of other cities.")
    ],
    form: Form = "jsonl",
    out: Out = None,
    *,
    reader: Reader,
) -> None:
    """Set one year's targets of several levels or cities side by side: who asks more, what has no counterpart."""
    _refuse_own(out, above, *below)
    from luoshi.exchange.comparisons import cascade_listing
    from luoshi.exchange.listings import render_listings
    from luoshi.reconciliation import cascade

    first = _one_document(above, reader)
    others = [piece for file in below for piece in _promising(_documents(file, reader))]
    lines = cascade(_named(first), [_named(piece) for piece in others])
    if not lines:
        say(f"{above}: no target of one year was found in it")
    listing = cascade_listing(lines, _title("目标对照", [first, *others]))
    deliver(render_listings([listing], form, listing.title, _SIDE_BY_SIDE), out, binary=form in BINARY)


def _reconciled(promised: Piece, told: list[Piece], *, tasks: bool, carried: bool) -> Listing:
    from luoshi.exchange.outcomes import carried_listing, reconciled_listing, tasks_listing
    from luoshi.reconciliation import carry_over, reconcile, reconcile_tasks

    plan, reviews = _named(promised), [_named(piece) for piece in told]
    shifts = {review.document.name: piece.shift for review, piece in zip(reviews, told, strict=True)}
    if tasks:
        outcomes = reconcile_tasks(plan, reviews)
        return tasks_listing(outcomes, _title("任务对账", [promised, *told]), promised.shift, shifts)
    if carried:
        fates = carry_over(plan, reviews[0], reviews[1:])
        title = _title("承诺的去向", [promised, *told])
        return carried_listing(fates, title, promised.shift, shifts, reviews[0].document.name)
    return reconciled_listing(reconcile(plan, reviews), _title("目标对账", [promised, *told]), promised.shift, shifts)


def _warn_of_others(promised: Piece, told: list[Piece]) -> None:
    """Say so where a review says that it is of another government than the plan: perhaps a wrong file."""
    own = promised.metadata.government
    for piece in told:
        other = piece.metadata.government
        if own and other and own != other and promised.metadata.code != piece.metadata.code:
            say(f"the plan is of {own}, a review of {other}: check that they belong together")


def _refuse_own(out: Path | None, *files: str) -> None:
    for file in files:
        refuse_own_input(file, out)


def _documents(file: str, reader: Reader) -> list[Piece]:
    """The reports in a file; where none of its documents is one (a communiqué, a table) the file as it is."""
    from luoshi.cli.inputs import load, pieces, remarks
    from luoshi.exchange import Piece
    from luoshi.extraction import extract
    from luoshi.reading import Metadata

    document = load(file, reader)
    found = pieces(document)
    for remark in document.warnings if not found else remarks(document):
        say(f"{file}: {remark}")
    return found or [Piece(extract(document), Metadata())]


def _promising(pieces: list[Piece]) -> list[Piece]:
    """The documents of a file that promise something; all of them where none does."""
    return [piece for piece in pieces if any(one.kind == "target" for one in piece.extraction.statements)] or pieces


def _one_document(file: str, reader: Reader) -> Piece:
    found = _promising(_documents(file, reader))
    if len(found) > 1:
        raise BadCall(
            f"{file}: it holds {len(found)} reports, and one is needed here: give the one as a file of its own"
        )
    return found[0]


def _named(piece: Piece) -> Extraction:
    """What was found in a document, under a name that tells it from the others of its file."""
    found = piece.extraction
    if piece.number is None:
        return found
    return replace(found, document=replace(found.document, name=f"{found.document.name} ({piece.number})"))


def _title(what: str, pieces: list[Piece]) -> str:
    names = [piece.title for piece in pieces]
    shown = "、".join(names[:4]) + (f"等{len(names)}份" if len(names) > 4 else "")
    return f"{what}：{shown}"
