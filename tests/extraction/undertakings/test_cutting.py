"""Rows by subject: where a plan is cut, and where it is not."""

from __future__ import annotations

import re

import pytest

from luoshi.extraction.outline import Role
from luoshi.extraction.undertakings import Scan, cut_rows


def rows_of(text: str, role: Role = "plan-tasks") -> list[str]:
    """The rows of one paragraph, its sentences ending at full stops."""
    spans = [(m.start(), m.end(), m.start() == 0) for m in re.finditer("[^。！]+[。！]?", text)]
    return [text[row.start : row.end] for row in cut_rows(Scan(text, 0, len(text)), spans, role)]


# `|` marks the borders that a table would have.
CUT = [
    # one subject goes on: one row
    "落实各项消费新政，促进消费回补。|加强外贸主体培育，稳住出口份额。",
    "建好商圈，促进消费。发展夜间经济，扩大餐饮消费。",
    # a row ends where its result stands
    "深化医改，新增床位300张。|完善分级诊疗，加强医共体建设。",
    "加强医疗资源合作，优化医院布局。完善分级诊疗，加强医共体建设。",
    # the subject passes to another department inside a sentence
    "推进老旧小区改造，完善停车设施，|新建改造供水管网100公里，|建设公用充电桩200个。",
    # stages of one field stay together
    "建成甲至乙铁路，加快丙机场扩建，开工建设丁高速公路，做好戊铁路前期。",
    # a sum goes on with what stands before it, whatever it names
    "加强养老机构建设，提升医院服务能力，实现医养结合。",
    # the old subject returns: no cut
    "深化医改，推进学校体育，加强医院管理。",
    # items of a list, each for itself, though of one subject
    "加快城东医院建设。|加快城西医院建设。",
    # a frame belongs to what follows it
    "坚持房住不炒。稳定房地产市场。",
    # a short remark belongs to what it follows
    "发展养老服务，建好养老机构。让老人安享晚年。",
    # numbered points
    "一是加强教育督导；|二是加强教育投入；|三是推进教育评价改革。",
    # the topic of a paragraph
    "繁荣文体事业。发展群众体育，办好市运动会。",
    # a topic of another duty is a matter of its own
    "加强人民调解。|发展群众体育，建好健身步道。",
]


@pytest.mark.parametrize("marked", CUT)
def test_rows(marked: str) -> None:
    assert rows_of(marked.replace("|", "")) == [row.rstrip("，；") for row in marked.split("|")]


def test_headline_targets_are_rows_of_their_own() -> None:
    text = "今年主要预期目标是：生产总值增长6%左右，比上年快1个百分点；居民收入稳步增长，城镇新增就业8万人。"
    assert rows_of(text, "plan-targets") == [
        "生产总值增长6%左右，比上年快1个百分点",
        "居民收入稳步增长",
        "城镇新增就业8万人。",
    ]


def test_a_chapter_on_the_government_itself_is_one_row_a_paragraph() -> None:
    text = "坚持依法行政。加强审计监督。推进政务公开。"
    assert rows_of(text, "self-government") == [text]
    assert rows_of("压减三公经费5%。加强审计监督。", "self-government") == ["压减三公经费5%。", "加强审计监督。"]


def test_what_undertakes_nothing_is_left_out() -> None:
    assert rows_of("今年是五年规划的第一年。") == []
    assert rows_of("坚持以人民为中心。") == []


def test_marked_livelihood_items_are_kept_whatever_their_verb() -> None:
    assert rows_of("1.困难家庭冬季取暖。2.社区食堂20家。", "livelihood") == ["1.困难家庭冬季取暖。", "2.社区食堂20家。"]


def test_no_row_grows_without_end() -> None:
    text = "加强医院管理。深化医改。" * 200
    rows = rows_of(text)
    assert "".join(rows) == text
    assert max(map(len, rows)) <= 300
