"""Recognition: every figure of a picture of a page, and the table on it, survive.

The picture is a page of our own fictional city, set in Noto Serif CJK at 110 dots an inch.
"""

from __future__ import annotations

import functools
import io
import re
from pathlib import Path

import pytest

from luoshi.reading import images, ocr, pdf
from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.pdf_page import PageView
from luoshi.reading.pieces import Draft
from tests.reading.pdf_files import Sheet, pdf_file

SCAN = Path(__file__).with_name("data") / "scan.png"
FIGURES = [
    *(
        "2023",
        "1286.4",
        "6.5",
        "98.73",
        "8.1",
        "52,318",
        "31,207",
        "300",
        "2.5",
        "26",
        "120",
        "95.2",
        "12",
        "9600",
        "3",
    ),
    *("1", "300", "12", "2", "120", "3", "2.35", "11"),
]

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the extra `ocr` is not installed")


def scanned_pdf() -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.open(SCAN).convert("L").save(target, "pdf", resolution=110.0)
    return target.getvalue()


@functools.cache
def recognised(kind: str) -> Draft:
    """The page, read as a picture or as a scanned PDF (once: recognition takes seconds)."""
    if kind == "image":
        return images.read_image(SCAN.read_bytes(), Budget())
    return pdf.read_pdf(scanned_pdf(), Budget())


@needs_ocr
@pytest.mark.parametrize("kind", ["image", "pdf"])
def test_every_figure_survives(kind: str) -> None:
    text = "\n".join(piece.text for piece in recognised(kind).pieces)
    assert re.findall(r"\d+(?:[.,]\d+)?", text) == FIGURES


@needs_ocr
def test_a_ruled_table_is_a_table() -> None:
    table = recognised("image").pieces[-1]
    assert table.cells is not None
    assert [row[0] for row in table.cells] == ["序号", "1", "2", "3"]
    assert table.cells[1][1:] == ("新增国家级高新技术\n企业300家以上", "市科技局\n市财政局", "12月")


@needs_ocr
@pytest.mark.parametrize("data", [SCAN.read_bytes()[:2000], b"\x89PNG\r\n\x1a\n" + bytes(100), b"GIF89a"])
def test_damaged_pictures(data: bytes) -> None:
    with pytest.raises(ReadingError, match="damaged picture"):
        images.read_image(data, Budget())


@needs_ocr
def test_large_pictures_are_refused() -> None:
    with pytest.raises(ReadingError, match="pixels"):
        images.read_image(SCAN.read_bytes(), Budget(Limits(pixels=1000)))


def test_without_recognition_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "is_installed", lambda: False)
    monkeypatch.setattr(images, "is_installed", lambda: False)
    with pytest.raises(ReadingError, match=re.escape("pip install 'luoshi[ocr]'")):
        images.read_image(SCAN.read_bytes(), Budget())
    scan = scanned_pdf()
    with pytest.raises(ReadingError, match=re.escape("pip install 'luoshi[ocr]'")):
        pdf.read_pdf(scan, Budget())
    with pytest.raises(ReadingError, match="switched off"):
        pdf.read_pdf(scan, Budget(), "never")


def test_pages_that_were_not_read_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "is_installed", lambda: False)
    monkeypatch.setattr(PageView, "is_picture", lambda view: view.count_characters() < 5)
    written, empty = Sheet().text(80, 80, "有字的一页"), Sheet().text(80, 80, "印")
    draft = pdf.read_pdf(pdf_file(written, empty, empty, written, empty), Budget())
    assert len(draft.pieces) == 2
    assert draft.warnings[0].startswith("pages 2–3、5 are pictures")
