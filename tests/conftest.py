"""What tests of every folder share: a browser that nobody sees, with pages of the desk as office and phone show it."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.db import transaction
from django.utils import translation

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django import DjangoDbBlocker
    from pytest_django.live_server_helper import LiveServer

    from luoshi.records.models import User

# Debian's; Playwright's own download is never used. The flags keep it from looking for anything on a network.
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_finish() -> None:
    """Look for cyclic garbage less often, and not among the modules and tests, which stay: a tenth of all work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="module")
def module_transaction(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DjangoDbBlocker]:
    """A transaction around the tests of a module, for rows that its fixtures make once, within `unblock()`.

    Each test has its own within it, as ever: what it does is undone after it, and the rows after the last.
    """
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
    yield django_db_blocker
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _afresh() -> None:
    """What a request leaves in its process: a language in English, and what was kept of a ledger that is gone."""
    translation.activate("zh-hans")
    caches["kept"].clear()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window, started once."""
    if CHROMIUM is None:
        # On a machine of one's own it may be missing; the check of a submission must not pass without it.
        assert "CI" not in os.environ, "chromium is absent"
        pytest.skip("chromium is absent: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new page that can reach no network; any error of its scripts fails the test."""
    context = chromium.new_context(offline=True, locale="zh-CN")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def desk_page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The desk on an office's screen (1366 by 768): `desk_page.goto("/documents/")`; see `sign_in`."""
    from tests.browsing import OFFICE, served_page

    with served_page(chromium, live_server.url, OFFICE) as opened:
        yield opened


@pytest.fixture
def phone_page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The desk on a phone (375 by 812, a thumb instead of a mouse)."""
    from tests.browsing import PHONE, served_page

    with served_page(chromium, live_server.url, PHONE, touch=True) as opened:
        yield opened


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, User], None]:
    """Sign a person in without a form: `sign_in(desk_page, city.people["supervisor"])`."""
    from tests.browsing import sign_in_as

    return lambda page, person: sign_in_as(page.context, live_server.url, person)
