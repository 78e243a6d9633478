"""Kinds: told by the content, and what is not read says what to do."""

from __future__ import annotations

import pytest

from luoshi.reading.errors import ReadingError
from luoshi.reading.kinds import binary_kind, text_kind
from tests.reading.word_files import word_file, zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word_file(""), "docx"),
        (zipped({"word/document2.xml": ""}), "docx"),  # as web editors name it
        (zipped({"xl/workbook.xml": ""}), "xlsx"),
        (zipped({"a.txt": ""}), "zip"),
        (b"junk before %PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "image"),
        (b"BMW \xe5\x85\xac\xe5\x8f\xb8", None),  # a text may begin so
        ("各位代表".encode(), None),
    ],
)
def test_binary_kinds(data: bytes, kind: str | None) -> None:
    assert binary_kind(data) == kind


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (_OLE + "WordDocument".encode("utf-16-le") + b"\0\0", "DOCX"),
        (_OLE + "Workbook".encode("utf-16-le") + b"\0\0", "XLSX"),
        (_OLE + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "password"),
        (_OLE, "DOCX, XLSX or PDF"),
        (b"{\\rtf1\\ansi", "DOCX"),
        (b"Rar!\x1a\x07\0", "unpack"),
        (zipped({"OFD.xml": ""}), "PDF"),
        (zipped({"ppt/presentation.xml": ""}), "PDF"),
        (zipped({"mimetype": "", "content.xml": ""}), "DOCX or XLSX"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_what_is_not_read_says_what_to_do(data: bytes, advice: str) -> None:
    with pytest.raises(ReadingError, match=advice):
        binary_kind(data)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("\ufeff\n<!DOCTYPE html>", "html"),
        ("<?xml version='1.0'?><!-- 注 --> <!-- --> <html>", "html"),
        ("<p>各位代表", "html"),
        ("<1万人的村有3个", "text"),
        ("<policy>文件", "text"),  # a tag that HTML does not have
        ("<!-- 没有完", "text"),
        ("各位代表：<p>是标记", "text"),  # a text that speaks of tags
        ("From: 各位代表", "text"),
    ],
)
def test_web_pages_are_told_from_texts(text: str, kind: str) -> None:
    assert text_kind(text) == kind


@pytest.mark.parametrize("text", ["<?xml?><w:wordDocument>", "MIME-Version: 1.0\nContent-Type: multipart/related;"])
def test_other_texts_say_what_to_do(text: str) -> None:
    with pytest.raises(ReadingError, match="save it as"):
        text_kind(text)
