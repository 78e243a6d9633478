"""The journey of decomposition in a real browser: report, draft, suggestions, checks, publication, files, re-import."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from luoshi.records.models import Matter, ResponsibilityTable, Unit, User
from luoshi.services import tables as services
from luoshi.services.events import Actor
from tests.browsing import arrives, fits, no_serious_violations
from tests.cast import City, make_city
from tests.reports import ready_report
from tests.tables import published, rows, table_of

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
DEPARTMENTS = (
    "市发展和改革委员会",
    "市人力资源和社会保障局",
    "市经济和信息化局",
    "市住房和城乡建设局",
    "市财政局",
    "市农业农村局",
)


@pytest.fixture
def city() -> City:
    made = make_city("云川市", "990100")
    for name in DEPARTMENTS:
        Unit.objects.create(region=made.region, name=name)
    return made


def saved(page: Page) -> None:
    """Wait until nothing waits for the server any more."""
    expect(page.locator("table.sheet-grid td.saving")).to_have_count(0)
    expect(page.locator("table.sheet-grid[aria-busy]")).to_have_count(0)


def test_from_a_report_to_matters_and_back_from_excel(
    city: City, desk_page: Page, sign_in: SignIn, tmp_path: Path
) -> None:
    version = ready_report(city)
    sign_in(desk_page, city.people["supervisor"])
    desk_page.goto("/tables/")
    no_serious_violations(desk_page)
    desk_page.get_by_role("button", name="起草分解表").click()
    arrives(desk_page, "table.sheet-grid")
    table = ResponsibilityTable.objects.get(source=version)
    accept_by_keyboard(desk_page, table)
    mend_what_is_left(desk_page, table)
    no_serious_violations(desk_page)
    desk_page.get_by_role("link", name="发布", exact=True).click()
    no_serious_violations(desk_page)
    desk_page.get_by_role("button", name="发布", exact=True).click()
    expect(desk_page.get_by_text("已发布第 1 版")).to_be_visible()
    assert Matter.objects.count() == len(rows(table))
    download(desk_page, "Word", tmp_path / "table.docx")
    desk_page.get_by_role("link", name="回到分解表").click()
    change_in_excel_and_import(desk_page, table, tmp_path)


def accept_by_keyboard(page: Page, table: ResponsibilityTable) -> None:
    """Tab takes each suggestion and moves on, from the first row's leaders to its steps."""
    first = next(row for row in rows(table) if len(row.suggestions["lead_unit"]) > 1)
    page.locator(f"#row-{first.pk} td[data-field=leaders]").focus()
    page.keyboard.press("Tab")
    lead = page.locator(f"#row-{first.pk} td[data-field=lead_unit]")
    expect(lead).to_be_focused()
    expect(page.locator("#hint")).to_contain_text("Tab 采纳")
    before = lead.get_attribute("data-proposal")
    page.keyboard.press("ArrowDown")
    expect(lead).not_to_have_attribute("data-proposal", before or "")
    page.keyboard.press("ArrowUp")
    expect(lead).to_have_attribute("data-proposal", before or "")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    saved(page)
    first.refresh_from_db()
    assert first.lead_unit == before
    page.get_by_role("button", name="采纳全部首选").click()
    saved(page)
    expect(page.locator("td[data-proposal]")).to_have_count(0)


def mend_what_is_left(page: Page, table: ResponsibilityTable) -> None:
    """Each error's link leads to its row; typing a unit of the region there closes it."""
    errors = page.locator("#checks li.error")
    for _time in range(12):
        if not errors.count():
            break
        count = errors.count()
        errors.first.locator("[data-jump], a").first.click()
        page.keyboard.press("Home")
        for _step in range(2):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+a")
        page.keyboard.type("科技局")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        saved(page)
        assert errors.count() <= count
    expect(errors).to_have_count(0)


def download(page: Page, name: str, path: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"PK")
    return path


