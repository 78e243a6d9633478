"""The workbench: what waits for a person by role, and nothing of other regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from luoshi.records.models import (
    Assignment,
    Closing,
    Document,
    DocumentVersion,
    Finding,
    Matter,
    Plan,
    ResponsibilityTable,
    User,
)
from tests.cast import City, make_city

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def _report(city: City, *, open_figures: int, kind: str = "report") -> DocumentVersion:
    document = Document.objects.create(programme=city.programme, title=f"{city.region.name}报告", kind=kind)
    version = DocumentVersion.objects.create(
        document=document,
        file_name="a.txt",
        digest="0" * 64,
        size=1,
        text="新增企业300家",
        state="ready",
        uploaded_by=city.people["supervisor"],
    )
    for _ in range(open_figures):
        Finding.objects.create(
            version=version, kind="statement", start=0, end=8, quote="新增企业300家", role="plan-tasks"
        )
    return version


def _matter(city: City, number: str, unit: str, **fields: object) -> Matter:
    matter = Matter.objects.create(
        programme=city.programme,
        number=number,
        title=f"事项{number}",
        quote="新增企业300家",
        lead=city.units[unit],
        **fields,
    )
    Assignment.objects.create(matter=matter, part="lead", unit=city.units[unit], written=city.units[unit].name)
    return matter


def test_a_supervisor_sees_what_waits(client: Client) -> None:
    city, other = make_city("云川市", "990100"), make_city("岚州市", "990200")
    _report(city, open_figures=2)
    _report(city, open_figures=0)  # decided: it waits for nobody
    _report(city, open_figures=1, kind="table")  # a table is worked on elsewhere
    _report(other, open_figures=1)
    ResponsibilityTable.objects.create(programme=city.programme, title="本年表", year=2025)
    ResponsibilityTable.objects.create(programme=city.programme, title="往年表", year=2024, purpose="teaching")
    client.force_login(city.people["supervisor"])
    bench = client.get("/").context["bench"]
    assert [(version.document.title, version.open_count) for version in bench.to_review] == [("云川市报告", 2)]
    assert [table.title for table in bench.drafts] == ["本年表"]
    assert bench.waits == 2


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("liaison-science", 1),  # his own unit's
        ("leader", 1),  # those of his post, although he may read all
        ("supervisor", 2),  # all that stand; the withdrawn one is none
        ("verifier", 2),
    ],
)
def test_everybody_sees_his_own_matters(client: Client, person: str, said: int) -> None:
    city, other = make_city("云川市", "990100"), make_city("岚州市", "990200")
    _matter(city, "2025-001", "science")
    _matter(city, "2025-002", "education").leaders.add(city.posts["vice-mayor"])
    _matter(city, "2025-003", "science", status="withdrawn")
    _matter(other, "2025-001", "science")
    client.force_login(city.people[person])
    bench = client.get("/").context["bench"]
    assert bench.strip.said == said
    assert [matter.number for matter in bench.own] == (["2025-002"] if person == "leader" else [])


def test_units_stand_by_their_worst_lights_and_every_number_opens_what_it_counts(client: Client) -> None:
    city = make_city("云川市", "990100")
    lights = [
        ("1", "science", "green"),
        ("2", "education", "red"),
        ("3", "education", "grey"),
        ("4", "science", "blue"),
    ]
    for number, unit, light in lights:
        _matter(city, number, unit, light=light, status="closed" if light == "grey" else "in_progress", done_on=None)
    client.force_login(city.people["supervisor"])
    answer = client.get("/")
    bench = answer.context["bench"]
    assert [(one.name, one.led) for one in bench.units] == [("市教育局", 2), ("市科学技术局", 2)]
    assert (bench.strip.said, bench.strip.done, bench.strip.achieved) == (4, 1, 1)
    asked = f"/ledger/?unit={city.units['education'].pk}&part=lead&light=red"
    assert asked.replace("&", "&amp;") in answer.content.decode()
    listed = client.get(asked).context["drawn"]
    assert (listed.total, listed.html.count("<tr")) == (1, 1)


def test_what_waits_for_a_liaison_and_on_others(client: Client) -> None:
    city = make_city("云川市", "990100")
    _matter(city, "1", "science")
    returned = _matter(city, "2", "science", status="returned")
    Closing.objects.create(
        matter=returned,
        state="returned",
        achieved="建成",
        asked_by=city.people["liaison-science"],
        decided_by=city.people["verifier"],
        reason="照片看不出地点",
    )
    planned = _matter(city, "3", "science", status="planned")
    Plan.objects.create(matter=planned, number=1, person="办理人", submitted_by=city.people["liaison-science"])
    _matter(city, "4", "education")
    client.force_login(city.people["liaison-science"])
    bench = client.get("/").context["bench"]
    assert [(str(need.what), need.matter.number, need.said) for need in bench.answer.rows] == [
        ("已退回", "2", "照片看不出地点"),
        ("待签收", "1", ""),
    ]
    assert [(str(need.what), need.matter.number) for need in bench.others.rows] == [("方案待批", "3")]


def test_what_waits_for_a_leader_and_for_the_office_that_stands_in(client: Client) -> None:
    city = make_city("云川市", "990100")
    for number in ("1", "2"):
        matter = _matter(city, number, "science", status="planned")
        Plan.objects.create(matter=matter, number=1, person="办理人", submitted_by=city.people["liaison-science"])
        if number == "1":
            matter.leaders.add(city.posts["vice-mayor"])
    client.force_login(city.people["leader"])
    assert [need.matter.number for need in client.get("/").context["bench"].approve.rows] == ["1"]
    client.force_login(city.people["supervisor"])
    assert [need.matter.number for need in client.get("/").context["bench"].decide.rows] == ["2"]


def test_the_queries_do_not_grow_with_the_matters(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    city = make_city("云川市", "990100")
    client.force_login(city.people["supervisor"])
    for number in range(60):
        _matter(city, str(number), "science" if number % 2 else "education")
        if number in (5, 59):
            with django_assert_max_num_queries(36):
                client.get("/")


def test_a_stranger_to_every_region_is_told_what_to_do(client: Client) -> None:
    client.force_login(User.objects.create_user(username="new", name="新人"))
    assert "还没有年度项目" in client.get("/").content.decode()


def test_a_programme_of_another_region_cannot_be_chosen(client: Client) -> None:
    city, other = make_city("云川市", "990100"), make_city("岚州市", "990200")
    client.force_login(city.people["supervisor"])
    assert client.post("/programme", {"programme": other.programme.pk}).status_code == 404
    assert client.post("/programme", {"programme": city.programme.pk}).status_code == 302
    assert client.get("/programme").status_code == 405
