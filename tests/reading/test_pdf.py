"""PDFs: paragraphs from lines, tables from ruled lines, and nothing of the page's furniture."""

from __future__ import annotations

import pytest

from luoshi.reading import pdf
from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.pieces import Piece
from tests.reading.pdf_files import HEIGHT, WIDTH, Sheet, pdf_file

_LEFT, _INDENT, _STEP = 80, 104, 20  # margin, first line of a paragraph, from line to line
_FULL = "全市上下攻坚克难稳中求进经济运行总体平稳社会大局保持和谐安定人民"  # 32 characters: a full line
_COLUMNS = [80.0, 130, 330, 500]


def pieces(*sheets: Sheet) -> list[Piece]:
    return pdf.read_pdf(pdf_file(*sheets), Budget()).pieces


def texts(*sheets: Sheet) -> list[str]:
    return [piece.text for piece in pieces(*sheets)]


def prose(sheet: Sheet, *lines: str, top: float = 120) -> Sheet:
    """Lines one below the other; one that begins with a blank is indented."""
    for index, line in enumerate(lines):
        sheet.text(_INDENT if line[0] == "　" else _LEFT, top + index * _STEP, line.strip())
    return sheet


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("　" + _FULL[:30], "增长6%。", "　新的一段。"), [_FULL[:30] + "增长6%。", "新的一段。"]),
        (("　" + _FULL[:30], _FULL[:29] + "达到12", "345亿元。"), [_FULL[:30] + _FULL[:29] + "达到12345亿元。"]),
        # A number that does not fit leaves the line above short: no new paragraph.
        (("　" + _FULL[:27], "62661.25亿元，增长6%。", "　末段。"), [_FULL[:27] + "62661.25亿元，增长6%。", "末段。"]),
        (("　" + _FULL[:30], _FULL[:25] + " high-tech inno-", "vation。"), [_FULL[:30] + _FULL[:25] + " high-tech innovation。"]),
        # Without indents, an ordinal after a sentence's end begins a paragraph.
        ((_FULL[:31] + "。", "（二）加快发展。", _FULL[:31] + "。", "3.5亿元。"), [_FULL[:31] + "。", "（二）加快发展。", _FULL[:31] + "。3.5亿元。"]),
    ],
)  # fmt: skip
def test_lines_become_paragraphs(lines: tuple[str, ...], expected: list[str]) -> None:
    assert texts(prose(Sheet(), *lines)) == expected


def test_a_paragraph_goes_on_over_the_page_without_header_footer_and_number() -> None:
    sheets = []
    for number in range(1, 5):
        sheet = Sheet().text(200, 40, "云川市人民政府公报").text(280, 800, f"— {number} —")
        sheets.append(prose(sheet, _FULL[:31], _FULL[:31] if number < 4 else "完。"))
    assert texts(*sheets) == [_FULL[:31] * 7 + "完。"]
    assert texts(prose(Sheet(), "唯一的一页。").text(280, 800, "12")) == ["唯一的一页。", "12"]  # perhaps a figure


def test_titles_are_headings_and_stay_whole() -> None:
    sheet = prose(
        Sheet().text(150, 60, "云川市人民政府", 22).text(170, 90, "工作报告", 22),
        "　各位代表：",
        "　" + _FULL,
        "报告。",
    )
    assert [(piece.kind, piece.text) for piece in pieces(sheet)][:2] == [
        ("heading", "云川市人民政府工作报告"),
        ("paragraph", "各位代表："),
    ]


@pytest.mark.parametrize("drawn", ["rule", "bar"])
def test_a_table_with_merged_cells(drawn: str) -> None:
    sheet = Sheet().text(80, 250, "附表")
    # Borders around three columns and three rows; the first cell of the last two rows is one.
    for x in _COLUMNS:
        sheet.rule(x, 300, x, 390) if drawn == "rule" else sheet.bar(x, 300, x + 0.5, 390)
    for top, x in ((300, 80), (330, 80), (360, 130), (390, 80)):
        sheet.rule(x, top, 500, top) if drawn == "rule" else sheet.bar(x, top, 500, top + 0.5)
    sheet.text(85, 305, "序号").text(135, 305, "任务").text(335, 305, "单位").text(85, 350, "1")
    sheet.text(135, 332, "修建农村公路一百二十公里以上", 10).text(135, 346, "改造危桥").text(135, 368, "架桥")
    sheet.text(335, 332, "市交通局", 10).text(335, 346, "市财政局", 10).text(80, 420, "备注：无")
    found = pieces(sheet)
    assert [piece.kind for piece in found] == ["paragraph", "table", "paragraph"]
    assert found[1].cells == (
        ("序号", "任务", "单位"),
        ("1", "修建农村公路一百二十公里以上\n改造危桥", "市交通局\n市财政局"),
        ("1", "架桥", ""),
    )
    assert found[1].text == "序号\t任务\t单位\n1\t修建农村公路一百二十公里以上 改造危桥\t市交通局 市财政局\n\t架桥"


