"""A small hostile report with findings of every kind, nested and overlapping, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from luoshi.exchange import Piece
from luoshi.extraction import Extraction, Section, Statement, Task, Unresolved
from luoshi.reading import Block, Document, Metadata, Part

REVIEW = "一、2023年工作回顾\n全市生产总值增长6.5%，城乡居民收入分别增长7%、8%。\n"
PLAN = (
    "二、2024年主要目标\n　　建成公园3座、绿道5.5公里<script>alert('坏')</script>，"
    "绿化率达到40%以上。\n=HYPERLINK(1)排名进入前10，约20吧。\n"
)
TEXT = REVIEW + PLAN

_STATEMENT = Statement(
    id="",
    section="plan",
    kind="target",
    quote="",
    start=0,
    end=0,
    indicator="公园",
    concept=None,
    measure="increment",
    op="=",
    value=3.0,
    value_high=None,
    unit="座",
    polarity="+",
    year=2024,
    period=None,
    place=None,
    role="plan-targets",
    heading="二、2024年主要目标",
    confidence=0.9,
)


def statement(quote: str, **fields: object) -> Statement:
    """A statement whose quote is looked up in the text."""
    start = TEXT.index(quote)
    known: dict[str, Any] = {"quote": quote, "start": start, "end": start + len(quote), **fields}
    return replace(_STATEMENT, **known)


def extraction() -> Extraction:
    """Findings of every kind; two statements share one quote, a task holds two, one begins where its task begins."""
    past: dict[str, Any] = {"section": "review", "kind": "result", "role": "review", "year": 2023, "measure": "growth"}
    income, task = "城乡居民收入分别增长7%、8%", PLAN[PLAN.index("建成") : PLAN.index("。")]
    statements = (
        statement("生产总值增长6.5%", id="x-0001", indicator="生产总值", value=6.5, unit="%", concept="gdp", **past),
        statement(income, id="x-0002", indicator="城镇居民收入", value=7.0, unit="%", **past),
        statement(income, id="x-0003", indicator="农村居民收入", value=8.0, unit="%", **past),
        statement("建成公园3座", id="x-0004"),
        statement("绿道5.5公里", id="x-0005", indicator="=绿道", value=5.5, unit="公里", confidence=0.55),
        statement("排名进入前10", id="x-0006", indicator="排名", measure="rank", op="<=", value=10.0, unit=""),
    )
    at = TEXT.index(task)
    tasks = (
        Task("x-t0001", task, at, at + len(task), "建成", "公园", "complete", 2024, None, None, ("x-0004", "x-0005"),
             "figure", None, "plan-targets", "二、2024年主要目标"),
    )  # fmt: skip
    doubt = TEXT.index("约20")
    return Extraction(
        Document(TEXT, name="云川.txt", parts=(Part(1, 0, len(TEXT)),)),
        (
            Section(1, "一、2023年工作回顾", "review", 0, len(REVIEW), "全市生产总值增长6.5%，城乡", 2023),
            Section(
                1, "二、2024年主要目标", "plan-targets", len(REVIEW), len(TEXT), "建成公园3座、绿道5.5公里<s", 2024
            ),
        ),
        (),
        statements,
        tasks,
        (Unresolved("约20", doubt, doubt + 3, "没有单位"),),
    )


def everything() -> list[Statement | Task | Unresolved]:
    """All findings of the hostile report."""
    found = extraction()
    return [*found.statements, *found.tasks, *found.unresolved]


SAID = Metadata(title="云川市政府工作报告", government="云川市人民政府", year_reported=2023, year_planned=2024)


def piece(number: int | None = None, shift: int = 0) -> Piece:
    """The hostile report as one piece of an input."""
    return Piece(extraction(), SAID, number, shift)


def table_block() -> tuple[str, Block]:
    """A table as the reader lays it out: a section cell merged over two rows, a note merged over two columns."""
    text = "部分\t任务\t单位\n一、目标\t修路\t市交通局\n\t架桥<b>\t市建设局\n备注\t无"
    cells = (
        ("部分", "任务", "单位"),
        ("一、目标", "修路", "市交通局"),
        ("一、目标", "架桥<b>", "市建设局"),
        ("备注", "无", "无"),
    )
    return text, Block("table", 0, len(text), cells=cells)
