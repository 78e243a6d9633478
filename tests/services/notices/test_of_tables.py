"""A published table, and a sample that is drawn: each told once to whoever it concerns."""

from __future__ import annotations

import pytest

from luoshi.ledger import Role
from luoshi.ledger.messages import from_data
from luoshi.records.models import Notice
from luoshi.services import look_back
from luoshi.services.tables import publish
from tests.cast import City, make_city
from tests.closings import another, closed
from tests.reports import actor
from tests.services.notices.cast import told_by_kind as told
from tests.tables import table_of

pytestmark = pytest.mark.django_db
LEAD, HELPER = "liaison-science", "liaison-education"


@pytest.fixture
def city() -> City:
    """The cast, with a second supervisor."""
    made = make_city("云川市", "990100")
    made.people["office-2"] = another(made, Role.SUPERVISOR)
    return made


def test_a_table_tells_each_unit_once(city: City) -> None:
    table = table_of(city)
    publish(table=table, edition=0, actor=actor(city), reason="")
    assert told(city) == {"assigned": {LEAD, "office-2"}}
    words = {notice.person_id: from_data(notice.title).told(str) for notice in Notice.objects.all()}
    assert words[city.people[LEAD].pk] == "《云川市2025年责任分解》已发布：贵单位牵头3项，请签收；配合0项"
    Notice.objects.all().delete()
    row = table.rows.order_by("order").first()
    assert row is not None
    table.rows.filter(pk=row.pk).update(lead_unit="市教育局")
    publish(table=table, edition=1, actor=actor(city), reason="职责调整")
    words = {notice.person_id: from_data(notice.title).told(str) for notice in Notice.objects.all()}
    assert "不再牵头1项" in words[city.people[LEAD].pk]
    assert "牵头的新增或变化1项" in words[city.people[HELPER].pk]


def test_a_sample_tells_those_who_look_back(city: City) -> None:
    closed(city)
    Notice.objects.all().delete()
    look_back.draw_sample(programme=city.programme, actor=actor(city), size=1, seed="2025")
    assert told(city) == {"closing": {"verifier", "office-2"}}
