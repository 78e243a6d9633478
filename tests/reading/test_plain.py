"""Plain text: lines as blocks, and a cheap look at headings."""

from __future__ import annotations

import pytest

from luoshi.reading.plain import looks_like_heading


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、2023年工作回顾", True),
        ("（三）着力扩大内需。", True),  # its own full stop belongs to it
        ("第二章 发展目标", True),
        ("十二、加强自身建设", True),
        ("一、加快发展。全年新增企业300家", False),  # run in: text goes on
        ("一是加快发展", False),  # a list within a sentence
        ("1.全面推进", False),  # may be anything
        ("（" + "一" * 9 + "）", False),
        ("一、" + "长" * 60, False),
    ],
)
def test_headings(line: str, expected: bool) -> None:
    assert looks_like_heading(line) is expected
