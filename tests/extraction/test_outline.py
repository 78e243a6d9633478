"""The outline of speeches in the forms that real ones have; each case is named for the trap in it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from luoshi.extraction.outline import read_outline
from luoshi.reading import Part
from tests.extraction.speeches import (
    ACHIEVED,
    CLOSING,
    CONDUCT,
    FRONT,
    PLAIN,
    PROBLEMS,
    TARGETS,
    TITLE,
    prose,
)

REVIEW = "一、2030年工作回顾\n" + ACHIEVED
TASKS = "（一）强产业。" + prose("园区") + "（二）惠民生。" + prose("学校")
END = "三、加强政府自身建设\n" + CONDUCT + CLOSING
GLUED = "".join(line.strip() for line in PLAIN.split("\n"))  # every line's end is lost

# The trap: the text behind the front matter, and its sections in order, role and heading.
CASES = {
    "plain": (
        PLAIN.removeprefix(FRONT),
        "review:一、2030年工作回顾 | problems | plan-targets:二、2031年工作安排 | plan-tasks:（一）强产业，增动能 | plan-tasks:（二）惠民生，促和谐 | self-government:三、加强政府自身建设 | closing",
    ),
    "thanks behind the problems are review again": (
        REVIEW
        + PROBLEMS
        + "各位代表！成绩来之不易，向关心支持梧川的各界人士致谢！\n二、2031年工作安排\n"
        + TARGETS
        + TASKS
        + END,
        "review:一、2030年工作回顾 | problems | review | plan-targets:二、2031年工作安排 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | self-government:三、加强政府自身建设 | closing",
    ),
    "self-government praised in the review is review": (
        "一、2030年工作回顾\n（一）产业更强。"
        + prose("园区")
        + "（二）政府自身建设全面加强。"
        + prose("机关")
        + "二、2031年安排\n"
        + TASKS
        + END,
        "review:一、2030年工作回顾 | review:（一）产业更强 | review:（二）政府自身建设全面加强 | plan-targets:二、2031年安排 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | self-government:三、加强政府自身建设 | closing",
    ),
    "problems as a section": (
        "一、2030年工作\n（一）主要成绩。"
        + prose("园区")
        + "（二）存在的困难和问题。"
        + prose("园区")
        + "二、2031年工作\n"
        + TASKS
        + END,
        "review:一、2030年工作 | review:（一）主要成绩 | problems:（二）存在的困难和问题 | plan-targets:二、2031年工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | self-government:三、加强政府自身建设 | closing",
    ),
    "outlook between review and plan": (
        REVIEW
        + "二、今后五年的目标任务\n到2035年，产值翻番。\n（一）立足实业。"
        + prose("园区")
        + "三、2031年工作\n"
        + TARGETS
        + TASKS
        + CLOSING,
        "review:一、2030年工作回顾 | outlook:二、今后五年的目标任务 | outlook:（一）立足实业 | plan-targets:三、2031年工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | closing",
    ),
    "outlook and the year in one chapter": (
        REVIEW
        + "二、今后五年总体要求和2031年工作安排\n今后五年，稳中求进。\n2031年是起步之年。"
        + TARGETS
        + TASKS
        + END,
        "review:一、2030年工作回顾 | outlook:二、今后五年总体要求和2031年工作安排 | plan-targets | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | self-government:三、加强政府自身建设 | closing",
    ),
    "the plan's first year is no outlook": (
        REVIEW + "二、全力做好“十六五”开局工作\n" + TARGETS + TASKS + END,
        "review:一、2030年工作回顾 | plan-targets:二、全力做好“十六五”开局工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | self-government:三、加强政府自身建设 | closing",
    ),
    "targets in one chapter, tasks in the following ones": (
        REVIEW
        + "二、2031年总体部署\n"
        + TARGETS
        + "三、强产业增后劲\n"
        + prose("园区")
        + "四、惠民生暖人心\n"
        + prose("学校")
        + CLOSING,
        "review:一、2030年工作回顾 | plan-targets:二、2031年总体部署 | plan-tasks:三、强产业增后劲 | plan-tasks:四、惠民生暖人心 | closing",
    ),
    "livelihood as a chapter, its numbered lines are items": (
        REVIEW
        + "二、2031年工作\n"
        + TARGETS
        + TASKS
        + "三、2031年十件民生实事\n1.新建幼儿园3所。\n2.建设养老中心。\n四、自身建设\n"
        + CONDUCT
        + CLOSING,
        "review:一、2030年工作回顾 | plan-targets:二、2031年工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | livelihood:三、2031年十件民生实事 | self-government:四、自身建设 | closing",
    ),
    "livelihood as an address, then tasks again": (
        REVIEW
        + "二、2031年工作\n"
        + TARGETS
        + TASKS
        + "各位代表，我们选出了12件民生实事，请大会票决。\n（三）保平安。"
        + prose("社区")
        + CLOSING,
        "review:一、2030年工作回顾 | plan-targets:二、2031年工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | livelihood | plan-tasks:（三）保平安 | closing",
    ),
    "self-government without a heading, then the army": (
        REVIEW
        + "二、2031年工作\n"
        + TARGETS
        + TASKS
        + "各位代表！新任务要求加强政府自身建设。"
        + CONDUCT
        + "各位代表！支持国防和军队建设。"
        + prose("双拥")
        + CLOSING,
        "review:一、2030年工作回顾 | plan-targets:二、2031年工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | self-government | plan-tasks | closing",
    ),
    "self-government as the last task": (
        REVIEW + "二、2031年工作\n" + TARGETS + TASKS + "（三）加强政府自身建设。" + CONDUCT + CLOSING,
        "review:一、2030年工作回顾 | plan-targets:二、2031年工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | self-government:（三）加强政府自身建设 | closing",
    ),
    "a satisfying education is no self-government": (
        REVIEW
        + "二、2031年工作\n"
        + TARGETS
        + "（一）办好人民满意的教育。"
        + prose("学校")
        + "（二）强产业。"
        + prose("园区")
        + CLOSING,
        "review:一、2030年工作回顾 | plan-targets:二、2031年工作 | plan-tasks:（一）办好人民满意的教育 | plan-tasks:（二）强产业 | closing",
    ),
    "parts above chapters": (
        "第一部分 2030年工作回顾\n一、产业更强\n"
        + prose("园区")
        + "二、民生更实\n"
        + prose("学校")
        + "第二部分 2031年工作安排\n一、主要目标\n"
        + TARGETS
        + "二、重点任务\n"
        + TASKS
        + CLOSING,
        "review:第一部分 2030年工作回顾 | review:一、产业更强 | review:二、民生更实 | plan-targets:第二部分 2031年工作安排 | plan-targets:一、主要目标 | plan-tasks:二、重点任务 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | closing",
    ),
    "chapters without numbers": (
        "过去五年工作回顾\n"
        + ACHIEVED
        + PROBLEMS
        + "今后五年奋斗目标\n"
        + prose("产业")
        + "2031年重点工作\n"
        + TARGETS
        + TASKS
        + "政府自身建设\n"
        + CONDUCT
        + CLOSING,
        "review:过去五年工作回顾 | problems | outlook:今后五年奋斗目标 | plan-targets:2031年重点工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | self-government:政府自身建设 | closing",
    ),
    "no chapters at all": (
        ACHIEVED
        + PROBLEMS
        + TARGETS
        + prose("园区")
        + "各位代表！打铁必须自身硬，要加强政府自身建设。"
        + CONDUCT
        + CLOSING,
        "review | problems | plan-targets | self-government | closing",
    ),
    "half-width brackets and blanks, a mark broken by a line's end": (
        "一、 2030年工作回顾\n"
        + ACHIEVED
        + "二、2031年工作\n"
        + TARGETS
        + "(一) 强产业\n"
        + prose("园区")
        + "（\n二）惠民生\n"
        + prose("学校")
        + CLOSING,
        "review:一、 2030年工作回顾 | plan-targets:二、2031年工作 | plan-tasks:(一) 强产业 | plan-tasks:（\n二）惠民生 | closing",
    ),
    "markdown": (
        "## "
        + REVIEW
        + "\n## 二、2031年工作\n\n"
        + TARGETS
        + "\n**（一）强产业**\n\n"
        + prose("园区")
        + "**（二）惠民生**\n\n"
        + prose("学校")
        + CLOSING,
        "review:一、2030年工作回顾 | plan-targets:二、2031年工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | closing",
    ),
    "a list of industries is no chapter": (
        REVIEW + "二、2031年工作\n" + TARGETS + TASKS + "一、二、三产业融合发展。\n" + CLOSING,
        "review:一、2030年工作回顾 | plan-targets:二、2031年工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | closing",
    ),
    "an annex with the livelihood list, then a glossary and furniture": (
        REVIEW
        + "二、2031年工作\n"
        + TARGETS
        + TASKS
        + CLOSING
        + "附件1\n2031年县民生实事\n一、新建幼儿园。\n"
        + prose("幼儿园")
        + "附件2\n名词解释\n1.一网通办：指网上办事。\n打印 关闭\n",
        "review:一、2030年工作回顾 | plan-targets:二、2031年工作 | plan-tasks:（一）强产业 | plan-tasks:（二）惠民生 | closing | livelihood:2031年县民生实事 | livelihood:一、新建幼儿园 | boilerplate",
    ),
}


def _roles(text: str) -> list[str]:
    return [f"{s.role}:{s.heading}" if s.heading else s.role for s in read_outline(text)]


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_roles_and_headings(body: str, expected: str) -> None:
    found = [r for r in _roles(FRONT + body) if not r.startswith("front-matter")]
    assert found == expected.split(" | ")


GLUED_CASES = {"no white space": "", "a blank": " ", "wide blanks": "\u3000\u3000"}


@pytest.mark.parametrize("joint", GLUED_CASES.values(), ids=GLUED_CASES.keys())
def test_a_speech_on_one_line_has_the_same_outline(joint: str) -> None:
    """The page that was copied has lost its lines' ends; headings then run into their text."""
    line = joint.join(part.strip() for part in PLAIN.split("\n"))
    assert _roles(line)[1:] == _roles(PLAIN)[1:]


