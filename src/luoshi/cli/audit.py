"""The commands for the log of events: whether it still is what was written, its export, and a new key for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.cli.failures import DONE, UNREADABLE, BadCall, Refusal, system_failure
from luoshi.cli.server import set_up
from luoshi.cli.streams import say, write_file, write_out

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from rich.progress import Progress

    from luoshi.queries.anchors import Anchors
    from luoshi.queries.audit_keys import Ring
    from luoshi.queries.chains import Verified
    from luoshi.records.models import Chain

audit_app = typer.Typer(
    name="audit", help="The log of events: verify it, export it, go on with a new key.", no_args_is_help=True
)

Programme = Annotated[
    str, typer.Option("--programme", metavar="NAME", help="Only the log of this programme: its name or its number.")
]
Region = Annotated[
    str, typer.Option("--region", metavar="CODE", help="Only the logs of this region and of its programmes.")
]
_FLAWS = {
    "missing": "this place is empty or taken twice: an event was deleted, put in or renumbered",
    "untied": "it does not follow on the event before it: one of the two was altered, deleted or put in",
    "altered": "its content does not give its hash: it was altered after it was written",
    "foreign": "the events before it name a key that is not here, and it does not say so: they were altered",
    "otherwise": "the anchor names another hash for it: the chain was made anew",
    "cut": "events after it were deleted, or the record of the chain's end was altered",
}
_ADVICE = "change nothing, copy the database, and compare it from that event on with the newest backup that verifies"


@audit_app.command("verify")
def verify_command(
    programme: Programme = "",
    region: Region = "",
    anchor: Annotated[
        Path | None,
        typer.Option(
            "--anchor",
            metavar="FILE",
            help="Compare with the ends of the chains in this file; if all is well, add the present ones to it.",
        ),
    ] = None,
    lost: Annotated[
        list[str] | None,
        typer.Option("--lost", metavar="FINGERPRINT", help="A key known to be lost: its events need only be in order."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the result as JSON.")] = False,
) -> None:
    """Verify the log: every event in its place, unaltered, tied to the one before. Exit status 1 if one is not."""
    set_up()
    with _database():
        keys, found = _keys(), _chosen(programme, region)
        known = _known(anchor) if anchor else {}
        results = _verified(found, keys, known)
        whole = all(result.holds(lost or ()) for result in results)
        absent = [] if programme or region else sorted(known.keys() - {result.chain.name for result in results})
        _tell_protection()
        write_out((_as_json(results, absent, lost or []) if as_json else _table(results)).encode())
        for result in results:
            if not result.holds(lost or ()):
                say(_trouble(result, keys))
        for name in absent:
            say(f"{name}: the anchor knows this chain, but it is gone: {_ADVICE}")
        if anchor and whole and not absent:
            _add_to(anchor, results, known)
    raise typer.Exit(DONE if whole and not absent else UNREADABLE)


def _verified(chains: QuerySet[Chain], keys: Ring, known: Anchors) -> list[Verified]:
    from luoshi.queries.chains import verify_chain

    results = []
    with _progress() as progress:
        task = progress.add_task("verifying", total=sum(chains.values_list("length", flat=True)))
        for chain in chains:
            anchors = known.get(chain.name)
            results.append(verify_chain(chain, keys, anchors=anchors, step=lambda n: progress.advance(task, n)))
    return results


def _trouble(result: Verified, keys: Ring) -> str:
    """One line: which event, what is wrong with it, and what to do."""
    chain = f"{_title(result.chain)} ({result.chain.name})"
    if result.flaw is None:
        missing = ", ".join(result.missing_keys)
        return (
            f"{chain}: the key is another one than {missing}: only the order of {result.unread} events was checked;"
            f" put that key back behind the present one ({keys.current.fingerprint}), or name it with --lost"
        )
    at = result.broken
    where = f"event {result.sound + 1}" if at else f"the end, after event {result.sound}"
    what = f" ({_local(at.at)}, {at.act})" if at and at.sequence == result.sound + 1 else ""
    return f"{chain}: {where}{what}: {_FLAWS[result.flaw]}; {_ADVICE}"


def _table(results: list[Verified]) -> str:
    lines = [f"{'events':>10}  {'whole':>10}  chain"]
    for result in results:
        whole = result.sound - result.unread
        lines.append(f"{result.chain.length:>10,}  {whole:>10,}  {result.chain.name}  {_title(result.chain)}".rstrip())
    return "\n".join([*lines, ""])


def _as_json(results: list[Verified], absent: list[str], lost: list[str]) -> str:
    chains = [
        {
            "chain": result.chain.name,
            "of": _title(result.chain),
            "events": result.chain.length,
            "sound": result.sound,
            "flaw": result.flaw,
            "event": result.broken and {"sequence": result.broken.sequence, "act": result.broken.act},
            "unread": result.unread,
            "missing_keys": list(result.missing_keys),
            "whole": result.holds(lost),
        }
        for result in results
    ]
    told = {"whole": all(one["whole"] for one in chains) and not absent, "chains": chains, "absent": absent}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _known(anchor: Path) -> Anchors:
    from luoshi.queries.anchors import AnchorError, anchors_in

    try:
        return anchors_in(anchor.read_text(encoding="utf-8")) if anchor.exists() else {}
    except (OSError, UnicodeDecodeError, AnchorError) as error:
        raise Refusal(system_failure(error) if isinstance(error, OSError) else f"{anchor}: {error}") from error


def _add_to(anchor: Path, results: list[Verified], known: Anchors) -> None:
    """Add to a file of anchors; what it holds already is never rewritten."""
    from django.utils import timezone

    from luoshi.queries.anchors import anchor_text

    text = anchor_text([result.chain for result in results], known, timezone.localtime())
    try:
        anchor.parent.mkdir(parents=True, exist_ok=True)
        with anchor.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise Refusal(system_failure(error)) from error
    say(f"{anchor}: {'the present ends were added' if text else 'it holds the present ends already'}")


@audit_app.command("export")
def export_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that ends in .csv, .jsonl or .xlsx.")],
    programme: Programme = "",
    region: Region = "",
) -> None:
    """Write the log to a file, whole or for one programme or region, in the order of its chains."""
    from luoshi.exchange.event_log import LOG_FORMATS, log_pieces

    form = next((form for form in LOG_FORMATS if file.suffix.lower() == f".{form}"), None)
    if form is None:
        raise BadCall(f"{file}: its name must end in .csv, .jsonl or .xlsx")
    set_up()
    with _database(), _progress() as progress:
        from luoshi.queries.events import exported
        from luoshi.records.models import Event

        events = Event.objects.filter(chain__in=_chosen(programme, region))
        rows = progress.track(exported(events), total=events.count(), description="exporting")
        write_file(file, log_pieces(rows, form))
    say(f"{file}: written")


@audit_app.command("accept-key")
def accept_key_command() -> None:
    """Go on with the key that is here now, after the old one was replaced or lost; every chain is told so."""
    set_up()
    with _database():
        from luoshi.queries.audit_keys import AuditKeyError
        from luoshi.services.audit import accept_key
        from luoshi.services.events import Actor

        try:
            changed = accept_key(actor=Actor())
        except AuditKeyError as error:
            raise Refusal(str(error)) from error
        for chain in changed:
            say(f"{_title(chain)} ({chain.name}): {chain.key} was its key; it goes on with the present one")
    say(f"{len(changed)} chains changed their key")


def _chosen(programme: str, region: str) -> QuerySet[Chain]:
    """The chains to look at. Raises BadCall for a programme or region that is not there."""
    from django.db.models import Q

    from luoshi.records.models import Chain

    chains = Chain.objects.select_related("programme", "region").order_by("name")
    if programme:
        by_number = Q(programme=int(programme)) if programme.isdecimal() else Q(programme__name=programme)
        chains = chains.filter(by_number)
    if region:
        chains = chains.filter(Q(region__code=region) | Q(programme__region__code=region))
    if (programme or region) and not chains.exists():
        raise BadCall(f"there is no log of {' in '.join(filter(None, (programme, region)))}")
    return chains


def _title(chain: Chain) -> str:
    return str(chain.programme or chain.region or "")


def _local(at: datetime) -> str:
    from django.utils import timezone

    return f"{timezone.localtime(at):%F %R}"


def _keys() -> Ring:
    """The keys that are here; without the right one the order of events can be verified still."""
    from luoshi.queries.audit_keys import AuditKeyError, Key, Ring, ring

    try:
        return ring()
    except AuditKeyError as error:
        say(str(error))
        return Ring(Key("none", b""), {})


def _tell_protection() -> None:
    from django.db import connection

    from luoshi.records.append_only import is_protected

    if not is_protected(connection):
        say("the database would let events be changed: run luoshi manage migrate")


@contextmanager
def _database() -> Iterator[None]:
    """Tell a database that fails, or lacks its tables, in one line."""
    from django.db import DatabaseError

    from luoshi.config.starting import CannotStartError, unapplied_migrations, unreachable

    try:
        if missing := unapplied_migrations():
            raise Refusal(f"the database lacks {missing} of this version's changes: run luoshi manage migrate")
        yield
    except CannotStartError as error:
        raise Refusal(str(error)) from error
    except DatabaseError as error:
        raise Refusal(unreachable(error)) from error


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
