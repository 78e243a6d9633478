"""What a chapter is for, by its heading and the report's years."""

from __future__ import annotations

import pytest

from luoshi.extraction.structure.roles import Years, chapter_role, section_role

YEARS = Years(2030, 2031)
CHAPTERS = {
    "一、2030年工作回顾": "review",
    "一、2030年工作和“十五五”发展成就": "review",
    "一、过去五年的工作": "review",
    "一、2030年主要工作": "review",
    "一、砥砺奋进，谱写发展新篇": "review",  # a speech looks back first
    "一、本届政府五年历程": "review",
    "二、本届政府的奋斗方向": "outlook",
    "二、“十六五”时期主要目标任务": "outlook",
    "二、今后五年的奋斗目标": "outlook",
    "二、今后五年目标和2031年工作安排": "outlook",
    "二、2031年工作安排和今后五年展望": "plan",
    "三、奋力实现“十六五”良好开局": "plan",  # the plan's first year
    "三、2031年重点工作": "plan",
    "三、推动高质量发展迈上新台阶": "plan",
    "四、加强政府自身建设": "self-government",
    "四、着力打造人民满意的服务型政府": "self-government",
    "四、办好人民满意的教育": "plan",
    "五、2031年民生实事": "livelihood",
    "二、存在的困难和问题": "problems",
}
SECTIONS = [
    ("（一）总体要求和主要目标", "plan", "plan-targets"),
    ("（二）加快产业升级", "plan", "plan-tasks"),
    ("（九）办好十件民生实事", "plan", "livelihood"),
    ("（九）增进民生福祉", "plan", "plan-tasks"),
    ("（十）加强政府自身建设", "plan", "self-government"),
    ("（五）政府自身建设全面加强", "review", "review"),
    ("（三）存在的困难和问题", "review", "problems"),
    ("（一）产业目标", "outlook", "outlook"),
    ("（二）2031年重点工作", "outlook", "plan-tasks"),
]


@pytest.mark.parametrize(("heading", "role"), CHAPTERS.items())
def test_chapters(heading: str, role: str) -> None:
    assert chapter_role(heading, YEARS, first=heading.startswith("一")) == role


@pytest.mark.parametrize(("heading", "parent", "role"), SECTIONS)
def test_sections(heading: str, parent: str, role: str) -> None:
    assert section_role(heading, parent, YEARS) == role


def test_a_plan_that_is_over_is_no_outlook() -> None:
    assert chapter_role("一、“十五五”时期主要工作", Years(2030, 2031), first=True) != "outlook"
    assert chapter_role("二、“十五五”时期主要目标", Years(2025, 2026), first=False) == "outlook"
