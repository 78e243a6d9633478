"""What is proposed for a cell says why in the reader's language; its figures and names stay."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from luoshi.queries.suggested import proposals
from luoshi.records.models import TableRow
from luoshi.responsibility.decomposition.suggestions import Suggestion
from luoshi.responsibility.sentences import sentence
from luoshi.services.tables.drafting import suggestion_data

HELPED = sentence("过去的表中配合%(n)s项", n=3)
LIKE = sentence("同%(table)s第%(row)s行：%(task)s", table="2024年表", row=14, task="新增100%…")
RULE = sentence("通例：市级任务由各县（市、区）政府分头落实")


def row(*units: Suggestion) -> TableRow:
    return TableRow(suggestions={"units": [suggestion_data(one) for one in units]})


def reasons(of: TableRow) -> list[str]:
    return [one.reason for one in proposals(of, "units")]


def test_reasons_are_told_in_the_language_of_the_reader() -> None:
    of = row(Suggestion("市财政局", 0.3, HELPED), Suggestion("市教育局", 0.2, LIKE), Suggestion("各县", 0.1, RULE))
    assert "过去的表中配合3项" in reasons(of)
    assert "同2024年表第14行：新增100%…" in reasons(of)
    with translation.override("en"):
        told = reasons(of)
        assert "Rows of past tables helped in: 3" in told
        assert "As in row 14 of 2024年表: 新增100%…" in told
        assert not [one for one in told if "过去" in one or "通例" in one]


def test_what_was_drafted_before_sentences_were_kept_is_shown_as_it_stands() -> None:
    old: dict[str, Any] = {"value": "市教育局", "score": 0.5, "reason": "职责：学校", "basis": "duty"}
    with translation.override("en"):
        assert [one.reason for one in proposals(TableRow(suggestions={"lead_unit": [old]}), "lead_unit")] == [
            "职责：学校"
        ]
