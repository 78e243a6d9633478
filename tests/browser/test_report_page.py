"""The exported page in a real browser: it loads nothing, filters, leads to each place, and works by mouse, key and thumb."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from luoshi.exchange import Piece, encoded
from luoshi.exchange import page as exported
from tests.exchange.cast import SAID, extraction, piece, statement

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Every piece of text whose colour stands out less than 4.5 to 1 (WCAG 2.2, 1.4.3) from what is painted behind it.
FAINT = """() => {
  const rgba = (value) => value.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const color = rgba(getComputedStyle(node).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const faint = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.getClientRects().length) continue;
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(behind(node))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.add(`${node.tagName}.${node.className} ${contrast.toFixed(2)} ${texts.currentNode.data}`);
  }
  return [...faint];
}"""


def long_report() -> Piece:
    """The hostile report with room above its findings, so that there is something to scroll."""
    found = extraction()
    hostile = statement(
        "建成公园3座", id="x-0004", indicator="<img src=x onerror=document.title='run'>公园", confidence=0.5
    )
    statements = tuple(hostile if known.id == hostile.id else known for known in found.statements)
    return replace(piece(), extraction=replace(found, statements=statements), metadata=replace(SAID, session="<b>会"))


@pytest.fixture
def report(page: Page, tmp_path: Path) -> Page:
    """The page, opened in a browser that can reach nothing; it asks for no file but itself."""
    file = tmp_path / "报告.html"
    file.write_bytes(encoded(exported([long_report()])))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    return page


def shown(report: Page) -> int:
    count = report.locator("#list li:visible").count()
    assert report.locator("#count").inner_text() == str(count)
    return count


def test_nothing_of_the_document_runs(report: Page) -> None:
    report.locator("mark.k-target").first.click()
    assert report.locator("#card").inner_text().startswith("目标\n<img src=x onerror=document.title='run'>公园")
    assert report.title() == "云川市政府工作报告"
    assert report.evaluate("document.images.length + document.scripts.length") == 1


def test_the_list_filters_and_what_is_not_listed_is_not_marked(report: Page) -> None:
    assert shown(report) == 8
    report.locator(".kinds [data-kind=result]").click()
    assert shown(report) == 5
    assert report.locator("mark.k-result").count() == 0
    report.locator("#confidence").select_option("0.6")
    assert shown(report) == 2
    report.locator("#q").fill("绿道 没有")
    assert shown(report) == 0
    report.locator("#reset").click()
    assert shown(report) == 8
    report.locator("#measure").select_option("rank")
    assert report.locator("#list li:visible span").inner_text() == "排名"
    report.locator("#measure").select_option("")
    report.locator("#role").select_option("review")
    assert shown(report) == 3


def test_an_entry_leads_to_its_place(report: Page) -> None:
    report.set_viewport_size({"width": 1366, "height": 300})
    entry = report.locator("#list li", has_text="排名").first
    entry.locator("a").click()
    place = report.locator("mark.now")
    assert place.inner_text() == "排名进入前10"
    expect(place).to_be_in_viewport()
    assert "now" in (entry.get_attribute("class") or "")


def test_fields_show_on_hover_and_stay_when_pressed(report: Page) -> None:
    card = report.locator("#card")
    report.locator("mark.k-result").first.hover()
    card.wait_for(state="visible")
    assert "gdp" in card.inner_text()
    report.locator("h1").hover()
    card.wait_for(state="hidden")
    # Two statements share this quote: both are shown.
    report.locator("mark", has_text="城乡居民收入").click()
    assert [head.inner_text() for head in card.locator("h3 span").all()] == ["城镇居民收入", "农村居民收入"]
    report.locator("h1").hover()
    assert card.is_visible()
    report.locator("h1").click()
    assert card.is_hidden()


def test_the_keyboard_is_enough(report: Page) -> None:
    report.keyboard.press("/")
    report.keyboard.type("公园")
    assert shown(report) == 2
    report.keyboard.press("Tab")
    report.locator("body").click(position={"x": 700, "y": 20})
    report.keyboard.press("j")
    assert report.locator("#list li.now span").inner_text().startswith("建成公园")
    report.keyboard.press("j")
    assert report.evaluate("document.activeElement.tagName") == "MARK"
    report.keyboard.press("Enter")
    assert report.locator("#card").is_visible()
    report.keyboard.press("Escape")
    assert report.locator("#card").is_hidden()
    report.keyboard.press("k")
    assert report.locator("#list li.now span").inner_text().startswith("建成公园")


def test_text_stands_out_from_its_ground(report: Page) -> None:
    report.locator(".kinds [data-kind=result]").click()
    report.locator("mark.k-target").first.click()
    assert report.evaluate(FAINT) == []


def test_on_a_phone_a_thumb_is_enough(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "报告.html"
    file.write_bytes(encoded(exported([long_report()])))
    phone = chromium.new_context(viewport={"width": 375, "height": 667}, has_touch=True, is_mobile=True, offline=True)
    try:
        report = phone.new_page()
        report.goto(file.as_uri())
        assert report.evaluate("document.documentElement.scrollWidth") == 375
        assert report.locator("#list").is_hidden()
        report.locator("#open").tap()
        assert report.evaluate(FAINT) == []
        report.locator("#list li", has_text="排名").first.locator("a").tap()
        assert report.locator("#list").is_hidden()
        report.locator("mark.now").tap()
        box, mark = report.locator("#card").bounding_box(), report.locator("mark.now").bounding_box()
        assert box is not None
        assert mark is not None
        assert (box["x"], box["width"]) == (0, 375)
        assert mark["y"] + mark["height"] <= box["y"]  # the sheet does not hide what it explains
    finally:
        phone.close()


def test_on_paper_there_is_text_and_list_and_no_tools(report: Page) -> None:
    report.emulate_media(media="print")
    assert report.locator("article").is_visible()
    assert report.locator("#list").is_visible()
    for tool in (".tools", ".toc", "#open", ".keys"):
        assert report.locator(tool).is_hidden()