def test_wrapped_lines_change_nothing() -> None:
    wrapped = "\n".join(line[at : at + 38] for line in PLAIN.split("\n") for at in range(0, max(1, len(line)), 38))
    assert _roles(wrapped) == _roles(PLAIN)


def test_furniture_and_notice_before_the_report() -> None:
    notice = "梧川县人民政府关于印发\n县九届人大一次会议政府工作报告的通知\n各乡镇人民政府：\n现予印发，请执行。\n"
    assert _roles("首页 > 政务公开 > 正文\n【字号：大 中 小】\n" + notice + PLAIN)[:4] == [
        "boilerplate",
        "front-matter:梧川县人民政府关于印发\n县九届人大一次会议政府工作报告的通知",
        "front-matter:梧川县政府工作报告",
        "review:一、2030年工作回顾",
    ]


def test_a_forum_page_ends_in_furniture() -> None:
    page = (
        "[转帖] 梧川县政府工作报告\n查看: 10|回复: 0\n积分\n14705\n"
        + PLAIN
        + "您需要登录后才可以回帖 登录 | 立即注册\n客服中心\n"
    )
    found = read_outline(page)
    assert [(s.role, page[s.start : s.start + 4]) for s in (found[0], found[-1])] == [
        ("boilerplate", "[转帖]"),
        ("boilerplate", "您需要登"),
    ]


