"""Whatever a text is made of, its documents, sections and sentences fit together and quote it exactly."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.extraction.outline import read_outline
from luoshi.extraction.sentences import split_sentences
from luoshi.reading.chrome import chrome_spans
from luoshi.reading.parts import find_parts

# Everything that the grammar of structure reacts to.
WORDS = """
一、 二、 三、 （一） （二） (三) 1. 2、 （1） 一是 二要 第一， 第一部分 ㈠ ① 各位代表！ 各位代表： 让我们团结奋斗！ 政府工作报告 2031年 工作回顾 工作安排
“十六五”时期 今后五年 预期目标 民生实事 10件 自身建设 清醒地看到 困难问题 附件1 名词解释 抄送： 来源： 打印 。 ， ； ： ！ 加快推进项目建设 增长6% “ ” （ ） —— **
现在，我代表县政府报告工作，请审议。 某县政府关于印发工作报告的通知 在某县第九届人民代表大会第一次会议上 PM 2.5
"""
PIECES = [*WORDS.split(), "\n", "\n\n", "\u3000", "\t", " ", "\r"]
texts = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_the_structure_holds(text: str) -> None:
    parts = find_parts(text)
    assert (parts[0].start, parts[-1].end) == (0, len(text))
    assert all(a.end == b.start for a, b in pairwise(parts))
    outline = read_outline(text, parts=parts)
    assert (outline[0].start, outline[-1].end) == (0, len(text))
    assert all(a.start < a.end == b.start for a, b in pairwise(outline))
    assert all(s.heading in text[s.start : s.end] for s in outline)
    sentences = split_sentences(text, outline)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    for sentence in sentences:
        section = outline[sentence.section]
        assert section.start <= sentence.start < sentence.end <= section.end
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip() != ""


@settings(max_examples=100, deadline=None)
@given(texts)
def test_furniture_lies_in_order(text: str) -> None:
    spans = chrome_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
