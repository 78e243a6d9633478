"""In which editions a matter stands: found in what was published, and not mistaken for another number."""

from __future__ import annotations

import pytest

from luoshi.queries.ledgers import editions_with
from luoshi.records.models import Edition, TableRow
from tests.cast import make_city
from tests.reporting import matter_of
from tests.tables import table_of

pytestmark = pytest.mark.django_db


def test_the_editions_that_name_the_matter() -> None:
    city = make_city("云川市", "990100")
    table, matter = table_of(city), matter_of(city, "A")
    matter.row = TableRow.objects.filter(table=table).first()
    pk, by = matter.pk, city.people["supervisor"]
    published = [
        [{"matter": pk, "task": "甲"}],
        [{"matter": None, "task": f'"matter": {pk},'}, {"matter": int(f"{pk}1"), "task": "乙"}],  # neither is it
        [{"task": "丙", "matter": pk}],
    ]
    for number, rows in enumerate(published, 1):
        Edition.objects.create(table=table, number=number, rows=rows, published_by=by)
    assert [one.number for one in editions_with(matter)] == [1, 3]
    matter.row = None
    assert editions_with(matter) == []
