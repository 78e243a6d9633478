"""Anchors: the ends of the chains, written down away from the database, so that a tail cut off is noticed.

One line for each chain: its name, how many events it had, the hash of the last; lines that begin with # are remarks. A
file may hold many anchors, of as many days.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from luoshi.records.models import Chain

Anchors = Mapping[str, Mapping[int, str]]  # the hash of an event by its number, by the name of its chain

_TITLE = "# luoshi: ends of the log's chains (chain, events, hash of the last); keep this away from the database"
# Sample: programme-3 1204 9f86…(64 digits); near miss: # 2026-11-22T08:00:00+08:00
_LINE = re.compile(r"(?P<chain>[\w-]{1,40})[ \t]+(?P<length>\d{1,18})[ \t]+(?P<hash>[0-9a-f]{64})")


class AnchorError(ValueError):
    """A line that is no anchor; the message names it."""


def anchors_in(text: str) -> Anchors:
    r"""Every anchor in a file. Raises AnchorError.

    >>> anchors_in("# of today\nprogramme-3 2 " + "a" * 64)["programme-3"][2][:4]
    'aaaa'
    """
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, line in enumerate(map(str.strip, text.lstrip("\ufeff").splitlines()), 1):
        if not line or line.startswith("#"):
            continue
        one = _LINE.fullmatch(line)
        if one is None:
            raise AnchorError(f"line {number} is no anchor (chain, number of events, hash)")
        if found[one["chain"]].setdefault(int(one["length"]), one["hash"]) != one["hash"]:
            raise AnchorError(f"line {number} names another hash than a line before for the same event")
    return dict(found)


def anchor_text(chains: Iterable[Chain], known: Anchors, at: datetime) -> str:
    """The ends of chains as lines to be added to a file of anchors; only those that it does not hold yet."""
    new = [chain for chain in chains if chain.length and chain.length not in known.get(chain.name, {})]
    if not new:
        return ""
    title = "" if known else f"{_TITLE}\n"
    lines = "".join(f"{chain.name} {chain.length} {chain.last_hash}\n" for chain in new)
    return f"{title}# {at.isoformat(timespec='seconds')}\n{lines}"
