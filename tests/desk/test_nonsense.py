"""What no page of ours sends: numbers beyond all measure, names as long as a page, words in the place of numbers.

Each is refused in a word and never brings the server down.
"""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.records.models import Document, DocumentVersion, Finding, ResponsibilityTable, TableRow
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db
# More than a database's number holds; more than Python turns into one; a digit that is no number; a sign; a word.
NUMBERS = ["9" * 30, "9" * 5000, "²", "-1", "0x1", ""]


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def desk(city: City) -> Client:
    client = Client()
    client.force_login(city.people["supervisor"])
    return client


@pytest.fixture
def row(city: City) -> TableRow:
    table = ResponsibilityTable.objects.create(programme=city.programme, title="表", year=2025)
    return TableRow.objects.create(table=table, order=1, task="新建学校3所，扩建2所", lead_unit="市教育局")


@pytest.fixture
def finding(city: City) -> Finding:
    document = Document.objects.create(programme=city.programme, title="报告")
    version = DocumentVersion.objects.create(
        document=document, text="增长6%", state="ready", size=1, uploaded_by=city.people["supervisor"]
    )
    fields = {"indicator": "增速", "value": 6.0, "measure": "growth", "op": "=", "unit": "%"}
    return Finding.objects.create(version=version, kind="statement", start=0, end=4, quote="增长6%", fields=fields)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_of_the_grid(desk: Client, row: TableRow, number: str) -> None:
    at, one = f"/tables/{row.table_id}/", f"/tables/{row.table_id}/rows/{row.pk}/"
    forms: list[tuple[str, dict[str, object]]] = [
        (one, {"revision": number, "task": "x"}),
        (one + "split", {"revision": 1, "at": number}),
        (one + "move", {"revision": number, "before": number}),
        (at + "rows/merge", {"row": [f"{number}:1", f"{row.pk}:1"]}),
        (at + "rows/remove", {"row": f"{row.pk}:{number}"}),
        (at + "rows/remove", {"row": f"{number}:1"}),
        (at + "rows/bulk", {"row": f"{number}:1", "field": "note", "text": "x"}),
        (at + "accept", {"row": f"{number}:1"}),
    ]
    assert {desk.post(address, form).status_code for address, form in forms} <= {400, 409}
    row.refresh_from_db()
    assert (row.task, row.revision, row.removed) == ("新建学校3所，扩建2所", 1, False)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_elsewhere(desk: Client, finding: Finding, number: str) -> None:
    assert desk.post("/programme", {"programme": number}).status_code == 404
    assert desk.post("/tables/draft", {"version": number}).status_code == 404
    at = f"/documents/findings/{finding.pk}/"
    assert desk.post(at + "accept", {"revision": number}).status_code == 400
    if number:
        assert desk.post(at + "edit", {"revision": 1, "year": number}).status_code == 422
    desk.post(f"/documents/{finding.version.document_id}/about", {"title": "报告", "kind": "report", "year": number})
    assert Document.objects.get().year is None


def test_a_name_as_long_as_a_page_is_no_unit(desk: Client, row: TableRow) -> None:
    address = f"/tables/{row.table_id}/rows/rename"
    form = {"row": f"{row.pk}:1", "name": "市教育局"}
    assert desk.post(address, {**form, "by": "长" * 81}).status_code == 400
    assert desk.post(address, {**form, "by": ["甲局"] * 201}).status_code == 400
    row.refresh_from_db()
    assert row.lead_unit == "市教育局"


def test_what_people_write_never_becomes_markup(desk: Client, finding: Finding) -> None:
    script, tag = '"><script>alert(1)</script>', "<img src=x onerror=alert(1)>"
    at = f"/documents/findings/{finding.pk}/"
    form = {"revision": 1, "indicator": tag, "unit": "<b>", "place": script, "accept": "1"}
    answer = desk.post(at + "edit", form)
    assert answer.status_code == 200
    pages = [str(one) for one in answer.json()["items"].values()]
    pages += [
        desk.get(address).content.decode()
        for address in (at, at + "edit", f"/documents/{finding.version.document_id}/")
    ]
    assert len(pages) == 4
    assert not [page for page in pages if tag in page or script in page]
    assert "&lt;img" in pages[0]
