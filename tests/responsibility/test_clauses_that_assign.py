"""Who answers for a task, said in the sentence itself or behind a dash."""

from __future__ import annotations

import pytest

from luoshi.reading import Document
from luoshi.responsibility import read_rows


@pytest.mark.parametrize(
    ("text", "task", "units", "deadline"),
    [
        ("1.新建船坞2座，由市交通局牵头，市水利局、各区政府配合，8月底前完成。", "1.新建船坞2座", ("市交通局", "市水利局", "各区政府"), "8月底前完成"),
        ("1.新建船坞2座。由市交通局牵头，市水利局配合。", "1.新建船坞2座。", ("市交通局", "市水利局"), None),
        ("1.新建船坞2座。——责任单位：市交通局 市水利局", "1.新建船坞2座。", ("市交通局", "市水利局"), None),
    ],
)  # fmt: skip
def test_a_clause_assigns(text: str, task: str, units: tuple[str, ...], deadline: str | None) -> None:
    [row] = read_rows(Document(text))
    assert (row.task, row.units, row.lead_unit, row.deadline) == (task, units, units[0], deadline)


@pytest.mark.parametrize(
    "text",
    [
        "推行链长制，由市领导牵头抓总，层层压实责任。",  # no unit
        "完善机制，由市财政局牵头制定资金办法，规范使用。",  # leads in writing something, not the task
        "港口加快转型，由此带动投资。",
    ],
)
def test_what_assigns_nothing(text: str) -> None:
    assert read_rows(Document(text)) == ()


@pytest.mark.parametrize(
    ("text", "units", "leaders", "note"),
    [
        # the officer in brackets behind a unit is no end of the list
        ("1.新建船坞2座。\n责任单位：市交通局（责任人：白飞飞）、市水利局", ("市交通局", "市水利局"), (), "责任人：白飞飞"),
        ("1.新建船坞2座。（责任单位：市交通局（联系人：白飞飞）；配合单位：市水利局）", ("市交通局", "市水利局"), (), "联系人：白飞飞"),
        # fields of one line parted by blanks alone
        ("1.新建船坞2座。牵头领导:沈浪 牵头单位:市交通局 配合单位:市水利局 市财政局", ("市交通局", "市水利局", "市财政局"), ("沈浪",), None),
        ("1.新建船坞2座。\n牵 头 单位：市交通局", ("市交通局",), (), None),  # blanks inside a key
    ],
)  # fmt: skip
def test_fields(text: str, units: tuple[str, ...], leaders: tuple[str, ...], note: str | None) -> None:
    [row] = read_rows(Document(text))
    assert (row.units, row.lead_unit, row.leaders, row.note) == (units, units[0], leaders, note)
