"""Real documents through the whole slice: handed in, drafted, published, taken out as Word and Excel and read back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from luoshi import read as read_text
from luoshi.exchange.official_form import read_excel_form
from luoshi.records.models import Matter, ResponsibilityTable, Unit
from luoshi.responsibility import Registry, read_rows
from luoshi.services import tables as services
from luoshi.services.documents import hand_in_document
from luoshi.services.errors import RefusedError
from luoshi.services.tables.creating import fill_table
from tests.cast import City, make_city
from tests.reports import actor, read
from tests.shared import SHARED, needs_shared
from tests.tables import picks, rows

pytestmark = [pytest.mark.django_db, needs_shared]

TABLE = "tables/taizhou-2020-decomposition.txt"
# The rows that a draft of each report has at least.
REPORTS = {"reports/wenzhou-2020.txt": 100, "reports/taizhou-2021.txt": 80, "reports/linhai-2022.txt": 60}


def _taken_in(city: City, purpose: str) -> ResponsibilityTable:
    data = (SHARED / "corpus" / TABLE).read_bytes()
    version = hand_in_document(programme=city.programme, actor=actor(city), data=data, file_name="table.txt")
    table = services.import_table(version=version, actor=actor(city), purpose=purpose, year=2020)
    fill_table.call(table.pk, True)
    table.refresh_from_db()
    return table


def _register(city: City, table: ResponsibilityTable) -> None:
    """Every unit that a table names, by its formal name where it is a standard one, as the administrator would."""
    registry = Registry.standard()
    names = {name for row in rows(table) for name in (row.lead_unit, *row.units) if name}
    for name in sorted({registry.resolve(name).unit or name for name in names}):
        Unit.objects.get_or_create(region=city.region, name=name)


def _goes_out(client: Client, city: City, table: ResponsibilityTable) -> None:
    """The published edition as Word is read by the engine row by row, and as Excel comes back as the form that it is."""
    client.force_login(city.people["supervisor"])
    word = b"".join(client.get(reverse("tables-edition-word", args=[table.pk, 1])))
    assert len(read_rows(read_text(word))) == Matter.objects.count()
    excel = b"".join(client.get(reverse("tables-edition-excel", args=[table.pk, 1])))
    assert len(read_excel_form(excel).rows) == Matter.objects.count()


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_a_real_report_becomes_matters(client: Client, name: str) -> None:
    city = make_city("云川市", "990100")
    _register(city, _taken_in(city, "teaching"))
    data = (SHARED / "corpus" / name).read_bytes()
    version = read(hand_in_document(programme=city.programme, actor=actor(city), data=data, file_name="report.txt"))
    table = services.create_draft(version=version, actor=actor(city))
    fill_table.call(table.pk, False)
    found = rows(table)
    assert len(found) >= REPORTS[name]
    assert sum(bool(row.suggestions["lead_unit"]) for row in found) > 0.95 * len(found)
    services.accept_suggestions(table=table, picks=picks(*found), actor=actor(city), least=0.0)
    for row in rows(table):  # what nothing was suggested for is settled by a person
        if not row.lead_unit:
            texts = {"lead_unit": city.units["science"].name}
            services.edit_row(table=table, row_id=row.pk, revision=row.revision, texts=texts, actor=actor(city))
    table.refresh_from_db()
    services.publish(table=table, edition=0, actor=actor(city), reason="")
    matters = list(Matter.objects.all())
    assert len(matters) == len(found)
    assert all(version.text[one.start : one.end] == one.quote for one in matters if one.start is not None)
    _goes_out(client, city, table)


def test_the_real_table_becomes_matters(client: Client) -> None:
    city = make_city("云川市", "990100")
    table = _taken_in(city, "work")
    _register(city, table)
    assert table.rows.count() == 115
    with pytest.raises(RefusedError):  # the table misspells the agriculture bureau, once as a lead
        services.publish(table=table, edition=0, actor=actor(city), reason="")
    wrong = [row for row in rows(table) if "市农村农业局" in (row.lead_unit, *row.units)]
    services.replace_name(table=table, picks=picks(*wrong), name="市农村农业局", by=["市农业农村局"], actor=actor(city))
    table.refresh_from_db()
    services.publish(table=table, edition=0, actor=actor(city), reason="")
    assert Matter.objects.count() == 115
    _goes_out(client, city, table)
