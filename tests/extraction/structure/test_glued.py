"""Where a heading ends when nothing but its words tells it from the text."""

from __future__ import annotations

import pytest

from luoshi.extraction.structure.glued import are_glued, chapter_end, section_end

CHAPTERS = {
    "a year opens the text": "2030年工作回顾|2030年是不平凡的一年。",
    "two things in the heading": "2031年目标任务和重点工作|今年是开局之年。",
    "a word that ends headings, inside one": "2031年工作总体部署|做好今年工作，责任重大。",
    "self-government": "着力建设人民满意政府|坚定不移推进改革。",
    "a full stop of its own": "大力推进工业强县。|加快建设园区。",
    "a blank between": "过去五年工作回顾| 县九届人大以来，我们砥砺前行。",
    "no blank between a number and its year": "2030 年工作回顾| 2030 年，全县经济稳中有进。",
}
SECTIONS = {
    "a verb behind a noun": "强工业稳增长，培育发展新动能|深入实施技改行动。",
    "one clause": "加快完善现代水利体系|实施河道治理行动。",
    "a verb behind a comma opens a clause of the heading": "强化要素保障，加快释放内需潜力|持续优化服务。",
}


@pytest.mark.parametrize("written", CHAPTERS.values(), ids=CHAPTERS.keys())
def test_chapters(written: str) -> None:
    heading, _, rest = written.partition("|")
    assert (heading + rest)[: chapter_end(heading + rest, 0, len(heading + rest))] == heading.rstrip("。")


@pytest.mark.parametrize("written", SECTIONS.values(), ids=SECTIONS.keys())
def test_sections(written: str) -> None:
    heading, _, rest = written.partition("|")
    assert (heading + rest)[: section_end(heading + rest, 0, len(heading + rest))] == heading


def test_headings_with_stops_are_not_glued() -> None:
    text = "强工业，增动能。深入实施技改行动。惠民生，促和谐。持续办好学校。"
    assert not are_glued(text, [(0, 17), (17, len(text))])
