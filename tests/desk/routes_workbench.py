"""Routes of the workbench."""

from __future__ import annotations

from tests.cast import City
from tests.desk.routes import Made, Route


def _chosen(city: City, _unit: str) -> Made:
    return {"programme": city.programme.pk}


ROUTES = [
    Route("workbench"),
    Route("programme-choose", page=False, data=_chosen, posted=True),
]
