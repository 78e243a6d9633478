"""Supervision in a real browser: a missed deadline goes up the ladder, an inspection is objected to and decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pytest_django.fixtures import Settings

from luoshi.records import clock
from luoshi.records.models import InspectionObjection, Sheet, User
from luoshi.services.daily import run_day
from tests.browsing import fits, no_serious_violations
from tests.cast import City, make_city
from tests.supervised import TODAY, matter_of, second_supervisor

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[["Page", User], None]


def climbed(settings: Settings) -> City:
    """A city with a matter whose reminder and urging sheet were missed, on the day of the order."""
    city = make_city("云川市", "990100")
    matter_of(city)
    for day in (TODAY, date(2025, 7, 1), date(2025, 7, 5)):
        with clock.stopped_at(day):
            run_day(city.programme)
    settings.LUOSHI_TODAY = date(2025, 7, 7)
    return city


def test_escalation_is_seen_and_answered(
    desk_page: Page, phone_page: Page, sign_in: SignIn, settings: Settings
) -> None:
    city, page = climbed(settings), desk_page
    sign_in(page, city.people["supervisor"])
    page.goto("/supervision/")
    assert page.locator(".step-order .step-count").inner_text() == "1"
    assert page.locator("table.sheets tbody tr").count() == 1
    no_serious_violations(page)
    page.get_by_role("link", name="督〔2025〕1号").click()
    assert "此前已发提〔2025〕1号、催〔2025〕1号" in page.locator("article.paper").inner_text()
    no_serious_violations(page)
    sign_in(phone_page, city.people["liaison-science"])
    phone_page.goto(f"/supervision/sheets/{Sheet.objects.get(level='order').pk}/")
    assert fits(phone_page)
    phone_page.get_by_label("回复", exact=True).fill("主要负责人已牵头研究，7月10日前完成。")
    phone_page.get_by_role("button", name="回复").click()
    page.reload()
    assert "7月10日前完成" in page.locator("blockquote.answer").inner_text()


def test_an_inspection_is_objected_to_and_decided_by_somebody_else(
    desk_page: Page, sign_in: SignIn, settings: Settings
) -> None:
    city, page = climbed(settings), desk_page
    other = second_supervisor(city)
    sign_in(page, city.people["supervisor"])
    plan(page, city)
    page.get_by_role("button", name="开始督查").click()
    page.get_by_label("发现的情况").fill("台账与现场不符")
    page.get_by_label("证据说明").fill("现场照片")
    page.get_by_role("button", name="记录", exact=True).click()
    page.get_by_label("督查结论").fill("基本落实，一处不符。")
    no_serious_violations(page)
    page.get_by_role("button", name="反馈结论").click()
    here = page.url
    sign_in(page, city.people["liaison-science"])
    page.goto(here)
    page.get_by_label("理由").fill("台账已补齐")
    page.get_by_role("button", name="提出异议").click()
    sign_in(page, city.people["supervisor"])
    page.goto(here)
    assert "应当回避" in page.inner_text("main")
    sign_in(page, other)
    page.goto(here)
    page.get_by_label("复核结果").select_option("changed")
    page.get_by_label("复核决定").fill("现场已补齐，变更结论。")
    page.get_by_role("button", name="作出复核决定").click()
    page.get_by_text("复核决定已告知单位").wait_for()
    assert InspectionObjection.objects.get().decided_by == other


def plan(page: Page, city: City) -> None:
    """Fill in the plan of an inspection of the department of science."""
    page.goto("/supervision/inspections/new")
    for label, text in {
        "名称": "高新技术企业专项督查", "依据说明": "市长批示", "开始日期": "2025-07-07", "结束日期": "2025-07-09",
        "督查方案": "查阅资料，走访企业。",
    }.items():  # fmt: skip
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("市科学技术局").check()
    page.get_by_label("组长").select_option(str(city.people["supervisor"].pk))
    page.get_by_label("开展检查、访谈、暗访").check()
    page.get_by_role("button", name="保存").click()
