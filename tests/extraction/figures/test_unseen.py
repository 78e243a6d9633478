"""Constructions of reports that the grammar had not seen, each found by sentences written blind."""

from __future__ import annotations

import pytest

from luoshi.extraction.figures.finding import SentenceReader

Record = tuple[str, str, str, float, str, str]

NUMBERS: list[tuple[str, list[Record]]] = [
    # 至 behind another unit ends a movement, not a range
    (
        "研发投入强度提升1.5个百分点至3.2%。",
        [("研发投入强度", "pp", "=", 1.5, "个百分点", "+"), ("研发投入强度", "share", "=", 3.2, "%", "+")],
    ),
    # a whole number written with .0 is a version only where nothing moves to it
    ("城乡居民收入比缩小至2.0。", [("城乡居民收入比", "share", "=", 2, "", "-")]),
    # 期 counts courses; a phase is named by one figure
    ("举办农技培训班12期，建成产业园二期工程。", [("农技培训班", "increment", "=", 12, "期", "+")]),
    # gas by the standard cubic metre
    ("天然气供应量达到3.5亿标方。", [("天然气供应量", "level", "=", 3.5, "亿标方", "+")]),
]


def records(sentence: str) -> list[Record]:
    found = sorted(SentenceReader(sentence).read().found, key=lambda f: f.quantity.start)
    return [(f.head, f.measure, f.op, f.quantity.value, f.quantity.unit.replace("：", ":"), f.polarity) for f in found]


@pytest.mark.parametrize(("sentence", "expected"), NUMBERS, ids=[case[0][:24] for case in NUMBERS])
def test_numbers_and_units(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected
