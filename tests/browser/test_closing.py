"""The journey of a close-out: returned with a reason, put right, closed by another unit's verifier, looked back at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from luoshi.ledger import Kind, Status
from luoshi.records.models import LookBack, Matter, Programme, User
from luoshi.services.matters.moving import refreshed
from tests.browsing import fits, no_serious_violations
from tests.cast import City, make_city
from tests.closings import another, asked_to_close, at_work, evidence_for

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def test_returned_put_right_closed_by_another_unit_and_looked_back_at(
    city: City, desk_page: Page, sign_in: SignIn
) -> None:
    desk_page.set_default_timeout(30_000)  # a long journey, on whatever machine
    matter = at_work(city, kind=Kind.RECTIFICATION)
    evidence_for(city, matter)
    refreshed(matter.pk)
    verifier = another(city, "verifier", "周强", unit="education")
    asks(desk_page, sign_in, city, matter)
    returns(desk_page, sign_in, verifier)
    puts_right(desk_page, sign_in, city, matter)
    closes(desk_page, sign_in, verifier)
    assert Matter.objects.get().closer == verifier
    sign_in(desk_page, city.people["supervisor"])
    desk_page.goto("/closing/look-backs/")
    no_serious_violations(desk_page)
    desk_page.get_by_role("link", name="2025-001").first.click()
    desk_page.get_by_label("回头看情况").fill("一周后现场复查，隐患未再出现。")
    no_serious_violations(desk_page)
    desk_page.get_by_role("button", name="成效保持").click()
    told(desk_page, "2025-001 回头看通过。")
    assert LookBack.objects.get().state == "holds"


def told(page: Page, message: str) -> None:
    """Wait until the page says that something was done."""
    expect(page.locator("#messages")).to_contain_text(message)


def asks(page: Page, sign_in: SignIn, city: City, matter: Matter) -> None:
    """The unit is told what its kind lacks, before it asks."""
    sign_in(page, city.people["liaison-science"])
    page.goto(f"/ledger/{matter.pk}/")
    page.locator("#closing summary").click()
    expect(page.get_by_text("请填写验收日期和验收单位。")).to_be_visible()
    part = page.locator("#closing")
    part.get_by_label("做成了什么").fill("隐患已整改。")
    part.get_by_label("验收日期").fill("2025-10-10")
    part.get_by_label("验收单位").fill("市应急管理局")
    part.get_by_role("button", name="申请销号").click()
    told(page, "已申请销号，等待核实。")


def returns(page: Page, sign_in: SignIn, verifier: User) -> None:
    """The verifier finds it by the keyboard, and gives it back with what is missing."""
    sign_in(page, verifier)
    page.goto("/closing/")
    no_serious_violations(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="做成了")).to_be_visible()
    no_serious_violations(page)
    page.get_by_text("不属实或材料不足").click()
    page.get_by_label("退回理由").fill("请补充整改前后对比照片。")
    page.get_by_role("button", name="退回责任单位").click()
    told(page, "2025-001 已退回。")
    expect(page.get_by_text("没有等待核实的申请")).to_be_visible()


def puts_right(page: Page, sign_in: SignIn, city: City, matter: Matter) -> None:
    """The reason is what the unit sees first; what it said is there to be mended."""
    sign_in(page, city.people["liaison-science"])
    page.goto(f"/ledger/{matter.pk}/")
    expect(page.get_by_text("请补充整改前后对比照片。").first).to_be_visible()
    evidence_for(city, matter, "对比.jpg")
    expect(page.locator("#closing").get_by_label("做成了什么")).to_have_value("隐患已整改。")
    page.locator("#closing").get_by_label("做成了什么").fill("隐患已整改，前后对比照片已补充。")
    page.locator("#closing").get_by_role("button", name="申请销号").click()
    told(page, "已申请销号，等待核实。")


def closes(page: Page, sign_in: SignIn, verifier: User) -> None:
    """Without saying how it was verified nothing is closed, and what was typed stays."""
    sign_in(page, verifier)
    page.goto("/closing/")
    expect(page.get_by_text("曾退回 1 次")).to_be_visible()
    page.get_by_role("link", name="2025-001").first.click()
    page.get_by_label("核实了什么").fill("现场查看，对照照片逐项核对。")
    page.get_by_role("button", name="核实属实").click()
    expect(page.get_by_text("请选择核实方式")).to_be_visible()
    page.get_by_label("现场核实").check()
    page.get_by_role("button", name="核实属实").click()
    told(page, "2025-001 已销号。")


def test_rules_are_tried_and_a_request_is_checked_on_a_phone(
    city: City, desk_page: Page, phone_page: Page, sign_in: SignIn
) -> None:
    matter = asked_to_close(city)
    sign_in(phone_page, city.people["verifier"])
    for address in ("/closing/", f"/closing/{matter.closings.get().pk}/", "/closing/look-backs/"):
        phone_page.goto(address)
        assert fits(phone_page), address
    sign_in(desk_page, city.people["supervisor"])
    for address in ("rules/", "calendar/"):
        desk_page.goto(f"/settings/programmes/{city.programme.pk}/{address}")
        no_serious_violations(desk_page)
    desk_page.goto(f"/settings/programmes/{city.programme.pk}/rules/")
    desk_page.get_by_label("临近时限（天）").fill("366")
    desk_page.get_by_role("button", name="试算").click()
    expect(desk_page.get_by_role("status").filter(has_text="变灯")).to_be_visible()
    assert Programme.objects.get().revision == 1
    assert Matter.objects.get().status == Status.CLOSING
