"""Encodings: each trap that Chinese files set."""

from __future__ import annotations

import pytest

from luoshi.reading.encodings import declared_encoding, decode
from luoshi.reading.errors import ReadingError

_SIMPLE = "云川市人民政府：全市生产总值增长6%，新增企业300家以上。\n各位代表！"
_TRADITIONAL = "臺北市政府：全市生產總值增長6%，新增企業300家以上，與去年相同。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [_SIMPLE, "生产总值", _SIMPLE * 50])
def test_simplified_text_survives(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16-le"])
def test_traditional_text_stays_as_it_is(encoding: str) -> None:
    assert decode(_TRADITIONAL.encode(encoding)) == (_TRADITIONAL, [])


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (b"<meta charset=gb2312>", "gb18030"),
        (b'<?xml version="1.0" encoding="GBK"?>', "gb18030"),
        (b"<meta content='text/html; charset=Big5'>", "big5hkscs"),
        (b"<meta charset='iso-8859-1'>", None),  # what servers say that know nothing
        (b"<meta charset='no-such-thing'>", None),
    ],
)
def test_declared_labels(label: bytes, expected: str | None) -> None:
    assert declared_encoding(label) == expected


def test_a_wrong_label_is_not_believed() -> None:
    assert decode(_SIMPLE.encode(), declared="gb18030")[0] == _SIMPLE
    assert decode(_SIMPLE.encode("gbk"), declared="utf-8")[0] == _SIMPLE


def test_a_character_beyond_gb2312() -> None:
    # 镕 and 喆 are not in gb2312, but pages that declare it hold them.
    assert decode("镕喆".encode("gbk"), declared="gb18030")[0] == "镕喆"


def test_broken_bytes_are_replaced_and_said() -> None:
    cut = (_SIMPLE * 20).encode()[:-2]
    text, warnings = decode(cut)
    assert text.startswith(_SIMPLE)
    assert text.endswith("\ufffd")
    assert "1 places" in warnings[0]
    assert decode((_SIMPLE * 20).encode("gbk") + b"\xff")[0].startswith(_SIMPLE)


@pytest.mark.parametrize(
    "data", [b"\0\1\2\3" * 50, b"\x01\x02\x03\x04\x05", bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01" + bytes(99)]
)
def test_junk_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadingError, match="no text"):
        decode(data)
