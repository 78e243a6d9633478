"""Archives: everything in them is read or named, and bombs go off nowhere."""

from __future__ import annotations

import io
import zipfile

import pytest

from luoshi.reading import Limits, ReadingError, read
from tests.reading.word_files import paragraph, word_file, zipped

_WORD = word_file(paragraph("各位代表：") + paragraph("一、主要目标"))


def test_members_are_joined_in_their_order() -> None:
    document = read(
        zipped({"b/乙.docx": _WORD, "a.txt": "生产总值增长6%。".encode("gbk"), "__MACOSX/a.txt": b"\0", "c/": b""})
    )
    assert (document.kind, document.text) == ("zip", "各位代表：\n一、主要目标\n\n生产总值增长6%。")
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        "各位代表：",
        "一、主要目标",
        "生产总值增长6%。",
    ]
    assert [part.number for part in document.parts] == [1, 2]
    assert document.part(2).text == "生产总值增长6%。"
    assert document.warnings == ()


def test_what_cannot_be_read_is_named() -> None:
    document = read(
        zipped(
            {
                "好.txt": "文".encode(),
                "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                "空.txt": b"",
                "坏.docx": _WORD[:300],
            }
        )
    )
    assert document.text == "文"
    assert [warning.split(":")[0] for warning in document.warnings] == ["旧.doc", "空.txt", "坏.docx"]


def test_an_archive_in_an_archive() -> None:
    inner = zipped({"一.txt": "甲".encode(), "二.txt": b"\0\0\0"})
    document = read(zipped({"内.zip": inner, "三.txt": "乙".encode()}))
    assert document.text == "甲\n\n乙"
    assert document.warnings[0].startswith("内.zip: 二.txt: ")


def test_names_of_chinese_windows() -> None:
    info = zipfile.ZipInfo("x.bin")
    info.filename = "报告.bin".encode("gbk").decode("cp437")  # as zipfile reads them
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "甲")
        archive.writestr(info, b"\0")
    data = target.getvalue().replace(info.filename.encode(), "报告.bin".encode("gbk") + b"    ")
    assert read(zipped({"a.txt": "甲"})).text == "甲"
    with pytest.raises(ReadingError):
        read(data[:50])


def locked(data: bytes) -> bytes:
    """The archive with the flag that says that its members are encrypted, in both places where it stands."""
    return data.replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\1\0").replace(
        b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"
    )


def nested(depth: int) -> bytes:
    data = zipped({"x.txt": b"text"})
    for _ in range(depth):
        data = zipped({"x.zip": data})
    return data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({}), "no files"),
        (zipped({"a.bin": b"\0\0"}), "a.bin: "),
        (locked(zipped({"a.txt": b"text"})), "encrypted"),
        (locked(_WORD), "encrypted"),
        (nested(5), "nesting"),
        (zipped({"a.txt": bytes(3_000_000)}), "compression_ratio"),
        (zipped({f"{i}.txt": b"x" for i in range(60)}), "members"),
        (zipped({"a.txt": b"text" * 99})[:-60], "damaged"),
        (zipped({"a.txt": b"text" * 99}).replace(b"+I\xad", b"+I\xff"), "damaged"),
    ],
    # Bytes of a ZIP hold the time: as part of a test's name they would differ between processes.
    ids=["empty", "binary", "locked", "locked Word", "nested", "bomb", "many", "cut", "spoilt"],
)
def test_bad_archives_are_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(ReadingError, match=words) as caught:
        read(data, limits=Limits(small_member_bytes=2_000_000, members=50))
    assert "\n" not in str(caught.value)


def test_all_that_is_unpacked_counts_together() -> None:
    data = zipped({f"{i}.txt": b" " * 1_000_000 + b"x" for i in range(5)})
    document = read(data, limits=Limits(decompressed_bytes=3_500_000))
    assert len(document.warnings) == 2
    assert all("decompressed_bytes" in warning for warning in document.warnings)