def test_lines_that_fill_a_cell_go_on() -> None:
    sheet = (
        Sheet()
        .grid([80, 200, 300], [300, 380])
        .text(85, 305, "新增国家级高新技")
        .text(85, 320, "术企业300家")
        .text(205, 305, "甲")
    )
    sheet.grid([80, 200, 300], [380, 420]).text(85, 385, "乙").text(205, 385, "丙")
    assert texts(sheet) == ["新增国家级高新技术企业300家\t甲\n乙\t丙"]


def test_a_table_goes_on_over_the_page() -> None:
    def part(top: float, *rows: tuple[str, str, str]) -> Sheet:
        sheet = Sheet().grid(_COLUMNS, [top + 30 * i for i in range(len(rows) + 1)])
        for index, row in enumerate(rows):
            for x, text in zip(_COLUMNS, row, strict=False):
                sheet.text(x + 5, top + 30 * index + 5, text)
        return sheet

    header = ("序号", "任务", "单位")
    first = part(640, header, ("1", "修路", "甲局"), ("2", "建设学校十", "乙局"))
    (piece,) = pieces(first, part(80, header, ("", "二所。", ""), ("3", "架桥", "丙局")))
    # The header is not repeated; the row that the page cut in two is whole.
    assert piece.text == "序号\t任务\t单位\n1\t修路\t甲局\n2\t建设学校十二所。\t乙局\n3\t架桥\t丙局"
    assert piece.page == 1


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(rotate: int) -> None:
    # Everything is drawn turned the other way, so that it is upright once the page is turned.
    matrix = {90: f"0 1 -1 0 {WIDTH} 0", 180: f"-1 0 0 -1 {WIDTH} {HEIGHT}", 270: f"0 -1 1 0 0 {HEIGHT}"}[rotate]
    lower = HEIGHT - (WIDTH if rotate != 180 else HEIGHT)  # a page on its side is as high as it was wide
    sheet = (
        Sheet(rotate=rotate)
        .text(90, lower + 60, "横排的表")
        .grid([80, 200, 300], [lower + 100, lower + 140, lower + 180])
    )
    for x, top, text in ((85, 105, "任务"), (205, 105, "单位"), (85, 145, "修路"), (205, 145, "甲局")):
        sheet.text(x, lower + top, text)
    sheet.commands.insert(0, f"{matrix} cm")
    assert texts(sheet) == ["横排的表", "任务\t单位\n修路\t甲局"]


def test_a_page_that_does_not_begin_at_zero() -> None:
    sheet = Sheet(box=f"50 40 {WIDTH} {HEIGHT}").grid([80, 200, 300], [300, 340, 380])
    sheet.text(85, 305, "任务").text(205, 305, "单位").text(85, 345, "修路").text(205, 345, "甲局")
    assert texts(sheet) == ["任务\t单位\n修路\t甲局"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf_file(Sheet().text(80, 80, "甲"))[:40], "damaged"),
        (b"%PDF-1.7\n" + b"junk " * 100, "damaged"),
        (pdf_file(*[Sheet()] * 6), "pages"),
        (pdf_file(Sheet().text(80, 80, "数" * 200)), "characters"),
    ],
)
def test_bad_files_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(ReadingError, match=words):
        pdf.read_pdf(data, Budget(Limits(pages=5, characters=100)))


def test_a_damaged_page_is_named() -> None:
    good = Sheet().text(80, 200, "好的一页。")
    bad = pdf_file(good, good, good).replace(b"[5 0 R 7 0 R", b"[5 0 R 3 0 R")  # the second page is no page
    draft = pdf.read_pdf(bad, Budget())
    assert [piece.text for piece in draft.pieces] == ["好的一页。"] * 2
    assert draft.warnings == ["pages 2 are damaged and were not read"]


def test_the_clock_is_watched() -> None:
    with pytest.raises(ReadingError, match="pdf_seconds"):
        pdf.read_pdf(pdf_file(Sheet(), Sheet()), Budget(Limits(pdf_seconds=-1)))
