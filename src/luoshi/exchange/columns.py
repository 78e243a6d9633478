"""The columns of each kind of list: which key, under which Chinese header, how wide, and which words for its codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.exchange import labels


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` names it for programs, `header` for people; `width` counts narrow characters.

    `words` puts a word in place of each code, `number_format` is a spreadsheet's.
    """

    key: str
    header: str
    width: int
    words: Mapping[str, str] | None = None
    number_format: str | None = None


_CONFIDENCE = Column("confidence", "置信度", 8, number_format="0%")
_SPAN = (Column("start", "起", 8), Column("end", "止", 8))

STATEMENTS = (
    Column("id", "编号", 16),
    Column("section", "部分", 8, labels.SECTION),
    Column("kind", "类别", 6, labels.KIND),
    Column("quote", "原文", 48),
    *_SPAN,
    Column("indicator", "指标", 28),
    Column("concept", "规范指标", 22),
    Column("measure", "口径", 8, labels.MEASURE),
    Column("op", "比较", 6, labels.OP),
    Column("value", "数值", 10),
    Column("value_high", "上值", 8),
    Column("unit", "单位", 10),
    Column("polarity", "方向", 6, labels.POLARITY),
    Column("year", "年份", 7, number_format="0"),
    Column("role", "段落", 12, labels.ROLE),
    Column("heading", "标题", 28),
    _CONFIDENCE,
    Column("period", "期限", 14),
    Column("place", "范围", 14),
)

TASKS = (
    Column("id", "编号", 16),
    Column("quote", "原文", 60),
    *_SPAN,
    Column("verb", "动作", 8),
    Column("object", "事项", 32),
    Column("stage", "承诺阶段", 9, labels.STAGE),
    Column("year", "年份", 7, number_format="0"),
    Column("targets", "所含目标", 18),
    Column("measurability", "可考核性", 10, labels.MEASURABILITY),
    Column("role", "段落", 12, labels.ROLE),
    Column("heading", "标题", 28),
    Column("period", "期限", 14),
    Column("place", "范围", 14),
    Column("missing", "所缺", 28),
)

OUTLINE = (
    Column("level", "层级", 6),
    Column("heading", "标题", 48),
    Column("role", "段落", 12, labels.ROLE),
    *_SPAN,
    Column("lead", "开头", 32),
    Column("year", "年份", 7, number_format="0"),
)

UNRESOLVED = (Column("quote", "原文", 48), *_SPAN, Column("reason", "原因", 40, labels.REASON))

ROWS = (
    Column("row", "序号", 6),
    Column("section", "部分", 24),
    Column("subsection", "分项", 20),
    Column("task", "目标任务", 60),
    Column("leaders", "责任领导", 14),
    Column("units", "责任单位", 40),
    Column("lead_unit", "牵头单位", 18),
    Column("etc", "等", 5),
    Column("deadline", "完成时限", 14),
    Column("milestones", "进度安排", 24),
    Column("note", "备注", 18),
    Column("page", "页", 6),
    Column("line", "行", 6),
)

# Only printed for an input that holds several documents.
DOCUMENT = Column("document", "文件", 6)
# Only printed when the units of a table's rows were looked up in a registry.
RESOLVED = Column("resolved", "规范单位", 40)
# Only printed for drafts, whose rows stand at a place of the report instead of a page and line.
DRAFTS = (*_SPAN, Column("targets", "指标", 24), Column("suggestions", "牵头单位建议", 40))
_PLACES = frozenset({"page", "line"})


def row_columns(rows: Sequence[Mapping[str, object]]) -> tuple[Column, ...]:
    """The columns of a responsibility table; resolved units and the document's number only where the rows have them."""
    drafts = any("suggestions" in row for row in rows)
    shown = (*(column for column in ROWS if column.key not in _PLACES), *DRAFTS) if drafts else ROWS
    return shown + tuple(column for column in (RESOLVED, DOCUMENT) if any(column.key in row for row in rows))
