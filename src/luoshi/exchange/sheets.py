"""Sheets of the ladder (提醒单、催办单、督办单) as Word files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from luoshi.exchange.papers import Block, Heading, Paper, Text, paper_bytes

# A day as the ledger writes it. Sample: 2025-06-30; near miss: 2025-014
_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
SheetLevel = Literal["reminder", "urging", "order"]
TITLES: dict[SheetLevel, str] = {"reminder": "提醒单", "urging": "催办单", "order": "督办单"}
_MARKS: dict[SheetLevel, tuple[str, str]] = {
    "reminder": ("蓝色提醒", "1A5FB4"),
    "urging": ("橙色催办", "C25700"),
    "order": ("红色督办", "C00000"),
}
# What is asked for where no person wrote it.
ASKED: dict[SheetLevel, str] = {
    "reminder": "请对照要求抓紧办理，按期完成。",
    "urging": "请立即办理，并说明未按期完成的原因。",
    "order": "请主要负责人牵头研究，限期整改，并书面说明原因、措施和完成时间。",
}


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """What a sheet says.

    `missing` is what is missing, with its figures, perhaps nothing; `before` the sheets of the case before it.
    """

    level: SheetLevel
    number: str
    issuer: str
    addressee: str
    matter: str
    title: str
    quote: str
    source: str
    missing: str
    answer_by: date
    issued_on: date
    ask: str = ""
    leaders: str = ""
    before: Sequence[str] = ()
    urgent: bool = False
    withdrawn: bool = False


def sheet_bytes(sheets: SheetPaper | Sequence[SheetPaper]) -> bytes:
    """A DOCX file of one sheet or of several."""
    several = [sheets] if isinstance(sheets, SheetPaper) else list(sheets)
    return paper_bytes([_paper(sheet) for sheet in several])


def in_words(day: date) -> str:
    """A day as official papers write it.

    >>> in_words(date(2025, 9, 5))
    '2025年9月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def days_in_words(text: str) -> str:
    """A text with its days written as official papers write them.

    >>> days_in_words("时限为2025-06-30，编号2025-014")
    '时限为2025年6月30日，编号2025-014'
    """
    return _DAY.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)


def _paper(sheet: SheetPaper) -> Paper:
    kind = TITLES[sheet.level]
    source = f"（{sheet.source}）" if sheet.source else ""
    led = f"责任领导：{sheet.leaders}。" if sheet.leaders else ""
    parts = [("事项依据", f"{sheet.quote}{source}")]
    if sheet.missing:
        parts.append(("存在情况", f"{_ended(days_in_words(sheet.missing))}{_history(sheet.before)}"))
    asked = _ended(sheet.ask) if sheet.ask else ASKED[sheet.level]
    parts.append(("办理要求", f"{asked}请于{in_words(sheet.answer_by)}前办理并回复。"))
    blocks: list[Block] = [
        Text(f"{sheet.addressee}：", flush=True),
        Text(f"现就你单位牵头办理的“{sheet.title}”（编号{sheet.matter}）发出{kind}。{led}"),
    ]
    for number, (heading, text) in zip("一二三", parts, strict=False):
        blocks += [Heading(f"{number}、{heading}"), Text(text)]
    mark, colour = _MARKS[sheet.level]
    corner = f"{mark}{'　特急' if sheet.urgent else ''}{'　已撤回' if sheet.withdrawn else ''}"
    return Paper(
        issuer=sheet.issuer,
        title=kind,
        blocks=blocks,
        number=sheet.number,
        mark=(corner, colour),
        signed=sheet.issuer,
        date=in_words(sheet.issued_on),
    )


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def _history(before: Sequence[str]) -> str:
    return f"此前已发{'、'.join(before)}。" if before else ""
