"""Another matter is found by keyboard: typed words, arrows, Enter; Escape leaves what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from luoshi.records.models import Matter
from tests.browsing import no_serious_violations
from tests.cast import make_city
from tests.pieces import matter_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from luoshi.records.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def test_words_and_arrows_give_the_number(desk_page: Page, sign_in: Callable[[Page, User], None]) -> None:
    city = make_city("云川市", "990100")
    first, second = matter_of(city), matter_of(city, "education")
    Matter.objects.filter(pk=second.pk).update(title="新增学位5000个")
    sign_in(desk_page, city.people["supervisor"])
    desk_page.goto("/matters/new")
    field = desk_page.get_by_role("combobox", name="上级事项的编号")
    field.press_sequentially("新增")
    options = desk_page.locator(".matter-picker [role=option]")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(desk_page.locator(".field [role=status]")).to_contain_text("2 个事项")
    no_serious_violations(desk_page)
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):  # round and back
        field.press(key)
    active = field.get_attribute("aria-activedescendant")
    assert second.number in desk_page.locator(f"#{active}").inner_text()
    field.press("Enter")
    expect(field).to_have_value(second.number)
    expect(desk_page.locator(".matter-chosen")).to_contain_text("新增学位5000个")
    assert desk_page.url.endswith("/matters/new")  # nothing was sent
    field.fill(first.number)
    expect(options).to_have_count(1)
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value(first.number)
