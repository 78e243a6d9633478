"""Whatever the bytes: a document, or a ReadingError of one line. Nothing else leaves `read`, and nothing hangs."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from luoshi.reading import Document, Limits, ReadingError, read, worker
from luoshi.reading.images import read_image
from luoshi.reading.limits import Budget
from tests.reading.pdf_files import Sheet, pdf_file
from tests.reading.test_ocr import SCAN, needs_ocr
from tests.reading.word_files import cell, listed, paragraph, table, word_file, zipped

# Small, so that what the fuzzing builds up is refused long before it costs anything.
LIMITS = Limits(decompressed_bytes=5_000_000, small_member_bytes=500_000, table_cells=20_000, characters=500_000)

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
fewer = settings(few, max_examples=25)


def workbook() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B2"], sheet["B3"] = "任务", 0.08, "修路"
    sheet["B2"].number_format = "0.0%"
    sheet.merge_cells("A1:B1")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


WORD = word_file(paragraph("各位代表：") + listed("目标", 1) + table(cell("甲") + cell("乙"), cell("丙") + cell("丁")))
EXCEL = workbook()
PDF = pdf_file(Sheet().text(80, 80, "云川市政府工作报告").grid([80, 200, 300], [300, 340, 380]).text(85, 305, "任务"))
PAGE = "<html><head><meta charset=gbk><title>报告</title></head><body><div id=zoom><table><tr><td rowspan=2>甲<td>乙</table>".encode(
    "gbk"
)
ARCHIVE = zipped({"a.docx": WORD, "b.html": PAGE, "c.txt": "各位代表".encode()})


def outcome(data: bytes) -> Document | None:
    """What `read` makes of it; None for an error of ours. Checks what must hold of either."""
    document, problem = None, ""
    try:
        document = read(data, limits=LIMITS, ocr="never")
    except ReadingError as error:
        problem = str(error)
    assert "\n" not in problem
    if document is None:
        return None
    assert "\0" not in document.text
    assert "\r" not in document.text
    for block in document.blocks:
        assert document.text[block.start : block.end].strip()
    return document


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file with some bytes overwritten, a piece cut out, a piece doubled, or its end cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data) - 1))
        size = draw(st.integers(1, 40))
        how = draw(st.sampled_from(("write", "cut", "double", "end")))
        if how == "write":
            data[at : at + size] = draw(st.binary(min_size=1, max_size=size))
        elif how == "double":
            data[at:at] = data[at : at + size] * draw(st.integers(1, 50))
        else:
            del data[at : at + size if how == "cut" else len(data)]
        if not data:
            break
    return bytes(data)


@few
@given(st.binary(max_size=2_000))
def test_any_bytes(data: bytes) -> None:
    outcome(data)


@few
@given(st.text(max_size=500), st.sampled_from(("utf-8", "gb18030", "utf-16", "utf-16-le")))
def test_any_text_in_an_encoding(text: str, encoding: str) -> None:
    outcome(text.encode(encoding))


@few
@given(st.text(max_size=500))
def test_any_string_is_itself(text: str) -> None:
    text += "\n"  # so that it is no file's name
    assert read(text).text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@few
@given(st.lists(st.sampled_from(["<table>", "<tr>", "<td colspan=9>", "<td rowspan=9>", "</table>", "<div>", "</div>", "<p>", "<br", "<b>", "甲", "一、乙", "&#0;", "<li>", "<ol start=2>", "<!--", "-->", "<script>", "]]>", "<td"]), max_size=80))  # fmt: skip
def test_any_order_of_tags(tags: list[str]) -> None:
    outcome(b"<html>" + "".join(tags).encode())


@few
@given(st.sampled_from((WORD, EXCEL, ARCHIVE, PAGE)).flatmap(damaged))
def test_damaged_files(data: bytes) -> None:
    outcome(data)


@few
@given(
    st.binary(max_size=600), st.sampled_from(("word/document.xml", "word/numbering.xml", "xl/workbook.xml", "a/b.html"))
)
def test_any_part_in_a_package(content: bytes, name: str) -> None:
    outcome(zipped({name: content, "_rels/.rels": content}))


@few
@given(damaged(PDF))
def test_damaged_pdfs(data: bytes) -> None:
    # As the child process does it, but in this one, to be quick.
    answer = worker.answer({"kind": "pdf", "ocr": "never"}, data, Budget(LIMITS))
    assert "\n" not in answer.get("error", "")
    assert all(text and "\0" not in text for _, text, _, _ in answer.get("pieces", []))


@settings(few, max_examples=4)
@given(damaged(PDF))
def test_damaged_pdfs_in_a_process_of_their_own(data: bytes) -> None:
    outcome(data)


@needs_ocr
@fewer
@given(damaged(SCAN.read_bytes()[:3_000]))
def test_damaged_pictures(data: bytes) -> None:
    with pytest.raises(ReadingError):
        read_image(data, Budget(LIMITS), "auto")


def nested_archives(depth: int) -> bytes:
    data = zipped({"a.txt": b"text"})
    for _ in range(depth):
        data = zipped({f"{i}.zip": data for i in range(3)})
    return data


def laughs(element: str) -> bytes:
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><{element}>&e9;</{element}>'.encode()


BOMBS = {
    "many megabytes in a member": zipped({"a.txt": bytes(20_000_000)}),
    "many members of a megabyte": zipped({f"{i}.txt": b"a" * 400_000 for i in range(30)}),
    "archives in archives": nested_archives(6),
    "entities in Word": word_file("", parts={"word/document.xml": laughs("w:document")}),
    "entities in Excel": zipped({"xl/workbook.xml": laughs("workbook")}),
    "entities in UTF-16": word_file("", parts={"word/document.xml": laughs("a").decode().encode("utf-16")}),
    "deep XML": word_file("<w:sdt>" * 50_000),
    "a part of blanks": word_file(" " * 4_000_000),
    "wide cells": word_file(table(*[cell("甲", '<w:gridSpan w:val="63"/>') + cell("乙")] * 3_000)),
    "deep HTML": b"<html>" + b"<div>" * 90_000,
    "unclosed formats": b"<html>" + b"<b><i><font size=1><p>" * 200 + "文".encode(),
    "spans in HTML": b"<table>" + b"<tr><td>a<td rowspan=65534 colspan=1000>b" * 300,
    "ten pages of blanks": pdf_file(Sheet(), contents=b" " * 5_000_000),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_do_no_harm(name: str) -> None:
    document = outcome(BOMBS[name])
    assert document is None or len(document.text) <= LIMITS.characters
