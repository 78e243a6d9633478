"""Routes of the ledger."""

from __future__ import annotations

from luoshi.ledger import Permission
from luoshi.records.models import SavedView
from tests.cast import City
from tests.desk.routes import Made, Route, nothing


def _view(city: City, _unit: str) -> Made:
    return {"programme": city.programme.pk, "name": "滞后", "light": "red"}


def _own_view(city: City, unit: str) -> Made:
    """A view of the liaison of a unit; nobody else finds it."""
    person = city.people[f"liaison-{unit}"]
    view, _made = SavedView.objects.get_or_create(person=person, programme=city.programme, name="待签收")
    return {"pk": view.pk}


ROUTES = [
    Route("ledger"),
    Route("ledger-excel"),
    Route("ledger-csv"),
    Route("ledger-units"),
    Route("ledger-word"),
    Route("ledger-view-keep", page=False, data=_view, posted=True, sees=Permission.READ_UNITS),
    Route("ledger-view-drop", kwargs=_own_view, page=False, data=nothing, personal=True),
]
