"""What is folded away below on a matter's page follows when it is opened; without scripts it is there at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client

from luoshi.records import clock
from luoshi.records.models import Matter, Report, ReportDue
from tests.cast import City, make_city
from tests.matters import DAY, at_work, now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.stopped_at(DAY):
        yield


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def matter(city: City) -> Matter:
    return at_work(city)


def shown(client: Client, city: City, address: str, name: str = "leader", *, scripts: bool = True) -> str:
    client.force_login(city.people[name])
    if scripts:
        client.cookies["scripts"] = "1"
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_forms_of_folded_acts_follow_when_they_are_opened(client: Client, city: City, matter: Matter) -> None:
    rest = shown(client, city, f"/ledger/{matter.pk}/rest")
    assert f'hx-get="/ledger/{matter.pk}/forms/suspend"' in rest
    assert f'action="/ledger/{matter.pk}/suspend"' not in rest
    form = shown(client, city, f"/ledger/{matter.pk}/forms/suspend")
    assert f'action="/ledger/{matter.pk}/suspend"' in form
    assert 'name="reason"' in form
    assert f'name="revision" value="{now(matter).revision}"' in form
    whole = shown(Client(), city, f"/ledger/{matter.pk}/", scripts=False)
    assert f'action="/ledger/{matter.pk}/suspend"' in whole
    assert "hx-get" not in whole.partition("更多办理")[2].partition("</section>")[0]


def test_where_scripts_were_switched_off_since_the_whole_page_is_a_link_away(
    client: Client, city: City, matter: Matter
) -> None:
    first = shown(client, city, f"/ledger/{matter.pk}/")
    assert '<noscript><a href="?whole=1">' in first
    whole = shown(client, city, f"/ledger/{matter.pk}/?whole=1")
    assert 'id="time-line"' in whole
    assert 'id="time-line"' not in first


def test_what_may_no_longer_be_done_says_so(client: Client, city: City, matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(status="suspended")
    text = shown(client, city, f"/ledger/{matter.pk}/forms/suspend")
    assert "现在不能这样办理" in text
    assert "<form" not in text
    assert "现在不能这样办理" in shown(client, city, f"/ledger/{matter.pk}/forms/suspend", "verifier")


def test_an_act_that_there_is_not_is_not_found(client: Client, city: City, matter: Matter) -> None:
    client.force_login(city.people["leader"])
    assert client.get(f"/ledger/{matter.pk}/forms/demolish").status_code == 404


def reported(matter: Matter, person: str, city: City) -> None:
    for month in range(1, 6):
        due = ReportDue.objects.create(
            matter=matter, starts=date(2024, month, 1), ends=date(2024, month, 28), due=date(2024, month, 28)
        )
        at = datetime.fromisoformat(f"2024-{month:02}-27T09:00:00+08:00")
        Report.objects.create(
            matter=matter, due=due, state="submitted", by=city.people[person], done=f"完成第{month}批", submitted_at=at
        )


def test_the_last_three_reports_come_at_once_and_the_earlier_ones_when_opened(
    client: Client, city: City, matter: Matter
) -> None:
    reported(matter, "liaison-science", city)
    rest, earlier = (shown(client, city, f"/ledger/{matter.pk}/{part}") for part in ("rest", "reports"))
    panel = rest.partition('id="reports"')[2].partition("</section>")[0]
    assert [month for month in range(1, 6) if f"完成第{month}批" in panel] == [3, 4, 5]
    assert "更早的填报，共 2 次" in panel
    assert [month for month in range(1, 6) if f"完成第{month}批" in earlier] == [1, 2]
    whole = shown(Client(), city, f"/ledger/{matter.pk}/", scripts=False)
    assert all(f"完成第{month}批" in whole for month in range(1, 6))
