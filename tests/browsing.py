"""What browser tests of the desk share: pages that reach this machine only, signing in, and what axe-core finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings
from django.test import Client

from luoshi.records.models import User

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

OFFICE: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 375, "height": 812}
# WCAG 2.2 A and AA; best practices are not asked for.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = {"serious", "critical"}
# Without a copy of every element's markup, which took it a quarter of its time on long pages.
_AXE = AXE_FILE_PATH.read_text(encoding="utf-8") + "\naxe.configure({noHtml: true});"


@contextmanager
def served_page(chromium: Browser, address: str, viewport: ViewportSize, *, touch: bool = False) -> Iterator[Page]:
    """A page whose addresses begin at a server on this machine and that can reach nothing else.

    An error of a script, or anything that the Content-Security-Policy stopped, fails the test at its end.
    """
    context = chromium.new_context(
        base_url=address, locale="zh-CN", viewport=viewport, has_touch=touch, is_mobile=touch
    )
    context.set_default_timeout(10_000)
    context.route(lambda url: not url.startswith((address, "data:", "blob:")), lambda route: route.abort())
    page = context.new_page()
    wrong: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if "content security policy" in said.text.lower():
            wrong.append(said.text)

    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", note)
    yield page
    context.close()
    if wrong:
        pytest.fail("\n  ".join(["the browser complained:", *wrong]), pytrace=False)


def sign_in_as(context: BrowserContext, address: str, person: User) -> None:
    """Give a browser the session of a person, whoever was signed in before."""
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


def serious_violations(page: Page) -> list[str]:
    """What axe-core finds serious or critical on a page as it stands: rule, how to mend it, and the first places."""
    # Evaluated by the browser's own protocol, which the page's Content-Security-Policy does not bind.
    page.evaluate(_AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{one['id']}: {one['help']}: " + "; ".join(_told(page, node) for node in one["nodes"][:4])
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]


def _told(page: Page, node: dict[str, Any]) -> str:
    why = [check["message"] for check in (*node["any"], *node["all"], *node["none"])]
    markup = page.evaluate("found => document.querySelector(found)?.outerHTML", node["target"][0]) or node["target"]
    return f"{markup[:120]} ({why[0] if why else ''})"


def no_serious_violations(page: Page) -> None:
    """Fail with what axe-core finds serious or critical."""
    if found := serious_violations(page):
        pytest.fail("\n  ".join([f"axe-core on {page.url}:", *found]), pytrace=False)


def fits(page: Page) -> bool:
    """Whether a page is no wider than its window: nobody has to scroll sideways to read."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def arrives(page: Page, place: str) -> None:
    """Wait for the page that a click leads to, known by a place on it, until its scripts ran: keys before are lost."""
    page.locator(place).first.wait_for()
    page.wait_for_load_state()
