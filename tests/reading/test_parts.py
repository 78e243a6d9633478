"""How many documents an input holds; to tear one report apart is worse than to leave two together."""

from __future__ import annotations

import pytest

from luoshi.reading.parts import find_parts
from tests.extraction.speeches import PLAIN, prose

NEWS = "某县召开会议\n发布时间：2031-01-02\n" + prose("会议", "工作", "落实") + prose("督查", "考核") + "\n"


def _named(county: str, year: str = "2031") -> str:
    return PLAIN.replace("梧川", county).replace("2031", year)


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n")) + "\n"


SINGLE = {
    "a report": PLAIN,
    "on one line": _one_line(PLAIN),
    "furniture around it": "首页 > 正文\n[转帖] 梧川县政府工作报告\n" + PLAIN + "登录 | 注册\n",
    "the title twice": "分享\n梧川县政府工作报告\n首页\n" + PLAIN,
    "a notice before it": "梧川县人民政府关于印发政府工作报告的通知\n各乡镇：\n"
    + prose("落实", "责任", "督查")
    + PLAIN,
    "annexes behind it": PLAIN
    + "附件1\n2031年民生实事\n"
    + prose("学校", "医院", "道路")
    + "附件2\n名词解释\n"
    + prose("甲", "乙", "丙"),
    "an address that repeats the salutation": PLAIN.replace("（二）", "各位代表：受委托，我向大会报告。\n（二）"),
    "no report at all": NEWS,
    "nothing": "",
}


@pytest.mark.parametrize("text", SINGLE.values(), ids=SINGLE.keys())
def test_one_document(text: str) -> None:
    (part,) = find_parts(text)
    assert (part.number, part.start, part.end, part.is_report) == (1, 0, len(text), True)


@pytest.mark.parametrize("shape", [str, _one_line], ids=["lines", "one line each"])
def test_reports_and_news_on_one_page(shape: type[str]) -> None:
    documents = [shape(d) for d in (_named("梧川"), _named("柳河", "2032"), NEWS, _named("松塘", "2033"))]
    text = "".join(documents)
    found = find_parts(text)
    assert [text[p.start : p.end] for p in found] == documents
    assert [p.is_report for p in found] == [True, True, False, True]
    assert [p.metadata.government for p in found] == ["梧川县人民政府", "柳河县人民政府", None, "松塘县人民政府"]
    assert [p.metadata.year_planned for p in found] == [2031, 2032, None, 2033]
    assert found[2].metadata.title == "某县召开会议"


def test_news_before_the_first_report_is_set_aside() -> None:
    found = find_parts(NEWS + _named("梧川") + _named("柳河"))
    assert [(p.number, p.is_report) for p in found] == [(1, False), (2, True), (3, True)]


def test_a_notice_goes_with_its_report() -> None:
    notice = "柳河县人民政府关于印发\n政府工作报告的通知\n各乡镇：\n现予印发。\n"
    text = PLAIN + notice + _named("柳河")
    assert text[find_parts(text)[1].start :].startswith("柳河县人民政府关于印发")
