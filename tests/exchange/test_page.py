"""The page: every finding in its place, every character once, and nothing of the document is ever run."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from luoshi.exchange import Entry, Piece, index_page, labels, page
from luoshi.exchange.findings import Finding, amount, findings
from luoshi.exchange.marks import MarkedText, mark_with_card
from luoshi.exchange.tables import drawn_rows
from luoshi.extraction import Section
from luoshi.reading import Block, Document, Metadata
from tests.exchange.cast import SAID, TEXT, everything, extraction, piece, statement, table_block
from tests.shared import ROOT

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def parsed(*pieces: Piece) -> LexborHTMLParser:
    return LexborHTMLParser(page(pieces))


def only(node: LexborNode | None) -> LexborNode:
    assert node is not None
    return node


def marked_by(tree: LexborHTMLParser, key: str) -> str:
    return "".join(mark.text() for mark in tree.css("mark") if key in (mark.attributes["data-f"] or "").split())


def test_each_finding_is_marked_with_exactly_its_quote() -> None:
    tree = parsed(piece())
    quotes = sorted(found.quote for found in everything())
    keys = [str(item.attributes["id"]).removeprefix("f") for item in tree.css("#list li")]
    assert sorted(marked_by(tree, key) for key in keys) == quotes


def test_each_entry_leads_to_the_mark_where_its_finding_begins() -> None:
    tree = parsed(piece())
    for item in tree.css("#list li"):
        target = str(only(item.css_first("a")).attributes["href"])
        mark = only(tree.css_first(f"mark{target}"))
        assert str(item.attributes["id"]).removeprefix("f") in str(mark.attributes["data-f"]).split()
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))


def test_the_text_is_shown_once_and_whole() -> None:
    shown = only(parsed(piece()).css_first("main article"))
    for chip in shown.css("h2 small"):
        chip.decompose()
    assert "".join(shown.text().split()) == "".join(TEXT.split())


def test_a_finding_cut_in_several_stretches_is_one_stop_of_the_keyboard() -> None:
    stops = parsed(piece()).css("mark[tabindex]")
    starts = {found.start for found in everything()}
    assert len(stops) == len(starts)


def test_nothing_of_the_document_is_run_or_loaded() -> None:
    found = extraction()
    hostile = replace(
        piece(),
        metadata=replace(SAID, title=HOSTILE, government=HOSTILE),
        extraction=replace(
            found, statements=(statement("建成公园3座", id=HOSTILE, indicator=HOSTILE, heading=HOSTILE, unit=HOSTILE),)
        ),
    )
    for html in (page([hostile]), page([replace(hostile, number=1), replace(piece(), number=2)])):
        tree = LexborHTMLParser(html)
        assert len(tree.css("script")) == 1
        assert tree.css("img, iframe, object, link, base, form") == []
        assert not any(name.startswith("on") for node in tree.css("*") for name in node.attributes)
        assert all(str(node.attributes["href"]).startswith("#") for node in tree.css("[href]"))
        assert not re.search(r"url\(|@import|//", only(tree.css_first("style")).text())
        assert "default-src 'none'" in html
        assert "unsafe-inline" not in html


@pytest.mark.parametrize("name", ["$title", "${list}", "\\1", "{0}"])
def test_a_document_that_looks_like_a_template_stays_text(name: str) -> None:
    tree = parsed(replace(piece(), metadata=Metadata(title=name)))
    assert only(tree.css_first("h1")).text() == name


def test_several_documents_share_a_page() -> None:
    tree = parsed(piece(1), piece(2, 500))
    assert [only(article.css_first("h2")).text() for article in tree.css("article")] == ["云川市政府工作报告"] * 2
    assert len(tree.css("#list li")) == 16
    assert [option.attributes["value"] for option in tree.css("#document option")] == ["", "1", "2"]


def test_what_is_no_part_of_the_report_is_folded_away() -> None:
    found = extraction()
    outline = (Section(1, "", "boilerplate", 0, 5, ""), replace(found.outline[0], start=5, heading=""))
    tree = parsed(replace(piece(), extraction=replace(found, outline=(*outline, found.outline[1]))))
    assert only(tree.css_first("details.chrome p")).text() == TEXT[:5]


def test_an_empty_document_makes_a_page() -> None:
    empty = replace(extraction(), document=Document(""), outline=(), statements=(), tasks=(), unresolved=())
    assert parsed(replace(piece(), extraction=empty)).css("mark") == []
    assert only(parsed().css_first("h1")).text()


def test_a_table_is_drawn_with_its_merged_cells_and_not_cut_by_sections() -> None:
    text, block = table_block()
    inner = text.index("备注")
    outline = (Section(1, "", "front-matter", 0, inner, ""), Section(1, "备注", "plan-tasks", inner, len(text), ""))
    found = replace(
        extraction(), document=Document(text, blocks=(block,)), outline=outline, statements=(), tasks=(), unresolved=()
    )
    tree = parsed(replace(piece(), extraction=found))
    assert len(tree.css("table")) == 1
    cells = [[cell.text() for cell in row.css("td")] for row in tree.css("tr")]
    assert cells == [
        ["部分", "任务", "单位"],
        ["一、目标", "修路", "市交通局"],
        ["架桥<b>", "市建设局"],
        ["备注", "无"],
    ]
    assert only(tree.css_first("td[rowspan='2']")).text() == "一、目标"
    assert only(tree.css_first("td[colspan='2']")).text() == "无"
    # The outline still leads to the section that begins inside the table.
    assert only(tree.css_first("tr#d1s2")).text() == "备注无"


def test_a_table_whose_text_and_cells_disagree_is_drawn_from_its_text() -> None:
    block = Block("table", 0, 5, cells=(("甲", "乙"), ("丙", "丁"), ("戊", "己")))
    assert [[cell.end - cell.start for cell in row] for row in drawn_rows(block, "甲\t乙\n丙")] == [[1, 1], [1]]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": 300.0, "op": ">=", "unit": "家"}, "≥ 300 家"),
        ({"value": 6.0, "value_high": 6.5, "unit": "%", "measure": "growth"}, "6–6.5%"),
        ({"value": 5.0, "unit": "%", "measure": "growth", "polarity": "-"}, "↓ 5%"),
        # Controlled within: the wanted movement is down, but no fall is stated.
        ({"value": 3.5, "op": "<=", "unit": "%", "measure": "limit", "polarity": "-"}, "≤ 3.5%"),
        ({"value": 5.0, "unit": "", "measure": "rank"}, "第5"),
        ({"value": 10.0, "op": "<=", "unit": "", "measure": "rank"}, "前10"),
        ({"value": 0.72, "unit": "", "measure": "share", "op": "~"}, "≈ 0.72"),
    ],
)
def test_an_amount_in_signs(fields: dict[str, object], shown: str) -> None:
    assert amount(statement("建成公园3座", **fields)) == shown


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12), st.integers(0, 30), st.integers(0, 30))
def test_marks_lose_no_character_and_cover_just_the_findings(
    spans: list[tuple[int, int]], one: int, other: int
) -> None:
    text = "甲<乙>&" * 6
    found = [
        Finding(key, "target", min(span), max(span), "", "", "", (), "plan-tasks") for key, span in enumerate(spans, 1)
    ]
    low, high = sorted((one, other))
    tree = LexborHTMLParser(f"<p>{MarkedText(text, found, mark_with_card).html(low, high)}</p>")
    assert only(tree.css_first("p")).text() == text[low:high]
    for finding in found:
        inside = text[max(low, finding.start) : max(low, min(high, finding.end))]
        assert marked_by(tree, str(finding.key)) == inside


def test_the_index_escapes_names_and_links() -> None:
    tree = LexborHTMLParser(index_page("示例", [Entry(HOSTILE, HOSTILE, {"目标": 1200}, {"页": "a#?<b>.html"})]))
    assert tree.css("script, img") == []
    assert only(tree.css_first("h2")).text() == HOSTILE
    assert only(tree.css_first("dd")).text() == "1,200"
    assert only(tree.css_first("nav a")).attributes["href"] == "a%23%3F%3Cb%3E.html"


# How the extraction leaves a figure open. Sample: self.left += [(q, "a number without a unit") for q in values]
LEFT_OPEN = re.compile(r"\.left \+= \[\(\w+, \"([^\"]+)\"\)")


def test_every_reason_has_its_chinese_words() -> None:
    sources = sorted((ROOT / "src" / "luoshi" / "extraction" / "figures").glob("*.py"))
    stated = {reason for source in sources for reason in LEFT_OPEN.findall(source.read_text(encoding="utf-8"))}
    assert stated == set(labels.REASON)
    assert not re.search("[a-z]", "".join(labels.REASON.values()))


def test_a_reason_is_shown_in_chinese() -> None:
    found = extraction()
    open_figure = replace(found.unresolved[0], reason="a number without a unit")
    whole = replace(piece(), extraction=replace(found, unresolved=(open_figure,)))
    assert ("原因", "有数字而无单位") in next(one for one in findings(whole) if one.kind == "unresolved").fields
