"""The Word file of a responsibility table: as officials print it, and readable again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from luoshi.exchange.official_layout import layout, line_count
from luoshi.exchange.official_table import OfficialRow, OfficialTable
from luoshi.exchange.official_word import write_word
from luoshi.reading import read
from luoshi.responsibility import read_rows
from tests.exchange.office import converted, needs_office
from tests.exchange.official_cast import table
from tests.shared import SHARED, needs_shared


def written(of: OfficialTable) -> bytes:
    out = io.BytesIO()
    write_word(of, out)
    return out.getvalue()


def opened(of: OfficialTable) -> Document:
    return docx.Document(io.BytesIO(written(of)))


def table_rows(document: Document) -> list[etree._Element]:
    return document.tables[0]._tbl.findall(qn("w:tr"))


def values(rows: list[etree._Element], tag: str) -> Iterator[str]:
    for row in rows:
        for found in row.iter(qn(f"w:{tag}")):
            yield str(found.get(qn("w:val")))


def test_the_paper_is_a4_across_with_the_page_number_below() -> None:
    section = opened(table()).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    [line] = section.footer.paragraphs
    assert line.text == "— 1 —"
    assert [code.text for code in line._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_the_header_repeats_and_rows_stay_whole() -> None:
    rows = table_rows(opened(table(40)))
    assert len(rows) == 41
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 40
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_a_row_taller_than_a_page_may_be_cut() -> None:
    rows = table_rows(opened(OfficialTable("表", (OfficialRow("a", 1, "推进项目建设。" * 300),))))
    assert rows[1].find(f".//{qn('w:cantSplit')}") is None


def test_widths_fill_the_page_whatever_is_shown() -> None:
    for of in (table(4), table(4, steps=True), OfficialTable("表", ()), replace(table(4), columns=("task", "note"))):
        document = opened(of)
        grid = [int(column.get(qn("w:w"), "0")) for column in document.tables[0]._tbl.iter(qn("w:gridCol"))]
        assert abs(sum(grid) - 14797) < 10  # 261 mm
        assert min(layout(of.shown).widths.values()) >= 11
        for row in table_rows(document):
            spans = [cell.find(f".//{qn('w:gridSpan')}") for cell in row.findall(qn("w:tc"))]
            assert sum(1 if span is None else int(span.get(qn("w:val"), "0")) for span in spans) == len(grid)


def test_sections_and_subsections_are_merged_and_begin_anew_with_a_page() -> None:
    rows = table_rows(opened(table(40)))
    merges = list(values(rows, "vMerge"))
    assert merges.count("continue") > 30
    heads = ["".join(t.text or "" for t in row.findall(qn("w:tc"))[1].iter(qn("w:t"))) for row in rows[1:]]
    assert heads[:2] == ["一、主要预期目标", ""]
    # Ten rows go over a page's end: a merged cell would show its text on the first page only.
    assert heads[:10].count("一、主要预期目标") == 2


def test_fonts_are_the_official_ones_and_each_has_a_substitute() -> None:
    with zipfile.ZipFile(io.BytesIO(written(table(3)))) as package:
        styles = package.read("word/styles.xml").decode()
        fonts = package.read("word/fontTable.xml").decode()
    for font, other in (("方正小标宋简体", "宋体"), ("仿宋_GB2312", "仿宋")):
        assert f'w:eastAsia="{font}"' in styles
        assert re.search(f'w:name="{font}"[^>]*><w:altName w:val="{other}"', fonts)


def test_the_colophon_says_who_gets_it_and_who_printed_it() -> None:
    document = opened(table(3))
    texts = [list(dict.fromkeys(cell.text for cell in row.cells)) for row in document.tables[1].rows]
    assert texts[0] == ["报送：市委，市人大常委会。"]
    assert texts[2] == ["云川市人民政府办公室", "2025年2月10日印发"]
    assert len(opened(replace(table(3), colophon=None)).tables) == 1


@pytest.mark.parametrize("steps", [False, True])
def test_what_was_written_reads_back(steps: bool) -> None:
    source = table(40, steps=steps)
    rows = read_rows(read(written(source), name="分解表.docx"))
    for row, found in zip(source.rows, rows, strict=True):
        assert (found.section, found.subsection or "", found.task) == (row.section, row.subsection, row.task)
        assert (found.leaders, found.lead_unit) == (row.leaders, row.lead_unit)
        assert (found.units, found.etc) == ((row.lead_unit, *row.units), row.etc)
        assert (found.deadline, found.note or "") == (row.deadline, row.note)
        assert all(step in (found.milestones or "") for step in row.milestones)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 5, 1),
        ("新增学位", 4, 1),
        ("新增学位。", 4, 2),  # no line begins with a full stop: 位 goes down with it
        ("达到100%", 3, 2),  # a number is not torn apart
        ("（一）产业", 3, 2),
        ("甲\n乙", 9, 2),
        ("A" * 40, 5, 4),  # longer than a line: broken wherever it ends
    ],
)
def test_lines_are_reckoned_as_they_will_be_set(text: str, room: float, lines: int) -> None:
    assert line_count(text, room) == lines


def test_a_text_no_file_can_hold_is_written_all_the_same() -> None:
    hostile = OfficialTable("表\x00题", (OfficialRow("a", 1, "修\x0b路\ud800 <w:t>&", leaders=("甲\x01",)),))
    assert "修\ufffd路\ufffd <w:t>&" in opened(hostile).tables[0].rows[1].cells[1].text


@needs_office
def test_every_page_in_print_says_its_section(tmp_path: Path) -> None:
    source = table(60)
    pages = pypdfium2.PdfDocument(converted(written(source), "docx", "pdf", tmp_path))
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    body = [text for text in texts if re.search(r"^\d{1,2}\b", text, re.MULTILINE)]
    assert 6 <= len(body) <= 14
    for text in body:
        assert all(word in text for word in ("序号", "牵头单位", "完成时限"))
        # Section names wrap in their column, so their numerals are looked for.
        assert re.search(r"^[一二三四]、", text, re.MULTILINE), text
    assert "2025 年 2 月 10 日印发" in texts[-1] or "2025年2月10日印发" in texts[-1]
    assert f"— {len(texts)} —" in texts[-1]


@needs_shared
def test_a_real_table_goes_out_and_comes_back() -> None:
    source = SHARED / "corpus" / "tables" / "taizhou-2020-decomposition.txt"
    rows = read_rows(read(source.read_bytes(), name=source.name))
    official = tuple(
        OfficialRow(
            str(row.row), 1, row.task, str(row.row), row.section or "", row.subsection or "", row.leaders,
            row.lead_unit or "", tuple(unit for unit in row.units if unit != row.lead_unit), row.etc,
        )
        for row in rows
    )  # fmt: skip
    back = read_rows(read(written(OfficialTable("表", official)), name="分解表.docx"))
    assert len(back) == len(rows) == 115
    for row, found in zip(rows, back, strict=True):
        assert (found.section, found.subsection, found.task) == (row.section, row.subsection, row.task)
        assert (found.leaders, found.units, found.lead_unit) == (row.leaders, row.units, row.lead_unit)


def test_long_steps_get_room_from_short_tasks() -> None:
    short = OfficialRow("a", 1, "城乡居民收入稳步增长", milestones=("完成全年目标的四分之一以上",) * 4)
    long = replace(short, task="推进项目建设，" * 40, milestones=("开工", "", "", "建成"))
    shown = OfficialTable("表", (short, long)).shown
    plain, roomy, narrow = layout(shown), layout(shown, (short,)), layout(shown, (long,))
    assert roomy.widths["progress"] > plain.widths["progress"]
    assert narrow.widths["task"] > roomy.widths["task"] >= 50
    assert sum(roomy.widths.values()) == pytest.approx(sum(plain.widths.values()))