def change_in_excel_and_import(page: Page, table: ResponsibilityTable, folder: Path) -> None:
    page.get_by_text("导出", exact=True).click()
    path = download(page, "Excel", folder / "table.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headers = {cell.value: at for at, cell in enumerate(sheet[3], 1)}
    sheet.cell(4, headers["完成时限"]).value = "9月底前"
    sheet.cell(5, headers["牵头单位"]).value = "市教育局"
    book.save(path)
    # Somebody else changes the second of them meanwhile.
    second = rows(table)[1]
    services.edit_row(
        table=table, row_id=second.pk, revision=second.revision, texts={"lead_unit": "市财政局"}, actor=_other(table)
    )
    page.get_by_text("导入改过的 Excel").click()
    page.locator("#form-file").set_input_files(path)
    page.get_by_role("button", name="比对").click()
    expect(page.locator("tr.conflict")).to_have_count(1)
    expect(page.locator("tr.conflict input")).not_to_be_checked()
    no_serious_violations(page)
    page.get_by_role("button", name="应用勾选的改动").click()
    expect(page.get_by_text("已应用 1 项改动")).to_be_visible()
    assert rows(table)[0].deadline == "9月底前"
    assert rows(table)[1].lead_unit == "市财政局"


def _other(table: ResponsibilityTable) -> Actor:
    return Actor(User.objects.get(username="990100-verifier"))


def test_rows_are_split_merged_moved_and_undone_by_keyboard(city: City, desk_page: Page, sign_in: SignIn) -> None:
    table = table_of(city)
    before = [row.task for row in rows(table)]
    sign_in(desk_page, city.people["supervisor"])
    desk_page.goto(f"/tables/{table.pk}/")
    second = desk_page.locator(f"#row-{rows(table)[1].pk} td[data-field=task]")
    second.focus()
    desk_page.keyboard.press("Enter")
    second.locator("textarea").evaluate("box => box.setSelectionRange(10, 10)")
    desk_page.keyboard.press("Control+Enter")
    expect(desk_page.locator("tr[data-row]")).to_have_count(4)
    desk_page.keyboard.press("Control+z")
    expect(desk_page.locator("tr[data-row]")).to_have_count(3)
    second.focus()
    desk_page.keyboard.press("Alt+ArrowDown")
    saved(desk_page)
    expect(desk_page.locator("tr[data-row]").last).to_contain_text("老旧小区")
    desk_page.keyboard.press("Space")
    desk_page.keyboard.press("ArrowUp")
    desk_page.keyboard.press("Space")
    desk_page.keyboard.press("m")
    expect(desk_page.locator("tr[data-row]")).to_have_count(2)
    desk_page.get_by_role("button", name="撤销").click()
    expect(desk_page.locator("tr[data-row]")).to_have_count(3)
    desk_page.get_by_role("button", name="撤销").click()
    saved(desk_page)
    assert [row.task for row in rows(table)] == before


def test_a_rows_quote_opens_its_sentence_in_the_report(city: City, desk_page: Page, sign_in: SignIn) -> None:
    version = ready_report(city)
    table = table_of(city, ["改造老旧小区89个。"])
    start = version.text.index("改造老旧小区")
    table.rows.update(start=start, end=start + 9)
    ResponsibilityTable.objects.filter(pk=table.pk).update(source=version)
    sign_in(desk_page, city.people["supervisor"])
    desk_page.goto(f"/tables/{table.pk}/")
    desk_page.get_by_role("link", name="原文", exact=True).click()
    arrived = desk_page.locator(".arrived")
    expect(arrived).to_contain_text("老旧小区")
    expect(arrived).to_be_in_viewport()


def test_what_somebody_saved_meanwhile_is_shown_beside(city: City, desk_page: Page, sign_in: SignIn) -> None:
    table = table_of(city)
    row = rows(table)[0]
    sign_in(desk_page, city.people["supervisor"])
    desk_page.goto(f"/tables/{table.pk}/")
    services.edit_row(table=table, row_id=row.pk, revision=1, texts={"lead_unit": "市教育局"}, actor=_other(table))
    desk_page.locator(f"#row-{row.pk} td[data-field=lead_unit]").focus()
    desk_page.keyboard.press("Enter")
    desk_page.keyboard.press("Control+a")
    desk_page.keyboard.type("市财政局")
    desk_page.keyboard.press("Enter")
    dialog = desk_page.locator("dialog#both")
    expect(dialog).to_contain_text("市教育局")
    expect(dialog.locator("textarea")).to_have_value("市财政局")
    dialog.get_by_role("button", name="改用我填写的").click()
    saved(desk_page)
    expect(desk_page.locator(f"#row-{row.pk} td[data-field=lead_unit]")).to_contain_text("市财政局")
    assert rows(table)[0].lead_unit == "市财政局"


def test_a_phone_reads_table_ledger_and_matter(city: City, phone_page: Page, sign_in: SignIn) -> None:
    edition = published(city)
    sign_in(phone_page, city.people["leader"])
    for address in (
        f"/tables/{edition.table_id}/",
        f"/tables/{edition.table_id}/editions/1/",
        "/ledger/",
        f"/ledger/{Matter.objects.get(number='2025-001').pk}/",
    ):
        phone_page.goto(address)
        expect(phone_page.get_by_text("新增高新技术企业50家以上").first).to_be_visible()
        assert fits(phone_page), address
        no_serious_violations(phone_page)


def test_the_ledger_filters_without_a_reload(city: City, desk_page: Page, sign_in: SignIn) -> None:
    published(city)
    sign_in(desk_page, city.people["liaison-science"])
    desk_page.goto("/ledger/")
    no_serious_violations(desk_page)
    desk_page.get_by_label("搜索").fill("老旧小区")
    expect(desk_page.locator("table.ledger tbody tr")).to_have_count(1)
    assert "q=" in desk_page.url
    with desk_page.expect_download() as waiting:
        desk_page.get_by_role("link", name="Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert book.worksheets[0].max_row == 2
    desk_page.get_by_role("link", name="2025-002").click()
    no_serious_violations(desk_page)
    expect(desk_page.get_by_text("交办").first).to_be_visible()
