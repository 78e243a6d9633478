"""What must hold of any text: quotes are exact, ids are unique, sections cover it, no figure is lost, nothing raises."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi import Document, extract
from luoshi.extraction import Statement, Task, Unresolved
from luoshi.reading.parts import find_parts

FRAGMENTS = st.sampled_from(
    [
        "新增", "高新技术企业", "300家", "以上", "、", "，", "。", "；", "分别", "均", "增长", "8.5%", "左右", "从", "提高到", "（", "）", "“",
        "”", "百", "万", "亿元", "第", "3", "列全省", "2025年", "一、", "（一）", "\n", "\t", " ", "：", "2:1", "五成", "翻番", "控制在", "以内",
        "1，2", "５０％", "每万人", "千亿级", "超", "5G", "国道", "零增长", "三分之一", "—", "各位代表", "和", "与", "的", "等", "10条", "断头路",
    ]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=60).map("".join) | st.text(max_size=200)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_read_exactly(text: str) -> None:
    found = extract(Document(text, parts=find_parts(text)))
    whole = found.document.text
    items: list[Statement | Task | Unresolved] = [*found.statements, *found.tasks, *found.unresolved]
    for item in items:
        assert whole[item.start : item.end] == item.quote
    ids = [item.id for item in found.statements] + [task.id for task in found.tasks]
    assert len(ids) == len(set(ids))
    ends = [0, *(section.end for section in found.outline)]
    assert [section.start for section in found.outline] == ends[:-1]
    assert ends[-1] == len(whole)


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60).map("".join))
def test_no_digit_is_lost(text: str) -> None:
    whole = "一、二〇二五年重点工作\n" + text
    found = extract(Document(whole, parts=find_parts(whole)))
    covered = bytearray(len(whole))
    spans = [(s.start, s.end) for s in found.statements] + [(u.start, u.end) for u in found.unresolved]
    for section in found.outline:
        at = whole.find(section.heading, section.start) if section.heading else -1
        spans += [(at, at + len(section.heading))] if at >= 0 else []
        spans += [(section.start, section.end)] if section.role == "boilerplate" else []
    for start, end in (*spans, *found.recognised):
        covered[start:end] = b"\1" * (end - start)
    lost = [m.group() for m in re.finditer(r"[0-9０-９]+", whole) if not all(covered[m.start() : m.end()])]
    assert not lost
