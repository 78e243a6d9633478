"""The one way in: what `read` takes, and what it says when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.reading import Limits, ReadingError, read
from tests.reading.pdf_files import Sheet, pdf_file
from tests.reading.word_files import paragraph, table, word_file
from tests.shared import SHARED, needs_shared

_TEXT = "一、主要目标\n　　生产总值增长6%。\n\n各位代表！"


def test_a_text_is_read_as_it_is() -> None:
    for source in (
        _TEXT,
        _TEXT.encode(),
        _TEXT.replace("\n", "\r\n").encode("gbk"),
        "\ufeff" + _TEXT.replace("\n", "\r"),
    ):
        document = read(source)
        assert (document.text, document.kind, document.name) == (_TEXT, "text", "input")
        assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
            *(("heading", "一、主要目标"), ("paragraph", "生产总值增长6%。"), ("paragraph", "各位代表！"))
        ]


def test_a_path_or_its_name(tmp_path: Path) -> None:
    file = tmp_path / "没有后缀"
    file.write_bytes(word_file(paragraph("正文")))
    for source in (file, str(file)):
        assert (read(source).text, read(source).kind, read(source).name) == ("正文", "docx", "没有后缀")
    assert read(file, name="上传.docx").name == "上传.docx"


@pytest.mark.parametrize("text", ["", "报告", "见 report.pdf", "第一行\nreport.pdf", "x" * 5000, "甲\0.txt乙"])
def test_other_strings_are_the_text_itself(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("missing-report.PDF", "no such file"),
        (Path("missing"), "no such file"),
        (Path(__file__).parent, "folder"),
        (b"", "empty"),
        (b"\0\1\2", "no text"),
        (b"<p> </p>", "no text in it"),
        (word_file(""), "no text in it"),
        ("长".encode() * 40, "bytes"),
        ("长" * 110, "characters"),
    ],
)
def test_it_says_what_is_wrong(source: Path | bytes | str, words: str) -> None:
    limits = Limits(bytes=100, characters=100) if words in ("bytes", "characters") else None
    with pytest.raises(ReadingError, match=words) as caught:
        read(source, limits=limits)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(
        f"{source if isinstance(source, Path) else 'missing-report.PDF' if 'such' in words else 'input'}: "
    )


def test_a_library_that_stumbles_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("inside")

    monkeypatch.setattr("luoshi.reading.formats.binary_kind", stumble)
    with pytest.raises(ReadingError, match=r"damaged.*KeyError"):
        read(b"anything")


def test_blocks_of_every_kind_stand_where_they_say() -> None:
    rows = "<w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    for data in (
        word_file(paragraph("一、目标") + table(rows, rows) + paragraph("尾")),
        pdf_file(
            Sheet()
            .text(80, 80, "一、目标")
            .grid([80, 99, 150], [200, 240, 280])
            .text(110, 210, "甲")
            .text(80, 300, "尾")
        ),
        "<h1>一、目标</h1><table><tr><td>甲<td>乙</table><p>尾".encode("gbk"),
    ):
        document = read(data)
        lines = [document.text[block.start : block.end] for block in document.blocks]
        assert "\n".join(lines) == document.text
        assert document.part(1).text == document.text


@needs_shared
def test_real_texts_come_back_as_they_are() -> None:
    files = sorted((SHARED / "corpus").rglob("*.txt"))
    assert files
    for file in files:
        raw = file.read_text(encoding="utf-8-sig")
        assert read(file).text == raw, file.name
        assert read(raw.encode("gb18030")).text == raw, file.name
