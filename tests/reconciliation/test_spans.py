"""Of which years a review's figures speak."""

from __future__ import annotations

import pytest

from luoshi import extract, read
from luoshi.reconciliation.spans import Spans
from tests.reconciliation.papers import REVIEW

CASES = [
    ("新建公园3座。", ["year"]),
    # the stretch of five years lasts until a year is named again
    ("五年来，城市面貌一新。新建公园3座。\n过去一年，新建学校2所。", ["years", "year"]),
    # a paragraph's dash changes nothing
    ("各位代表，五年来，我们砥砺前行。\n——新建公园3座。\n——新建学校2所。", ["years", "years"]),
    # 五年来最好 compares, it does not sum up
    ("空气质量为五年来最好。新建公园3座。", ["year"]),
    # a plan's last year is one year
    ("2024年是“十四五”关键之年。新建公园3座。", ["year"]),
    # near years hold for their own sentence
    ("近三年新建公园9座。新建学校2所。", ["years", "year"]),
    # quarter, half, months; 全年 ends them
    ("前三季度生产总值增长5%，全年增长6%。", ["part", "year"]),
    ("1-11月新建公园3座。", ["part"]),
    # a sum of all times holds for its clause
    ("累计新建公园9座，新建学校2所。", ["years", "year"]),
    ("高铁里程比2020年增长50%。", ["years"]),
    ("财政收入年均增长6%。", ["mean"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_figure_speaks_of_its_span(text: str, expected: list[str]) -> None:
    found = extract(read(REVIEW.format(results=text, again="生产总值增长5%。")))
    spans = Spans(found)
    assert [spans.of(statement) for statement in found.statements if statement.kind == "result"] == expected


def test_a_chapter_on_five_years_says_so_in_its_heading() -> None:
    text = REVIEW.replace("一、2024年工作回顾", "一、过去五年工作回顾").format(
        results="新建公园3座。", again="生产总值增长5%。"
    )
    found = extract(read(text))
    assert Spans(found).of(found.statements[0]) == "years"
