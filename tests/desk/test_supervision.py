"""Pages of supervision: what each shows, what forms answer, and that lists cost no more when they grow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Protocol

import docx
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from luoshi.records import clock
from luoshi.records.models import Inspection, Matter, Meeting, ReportDue, Sheet
from luoshi.services.daily import run_day
from tests.cast import City, make_city
from tests.supervised import END, TODAY, inspection_of, matter_of, meeting_of, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(TODAY):
        yield make_city("云川市", "990100")


def client_of(city: City, name: str = "supervisor") -> Client:
    client = Client()
    client.force_login(city.people[name])
    return client


class Answer(Protocol):
    """What the test client gives."""

    @property
    def content(self) -> bytes:
        """The body."""


def text_of(answer: Answer) -> str:
    return answer.content.decode()


def said_in(answer: Answer) -> str:
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_ladder_shows_the_last_step_of_each_case(city: City) -> None:
    matter_of(city)
    for day in (TODAY, date(2025, 7, 1)):
        with clock.stopped_at(day):
            run_day(city.programme)
    client = client_of(city)
    with clock.stopped_at(date(2025, 7, 6)):
        page = text_of(client.get("/supervision/"))
        assert "催〔2025〕1号" in page
        assert "提〔2025〕1号" not in page
        assert "逾期 2 天" in page
        assert "提〔2025〕1号" in text_of(client.get("/supervision/?scope=all"))
        assert "没有符合条件" in text_of(client.get("/supervision/?level=order"))
        rows = text_of(client.get("/supervision/?q=高新", headers={"HX-Request": "true"}))
    assert "<html" not in rows
    assert "催〔2025〕1号" in rows


@pytest.mark.parametrize("query", ["unit=²", "unit=" + "9" * 40, "level=none", "scope=x", "page=-1", "page=x"])
def test_nonsense_in_the_address_is_passed_over(city: City, query: str) -> None:
    sheet_of(city)
    assert client_of(city).get(f"/supervision/?{query}").status_code == 200


def test_a_unit_answers_its_sheet_and_the_office_clears_it(city: City) -> None:
    sheet = sheet_of(city)
    own = client_of(city, "liaison-science")
    at = f"/supervision/sheets/{sheet.pk}/"
    assert "回复后由督查员确认销单" in text_of(own.get(at))
    empty = own.post(at + "answer", {"revision": 1, "answer": " "})
    assert empty.status_code == 422
    assert own.post(at + "answer", {"revision": 1, "answer": "月底前报送"}).status_code == 302
    late = own.post(at + "answer", {"revision": 1, "answer": "另一份回复"})
    assert late.status_code == 422
    assert "现为“已回复”" in text_of(late)
    assert "另一份回复" in text_of(late)  # nothing typed is lost
    office = client_of(city)
    assert "月底前报送" in text_of(office.get(at))
    assert office.post(at + "clear", {"revision": 2}).status_code == 302
    assert Sheet.objects.get().state == "met"


def test_a_sheet_of_ones_own_warns_of_asking_twice(city: City) -> None:
    sheet = sheet_of(city)
    client = client_of(city)
    at = f"/supervision/new/{sheet.matter_id}/"
    assert "该单位已在办理同样的要求" in text_of(client.get(at))
    refused = client.post(at, {"level": "reminder", "ask": "再报一次"})
    assert "确需再发的，请写明理由" in text_of(refused)
    assert client.post(at, {"level": "reminder", "ask": "再报一次", "reason": "口径有变"}).status_code == 302


def test_word_files_of_one_sheet_and_of_the_list(city: City) -> None:
    first, second = sheet_of(city), sheet_of(city, "education")
    client = client_of(city)
    one = client.get(f"/supervision/sheets/{first.pk}/word")
    assert "市科学技术局：" in said_in(one)
    both = said_in(client.get("/supervision/sheets.docx"))
    assert first.number in both
    assert second.number in both
    assert client.get("/supervision/sheets.docx?level=order").status_code == 302


def _planned(city: City) -> dict[str, object]:
    return {
        "revision": 0, "title": "专项督查", "type": "special", "ground": "order", "basis": "市长批示", "starts": "2025-07-01",
        "ends": "2025-07-03", "units": [city.units["science"].pk], "leader": city.people["supervisor"].pk,
        "members": [city.people["verifier"].pk], "methods": ["files"], "plan": "查阅资料", "outsiders": "代表甲\n专家乙",
    }  # fmt: skip


def test_an_inspection_from_plan_to_objection(city: City) -> None:
    matter = matter_of(city, "education")
    client = client_of(city)
    wrong = client.post("/supervision/inspections/new", _planned(city) | {"matters": "2025-999"})
    assert "没有这些编号的事项" in text_of(wrong)
    said = _planned(city) | {"matters": matter.number}
    made = client.post("/supervision/inspections/new", said)
    found = Inspection.objects.get()
    at = f"/supervision/inspections/{found.pk}/"
    assert made["Location"] == at
    assert (found.targets.count(), found.outsiders) == (2, ["代表甲", "专家乙"])
    assert client.get(at + "edit").status_code == 200
    client.post(at + "start", {"revision": 1})
    text = {"unit": city.units["science"].pk, "text": "台账缺页", "problem": "on", "source": "台账"}
    assert client_of(city, "verifier").post(at + "find", text).status_code == 302
    assert client_of(city, "liaison-science").get(at).status_code == 404  # not fed back yet
    client.post(at + "conclude", {"revision": 2, "conclusion": "一处不符"})
    unit = client_of(city, "liaison-science")
    assert "台账缺页" in text_of(unit.get(at))
    assert "台账缺页" not in text_of(client_of(city, "liaison-education").get(at))
    assert unit.post(f"{at}object/{city.units['science'].pk}", {"reason": "已补"}).status_code == 302
    assert "应当回避" in text_of(client.get(at))
    papers = said_in(client.get(at + "plan.docx")), said_in(unit.get(at + "conclusion.docx"))
    assert ("代表甲、专家乙" in papers[0], "台账缺页" in papers[1]) == (True, True)
    assert unit.get(at + "plan.docx").status_code == 404


def test_a_repeated_inspection_is_told_and_may_be_with_a_reason(city: City) -> None:
    inspection_of(city)
    client = client_of(city)
    refused = client.post("/supervision/inspections/new", _planned(city))
    assert "禁止重复、多头督查" in text_of(refused)
    reason = {"repeated_because": "群众再次反映"}
    assert client.post("/supervision/inspections/new", _planned(city) | reason).status_code == 302


def test_a_proposal_goes_to_a_leader(city: City) -> None:
    found = inspection_of(city, until="concluded")
    at = f"/supervision/inspections/{found.pk}/"
    said = {"unit": city.units["science"].pk, "kind": "praise", "reason": "提前完成"}
    client_of(city).post(at + "propose", said)
    leader = client_of(city, "leader")
    assert "提前完成" in text_of(leader.get(at))
    assert "提前完成" not in text_of(client_of(city, "liaison-science").get(at))  # only proposed
    proposal = found.sanctions.get()
    leader.post(f"/supervision/proposals/{proposal.pk}/decide", {"approve": "1"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("approved", city.people["leader"])


def test_a_meeting_from_its_agenda_to_a_matter(city: City) -> None:
    matter_of(city, deadline=date(2025, 6, 1))
    run_day(city.programme)
    client = client_of(city)
    made = client.post("/supervision/meetings/new", {"kind": "weekly", "title": "周会商", "day": "2025-06-26"})
    meeting = Meeting.objects.get()
    at = f"/supervision/meetings/{meeting.pk}/"
    assert made["Location"] == at
    assert "已超过时限2025-06-01" in text_of(client.get(at))
    said = {"text": "加快办理", "unit": city.units["science"].pk, "deadline": "2025-07-31"}
    assert client.post(at + "decide", said).status_code == 302
    assert Matter.objects.filter(origin="meeting").count() == 1
    assert client.post(at + "minutes", {"revision": 1, "minutes": "听取汇报。"}).status_code == 302
    assert client.post(at + "minutes", {"revision": 1, "minutes": "另一份。"}).status_code == 422
    assert "听取汇报。" in said_in(client.get(at + "word"))


def test_the_burden_counts_forms_and_sheets_by_month(city: City) -> None:
    matter = matter_of(city)
    for month in (5, 6):
        day = date(2025, month, 28)
        ReportDue.objects.create(matter=matter, starts=day.replace(day=1), ends=day, due=day)
    sheet_of(city)
    sheet_of(city, "education")
    page = text_of(client_of(city).get("/supervision/burden"))
    assert 'title="填报 1，单子 1"' in page
    own = text_of(client_of(city, "liaison-education").get("/supervision/burden"))
    assert "市科学技术局" not in own


def test_a_bulletin_is_previewed_and_drafted(city: City) -> None:
    matter_of(city, deadline=date(2025, 6, 1))
    run_day(city.programme)
    client = client_of(city)
    query = "?starts=2025-06-01&ends=2025-06-30"
    assert "共1个事项：滞后1个，占100%" in text_of(client.get(f"/supervision/bulletin{query}"))
    assert "已超过时限2025年6月1日" in said_in(client.get(f"/supervision/bulletin.docx{query}"))
    backwards = client.get("/supervision/bulletin?starts=2025-06-30&ends=2025-06-01")
    assert "结束日期不能早于开始日期" in text_of(backwards)
    assert client.get("/supervision/bulletin.docx?starts=x&ends=2025-06-01").status_code == 404


@pytest.mark.parametrize(
    "address", ["/supervision/", "/supervision/inspections/", "/supervision/burden", "/supervision/bulletin"]
)
def test_lists_cost_no_more_when_they_grow(
    city: City, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    for number in range(12):
        matter_of(city, number=f"2025-{number:03d}", deadline=END)
        inspection_of(city, title=f"督查{number}", repeated_because="试验")
    run_day(city.programme)
    meeting_of(city)
    client = client_of(city)
    with django_assert_max_num_queries(26):
        assert client.get(address).status_code == 200
