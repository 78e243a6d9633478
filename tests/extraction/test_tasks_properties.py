"""Whatever the text: tasks quote it exactly, stand in order, do not overlap and know their statements."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from luoshi.extraction.outline import Role, Section
from luoshi.extraction.sentences import split_sentences
from luoshi.extraction.tasks import find_tasks

WORDS = (
    "加快", "建成", "推进", "坚持", "力争", "确保", "新增", "争创", "通过", "支持", "要", "将", "把", "以", "让", "一是", "（二）", "3.",
    "到2026年", "年底前", "铁路", "幼儿园", "医院", "供水", "市区", "300家", "5G", "6.5%", "开工", "全覆盖", "前期", "验收", "“甲，乙”",
    "，", "；", "。", "：", "、", "\n", " ", "了", "是", "𠮷", "（", "”",
)  # fmt: skip
ROLES: tuple[Role, ...] = ("outlook", "plan-targets", "plan-tasks", "livelihood", "self-government", "review")


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join) | st.text(max_size=60), st.sampled_from(ROLES))
def test_tasks_quote_in_order_without_overlap(text: str, role: Role) -> None:
    outline = [Section(1, "", role, 0, len(text), "")]
    tasks = find_tasks(text, outline, split_sentences(text, outline), [], stem="x", year=None)
    last = 0
    for task in tasks:
        assert last <= task.start < task.end <= len(text)
        assert task.quote == text[task.start : task.end] == task.quote.strip()
        assert (task.missing is None) == (task.measurability != "direction")
        last = task.end
