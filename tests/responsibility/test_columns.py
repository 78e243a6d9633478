"""Columns by their names, whatever a government calls them."""

from __future__ import annotations

import pytest

from luoshi.responsibility.grid import header_roles
from luoshi.responsibility.vocabulary import column_role

NAMES = (
    ("序号", "number"),
    ("目标与任务", "task"), ("重点工作任务", "task"), ("民生实事", "task"), ("主要内容", "task"), ("2025年目标任务", "task"),
    ("类别", "section"), ("重点领域", "section"),
    ("责任领导", "leader"), ("区政府分管领导", "leader"), ("牵头领导", "leader"), ("分管副市长", "leader"),
    ("牵头单位", "lead"), ("牵头责任单位", "lead"), ("主要责任单位", "lead"), ("主办单位", "lead"), ("牵头组织实施单位", "lead"),
    ("牵头部门", "lead"), ("主（承）办单位", "lead"), ("牵 头\n单 位", "lead"),
    ("责任单位", "units"), ("责任单位（列首位的为牵头单位）", "units"), ("承办单位", "units"), ("责任部门", "units"), ("项目业主", "units"),
    ("配合单位", "helper"), ("协同责任单位", "helper"), ("协办单位", "helper"), ("参加单位", "helper"),
    ("完成时限", "deadline"), ("完成时间", "deadline"), ("完工", "deadline"), ("建设规模", "task"), ("时间节点", "deadline"),
    ("季度形象进度", "milestone"), ("一季度", "milestone"), ("进度安排", "milestone"),
    ("年度工作措施", "detail"), ("具体举措", "detail"),
    ("完成情况", "progress"), ("当前进度", "progress"), ("一季度工作进展", "progress"), ("本月工作内容", "progress"),
    ("具体责任人", "person"), ("备注", "note"), ("目标值", "target"), ("2025年目标", "target"), ("计量单位", "ignored"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "role"), NAMES)
def test_what_a_column_holds(name: str, role: str) -> None:
    assert column_role(name) == role


@pytest.mark.parametrize("text", ["加快建设云川大道，年底前通车。", "市财政局", "李云舟", "1", ""])
def test_what_names_no_column(text: str) -> None:
    assert column_role(text) is None


HEADERS = (
    # 单位 is a measure beside an indicator, else the unit that answers
    (("指标名称", "单位", "目标值", "牵头部门"), ("task", "ignored", "target", "lead")),
    (("序号", "重点任务", "单位"), ("number", "task", "units")),
    # where nobody else is named those who help are those who answer
    (("任务", "责任单位及协办单位"), ("task", "units")),
    # a goal of the year is the task where no other column holds one
    (("序号", "年度目标", "责任单位"), ("number", "task", "units")),
)


@pytest.mark.parametrize(("names", "roles"), HEADERS)
def test_columns_that_depend_on_one_another(names: tuple[str, ...], roles: tuple[str, ...]) -> None:
    assert header_roles(names) == roles


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "完成投资20亿元。", "李云舟", "市发展改革委"),
        ("指标", "单位", "2024年完成"),  # nobody answers
        ("责任单位", "配合单位"),  # nothing is promised
        ("任务", "责任单位落实年度重点工作任务，确保全市各项目标任务如期完成，推动工作再上新的更高台阶"),
    ],
)
def test_what_is_no_header(cells: tuple[str, ...]) -> None:
    assert header_roles(cells) is None
