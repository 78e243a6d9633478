"""The frame in a real browser: signing in by the form, pages without serious violations, and what fails a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from luoshi.records.models import User
from tests.browsing import OFFICE, fits, no_serious_violations, serious_violations, served_page
from tests.cast import make_city

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[["Page", User], None]


def test_a_supervisor_signs_in_by_the_form(desk_page: Page) -> None:
    make_city("云川市", "990100")
    desk_page.goto("/")
    no_serious_violations(desk_page)
    desk_page.get_by_label("用户名").fill("990100-supervisor")
    desk_page.get_by_label("密码").first.fill("correct horse battery")
    desk_page.keyboard.press("Enter")
    desk_page.wait_for_url(lambda url: "login" not in url)
    assert desk_page.get_by_role("navigation").count() == 1
    no_serious_violations(desk_page)


def test_the_frame_on_a_phone(phone_page: Page, sign_in: SignIn) -> None:
    sign_in(phone_page, make_city("云川市", "990100").people["supervisor"])
    for address in ("/", "/nowhere"):
        phone_page.goto(address)
        assert fits(phone_page)
        no_serious_violations(phone_page)


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("setTimeout(() => { throw new Error('broken') })", "broken"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')", "Content Security Policy"),
    ],
)
def test_what_breaks_or_is_stopped_fails_a_test(
    script: str, complaint: str, chromium: Browser, live_server: LiveServer
) -> None:
    def visit() -> None:
        with served_page(chromium, live_server.url, OFFICE) as page:
            page.goto("/accounts/login/")
            page.evaluate(script)
            page.wait_for_timeout(50)

    with pytest.raises(pytest.fail.Exception, match=complaint):
        visit()


def test_axe_is_really_run_and_strangers_are_not_reached(desk_page: Page, sign_in: SignIn) -> None:
    sign_in(desk_page, make_city("云川市", "990100").people["supervisor"])
    desk_page.goto("/nowhere")
    desk_page.evaluate("document.body.append(document.createElement('input'), new Image())")
    assert {found.partition(":")[0] for found in serious_violations(desk_page)} == {"label", "image-alt"}
    with pytest.raises(Error, match="ERR_FAILED"):
        desk_page.goto("http://192.0.2.1/")
