"""A whole folder at once: in parallel processes, with a progress bar, resumable, with one report of what failed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.cli.choices import Format, FormatName, Tasks
from luoshi.cli.failures import DONE, UNREADABLE, BadCall, Refusal
from luoshi.cli.reader import Reader, reading_options
from luoshi.cli.streams import say

if TYPE_CHECKING:
    from rich.progress import Progress

    from luoshi.cli.jobs import Job, Known
    from luoshi.exchange import Listed

_SECONDS = 900.0


@reading_options
def batch_command(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Every file below it is read."),
    ],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="The folder to write to.")],
    forms: Annotated[
        list[FormatName] | None, typer.Option("--format", help="What to write for each file; may be repeated.")
    ] = None,
    tasks: Tasks = False,
    unresolved: Annotated[
        bool, typer.Option("--unresolved", help="List the figures that were not understood.")
    ] = False,
    jobs: Annotated[int | None, typer.Option(metavar="N", min=1, help="Processes; without it one a core.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Give up on a file after this time.")] = _SECONDS,
    *,
    reader: Reader,
) -> None:
    """Extract from every file of a folder, several at a time.

    Writes to OUT what `luoshi extract` writes for each file. Run again, it goes on where it stopped: files that were
    done and have not changed since are passed over; what another format needs is added. What earlier runs wrote and
    holds no more, since the file is gone, fails or has changed, is removed. OUT/failures.jsonl says what failed and
    why; the exit status is then 1.
    """
    from luoshi.cli.findings import what_to_list

    listed = what_to_list(tasks, unresolved)
    wanted: list[Format] = [form.value for form in forms or [FormatName.JSONL]]
    raise typer.Exit(run_batch(folder, out, wanted, listed, reader, jobs=jobs, seconds=seconds))


def run_batch(
    folder: Path,
    out: Path,
    forms: Sequence[Format],
    listed: Listed,
    reader: Reader,
    *,
    jobs: int | None = None,
    seconds: float = _SECONDS,
) -> int:
    """Read all files of a folder and write what is found to `out`; returns the exit status.

    Memory is bounded: only a few files for each process are in hand at any time. Raises Refusal for an empty folder.
    """
    from luoshi.cli.jobs import Job
    from luoshi.cli.journal import Journal
    from luoshi.cli.workers import outcomes

    if not folder.is_dir():
        wrong = f"it is a file: luoshi extract {folder} reads it" if folder.exists() else "there is no such folder"
        raise BadCall(f"{folder}: {wrong}")
    if out.resolve() == folder.resolve():
        raise BadCall("OUT must not be the folder that is read")
    names = list(_files(folder, out))
    if not names:
        raise Refusal(f"{folder}: there is no file in it")
    blank = Job("", folder, out, tuple(dict.fromkeys(forms)), listed, reader, seconds)
    counts: Counter[str] = Counter()
    with Journal(out, folder) as journal, _progress() as progress:
        journal.forget_all_but(names)
        task = progress.add_task("reading", total=len(names))
        for outcome in outcomes(_jobs(blank, names, journal.known), jobs or os.cpu_count() or 1):
            counts[outcome.status] += 1
            journal.record(outcome)
            for remark in outcome.remarks:
                progress.console.print(f"luoshi: {outcome.name}: {remark}", markup=False, highlight=False)
            progress.update(
                task, advance=1, description=f"{counts['failed']} failed" if counts["failed"] else "reading"
            )
    say(_summary(counts, out, journal.removed))
    if journal.kept:
        say(f"{out}: no longer true, but changed by somebody and so left there: {', '.join(journal.kept)}")
    return UNREADABLE if counts["failed"] else DONE


def _jobs(blank: Job, names: Sequence[str], known: dict[str, Known]) -> Iterator[Job]:
    for name in names:
        before = known.get(name)
        yield replace(blank, name=name) if before is None else replace(blank, name=name, known=before)


def _files(folder: Path, out: Path) -> Iterator[str]:
    """The files below a folder in a fixed order, by their names from there.

    Left out are hidden files, the lock files that Word leaves behind (~$…), and what this program wrote itself.
    """
    from luoshi.cli.journal import DONE

    own = out.resolve()
    for place, folders, files in os.walk(folder):
        here = Path(place)
        if DONE in files:  # another run's results
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != own)
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                yield (here / name).relative_to(folder).as_posix()


def _summary(counts: Counter[str], out: Path, removed: int) -> str:
    from luoshi.cli.journal import FAILURES

    told = [f"{counts['done']} read"]
    if counts["unchanged"]:
        told.append(f"{counts['unchanged']} unchanged since the last run")
    if counts["failed"]:
        told.append(f"{counts['failed']} failed ({out / FAILURES} says why)")
    if removed:
        told.append(f"{removed} outdated results removed")
    return f"{counts.total()} files: {', '.join(told)}; findings are in {out}"


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
