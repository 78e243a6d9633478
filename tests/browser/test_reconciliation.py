"""The journey of reconciliation in a real browser: make one, filter, override in the dialog; levels; on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from luoshi.records.models import Reconciliation, ReconciliationRow, User
from tests.browsing import fits, no_serious_violations
from tests.cast import City, make_city
from tests.reconciled import papers

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]


@pytest.fixture
def city() -> City:
    made = make_city("云川市", "990100")
    papers(made)
    return made


def test_promises_of_last_year_are_reconciled_and_one_verdict_overridden(
    city: City, desk_page: Page, sign_in: SignIn
) -> None:
    sign_in(desk_page, city.people["supervisor"])
    desk_page.goto("/reconciliations/")
    no_serious_violations(desk_page)
    desk_page.get_by_role("button", name="开始对账").click()
    expect(desk_page.locator("table.outcomes")).to_be_visible()
    no_serious_violations(desk_page)
    desk_page.get_by_label("判定", exact=True).select_option("not-reported")
    expect(desk_page.locator("table.outcomes tbody tr:not(.band)")).to_have_count(2)
    assert "verdict=not-reported" in desk_page.url, "the address can be passed on"
    desk_page.locator("a[data-override]").first.click()
    expect(desk_page.locator("dialog[open]")).to_be_visible()
    no_serious_violations(desk_page)
    desk_page.get_by_label("达到", exact=False).first.check()
    desk_page.get_by_label("理由").fill("据统计公报")
    desk_page.locator("dialog").get_by_role("button", name="改判").click()
    expect(desk_page.get_by_text("系统判定仍然保留")).to_be_visible()
    assert ReconciliationRow.objects.exclude(override="").count() == 1
    desk_page.goto(f"/reconciliations/{Reconciliation.objects.get().pk}/")
    desk_page.locator("table.outcomes td:nth-child(3) a").first.click()
    expect(desk_page.locator(".arrived")).to_contain_text("增长5%")


def test_levels_and_a_reconciliation_on_a_phone(city: City, phone_page: Page, sign_in: SignIn) -> None:
    sign_in(phone_page, city.people["supervisor"])
    phone_page.goto("/reconciliations/levels")
    picture = phone_page.locator(".chart img")
    expect(picture).to_be_visible()
    phone_page.wait_for_function("document.querySelector('.chart img').naturalWidth > 100")
    assert fits(phone_page)
    no_serious_violations(phone_page)
    phone_page.goto("/reconciliations/")
    assert fits(phone_page)
    phone_page.get_by_role("button", name="开始对账").click()
    expect(phone_page.locator("table.outcomes")).to_be_visible()
    assert fits(phone_page)
    no_serious_violations(phone_page)
