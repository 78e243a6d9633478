"""Outlines of makes that few reports have: other marks, other stops, other words for the same chapters."""

from __future__ import annotations

import pytest

from luoshi.extraction.outline import read_outline
from tests.extraction.speeches import ACHIEVED, CLOSING, CONDUCT, FRONT, TARGETS, prose

PORTS, FISH = prose("港区", "船坞", "渔船"), prose("渔港", "鱼市", "冷库")
GOVERNMENT = "三、加强政府自身建设\n" + CONDUCT
CASES = {
    "half-width full stops": (
        "一.2030年工作总结\n(一)港口更忙.新建船坞2座,改造泊位6个.\n(二)渔家更富.新建渔港3个.\n"
        "二.2031年工作思路\n(一)主抓港口.新建泊位4个.\n1.抓装卸.新购吊机5台.\n2.抓航线.新开航线2条.\n(二)主攻渔业.新建冷库3座.\n",
        "1 review 一.2030年工作总结 | 2 review (一)港口更忙 | 2 review (二)渔家更富 | 1 plan-targets 二.2031年工作思路"
        " | 2 plan-tasks (一)主抓港口 | 3 plan-tasks 1.抓装卸 | 3 plan-tasks 2.抓航线 | 2 plan-tasks (二)主攻渔业",
    ),
    "parts with sections and no chapters": (
        f"第一部分 2030年工作回顾\n（一）港口更忙\n{PORTS}第二部分 2031年重点工作\n{TARGETS}（一）主抓港口\n{PORTS}",
        "1 review 第一部分 2030年工作回顾 | 2 review （一）港口更忙 | 1 plan-targets 第二部分 2031年重点工作"
        " | 2 plan-tasks （一）主抓港口",
    ),
    "chapters and sections by name": (
        f"第一章 2030年工作回顾\n第一节 港口更忙\n{PORTS}第二章 2031年重点工作\n第一节 工作目标\n{TARGETS}第二节 主抓港口\n{PORTS}"
        "第一节课从今年上起。\n",
        "1 review 第一章 2030年工作回顾 | 2 review 第一节 港口更忙 | 1 plan-targets 第二章 2031年重点工作"
        " | 2 plan-targets 第一节 工作目标 | 2 plan-tasks 第二节 主抓港口",
    ),
    "other words for the plan, without numbers": (
        f"2030年工作回顾\n{ACHIEVED}“十六五”时期发展目标\n{prose('港区')}2031年工作部署\n{TARGETS}加强政府自身建设\n{CONDUCT}",
        "1 review 2030年工作回顾 | 1 outlook “十六五”时期发展目标 | 1 plan-targets 2031年工作部署"
        " | 1 self-government 加强政府自身建设",
    ),
    "the year's targets within an outlook": (
        f"一、2030年工作回顾\n{ACHIEVED}二、“十六五”总体安排和2031年工作\n（一）“十六五”时期主要目标\n{prose('港区')}"
        f"（二）2031年主要目标\n{TARGETS}（三）2031年重点任务\n{PORTS}",
        "1 review 一、2030年工作回顾 | 1 outlook 二、“十六五”总体安排和2031年工作 | 2 outlook （一）“十六五”时期主要目标"
        " | 2 plan-targets （二）2031年主要目标 | 2 plan-tasks （三）2031年重点任务",
    ),
    "points that count sentences": (
        f"一、2030年工作回顾\n{ACHIEVED}二、2031年工作安排\n{TARGETS}一是抓港口。新建泊位4个。二是抓渔业。新建冷库3座。\n",
        "1 review 一、2030年工作回顾 | 1 plan-targets 二、2031年工作安排",
    ),
    "bullets before headings": (
        f"一、2030年工作回顾\n★港口建设\n{PORTS}★渔业发展\n●渔港。新建渔港3个。\n●鱼市。改造鱼市2个。\n{GOVERNMENT}",
        "1 review 一、2030年工作回顾 | 3 review 港口建设 | 3 review 渔业发展 | 3 review 渔港 | 3 review 鱼市"
        " | 1 self-government 三、加强政府自身建设",
    ),
    "bullets before sentences": (
        f"一、2030年工作回顾\n●新建渔港3个；\n●鱼市改造，冷库扩容；\n●渔船更新\n{GOVERNMENT}",
        "1 review 一、2030年工作回顾 | 1 self-government 三、加强政府自身建设",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_outline(body: str, expected: str) -> None:
    found = [f"{s.level} {s.role} {s.heading}" for s in read_outline(FRONT + body + CLOSING) if s.heading]
    assert [one for one in found if "front-matter" not in one] == expected.split(" | ")


def test_an_annex_behind_a_speech_without_a_closing() -> None:
    """The livelihood list is part of the promise, the glossary behind it is not."""
    body = f"一、2030年工作回顾\n{ACHIEVED}二、2031年工作安排\n{TARGETS}{PORTS}{FISH}{GOVERNMENT}"
    annex = "附件：\n1.2031年民生实事项目\n(1)新建渔港3个。\n(2)改造鱼市2个。\n2.名词解释\n1.“两港”：渔港和商港，占比达到30%。\n"
    sections = read_outline(FRONT + body + annex)
    assert [(s.role, s.heading) for s in sections][-3:] == [
        ("self-government", "三、加强政府自身建设"),
        ("livelihood", "1.2031年民生实事项目"),
        ("boilerplate", ""),
    ]
