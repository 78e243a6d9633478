"""From the findings of each sentence to the statements of a document, with places, years and ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.extraction.concepts import concept_of
from luoshi.extraction.figures.confidence import confidence_of
from luoshi.extraction.figures.finding import SentenceReader
from luoshi.extraction.figures.folding import Folded, fold
from luoshi.extraction.figures.found import Found
from luoshi.extraction.figures.periods import When, read_times, time_at
from luoshi.extraction.figures.quantities import Quantity
from luoshi.extraction.outline import Role, Section
from luoshi.extraction.sentences import Sentence
from luoshi.extraction.statements import Kind, SectionName, Statement, Unresolved

_SECTION: dict[Role, SectionName] = {
    "review": "review", "problems": "review", "outlook": "outlook", "plan-targets": "plan", "plan-tasks": "plan",
    "livelihood": "plan", "self-government": "other",
    "front-matter": "other", "closing": "other", "boilerplate": "other",
}  # fmt: skip
_SILENT: frozenset[Role] = frozenset({"boilerplate"})
# A sentence without this holds no figure. Sample: 8%, 翻番, 百家; near miss: 一体化
_TRIGGER = re.compile(
    r"[0-9０-９]|翻[了近]{0,2}[一两二三四12]?番|零(?:增长|填埋|排放)|分之|第[一二三四五六七八九十]|前[一二三四五六七八九十百]|"
    r"[一二三四五六七八九十百千两][十百千万亿]|[百千万亿][个家名项所座条处户人亩元吨套台件多余公平米以]|[一二三四五六七八九两]成|[二三四五六七八九两][所条座家处公亩]|百强|首位|[千万]亿"
)
# How a paragraph opens that sums up five years. Sample: 五年来，我们; near miss: 今后五年
_FIVE_YEARS = re.compile(r"五年来|过去五年|五年间|“十[二三四五六]五”(?:时期|期间|以来)")
_OPENING = 40  # characters in which a paragraph says of what time it speaks
_PARAGRAPH = 3000  # characters that a paragraph's beginning is looked back for
# Figures of thanks and greetings are no record (ruling 8 of the guide).
_THANKS = re.compile(r"表示(?:衷心|崇高|诚挚|最)[^。]{0,12}(?:感谢|敬意)")


def find_statements(
    text: str, outline: Sequence[Section], sentences: Sequence[Sentence], *, stem: str
) -> tuple[list[Statement], list[Unresolved], list[tuple[int, int]]]:
    """The statements of a document, the figures left open, and the spans of numbers recognised as names.

    Ids are `stem`-0001 and up, in document order.
    """
    statements: list[Statement] = []
    unresolved: list[Unresolved] = []
    names: list[tuple[int, int]] = []
    for sentence in sentences:
        section = outline[sentence.section]
        if section.role in _SILENT or not _TRIGGER.search(text, sentence.start, sentence.end):
            continue
        view = fold(text, sentence.start, sentence.end)
        if _THANKS.search(view.text):
            continue
        reader = SentenceReader(view.text).read()
        if reader.found:
            times = read_times(view.text, section.year)
            span = _span_of(text, sentence, section)
            for found in sorted(reader.found, key=lambda f: (f.quantity.start, f.start)):
                if found.measure == "rank" and section.role == "front-matter":
                    continue  # 列第一位的为牵头单位: a rule of the covering notice
                statements.append(
                    _statement(text, view, found, section, times, span, f"{stem}-{len(statements) + 1:04d}")
                )
        unresolved += [_open(text, view, quantity, reason) for quantity, reason in reader.left]
        names += [view.span(name.start, name.end) for name in reader.names]
    return statements, unresolved, names


def _open(text: str, view: Folded, quantity: Quantity, reason: str) -> Unresolved:
    start, end = view.span(quantity.start, quantity.end)
    return Unresolved(text[start:end], start, end, reason)


def _span_of(text: str, sentence: Sentence, section: Section) -> str | None:
    """The span of a review's paragraph that sums up five years: its figures are no single year's."""
    if section.role != "review":
        return None
    line = text.rfind("\n", max(0, sentence.start - _PARAGRAPH), sentence.start) + 1
    return "5-years" if _FIVE_YEARS.search(text, line, min(sentence.end, line + _OPENING)) else None


def _statement(
    text: str, view: Folded, found: Found, section: Section, times: list[When], span: str | None, id_: str
) -> Statement:
    start, end = view.span(found.start, found.end)
    quantity = found.quantity
    name = _SECTION[section.role]
    when = time_at(times, quantity.start)
    kind: Kind = "result" if name == "review" else "target"
    unit = quantity.unit.replace("：", ":")
    return Statement(
        id=id_,
        section=name,
        kind=kind,
        quote=text[start:end],
        start=start,
        end=end,
        indicator=found.head,
        concept=concept_of(found.head, measure=found.measure, unit=unit),
        measure=found.measure,
        op=found.op,
        value=quantity.value,
        value_high=quantity.high,
        unit=unit,
        polarity=found.polarity,
        year=when.year,
        period=when.period or ("yearly" if found.yearly else span),
        place=found.place or None,
        role=section.role,
        heading=section.heading,
        confidence=confidence_of(found.doubts, found.head),
    )
