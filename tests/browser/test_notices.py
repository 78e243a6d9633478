"""The bell in a browser: it counts while a page stays open, and the pages behind it can be used by everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from luoshi.records.models import User
from tests.browsing import fits, no_serious_violations
from tests.cast import make_city
from tests.services.notices.cast import told

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_bell_counts_on_and_leads_to_the_list(phone_page: Page, sign_in: Callable[[Page, User], None]) -> None:
    city = make_city("云川市", "990100")
    leader = city.people["leader"]
    sign_in(phone_page, leader)
    phone_page.clock.install()
    phone_page.goto("/notices/choices")
    phone_page.get_by_label("邮箱").fill("typed@city.example")
    told(city, [leader], words="催办单：请于3日内反馈")
    phone_page.clock.run_for(61_000)
    phone_page.wait_for_selector("#bell .count")
    assert phone_page.get_by_label("邮箱").input_value() == "typed@city.example"  # nothing else was changed
    assert phone_page.locator("#bell").inner_text().startswith("1")
    no_serious_violations(phone_page)
    phone_page.locator("#bell").click()
    assert fits(phone_page)
    no_serious_violations(phone_page)
    phone_page.get_by_role("button", name="标为已读：催办单：请于3日内反馈").click()
    phone_page.get_by_text("没有未读通知").wait_for()
    # Signed out elsewhere: the bell's question is not answered, and nobody is taken away from a page.
    phone_page.goto("/notices/choices")
    phone_page.context.clear_cookies()
    phone_page.clock.run_for(61_000)
    phone_page.wait_for_timeout(300)
    assert phone_page.url.endswith("/notices/choices")