def test_a_table_has_chapters_and_no_sections_in_its_cells() -> None:
    table = "目标任务\t责任单位\n一、主要预期目标\t1. 生产总值增长6%。\t县发改局\n\t2. 实现节能目标。\t县发改局\n"
    table += "二、强产业\t1. 建设园区。\t县经信局\n二、强产业\t2. 加强招商。\t县投促局\n三、2031年民生实事\t1. 建学校\t县教育局\n"
    table += "四、政府自身建设\t1. 转作风\t县府办\n抄送：县委各部门。\n"
    assert _roles("梧川县人民政府关于下达2031年政府工作报告任务分解的通知\n各单位：\n" + table) == [
        "front-matter:梧川县人民政府关于下达2031年政府工作报告任务分解的通知",
        "plan-targets:一、主要预期目标",
        "plan-tasks:二、强产业",
        "livelihood:三、2031年民生实事",
        "self-government:四、政府自身建设",
        "boilerplate",
    ]


def test_short_sentences_at_paragraph_starts_are_headings_of_level_three() -> None:
    style = "（一）强产业\n" + "".join(
        f"{w}。" + prose("园区", "招商") for w in ("做强“152”工程", "招引新项目", "新增企业30家")
    )
    found = read_outline(FRONT + REVIEW + "二、2031年工作\n" + TARGETS + style + CLOSING)
    # a figure is a statement and no heading
    assert [s.heading for s in found if s.level == 3] == ["做强“152”工程", "招引新项目"]


