"""Matters in a real browser: objections upheld and refused, a plan returned and approved, an extension, an instruction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from luoshi.records.models import Matter, User
from tests.browsing import fits, no_serious_violations
from tests.cast import City, make_city
from tests.matters import assigned, at_work, now

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


class Desk:
    """Somebody at a page of the desk."""

    def __init__(self, page: Page, sign_in: SignIn, city: City) -> None:
        self._page, self._sign_in, self._city = page, sign_in, city

    def opens(self, matter: Matter, name: str) -> Page:
        """A matter's page as somebody sees it, without a serious violation of accessibility."""
        self._sign_in(self._page, self._city.people[name])
        self._page.goto(f"/ledger/{matter.pk}/")
        no_serious_violations(self._page)
        return self._page


def fill_and_send(page: Page, act: str, button: str, **said: str) -> None:
    """Unfold an act, fill its form in, and send it."""
    form = page.locator(f"form[action$='/{act}']")
    if not form.is_visible():
        page.locator("details.act > summary").get_by_text(button, exact=True).click()
    for name, value in said.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    form.get_by_role("button", name=button, exact=True).click()


def test_objections_are_upheld_and_refused(city: City, desk_page: Page, sign_in: SignIn) -> None:
    made, desk = assigned(city), Desk(desk_page, sign_in, city)
    page = desk.opens(made, "liaison-science")
    fill_and_send(page, "object", "提出异议", reason="按三定方案属市教育局", suggested="市教育局")
    expect(page.get_by_text("异议已提交")).to_be_visible()
    page = desk.opens(made, "supervisor")
    expect(page.locator("#turn")).to_contain_text("按三定方案属市教育局")
    fill_and_send(page, "reassign", "改派", lead="市教育局", reason="异议成立")
    expect(page.get_by_text("已改派，")).to_be_visible()
    page = desk.opens(made, "liaison-education")
    fill_and_send(page, "object", "提出异议", reason="我局只负责学位")
    page = desk.opens(made, "supervisor")
    fill_and_send(page, "keep", "维持交办", reason="已经市政府明确")
    page = desk.opens(made, "liaison-education")
    expect(page.locator("#turn")).to_contain_text("已经市政府明确")
    expect(page.locator("form[action$='/object']")).to_have_count(0)
    page.get_by_role("button", name="签收", exact=True).click()
    expect(page.get_by_text("已签收。")).to_be_visible()
    assert (now(made).status, now(made).lead) == ("accepted", city.units["education"])


def test_a_plan_is_returned_and_approved_and_a_deadline_extended(city: City, desk_page: Page, sign_in: SignIn) -> None:
    made, desk = assigned(city), Desk(desk_page, sign_in, city)
    page = desk.opens(made, "liaison-science")
    page.get_by_role("button", name="签收", exact=True).click()
    fill_steps(
        page,
        [("完成选址", "2025-04-30"), ("主体封顶", "2025-08-31"), ("竣工验收", "2025-11-15"), ("投用", "2025-12-20")],
    )
    fill_and_send(page, "plan", "报送方案", person="王强 副局长", measures="倒排工期")
    page = desk.opens(made, "leader")
    expect(page.locator("#turn")).to_contain_text("竣工验收")
    fill_and_send(page, "return-plan", "退回方案", reason="请补充资金安排")
    page = desk.opens(made, "liaison-science")
    expect(page.locator("#turn")).to_contain_text("请补充资金安排")
    # Nothing is asked twice: the steps of the returned plan stand there already.
    fill_and_send(page, "plan", "报送方案", measures="倒排工期；资金已列入预算")
    page = desk.opens(made, "leader")
    page.get_by_role("button", name="批准方案", exact=True).click()
    expect(page.locator("#plan .milestones li")).to_have_count(4)
    page = desk.opens(made, "liaison-science")
    fill_and_send(page, "ask-extension", "申请延期", until="2027-03-31", reason="征地滞后")
    page = desk.opens(made, "leader")
    page.locator("#turn").get_by_role("button", name="批准", exact=True).click()
    expect(page.locator(".deadline del")).to_contain_text("2025-12-31")
    expect(page.locator(".deadline b")).to_have_text("2027-03-31")
    prints_unfolded(page)


def prints_unfolded(page: Page) -> None:
    """The link that prints gives the whole page, and nothing that tells something stays folded on paper."""
    page.add_init_script("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    page.get_by_role("link", name="打印整页").click()
    expect(page.locator("#time-line details[open]").first).to_be_visible()
    expect(page.locator("#time-line details:not([open])")).to_have_count(0)


def fill_steps(page: Page, steps: list[tuple[str, str]]) -> None:
    """Write steps into the plan's rows, with more rows where there are too few."""
    form = page.locator("form[action$='/plan']")
    for at, (name, due) in enumerate(steps):
        if at == form.locator(".steps-row").count():
            form.get_by_role("button", name="再加一行").click()
        form.locator("[name=steps-name]").nth(at).fill(name)
        form.locator("[name=steps-due]").nth(at).fill(due)


def test_a_leader_instructs_from_his_phone(city: City, phone_page: Page, sign_in: SignIn) -> None:
    made = at_work(city)
    page = Desk(phone_page, sign_in, city).opens(made, "leader")
    assert fits(page)
    fill_and_send(page, "instruct", "写批示", text="请科技局查明滞后原因，周五前报我", lead="市科学技术局")
    expect(page.get_by_text("批示已交办")).to_be_visible()
    written = Matter.objects.get(kind="instruction")
    page.get_by_role("link", name=written.number).first.click()
    expect(page.locator("h1")).to_contain_text("副市长批示")
    expect(page.locator("#turn")).to_contain_text("前部署")
    assert fits(page)
    no_serious_violations(page)
    assert written.parent == made
