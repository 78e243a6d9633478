"""Reporting in a browser: the month with the keyboard alone, a draft that outlives its tab, and with a thumb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.conf import settings

from luoshi.ledger import Kind
from luoshi.records import clock
from luoshi.records.models import Milestone, Report, ReportDue
from luoshi.services.reporting.submitting import submit_report
from tests.browsing import fits, no_serious_violations
from tests.cast import City, make_city
from tests.reporting import due_of, matter_of, target_of
from tests.reports import actor

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from luoshi.records.models import User

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[["Page", "User"], None]
MOST_KEYS = 12


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> City:
    """On 20 March: two indicators on schedule, a task, and what was reported of February."""
    with clock.stopped_at(date(2025, 2, 3)):
        made = make_city("云川市", "990100")
        for number, title in (("YC-001", "新增高新技术企业300家以上"), ("YC-002", "全社会研发经费投入强度达到3%")):
            matter = matter_of(made, number, title=title)
            target_of(matter, name=title[:10])
            due_of(matter, 2)
        task = matter_of(made, "YC-003", kind=Kind.TASK, title="开工建设低空经济产业园")
        Milestone.objects.create(matter=task, name="完成土地平整", due=date(2025, 6, 30))
        due_of(task, 2)
    with clock.stopped_at(date(2025, 2, 25)):
        for due in ReportDue.objects.filter(starts=date(2025, 2, 1)):
            targets = list(due.matter.targets.all())
            submit_report(
                due=due,
                actor=actor(made, "liaison-science"),
                values={target.pk: 50 for target in targets},
                done="已走访企业120家，完成第一批申报材料初审。",
                next_step="4月上旬组织专家评审。",
            )
    monkeypatch.setattr(settings, "LUOSHI_TODAY", date(2025, 3, 20))
    return made


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def __call__(self, keys: str) -> None:
        for key in keys.split():
            self.page.keyboard.press(key)
            self.pressed += 1


def test_the_month_of_an_indicator_on_schedule_is_a_number_and_enter(
    city: City, desk_page: Page, sign_in: SignIn
) -> None:
    sign_in(desk_page, city.people["liaison-science"])
    desk_page.goto("/")
    keys = Keys(desk_page)
    keys("7 6 Enter")  # the first field waits for its number
    desk_page.locator(".rp-done").wait_for()
    assert keys.pressed < MOST_KEYS
    # Implausible figures are asked about; one key says that they are meant. The focus has gone to the next line.
    keys("7 6 0 Enter")
    desk_page.locator(".rp-asked").wait_for()
    assert desk_page.evaluate("document.activeElement.textContent").strip() == "确认无误，提交"
    keys("Enter")
    desk_page.locator(".rp-done").nth(1).wait_for()
    assert keys.pressed < MOST_KEYS
    assert sorted(report.readings.get().value for report in Report.objects.filter(due__starts=date(2025, 3, 1))) == [
        76,
        760,
    ]
    desk_page.goto("/reports/")
    no_serious_violations(desk_page)


def test_cells_of_a_sheet_are_pasted_into_the_grid(city: City, desk_page: Page, sign_in: SignIn) -> None:
    sign_in(desk_page, city.people["liaison-science"])
    desk_page.goto("/reports/grid")
    no_serious_violations(desk_page)
    # Two cells of a sheet go into the cells from here on.
    cell = desk_page.locator(".rp-grid input[aria-label='YC-003 工作进展']")
    cell.focus()
    desk_page.evaluate(
        """() => { const copied = new DataTransfer(); copied.setData("text/plain", "已开工。\\t资金紧张\\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: copied, bubbles: true,
        cancelable: true})); }"""
    )
    assert desk_page.locator(".rp-grid input[aria-label='YC-003 存在问题']").input_value() == "资金紧张"
    desk_page.get_by_role("button", name="提交已填的各行").click()
    desk_page.get_by_text("已填报 1 项").wait_for()
    assert Report.objects.get(due__matter__number="YC-003", due__starts=date(2025, 3, 1)).done == "已开工。"


def test_a_draft_outlives_its_tab_and_the_period_before_is_at_hand(
    city: City, desk_page: Page, sign_in: SignIn
) -> None:
    sign_in(desk_page, city.people["liaison-science"])
    due = ReportDue.objects.get(matter__number="YC-001", starts=date(2025, 3, 1))
    desk_page.goto(f"/reports/{due.pk}/")
    no_serious_violations(desk_page)
    desk_page.get_by_label("存在问题").fill("评审专家不足")
    carried = quote("4月上旬组织专家评审。")
    with desk_page.expect_response(lambda answer: carried in (answer.request.post_data or "")):
        desk_page.locator("[data-carry=next_step]").click()
    desk_page.get_by_text("草稿已存").wait_for()
    other = desk_page.context.new_page()
    desk_page.close()
    other.goto(f"/reports/{due.pk}/")
    assert other.get_by_label("存在问题").input_value() == "评审专家不足"
    assert other.get_by_label("下一步").input_value() == "4月上旬组织专家评审。"
    other.get_by_label("新增高新技术企业30").fill("30")
    other.get_by_role("button", name="提交").click()
    other.get_by_text("落后").first.wait_for()  # asked about, and then taken
    other.get_by_role("button", name="提交").click()
    other.get_by_text("YC-001 已填报").wait_for()
    assert Report.objects.get(due=due).problems == "评审专家不足"


def test_with_a_thumb(city: City, phone_page: Page, sign_in: SignIn) -> None:
    sign_in(phone_page, city.people["liaison-science"])
    phone_page.goto("/reports/")
    assert fits(phone_page)
    no_serious_violations(phone_page)
    line = phone_page.locator(".rp-line", has_text="YC-001")
    line.locator("input[data-figure]").tap()
    line.locator("input[data-figure]").fill("76")
    line.get_by_role("button", name="提交").tap()
    line.get_by_text("已填报").wait_for()
    phone_page.goto("/reports/grid")
    assert fits(phone_page)
    due = ReportDue.objects.get(matter__number="YC-003", starts=date(2025, 3, 1))
    phone_page.goto(f"/reports/{due.pk}/")
    assert fits(phone_page)
    phone_page.get_by_label("完成土地平整").tap()
    phone_page.get_by_role("button", name="提交").tap()
    phone_page.get_by_text("YC-003 已填报").wait_for()
    assert Milestone.objects.get().done_on == date(2025, 3, 20)
