"""What the list says of a finding, in words that officials use."""

from __future__ import annotations

import pytest

from luoshi.desk.review_items import item_of
from luoshi.records.models import Finding


@pytest.mark.parametrize(
    ("period", "words"),
    [("M2", "2月"), ("Q3", "三季度"), ("H1", "上半年"), ("year-end", "年底"), ("3-years", "3-years")],
)
def test_a_period_is_told_in_words(period: str, words: str) -> None:
    fields = {"kind": "result", "indicator": "绿道", "measure": "increment", "value": 3, "year": 2025, "period": period}
    finding = Finding(pk=1, kind="statement", fields=fields, proposed=fields, start=0, end=1, quote="绿", revision=1)
    assert item_of(finding).facts.split(" · ")[-1] == words
