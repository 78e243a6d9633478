"""Where a sentence ends: line wraps, headings, table cells, half-width stops."""

from __future__ import annotations

import pytest

from luoshi.extraction.outline import Section, read_outline
from luoshi.extraction.sentences import split_sentences
from tests.extraction.speeches import PLAIN, TARGETS

CASES = {
    "full stops of three kinds": ("加快发展。能行吗？一定能！", ["加快发展。", "能行吗？", "一定能！"]),
    "closing quotes belong to the sentence": ("他说：“好。”大家同意。", ["他说：“好。”", "大家同意。"]),
    "a wrap at a comma": ("加快发展，\n推进建设。", ["加快发展，\n推进建设。"]),
    "a wrap before a number": (
        "今年计划开工的项目一共有整整\n89项，超额完成。",
        ["今年计划开工的项目一共有整整\n89项，超额完成。"],
    ),
    "a number cut at its colon": (
        "城乡居民收入比要力争缩小到\n\n2:1；能耗下降。",
        ["城乡居民收入比要力争缩小到\n\n2:1；能耗下降。"],
    ),
    "a word cut twice by markup": ("以PM\n2.5\n浓度下降为目标。", ["以PM\n2.5\n浓度下降为目标。"]),
    "a line that begins with 是": ("发展的\n主要目标\n是：产值翻番。", ["发展的\n主要目标\n是：产值翻番。"]),
    "a line that cannot end so": ("一流的\n园区。", ["一流的\n园区。"]),
    "a wrap in the middle of a long line": (
        "推动全县各乡镇因地制宜发展特色产业集\n群，形成新的增长点。",
        ["推动全县各乡镇因地制宜发展特色产业集\n群，形成新的增长点。"],
    ),
    "short lines stand alone": ("梧川县人民政府\n2031年1月9日", ["梧川县人民政府", "2031年1月9日"]),
    "a new item ends the line before": (
        "重点抓好以下几个方面的主要工作任务\n（一）强产业，增动能。",
        ["重点抓好以下几个方面的主要工作任务", "（一）强产业，增动能。"],
    ),
    "a colon or a semicolon ends a line": (
        "主要目标是：\n产值增长6%；\n就业增加。",
        ["主要目标是：", "产值增长6%；", "就业增加。"],
    ),
    "table cells stand apart": (
        "1. 建学校\t县教育局，各乡镇\t2031年\n2. 修路\t县交通局",
        ["1. 建学校", "县教育局，各乡镇", "2031年", "2. 修路", "县交通局"],
    ),
    "a row does not run into the next": (
        "推进全县中小学校舍安全改造工程建设\t县教育局\n\t加快农村公路建设，改善出行",
        ["推进全县中小学校舍安全改造工程建设", "县教育局", "加快农村公路建设，改善出行"],
    ),
    "half-width stops between words only": ("完成投资.全县增长3.5%.稳中有进.", ["完成投资.", "全县增长3.5%.稳中有进."]),
    "white space at both ends is left out": ("　　加快发展。　\n\n　推进建设。 ", ["加快发展。", "推进建设。"]),
    "stops alone are no sentence": ("。。\n！", []),
}


def _sentences(text: str, heading: str = "") -> list[str]:
    found = split_sentences(text, [Section(1, heading, "plan-tasks", 0, len(text), "")])
    return [text[s.start : s.end] for s in found]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert _sentences(text) == expected


def test_a_heading_is_no_sentence() -> None:
    assert _sentences("（一）强产业。加快建设。", "（一）强产业") == ["加快建设。"]


def test_sentences_know_their_section_and_count_through_the_document() -> None:
    outline = read_outline(PLAIN)
    found = split_sentences(PLAIN, outline)
    assert [s.id for s in found[:2]] == ["s00001", "s00002"]
    assert [s.id for s in found] == [f"s{n:05d}" for n in range(1, len(found) + 1)]
    assert all(outline[s.section].start <= s.start < s.end <= outline[s.section].end for s in found)
    target = next(s for s in found if PLAIN[s.start : s.end] == TARGETS.strip())
    assert outline[target.section].role == "plan-targets"


def test_sentences_lose_no_word_outside_headings() -> None:
    outline = read_outline(PLAIN)
    kept = "".join(PLAIN[s.start : s.end] for s in split_sentences(PLAIN, outline)) + "".join(
        s.heading for s in outline
    )
    assert sorted("".join(kept.split()).replace("。", "")) == sorted("".join(PLAIN.split()).replace("。", ""))