def test_points_under_a_chapter_are_level_two() -> None:
    points = "一要转作风。" + prose("作风", "效能") + "二要守廉洁。" + prose("廉洁", "纪律")
    found = read_outline(
        FRONT + REVIEW + "二、2031年工作\n" + TARGETS + TASKS + "三、建设廉洁政府\n" + points + CLOSING
    )
    assert [(s.level, s.heading, s.role) for s in found if s.heading.startswith(("一要", "二要"))] == [
        (2, "一要转作风", "self-government"),
        (2, "二要守廉洁", "self-government"),
    ]


def test_years() -> None:
    years = {
        s.role: s.year
        for s in read_outline(
            FRONT + REVIEW + PROBLEMS + "二、“十六五”目标\n" + prose("产业") + "三、2031年安排\n" + TASKS + END
        )
    }
    assert years == {
        "front-matter": None,
        "review": 2030,
        "problems": 2030,
        "outlook": 2035,
        "plan-targets": 2031,
        "plan-tasks": 2031,
        "self-government": 2031,
        "closing": None,
    }


def test_parts_that_are_no_reports_become_boilerplate() -> None:
    news = "某县召开会议\n" + prose("会议", "工作")
    text = news + PLAIN
    parts = (Part(1, 0, len(news), is_report=False), Part(2, len(news), len(text)))
    found = read_outline(text, parts=parts)
    assert [s.role for s in found][:3] == ["boilerplate", "front-matter", "review"]
    assert found[1].start == len(news)


PROBLEM_TURNS = {
    "seen clearly": ("我们也清醒认识到，发展不足仍是最大的短板。", True),
    "no such verb": ("与此同时，我县仍面临不少困难和挑战。", True),
    "known deeply": ("但我们深知，园区还有许多不足。", True),
    "lessons learnt": ("我们深刻认识到，必须坚持稳中求进。", False),
    "difficulties overcome": ("面对困难挑战，我们迎难而上。", False),
}


@pytest.mark.parametrize(("sentence", "turns"), PROBLEM_TURNS.values(), ids=PROBLEM_TURNS.keys())
def test_how_a_review_turns_to_problems(sentence: str, turns: bool) -> None:
    report = FRONT + REVIEW + sentence + prose("短处") + "二、2031年工作\n" + TARGETS + TASKS + CLOSING
    assert ("problems" in [s.role for s in read_outline(report)]) is turns


def test_a_closing_without_an_address() -> None:
    report = PLAIN.replace("各位代表！山高路远", "山高路远")
    assert _roles(report)[-2:] == ["self-government:三、加强政府自身建设", "closing"]


ODD = {
    "empty": "",
    "blank": " \n\u3000\n",
    "one sentence": "新增企业30家以上。",
    "only a heading": "一、2030年工作回顾",
    "only a title": TITLE,
}


@pytest.mark.parametrize("text", [*ODD.values(), PLAIN, GLUED, FRONT], ids=[*ODD, "plain", "glued", "front"])
def test_sections_cover_the_text_without_gap(text: str) -> None:
    found = read_outline(text)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(s.heading in text[s.start : s.end] for s in found)


def test_a_text_that_is_no_report_is_tasks() -> None:
    assert [(s.role, s.lead) for s in read_outline(ODD["one sentence"])] == [("plan-tasks", "新增企业30家以上。")]
