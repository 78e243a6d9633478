"""Pages of reports: one line, the whole form, corrections, contributions; strangers, nonsense, and query counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.ledger import Kind, Status
from luoshi.records import clock
from luoshi.records.models import Closing, Contribution, Matter, Milestone, Report, ReportDue
from tests.cast import City, make_city
from tests.reporting import due_of, matter_of, target_of

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 20)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(date(2025, 1, 2)):
        made = make_city("云川市", "990100")
    with clock.stopped_at(DAY):
        yield made


@pytest.fixture
def desk(city: City) -> Client:
    client = Client()
    client.force_login(city.people["liaison-science"])
    return client


@pytest.fixture
def due(city: City) -> ReportDue:
    """What is asked for March of a matter with a figure that is to reach 300."""
    matter = matter_of(city)
    target_of(matter)
    return begun(city, matter)


def begun(city: City, matter: Matter) -> ReportDue:
    """Only March is left to report."""
    march = due_of(matter, 3)
    ReportDue.objects.filter(matter=matter, starts__lt=march.starts).delete()
    return march


def name_of(due: ReportDue) -> str:
    return f"v-{due.matter.targets.get().pk}"


def test_the_list_says_what_is_due(desk: Client, due: ReportDue) -> None:
    page = desk.get("/reports/").content.decode()
    assert "新增高新技术企业300家以上" in page
    assert "3月28日前报" in page
    assert "序时 75家" in page
    assert "本月共 1 张表，已报 0 张" in page
    with clock.stopped_at(date(2025, 4, 3)):
        assert "过期 6 天" in desk.get("/reports/").content.decode()


def test_one_line_on_schedule_is_submitted_at_once(desk: Client, due: ReportDue) -> None:
    answer = desk.post(f"/reports/{due.pk}/line", {name_of(due): "７２"}, headers=HTMX).content.decode()
    assert "已填报" in answer
    report = Report.objects.get()
    assert (report.state, report.readings.get().value, report.questions) == ("submitted", 72, [])
    # Sent again without scripts: the same is no second report, and leads back to the list.
    assert desk.post(f"/reports/{due.pk}/line", {name_of(due): "72"}).url == "/reports/"  # type: ignore[attr-defined]  # it redirects
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("N/A", "不是数字"),
        ("", "请填写数值或工作进展"),
        ("30", "落后"),  # behind its schedule: what is the matter?
        ("720", "约为序时应完成"),
    ],
)
def test_one_line_is_asked_about_and_not_lost(desk: Client, due: ReportDue, typed: str, said: str) -> None:
    answer = desk.post(f"/reports/{due.pk}/line", {name_of(due): typed}, headers=HTMX).content.decode()
    assert said in answer
    assert f'value="{typed}"' in answer
    assert not Report.objects.exists()
    # Without scripts the whole form asks.
    assert said in desk.post(f"/reports/{due.pk}/line", {name_of(due): typed}).content.decode()


def test_a_question_is_answered_with_one_key_or_the_figure_corrected(desk: Client, due: ReportDue) -> None:
    target, address = due.matter.targets.get().pk, f"/reports/{due.pk}/line"
    sure = {"sure": f"{target}=720"}
    # What was confirmed was another figure: it is asked about anew.
    assert "约为" in desk.post(address, {name_of(due): "730", **sure}, headers=HTMX).content.decode()
    assert "已填报" in desk.post(address, {name_of(due): "720", **sure}, headers=HTMX).content.decode()
    [question] = Report.objects.get().questions
    assert (question["code"], question["answer"]) == ("slip", "确认无误")


def test_behind_schedule_the_problem_goes_along(desk: Client, due: ReportDue) -> None:
    target = due.matter.targets.get().pk
    form = {name_of(due): "30", "sure": f"{target}=30", "problems": "资金未到位"}
    assert "已填报" in desk.post(f"/reports/{due.pk}/line", form, headers=HTMX).content.decode()
    assert Report.objects.get().problems == "资金未到位"


def test_a_matter_without_figures_is_one_sentence(city: City, desk: Client) -> None:
    due = begun(city, matter_of(city, kind=Kind.TASK))
    desk.post(f"/reports/{due.pk}/line", {"done": "已开工。"}, headers=HTMX)
    assert Report.objects.get().done == "已开工。"


def test_what_was_returned_says_why(city: City, desk: Client, due: ReportDue) -> None:
    Matter.objects.update(status=Status.RETURNED)
    Closing.objects.create(
        matter=due.matter,
        state="returned",
        achieved="x",
        asked_by=city.people["liaison-science"],
        decided_by=city.people["verifier"],
        reason="缺验收材料",
    )
    for address in ("/reports/", f"/reports/{due.pk}/"):
        assert "缺验收材料" in desk.get(address).content.decode()


def test_the_whole_form(city: City, desk: Client, due: ReportDue) -> None:
    step = Milestone.objects.create(matter=due.matter, name="完成摸底", due=date(2025, 4, 30))
    Contribution.objects.create(
        matter=due.matter, due=due, unit=city.units["education"], text="选派教师", by=city.people["liaison-education"]
    )
    page = desk.get(f"/reports/{due.pk}/").content.decode()
    assert "完成摸底" in page
    assert "选派教师" in page
    form = {name_of(due): "70", "done": "甲", "problems": "乙", "next_step": "丙", "help_needed": "丁"}
    saved = desk.post(f"/reports/{due.pk}/", {**form, "act": "draft", "draft": "0"})
    assert saved.status_code == 302
    page = desk.get(f"/reports/{due.pk}/").content.decode()
    assert 'value="70"' in page
    assert "ev-drop" in page  # evidence goes with the draft
    draft = Report.objects.get()
    sent = desk.post(f"/reports/{due.pk}/", {**form, "step": step.pk, "complete": "on", "draft": draft.revision})
    assert sent.status_code == 302
    report = Report.objects.get()
    assert (report.pk, report.state, report.help_needed, report.steps_done) == (draft.pk, "submitted", "丁", [step.pk])
    due.matter.refresh_from_db()
    assert due.matter.done_on == DAY
    assert desk.get(f"/reports/{due.pk}/").url == f"/reports/{report.pk}/correct"  # type: ignore[attr-defined]  # it redirects


def test_drafts_by_script(desk: Client, due: ReportDue) -> None:
    address, script = f"/reports/{due.pk}/", {"Accept": "application/json"}
    first = desk.post(address, {"done": "半", "act": "draft", "draft": "0"}, headers=script)
    assert first.json()["revision"] == 1
    clash = desk.post(address, {"done": "另一半", "act": "draft", "draft": "0"}, headers=script)
    assert (clash.status_code, clash.json()["done"], clash.json()["revision"]) == (409, "半", "1")
    assert "有草稿" in desk.get("/reports/").content.decode()
    desk.post(f"{address}discard", {"draft": "1"})
    assert Report.objects.get().done == ""


def test_a_correction(desk: Client, due: ReportDue) -> None:
    desk.post(f"/reports/{due.pk}/line", {name_of(due): "72"}, headers=HTMX)
    first = Report.objects.get()
    address = f"/reports/{first.pk}/correct"
    assert 'value="72"' in desk.get(address).content.decode()
    form = {name_of(due): "75", "draft": "0"}
    assert "请写明更正的原因" in desk.post(address, form).content.decode()
    assert desk.post(address, {**form, "reason": "漏报3家"}).status_code == 302
    assert [(one.version, one.state) for one in Report.objects.order_by("version")] == [
        (1, "replaced"),
        (2, "submitted"),
    ]
    assert desk.get(address).url == f"/reports/{Report.objects.get(version=2).pk}/correct"  # type: ignore[attr-defined]  # it redirects


def test_a_helper_sees_what_he_may_contribute_to_and_does_not_report(city: City, due: ReportDue) -> None:
    client = Client()
    client.force_login(city.people["liaison-education"])
    page = client.get("/reports/").content.decode()
    assert "配合事项" in page
    assert client.get(f"/reports/{due.pk}/").status_code == 403
    assert client.post(f"/reports/{due.pk}/line", {"done": "x"}, headers=HTMX).status_code == 403
    address = f"/reports/{due.pk}/contribute"
    assert "请填写配合情况" in client.post(address, {"text": " "}, headers=HTMX).content.decode()
    assert "已提交" in client.post(address, {"text": "选派教师"}, headers=HTMX).content.decode()
    assert "配合事项" not in client.get("/reports/").content.decode()


def test_outside_of_any_period(city: City, desk: Client) -> None:
    matter = matter_of(city, kind=Kind.INSTRUCTION)
    assert desk.post(f"/reports/matters/{matter.pk}/", {"done": "已部署。"}).status_code == 302
    assert Report.objects.get().due is None


@pytest.mark.parametrize("number", ["9" * 30, "²", "-1", "", "x"])
def test_nonsense(desk: Client, due: ReportDue, number: str) -> None:
    at = f"/reports/{due.pk}/"
    forms: list[tuple[str, dict[str, str]]] = [
        (at, {"draft": number, "step": number, "done": "x" * 6000}),
        (at, {"draft": number, "act": "draft", "step": number, name_of(due): number * 50}),
        (f"{at}discard", {"draft": number}),
        ("/reports/grid", {"due": number}),
        (f"{at}line", {f"v-{number}": "3", "sure": number}),
    ]
    assert {desk.post(address, form).status_code for address, form in forms} <= {200, 302}
    assert not Report.objects.filter(state="submitted").exists()


def test_the_number_of_queries_does_not_grow(city: City, desk: Client) -> None:
    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        return len(queries)

    addresses = ("/", "/reports/", "/reports/grid", "/reports/excel")
    numbers = []
    for rows in (10, 100):
        for number in range(Matter.objects.count(), rows):
            matter = matter_of(city, f"N-{number}")
            target_of(matter)
            ReportDue.objects.create(matter=matter, starts=date(2025, 3, 1), ends=date(2025, 3, 31), due=DAY)
        desk.get("/")  # the first look of the day leaves a mark
        numbers.append([counted(address) for address in addresses])
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) < 45
