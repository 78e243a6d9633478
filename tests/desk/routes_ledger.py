"""Routes of the ledger."""

from __future__ import annotations

from luoshi.ledger import Permission
from luoshi.records.models import Matter
from tests.cast import City
from tests.desk.routes import Made, Route
from tests.tables import published, table_of


def _matter(city: City, unit: str) -> Made:
    lead = city.units[unit].name
    known = Matter.objects.filter(programme=city.programme, assignments__unit=city.units[unit]).first()
    if known is None:
        published(city, table_of(city, lead=lead))
    return {"pk": Matter.objects.filter(programme=city.programme, assignments__unit=city.units[unit])[0].pk}


ROUTES = [
    Route("ledger"),
    Route("ledger-excel"),
    Route("ledger-matter", kwargs=_matter, sees=Permission.READ_ALL_MATTERS, of_unit=True),
]
