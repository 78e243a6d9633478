"""What a report's own words say of who answers for a task: brackets, 由…牵头, names of units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.responsibility.brackets import find_brackets
from luoshi.responsibility.departments import is_known
from luoshi.responsibility.names import is_unit
from luoshi.responsibility.unit_lists import split_units

# Who is said to lead in running text: 由市教育局牵头, 由市财政局、市税务局负责; near miss: 由此牵头.
_LED_BY = re.compile(r"由(?P<names>[\u4e00-\u9fff、“”（）]{3,40}?)(?P<verb>牵头|主抓|负责|领办)")
# Who is said to help: 市财政局配合; near miss: 密切配合.
_HELPED_BY = re.compile(r"(?:，|、|；|牵头)(?P<names>[\u4e00-\u9fff、“”（）]{3,40}?)(?:配合|协助|参与)")


@dataclass(frozen=True, slots=True)
class Hints:
    """Units that the text says lead, that it says help, that it merely names; and leaders and a deadline it gives.

    `quotes` are the words that say so, by the unit's name as written.
    """

    leads: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    deadline: str | None = None
    quotes: tuple[tuple[str, str], ...] = ()


def find_hints(task: str, names: Iterable[str] = (), after: str = "") -> Hints:
    """The hints of a task; `names` are those to look for, `after` is what stands right behind it.

    >>> find_hints("由市教育局牵头建设学校，市财政局配合。").leads
    ('市教育局',)
    >>> find_hints("建设学校。（牵头单位：市教育局；责任单位：市财政局）").helps
    ('市财政局',)
    """
    leads: list[str] = []
    helps: list[str] = []
    leaders: list[str] = []
    deadline: str | None = None
    quotes: dict[str, str] = {}
    text = task + after
    for bracket in find_brackets(text):
        assigned = bracket.assignment
        quotes.update(dict.fromkeys(assigned.names, text[bracket.start : bracket.end]))
        lead = assigned.lead_unit
        leads += assigned.leads or ([lead] if lead else [])
        helps += [name for name in assigned.names if name not in leads]
        leaders += assigned.leaders
        deadline = deadline or assigned.deadline
    for pattern, into in ((_LED_BY, leads), (_HELPED_BY, helps)):
        for found in pattern.finditer(task):
            listed = [name for name in split_units(found["names"]).names if is_known(name) or is_unit(name)]
            into += listed
            quotes.update(dict.fromkeys(listed, found[0].lstrip("，、；")))
    named = [name for name in names if len(name) >= 3 and name in task]
    return Hints(
        tuple(dict.fromkeys(leads)),
        tuple(dict.fromkeys(name for name in helps if name not in leads)),
        tuple(dict.fromkeys(name for name in named if name not in leads)),
        tuple(dict.fromkeys(leaders)),
        deadline,
        tuple(quotes.items()),
    )
