"""Promise and outcome as governments hand them out: two columns in Word; and as lists for Excel and CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import IO

from luoshi.exchange import labels
from luoshi.exchange.columns import Column
from luoshi.exchange.csvfile import csv_text
from luoshi.exchange.list_word import UPRIGHT, Group, WordColumn, write_list
from luoshi.exchange.rendering import encoded
from luoshi.exchange.workbook import list_workbook_bytes

_IN_WORD = (WordColumn("序号", 12, centred=True), WordColumn("年初承诺", 77), WordColumn("完成情况", 77))
_VERDICTS: Mapping[str, str] = {**labels.VERDICT, **labels.TASK_VERDICT, **labels.FATE}
_COLUMNS = (
    Column("number", "序号", 6),
    Column("section", "部分", 24),
    Column("indicator", "指标或任务", 40),
    Column("promised", "承诺", 14),
    Column("achieved", "结果", 14),
    Column("verdict", "系统判定", 10, _VERDICTS),
    Column("override", "改判", 10, _VERDICTS),
    Column("reason", "改判理由", 30),
    Column("ratio", "结果/目标", 10, number_format="0.0%"),
    Column("why", "依据", 60),
    Column("promise", "承诺原文", 48),
    Column("outcome", "结果原文", 48),
    Column("source", "结果出处", 24),
    Column("confidence", "置信度", 8, number_format="0%"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A promise and what became of it, in the words of the documents; `section` is its part of the plan."""

    section: str
    promise: str
    outcome: str


def outcomes_excel(records: Sequence[Mapping[str, object]]) -> bytes:
    """An XLSX file; each record has the keys of the columns, verdicts as codes."""
    return list_workbook_bytes("对账", _COLUMNS, [dict(record) for record in records])


def outcomes_csv(records: Sequence[Mapping[str, object]]) -> bytes:
    """A CSV file that Excel opens; codes stay codes."""
    return encoded(csv_text(records, _COLUMNS))


def write_outcomes(title: str, subtitle: str, pairs: Sequence[Pair], stream: IO[bytes]) -> None:
    """Write a DOCX file of two columns, promise and outcome, each section under a line of its own."""
    rows = [(pair.section, (str(number), pair.promise, pair.outcome)) for number, pair in enumerate(pairs, 1)]
    groups = [Group(section, [row for _, row in of]) for section, of in groupby(rows, key=itemgetter(0))]
    write_list(title, subtitle, _IN_WORD, groups, stream, UPRIGHT)
