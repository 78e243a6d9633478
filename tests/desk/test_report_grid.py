"""Several reports at once: the grid, and the Excel form that goes out and comes back without doing anything twice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.ledger import Kind
from luoshi.records import clock
from luoshi.records.models import Report, ReportDue
from tests.cast import City, make_city
from tests.reporting import due_of, matter_of, target_of

pytestmark = pytest.mark.django_db
VALUE, DONE = 9, 11


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(date(2025, 3, 2)):
        made = make_city("云川市", "990100")
    with clock.stopped_at(date(2025, 3, 20)):
        yield made


@pytest.fixture
def desk(city: City) -> Client:
    client = Client()
    client.force_login(city.people["liaison-science"])
    return client


@pytest.fixture
def dues(city: City) -> list[ReportDue]:
    """March of two matters with a figure, and of one without."""
    figures = [matter_of(city, f"A-{number}") for number in (1, 2)]
    for matter in figures:
        target_of(matter)
    with clock.stopped_at(date(2025, 3, 2)):
        return [due_of(matter, 3) for matter in (*figures, matter_of(city, "B-1", kind=Kind.TASK))]


def name_of(due: ReportDue) -> str:
    return f"{due.pk}-v-{due.matter.targets.get().pk}"


def test_each_line_for_itself(desk: Client, dues: list[ReportDue]) -> None:
    first, second, task = dues
    form = {
        "due": [due.pk for due in dues],
        name_of(first): "70",
        name_of(second): "700",
        f"{task.pk}-done": "已开工。",
    }
    page = desk.post("/reports/grid", form).content.decode()
    assert "已填报 2 项" in page
    assert "还有 1 项需要核对" in page
    assert "约为序时应完成" in page
    assert set(Report.objects.values_list("due", flat=True)) == {first.pk, task.pk}
    target = second.matter.targets.get().pk
    sure = {"due": second.pk, name_of(second): "700", f"{second.pk}-sure": f"{target}=700"}
    assert desk.post("/reports/grid", sure).status_code == 302
    assert Report.objects.get(due=second).questions[0]["answer"] == "确认无误"


def test_what_is_wrong_stays_to_be_mended(desk: Client, dues: list[ReportDue]) -> None:
    form = {"due": [due.pk for due in dues], name_of(dues[0]): "N/A"}
    page = desk.post("/reports/grid", form).content.decode()
    assert "不是数字" in page
    assert 'value="N/A"' in page
    assert not Report.objects.exists()


def test_lines_of_others_are_not_touched(city: City, desk: Client, dues: list[ReportDue]) -> None:
    theirs = due_of(matter_of(city, "C-1", unit="education"), 3)
    desk.post("/reports/grid", {"due": [theirs.pk], f"{theirs.pk}-done": "x"})
    assert not Report.objects.exists()


def filled(desk: Client, cells: dict[tuple[int, int], object]) -> SimpleUploadedFile:
    """The form as it is handed out, filled in."""
    book = openpyxl.load_workbook(io.BytesIO(desk.get("/reports/excel").content))
    for (row, column), value in cells.items():
        book["填报"].cell(row, column).value = value  # type: ignore[assignment]  # whatever people type
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("填报.xlsx", out.getvalue())


def upload(desk: Client, file: SimpleUploadedFile) -> str:
    file.seek(0)
    return desk.post("/reports/upload", {"file": file}, follow=True).content.decode()


def test_the_form_comes_back_and_twice_is_once(desk: Client, dues: list[ReportDue]) -> None:
    file = filled(desk, {(4, VALUE): 70, (6, DONE): "已开工。"})
    page = upload(desk, file)
    assert "核对上传的填报" in page
    assert 'value="70"' in page
    assert not Report.objects.exists()
    first, _second, task = dues
    form = {"due": [first.pk, task.pk], name_of(first): "70", f"{task.pk}-done": "已开工。"}
    assert desk.post("/reports/grid", form).status_code == 302
    assert Report.objects.count() == 2
    assert "文件与已填报的内容相同（2 项）" in upload(desk, file)
    assert Report.objects.count() == 2


def test_what_was_reported_otherwise_is_told(desk: Client, dues: list[ReportDue]) -> None:
    file = filled(desk, {(4, VALUE): 70, (5, VALUE): "见描述"})
    desk.post(f"/reports/{dues[0].pk}/line", {name_of(dues[0]).split("-", 1)[1]: "72"}, headers={"HX-Request": "true"})
    page = upload(desk, file)
    assert "第 4 行：A-1 本期已填报，内容不同" in page
    assert "第 5 行“本期数值”：“见描述”不是数字" in page
    assert Report.objects.get().readings.get().value == 72


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>"])
def test_hostile_files(desk: Client, dues: list[ReportDue], data: bytes) -> None:
    answer = desk.post("/reports/upload", {"file": SimpleUploadedFile("填报.xlsx", data)})
    assert answer.status_code == 200
    assert "文件没有读入" in answer.content.decode() or "请选择" in answer.content.decode()


def test_a_form_of_others_is_refused(city: City, desk: Client, dues: list[ReportDue]) -> None:
    other = Client()
    other.force_login(city.people["liaison-education"])
    assert "别的单位或年度项目" in upload(other, filled(desk, {(4, VALUE): 70}))
