"""Writes docs/screenshots/*.png: the demonstration's pages as an office sees them, some as a phone does.

Run by script/screenshots. The demonstration is filled in a folder of its own and stopped at the end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browsing import OFFICE, PHONE, served_page
from tests.conftest import CHROMIUM, FLAGS
from tests.shared import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OUT = ROOT / "docs" / "screenshots"
COLOURS = 96  # of a page without photographs; keeps each picture below 150 kilobytes
COMMAND = [sys.executable, "-c", "from luoshi.cli.main import run; run()", "demo-desk", "--data"]


@contextmanager
def demonstration() -> Iterator[tuple[str, str]]:
    """The address and the password of a demonstration that is filled anew."""
    folder = tempfile.mkdtemp(prefix="luoshi-screenshots-")
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen([*COMMAND, folder], stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip().rstrip("/")
        password = server.stdout.readline().rpartition(" ")[2].strip()
        from luoshi.cli.selfcheck import wait_for

        wait_for(int(address.rpartition(":")[2]))
        yield address, password
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def keep(page: Page, name: str) -> None:
    """Write what the window shows, in few colours."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot(animations="disabled")))
    OUT.mkdir(exist_ok=True)
    picture.convert("RGB").quantize(COLOURS).save(OUT / f"{name}.png", optimize=True)
    sys.stdout.write(f"docs/screenshots/{name}.png {(OUT / f'{name}.png').stat().st_size // 1000} kB\n")


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "login" not in url)


def open_first(page: Page, place: str, words: str) -> None:
    """Open the first entry of a list whose link holds these words."""
    page.goto(place)
    page.locator("main").get_by_role("link", name=words).first.click()


def office(browser: Browser, address: str, password: str) -> None:
    with served_page(browser, address, OFFICE) as page:
        page.goto("/accounts/login/")
        keep(page, "sign-in")
        sign_in(page, "ducha", password)
        page.goto("/")  # without the greeting
        keep(page, "workbench")
        page.goto("/documents/")
        keep(page, "documents")
        open_first(page, "/documents/", "2025年政府工作报告")
        page.select_option("#by-part", "plan")
        page.keyboard.press("j")
        keep(page, "review")
        open_first(page, "/tables/", "2025年政府工作报告目标任务")
        keep(page, "table")
        page.get_by_role("link", name="第 1 版").first.click()
        keep(page, "edition")
        page.goto("/ledger/?sort=light")
        keep(page, "ledger")
        open_first(page, "/ledger/?q=技改项目", "2025-")
        keep(page, "matter")
        page.goto("/supervision/")
        keep(page, "supervision")
    with served_page(browser, address, OFFICE) as page:
        sign_in(page, "lianluo", password)
        page.goto("/reports/")
        keep(page, "reports")
    with served_page(browser, address, OFFICE) as page:
        sign_in(page, "hecha", password)
        open_first(page, "/closing/", "2025-")
        keep(page, "closing")


def phone(browser: Browser, address: str, password: str) -> None:
    with served_page(browser, address, PHONE, touch=True) as page:
        sign_in(page, "lianluo", password)
        page.goto("/")  # without the greeting
        keep(page, "phone-workbench")
        page.goto("/ledger/")
        keep(page, "phone-ledger")
    with served_page(browser, address, PHONE, touch=True) as page:
        sign_in(page, "lingdao", password)
        page.goto("/")
        keep(page, "phone-leader")


def main() -> None:
    """Take them all."""
    with demonstration() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        office(browser, address, password)
        phone(browser, address, password)
        browser.close()


if __name__ == "__main__":
    main()
