"""The page of states, written from the table of transitions: docs/reference/states.md."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from luoshi.ledger.moves.move import Transition, Who
from luoshi.ledger.moves.requests import REQUEST_TRANSITIONS
from luoshi.ledger.moves.transitions import TRANSITIONS
from luoshi.ledger.statuses import Status

_HEAD = """# States of a matter

Written by `script/states` from `luoshi.ledger.moves`, the one table of transitions; change it there. What a move asks
for besides, and that nobody decides about his own work, is said in `luoshi.ledger.policies`.
"""
_REQUESTS = """
## Requests

What a unit asks for beside the matter's status. Whoever asked does not decide; a first deadline is never overwritten.
"""


def states_page() -> str:
    """The page: a Mermaid diagram of the moves that change the status, and a table of all of them."""
    return "\n".join([_HEAD, *_diagram(), "", *_statuses(), "", *_table(), _REQUESTS, *_requests(), ""])


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield from (f"    {status}: {status.label}" for status in Status)
    yield f"    [*] --> {Status.DRAFT}"
    moving = [row for row in TRANSITIONS if row.source != row.target]
    for (source, target), group in groupby(sorted(moving, key=_ends), key=_ends):
        yield f"    {source} --> {target}: {'、'.join(str(row.move.label) for row in group)}"
    yield "```"


def _ends(row: Transition) -> tuple[str, str]:
    return row.source, row.target


def _statuses() -> Iterator[str]:
    yield from _heading("Status", "name", "code")
    yield from (f"| {status.label} | `{status}` |" for status in Status)


def _table() -> Iterator[str]:
    yield from _heading("Moves", "move", "code", "from", "to", "who", "event", "reason")
    for row in TRANSITIONS:
        reason = "required" if row.reason_required else ""
        ends = f"{row.source.label} | {row.target.label}"
        yield f"| {row.move.label} | `{row.move}` | {ends} | {_names(row.who)} | `{row.event}` | {reason} |"


def _requests() -> Iterator[str]:
    yield from _columns("request", "move", "from", "to", "who", "event", "reason")
    for row in REQUEST_TRANSITIONS:
        reason = "required" if row.reason_required else ""
        ends = f"{'' if row.source is None else f'`{row.source}`'} | `{row.target}`"
        yield f"| {row.kind.label} | `{row.move}` | {ends} | {_names(row.who)} | `{row.event}` | {reason} |"


def _heading(title: str, *columns: str) -> Iterable[str]:
    return (f"## {title}", "", *_columns(*columns))


def _columns(*columns: str) -> Iterable[str]:
    return (f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}")


def _names(who: tuple[Who, ...]) -> str:
    return "；".join(str(one.label) for one in who)


if __name__ == "__main__":
    sys.stdout.write(states_page())
