"""The table from which the test of isolation is generated: every address of the desk, and what it takes to use it.

An area lists its routes in a file of its own beside this one, `routes_<area>.py`, as `ROUTES: list[Route]`. A route says
what the view says: which permission it needs, which thing its address names (made for a city, and for one of its units,
by a function), and what is posted. What each role may do in its own and in another region then follows from the matrix
of permissions, and is not typed anywhere.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luoshi.ledger import GRANTED, Permission, Role
from tests.cast import City

Made = dict[str, Any]
# Makes, in a city and for one of its units ("science" or "education"), what an address names or a form sends.
Maker = Callable[[City, str], Made]

_SEEN_BY_ITS_OWN = {Role.LIAISON}


def nothing(_city: City, _unit: str) -> Made:
    """For an address that names nothing, and for a form that sends nothing."""
    return {}


@dataclass(frozen=True, slots=True)
class Route:
    """An address by its name, and what it takes to use it.

    `needs` is the permission without which the view refuses everybody (403); none for whoever has signed in.
    `kwargs` makes the thing that the address names; without it the address names none, and is the same for all.
    `sees` is the permission in the thing's region without which the thing is not found (404); with `of_unit` a liaison
    finds it without that permission when it is his own unit's. What is `personal` is the liaison's of the unit alone.
    `changes` is the permission in the thing's region without which the view refuses to change it (403); of several any.
    `page` says that it answers GET; `data` makes what is posted, for an address that answers POST, and with `posted` it
    is what names the thing.
    """

    name: str
    needs: Permission | None = None
    kwargs: Maker | None = None
    sees: Permission | None = None
    of_unit: bool = False
    personal: bool = False
    changes: Permission | tuple[Permission, ...] | None = None
    page: bool = True
    data: Maker | None = None
    posted: bool = False

    def names_a_thing(self, *, posting: bool) -> bool:
        """Whether a request is for something that somebody else might own."""
        return self.kwargs is not None or (self.posted and posting)

    def expected(self, role: Role, *, own_region: bool, own_unit: bool, posting: bool) -> int:
        """The status that somebody gets; 200 stands for any success."""
        granted = GRANTED[role]
        if self.needs is not None and self.needs not in granted:
            return 403
        if (posting and self.data is None) or (not posting and not self.page):
            return 405
        if self.names_a_thing(posting=posting) and not (own_region and self._seen(role, own_unit)):
            return 404
        changers = self.changes if isinstance(self.changes, tuple) else (self.changes,)
        if posting and self.changes is not None and not granted & {*changers}:
            return 403
        return 200

    def _seen(self, role: Role, own_unit: bool) -> bool:
        if self.personal:
            return own_unit and role in _SEEN_BY_ITS_OWN
        if self.sees is None or self.sees in GRANTED[role]:
            return True
        return self.of_unit and own_unit and role in _SEEN_BY_ITS_OWN


def every_route() -> dict[str, Route]:
    """The routes of all areas by name."""
    routes: dict[str, Route] = {}
    for file in sorted(Path(__file__).parent.glob("routes_*.py")):
        for route in importlib.import_module(f"tests.desk.{file.stem}").ROUTES:
            assert route.name not in routes, f"{route.name} is listed twice"
            routes[route.name] = route
    return routes
