"""The workbench: what waits for a person by role, and nothing of other regions."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.records.models import (
    Assignment,
    Document,
    DocumentVersion,
    Finding,
    Matter,
    ResponsibilityTable,
    User,
)
from tests.cast import City, make_city

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
        programme=city.programme, number=number, title=f"事项{number}", quote="新增企业300家", **fields
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
    ("person", "numbers"),
    [
        ("liaison-science", ["2025-001"]),  # his own unit's
        ("leader", ["2025-002"]),  # those of his post, although he may read all
        ("supervisor", ["2025-001", "2025-002"]),  # all that stand; the withdrawn one is none
    ],
)
def test_everybody_sees_his_own_matters(client: Client, person: str, numbers: list[str]) -> None:
    city, other = make_city("云川市", "990100"), make_city("岚州市", "990200")
    _matter(city, "2025-001", "science")
    _matter(city, "2025-002", "education").leaders.add(city.posts["vice-mayor"])
    _matter(city, "2025-003", "science", status="withdrawn")
    _matter(other, "2025-001", "science")
    client.force_login(city.people[person])
    bench = client.get("/").context["bench"]
    assert [matter.number for matter in bench.matters] == numbers


def test_the_busiest_units_come_first(client: Client) -> None:
    city = make_city("云川市", "990100")
    for number, unit in (("1", "science"), ("2", "education"), ("3", "education")):
        _matter(city, number, unit)
    client.force_login(city.people["supervisor"])
    bench = client.get("/").context["bench"]
    assert [(unit.name, unit.led) for unit in bench.units] == [("市教育局", 2), ("市科学技术局", 1)]


def test_a_stranger_to_every_region_is_told_what_to_do(client: Client) -> None:
    client.force_login(User.objects.create_user(username="new", name="新人"))
    assert "还没有年度项目" in client.get("/").content.decode()


def test_a_programme_of_another_region_cannot_be_chosen(client: Client) -> None:
    city, other = make_city("云川市", "990100"), make_city("岚州市", "990200")
    client.force_login(city.people["supervisor"])
    assert client.post("/programme", {"programme": other.programme.pk}).status_code == 404
    assert client.post("/programme", {"programme": city.programme.pk}).status_code == 302
    assert client.get("/programme").status_code == 405
