"""From upload to review in a real browser: by keyboard, by mouse, on a phone, two people at once, and a closed tab."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from luoshi.records.models import DocumentVersion, Finding, User
from luoshi.services.events import Actor
from luoshi.services.findings import edit_finding
from tests.browsing import arrives, fits, no_serious_violations
from tests.cast import City, make_city
from tests.reports import other_supervisor, ready_report, statement
from tests.shared import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.django_db(transaction=True)
REPORT = ROOT / "src/luoshi/cli/democity_data/yunchuan-2025.txt"
SignIn = Callable[["Page", User], None]


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def version(city: City) -> DocumentVersion:
    return ready_report(city)


@pytest.fixture
def review(desk_page: Page, sign_in: SignIn, city: City, version: DocumentVersion) -> Page:
    """The review page of the small report, opened by the supervisor."""
    sign_in(desk_page, city.people["supervisor"])
    desk_page.goto(f"/documents/{version.document_id}/")
    return desk_page


def item(page: Page, finding: Finding) -> Locator:
    return page.locator(f"#f{finding.pk}")


def current(page: Page) -> Locator:
    return page.locator(".finding[aria-current]")


def said(page: Page, words: str) -> None:
    expect(page.locator("#say")).to_have_text(words)


def test_a_report_is_uploaded_and_reviewed_by_keyboard(desk_page: Page, sign_in: SignIn, city: City) -> None:
    page = desk_page
    sign_in(page, city.people["supervisor"])
    page.goto("/documents/")
    no_serious_violations(page)
    page.set_input_files("#files", REPORT)  # chosen is sent
    page.get_by_role("link", name="云川市2025年政府工作报告").click()
    arrives(page, "#by-part")
    page.locator("#by-part").select_option("plan")
    page.keyboard.press("Escape")
    page.locator("#text").focus()
    for key in ("j", "a", "a", "x"):
        page.keyboard.press(key)
    said(page, "已剔除")
    states = list(Finding.objects.filter(role="plan-targets", kind="statement").order_by("start", "end", "id")[:4])
    assert [one.state for one in states] == ["accepted", "accepted", "rejected", "open"]
    expect(page.locator("#coverage .figures")).to_contain_text("✓ 2")
    page.keyboard.press("e")
    page.locator(".finding-form [name=value]").fill("8.8")
    page.keyboard.press("Enter")
    said(page, "已保存")
    states[3].refresh_from_db()
    assert (states[3].fields["value"], states[3].state) == (8.8, "accepted")
    page.reload()
    page.keyboard.press("u")
    said(page, "已撤销")
    states[3].refresh_from_db()
    assert (states[3].fields, states[3].state) == (states[3].proposed, "open")
    no_serious_violations(page)


def test_the_keys_are_shown_and_closed(review: Page) -> None:
    review.keyboard.press("?")
    expect(review.get_by_role("dialog")).to_be_visible()
    review.keyboard.press("Escape")
    expect(review.get_by_role("dialog")).to_be_hidden()


def test_split_merge_and_where_it_comes_from(review: Page, version: DocumentVersion) -> None:
    finding = statement(version, "城镇居民")
    item(review, finding).click()
    review.keyboard.press("s")
    review.locator(".split-form .cut").first.click()
    said(review, "已拆成两条")
    expect(current(review).locator(".finding-form")).to_be_visible()
    review.keyboard.press("Escape")
    assert Finding.objects.filter(came_from=finding).count() == 2
    review.keyboard.press("u")
    said(review, "已撤销")
    expect(item(review, finding)).to_be_visible()
    item(review, statement(version, "学位")).click()
    review.keyboard.press("m")
    said(review, "已合并")
    review.keyboard.press("i")
    expect(review.locator(".detail")).to_contain_text("合并")


def test_words_are_selected_and_added(review: Page, version: DocumentVersion) -> None:
    review.evaluate("""() => {
      const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf("开工建设低空经济产业园");
        if (at >= 0) getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 11);
      }
    }""")
    review.get_by_role("button", name="添加为任务").click()
    form = review.locator("#new-slot .finding-form")
    expect(form.locator(".quote")).to_have_text("开工建设低空经济产业园")
    expect(form.locator("[name=object]")).to_have_value("低空经济产业园")
    form.get_by_role("button", name="添加").click()
    said(review, "已添加")
    assert Finding.objects.get(origin="person").quote == "开工建设低空经济产业园"


def test_what_was_typed_outlives_a_closed_tab(review: Page, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    item(review, finding).click()
    review.keyboard.press("e")
    review.locator(".finding-form [name=indicator]").fill("新增中小学学位")
    review.reload()
    expect(item(review, finding).locator(".unsaved")).to_be_visible()
    item(review, finding).click()
    review.keyboard.press("e")
    expect(review.locator(".finding-form [name=indicator]")).to_have_value("新增中小学学位")
    review.keyboard.press("Enter")
    said(review, "已保存")
    assert review.evaluate("localStorage.length") == 0


def test_two_people_and_one_finding(review: Page, city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    item(review, finding).click()
    review.keyboard.press("e")
    review.locator(".finding-form [name=value]").fill("7000")
    written, second = {"value": "8000", "unit": "个（新）"}, Actor(other_supervisor(city))
    edit_finding(finding=finding, revision=1, written=written, accept=True, actor=second)
    review.keyboard.press("Enter")
    clash = review.locator(".clash")
    expect(clash).to_contain_text("8000")
    expect(clash).to_contain_text("7000")
    no_serious_violations(review)
    clash.locator("tr", has_text="单位").locator("[data-side=theirs]").check()
    clash.get_by_role("button", name="按所选保存").click()
    said(review, "已保存")
    finding.refresh_from_db()
    assert (finding.fields["value"], finding.fields["unit"], finding.revision) == (7000, "个（新）", 3)
    assert review.evaluate("localStorage.length") == 0


def test_a_draft_from_before_another_s_save_shows_both_sides(
    review: Page, city: City, version: DocumentVersion
) -> None:
    finding = statement(version, "学位")
    item(review, finding).click()
    review.keyboard.press("e")
    review.locator(".finding-form [name=value]").fill("7000")
    second = Actor(other_supervisor(city))
    edit_finding(finding=finding, revision=1, written={"value": "8000"}, accept=True, actor=second)
    review.reload()
    item(review, finding).click()
    review.keyboard.press("e")
    expect(review.locator(".finding-form [name=value]")).to_have_value("7000")
    review.keyboard.press("Enter")
    expect(review.locator(".clash")).to_contain_text("8000")


def test_what_others_do_appears(review: Page, city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    second = Actor(other_supervisor(city))
    edit_finding(finding=finding, revision=1, written={"indicator": "新增学位数"}, accept=True, actor=second)
    review.evaluate("Acts.poll()")
    expect(item(review, finding)).to_contain_text("新增学位数")
    expect(review.locator(f"mark.s-accepted[data-f~='{finding.pk}']")).to_have_count(1)


def test_headings_fold_and_the_list_filters(review: Page, version: DocumentVersion) -> None:
    paragraph = review.locator("p.leaf", has_text="地区生产总值增长")
    review.get_by_role("button", name="折叠 二、").click()
    expect(paragraph).to_be_hidden()
    item(review, statement(version, "生产总值")).click()
    expect(paragraph).to_be_visible()
    review.get_by_role("button", name="任务").first.click()
    expect(item(review, statement(version, "生产总值"))).to_be_hidden()
    # What accepts many figures at once is not offered beside tasks, which have no confidence.
    expect(review.locator("[data-do=accept-everything]")).to_be_hidden()
    review.get_by_role("button", name="指标").first.click()
    expect(review.locator("[data-do=accept-everything]")).to_be_visible()
    review.locator("#by-state").select_option("accepted")
    expect(review.locator("#nothing")).to_be_visible()


def test_on_a_phone_one_reads_and_decides(
    phone_page: Page, sign_in: SignIn, city: City, version: DocumentVersion
) -> None:
    page = phone_page
    sign_in(page, city.people["supervisor"])
    page.goto("/documents/")
    assert fits(page)
    page.goto(f"/documents/{version.document_id}/")
    assert fits(page)
    expect(page.locator("#side")).to_be_hidden()
    page.get_by_role("button", name="清单", exact=True).tap()
    finding = statement(version, "学位")
    item(page, finding).get_by_role("button", name="采纳").tap()
    said(page, "已采纳")
    finding.refresh_from_db()
    assert finding.state == "accepted"
    no_serious_violations(page)
    assert fits(page)


def test_who_only_reads_changes_nothing(desk_page: Page, sign_in: SignIn, city: City, version: DocumentVersion) -> None:
    sign_in(desk_page, city.people["verifier"])
    desk_page.goto(f"/documents/{version.document_id}/")
    item(desk_page, statement(version, "学位")).click()
    desk_page.keyboard.press("a")
    said(desk_page, "此版本只供查阅")
    assert not Finding.objects.exclude(state="open").exists()


def test_nothing_is_decided_on_that_was_not_chosen(review: Page, version: DocumentVersion) -> None:
    review.keyboard.press("x")
    expect(current(review)).to_have_count(1)
    assert not version.findings.exclude(state="open").exists()
    review.keyboard.press("x")
    said(review, "已剔除")
    assert version.findings.exclude(state="open").count() == 1


def test_a_link_to_a_place_chooses_what_stands_there(review: Page, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    review.goto(f"/documents/{version.document_id}/#{finding.start}")
    expect(current(review)).to_have_attribute("data-id", str(finding.pk))
    review.keyboard.press("x")
    said(review, "已剔除")
    finding.refresh_from_db()
    assert finding.state == "rejected"
