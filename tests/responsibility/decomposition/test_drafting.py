"""A report's plan becomes the rows of a draft."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import pytest

from luoshi import extract, read
from luoshi.responsibility import DraftRow, draft_table
from tests.responsibility.decomposition.tables import taught

THEMES_BELOW = """一、2024年工作回顾
生产总值增长6%。
二、2025年工作安排
主要预期目标是：生产总值增长6%以上。
（一）坚持创新驱动
1.做强主体。净增高新技术企业60家。
2.引育人才。引进高层次人才200名。
（二）坚持民生优先
6月底前建成幼儿园5所。
三、加强政府自身建设
坚持过紧日子，一般性支出压减5%。
"""
THEMES_ON_TOP = """2025年工作安排
一、坚持创新驱动
（一）做强主体。净增高新技术企业60家。
二、坚持民生优先
（一）办好教育。建成幼儿园5所。
三、坚持绿色发展
（一）治污。空气优良天数比率达到90%。
"""


def _placed(text: str) -> list[tuple[str | None, str | None]]:
    return list(dict.fromkeys((row.section, row.subsection) for row in draft_table(extract(read(text)))))


def test_themes_below_the_plans_chapter_are_sections() -> None:
    assert _placed(THEMES_BELOW) == [
        ("主要预期目标", None),
        ("（一）坚持创新驱动", "1.做强主体"),
        ("（一）坚持创新驱动", "2.引育人才"),
        ("（二）坚持民生优先", None),
        ("三、加强政府自身建设", None),
    ]


def test_chapters_that_are_themes_are_sections() -> None:
    assert _placed(THEMES_ON_TOP) == [
        ("一、坚持创新驱动", "（一）做强主体"),
        ("二、坚持民生优先", "（一）办好教育"),
        ("三、坚持绿色发展", "（一）治污"),
    ]


@pytest.fixture(scope="module")
def yunchuan() -> tuple[str, tuple[DraftRow, ...]]:
    text = (files("luoshi.cli") / "democity_data" / "yunchuan-2025.txt").read_text(encoding="utf-8")
    found = extract(read(text))
    return found.document.text, draft_table(found, taught())


def test_every_row_is_its_quote(yunchuan: tuple[str, tuple[DraftRow, ...]]) -> None:
    text, rows = yunchuan
    assert len(rows) > 40
    assert all(text[row.start : row.end] == row.task for row in rows)
    assert [row.row for row in rows] == list(range(1, len(rows) + 1))
    assert all(one.end <= other.start for one, other in pairwise(rows))


def test_a_draft_holds_the_first_suggestions(yunchuan: tuple[str, tuple[DraftRow, ...]]) -> None:
    for row in yunchuan[1]:
        if row.suggestions.lead_unit:
            assert row.lead_unit == row.suggestions.lead_unit[0].value
        assert row.lead_unit not in row.units
        assert row.deadline_day is not None
        assert row.deadline_day.year >= 2025


def test_what_is_printed_keeps_the_contract(yunchuan: tuple[str, tuple[DraftRow, ...]]) -> None:
    line = yunchuan[1][20].to_dict()
    assert list(line) == [
        "row", "section", "subsection", "task", "leaders", "units", "lead_unit", "etc", "deadline", "milestones", "note",
        "source", "targets", "suggestions",
    ]  # fmt: skip
    assert list(line["source"]) == ["start", "end"]
    assert list(line["suggestions"]) == ["lead_unit", "units", "leaders"]
    assert line["units"][0] == line["lead_unit"]


def test_figures_that_add_up_get_their_share_of_each_quarter() -> None:
    rows = draft_table(extract(read("一、2025年重点工作\n（一）强主体\n新增规上工业企业120家。\n开工建设云川大桥。\n")))
    assert (rows[0].milestones or "").splitlines()[1] == "二季度：完成全年目标的50%"
    assert "开工" in (rows[1].milestones or "")


def test_a_report_without_a_plan_gives_no_row() -> None:
    assert draft_table(extract(read("会议纪要\n各位代表讨论热烈。"))) == ()


@pytest.mark.parametrize(
    ("task", "first_step"),
    [
        ("（一）创新\n净增高新技术企业60家。", "一季度：完成全年目标的25%"),  # adds up over the year
        ("主要预期目标是：生产总值增长6%以上。", "一季度：对照年度目标分析，落后的提出措施"),  # a rate does not
        # A main target without a figure is compared too: it is no building site.
        ("主要预期目标是：居民收入稳步增长。", "一季度：对照年度目标分析，落后的提出措施"),
        ("（一）教育\n建成幼儿园5所。", "一季度：完成全年目标的25%"),
        ("（一）水利\n建成城东水库。", "一季度：倒排工期，落实要素保障"),  # a thing finished, without a figure
    ],
)
def test_steps_fit_what_is_promised(task: str, first_step: str) -> None:
    (row,) = draft_table(extract(read(f"一、2024年工作回顾\n生产总值增长5%。\n二、2025年工作安排\n{task}\n")))
    assert (row.milestones or "").split("\n")[0] == first_step


def test_what_leads_to_the_targets_is_no_row() -> None:
    text = (
        "一、2024年工作回顾\n生产总值增长5%。\n二、2025年主要目标\n"
        "2025年，规划将圆满收官。我们要坚持系统观念，强化比拼意识，推动经济社会稳中有进。"
        "主要预期目标是：生产总值增长6%以上；居民收入增长与经济增长同步；完成省下达的节能减排任务。重点做好十方面工作。\n"
    )
    rows = draft_table(extract(read(text)))
    assert [row.task for row in rows] == [
        "生产总值增长6%以上",
        "居民收入增长与经济增长同步",
        "完成省下达的节能减排任务。",
    ]
