"""The whole way in a real browser: a report is handed in, reviewed, cut, published, taken out as Word and Excel, and back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import resolve
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from luoshi.cli import democity, democity_desk
from luoshi.records.models import Edition, Matter, Programme, Region, User
from tests.browsing import arrives, fits, no_serious_violations, serious_violations
from tests.demonstration import fill

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[["Page", User], None]
REPORT = "yunchuan-2025.txt"


@pytest.fixture
def city() -> Region:
    """The fictional city with last year's table to learn from; this year's report is still to come."""
    region = democity_desk.make_organisation()
    programme = Programme.objects.get(region=region, year=democity_desk.THIS_YEAR)
    democity_desk.teach(programme, democity_desk.supervisor())
    return region


def hand_in(page: Page, folder: Path) -> None:
    democity.documents(folder)
    page.goto("/documents/")
    page.set_input_files("#files", folder / REPORT)
    row = page.locator("#document-list tr", has_text=REPORT)
    expect(row.locator(".state")).to_contain_text("已读取")
    no_serious_violations(page)
    row.get_by_role("link").first.click()


def review(page: Page) -> None:
    """Accept, reject, take back and accept the rest, by keys and one button."""
    accepted = page.locator("#coverage .c-accepted")
    arrives(page, "#by-part")
    page.select_option("#by-part", "plan")
    for key, said in (("j", "✓ 0"), ("a", "✓ 1"), ("u", "✓ 0")):
        page.keyboard.press(key)
        expect(accepted).to_have_text(said)
    page.keyboard.press("x")
    expect(page.locator("#coverage .c-rejected")).to_have_text("✕ 1")
    page.keyboard.press("u")
    no_serious_violations(page)
    page.locator('[data-do="accept-everything"]').click()
    expect(accepted).to_have_text(re.compile(r"✓ \d{2,3}"))


def decompose(page: Page) -> None:
    """Draft the table, take a suggestion by Tab, the other suggestions at once, and mend what the checks find."""
    page.goto("/tables/")
    no_serious_violations(page)
    page.get_by_role("button", name="起草分解表").click()
    grid = page.locator("table.sheet-grid")
    arrives(page, "table.sheet-grid")
    expect(grid.locator("tbody tr[data-row]").nth(40)).to_be_attached()
    cell = grid.locator("td.lead_unit[data-proposal]").first
    proposed = cell.get_attribute("data-proposal") or ""
    row = cell.locator("xpath=..").get_attribute("id")
    cell.click()
    page.keyboard.press("Tab")
    expect(page.locator(f"#{row} td.lead_unit .text")).to_have_text(proposed)
    expect(page.locator("td.saving")).to_have_count(0)
    no_serious_violations(page)
    accept_all(page)


def accept_all(page: Page) -> None:
    page.check("#all")
    page.get_by_role("button", name="采纳全部首选").click()
    expect(page.locator("td[data-proposal].lead_unit")).to_have_count(0)


def mend(page: Page) -> None:
    """Give every row that is still without a lead to one unit, until no error is left."""
    page.uncheck("#all")
    wrong = page.locator("tr.error[data-row]")
    for box in wrong.locator(".pick input").all():
        box.check()
    if wrong.count():
        page.get_by_role("button", name="批量修改").click()
        page.fill("#bulk-text", "市政府办公室")
        page.locator("#bulk button[value=yes]").click()
    expect(page.locator("#checks .ready")).to_be_visible()


def publish(page: Page) -> None:
    page.get_by_role("link", name="发布", exact=True).click()
    no_serious_violations(page)
    page.fill("#reason", "经市政府第3次常务会议审议通过")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator("h1")).to_contain_text("第 1 版")
    no_serious_violations(page)


def take_out(page: Page, kind: str) -> bytes:
    with page.expect_download() as coming:
        page.locator(".page-head").get_by_role("link", name=kind).first.click()
    return Path(coming.value.path()).read_bytes()


def bring_back(page: Page, book: bytes) -> str:
    """Change one deadline in the workbook, hand it in, apply the one difference; returns the row's address."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    sheet = opened.worksheets[0]
    found = [(c.row, c.column) for line in sheet.iter_rows() for c in line if c.value == "完成时限"]
    (top, column) = found[0]
    line = next(n for n in range(top + 1, sheet.max_row + 1) if sheet.cell(n, column).value)
    sheet.cell(line, column).value = "9月底前"
    changed = io.BytesIO()
    opened.save(changed)
    page.locator("summary", has_text="导入改过的 Excel").click()
    page.set_input_files(
        "#form-file", {"name": "改.xlsx", "mimeType": "application/octet-stream", "buffer": changed.getvalue()}
    )
    page.get_by_role("button", name="比对").click()
    expect(page.locator("table.differences tbody tr")).to_have_count(1)
    no_serious_violations(page)
    page.get_by_role("button", name="应用勾选的改动").click()
    return page.url


def test_from_the_report_to_the_table_and_back(desk_page: Page, sign_in: SignIn, city: Region, tmp_path: Path) -> None:
    sign_in(desk_page, User.objects.get(username="ducha"))
    hand_in(desk_page, tmp_path)
    review(desk_page)
    decompose(desk_page)
    mend(desk_page)
    address = desk_page.url
    publish(desk_page)
    edition = Edition.objects.get()
    assert Matter.objects.filter(programme__region=city).count() == len(edition.rows) > 40
    table = docx.Document(io.BytesIO(take_out(desk_page, "Word"))).tables[0]
    assert len(table.rows) > len(edition.rows)
    desk_page.goto(address)
    desk_page.locator("summary", has_text="导出").click()
    bring_back(desk_page, take_out(desk_page, "Excel"))
    expect(desk_page.locator("td.deadline", has_text="9月底前").first).to_be_visible()
    desk_page.get_by_role("link", name="发布修订").click()
    desk_page.fill("#reason", "调整完成时限")
    desk_page.get_by_role("button", name="发布第 2 版").click()
    expect(desk_page.locator("h1")).to_contain_text("第 2 版")
    expect(desk_page.locator(".panel").first).to_contain_text("修改 1")


def links(client: Client, path: str, inside: str) -> list[str]:
    """Where the links of a page lead, within an element of it; the page must answer."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    found = LexborHTMLParser(answer.content.decode()).css(f"{inside} a[href]")
    return [str(one.attributes["href"]).partition("?")[0] for one in found]


def pages(person: User) -> list[str]:
    """What the navigation offers, and of what those pages list the first of each kind of page."""
    client = Client()
    client.force_login(person)
    found = dict[str, str]()
    for place in dict.fromkeys(links(client, "/", "nav.side")):
        found[resolve(place).view_name] = place
    for place in list(found.values()):
        if place != "/":
            for path in links(client, place, "main"):
                if path.startswith(place) and path.endswith("/"):
                    found.setdefault(resolve(path).view_name, path)
    return list(found.values())


def test_every_page_of_the_demonstration_is_accessible_and_fits_a_phone(
    desk_page: Page, phone_page: Page, sign_in: SignIn
) -> None:
    fill()
    wrong: list[str] = []
    for username in ("ducha", "guanli"):
        person = User.objects.get(username=username)
        sign_in(desk_page, person)
        sign_in(phone_page, person)
        visited = pages(person)
        assert len(visited) >= 5
        for path in visited:
            for page in (desk_page, phone_page):
                page.goto(path)
                wrong += [f"{path}: {found}" for found in serious_violations(page)]
            if not fits(phone_page):
                wrong.append(f"{path}: wider than a phone")
    assert wrong == []
