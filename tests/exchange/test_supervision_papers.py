"""Papers of supervision: what a sheet, a bulletin and a table in them say, and how they look to other programs."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from luoshi.exchange.bulletins import BulletinPaper, LaggingLine, UnitLine, bulletin_bytes
from luoshi.exchange.papers import Grid, Paper, Text, paper_bytes
from luoshi.exchange.sheets import SheetLevel, SheetPaper, sheet_bytes
from tests.exchange.office import converted, needs_office


def sheet(level: SheetLevel = "urging", **changes: object) -> SheetPaper:
    said = {
        "level": level,
        "number": "催〔2025〕7号",
        "issuer": "云川市人民政府督查室",
        "addressee": "市科学技术局",
        "matter": "2025-014",
        "title": "新增高新技术企业50家以上",
        "quote": "新增高新技术企业50家以上。",
        "source": "《2025年政府工作报告》",
        "missing": "提醒单要求于2025-06-30前落实，逾期未落实：时限为2025-06-30，已逾期1天",
        "answer_by": date(2025, 7, 4),
        "issued_on": date(2025, 7, 1),
        "leaders": "副市长",
        "before": ["提〔2025〕11号"],
    }
    return SheetPaper(**(said | changes))  # type: ignore[arg-type]  # a test may say anything


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def lines(data: bytes) -> list[str]:
    return [one.text for one in opened(data).paragraphs if one.text]


def test_a_sheet_says_what_is_missing_with_its_figures_and_by_when() -> None:
    assert lines(sheet_bytes(sheet())) == [
        "橙色催办",
        "云川市人民政府督查室",
        "催〔2025〕7号",
        "催办单",
        "市科学技术局：",
        "现就你单位牵头办理的“新增高新技术企业50家以上”（编号2025-014）发出催办单。责任领导：副市长。",
        "一、事项依据",
        "新增高新技术企业50家以上。（《2025年政府工作报告》）",
        "二、存在情况",
        "提醒单要求于2025年6月30日前落实，逾期未落实：时限为2025年6月30日，已逾期1天。此前已发提〔2025〕11号。",
        "三、办理要求",
        "请立即办理，并说明未按期完成的原因。请于2025年7月4日前办理并回复。",
        "云川市人民政府督查室",
        "2025年7月1日",
    ]


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({"level": "order", "urgent": True}, "红色督办　特急", "橙色催办"),
        ({"level": "reminder"}, "蓝色提醒", "橙色催办"),
        ({"withdrawn": True}, "橙色催办　已撤回", "特急"),
        ({"ask": "请报送专题材料", "missing": ""}, "请报送专题材料。请于2025年7月4日前办理并回复。", "存在情况"),
        ({"missing": "", "ask": "请报"}, "二、办理要求", "三、"),  # numbered as what there is
        ({"title": "甲\x0b乙"}, "甲\ufffd乙", "\x0b"),  # what XML cannot hold
    ],
)
def test_what_makes_a_difference_in_a_sheet(changes: dict[str, Any], said: str, unsaid: str) -> None:
    text = "\n".join(lines(sheet_bytes(sheet(**changes))))
    assert said in text
    assert unsaid not in text


def test_the_paper_is_that_of_official_documents() -> None:
    section = opened(sheet_bytes(sheet())).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [210, 297, 37, 28, 26]
    assert section.footer.paragraphs[0].text == "— 1 —"


def test_several_sheets_begin_each_on_a_page_of_its_own() -> None:
    document = opened(sheet_bytes([sheet(), sheet(number="催〔2025〕8号")]))
    assert len(document.element.body.findall(f".//{qn('w:pageBreakBefore')}")) == 1
    assert "催〔2025〕8号" in [one.text for one in document.paragraphs]


def test_a_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    grid = Grid([("编号", 1), ("事项", 3)], [["2025-001", "修路"]] * 3)
    table = opened(paper_bytes(Paper("督查室", "通报", [Text("如下。"), grid]))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["编号", "事项"]
    rows = table._tbl.findall(qn("w:tr"))
    assert [row.find(f"./{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [
        True,
        False,
        False,
        False,
    ]
    assert all(row.find(f"./{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def bulletin(**changes: object) -> BulletinPaper:
    lights = {"red": 1, "green": 3}
    said = {
        "issuer": "云川市人民政府督查室", "programme": "云川市2025年重点工作", "about": "", "starts": date(2025, 6, 1),
        "ends": date(2025, 6, 30), "as_of": date(2025, 6, 30), "lights": lights,
        "units": [UnitLine("市科学技术局", lights), UnitLine("", {"yellow": 1})],
        "lagging": [LaggingLine("2025-001", "修路", "市科学技术局", "已超过时限2025-06-20，逾期10天。")],
        "closed": 2, "due": 10, "in_time": 7, "late": 1, "reminders": 4, "urgings": 2, "orders": 1, "missed": 3,
        "inspections": ["项目落地专项督查"],
    }  # fmt: skip
    return BulletinPaper(**(said | changes))  # type: ignore[arg-type]  # a test may say anything


def test_a_bulletin_says_what_the_ledger_knows_and_nothing_else() -> None:
    document = opened(bulletin_bytes(bulletin()))
    text = [one.text for one in document.paragraphs if one.text]
    assert "截至2025年6月30日，共4个事项：滞后1个，占25%；正常3个，占75%。期内销号2个。" in text
    sheets = "发出提醒单4份、催办单2份、督办单1份，其中逾期3份。反馈督查结论1次：“项目落地专项督查”。"
    assert f"期内应填报10次，按时7次，迟报1次，未报2次。{sheets}" in text
    units, lagging = document.tables
    assert [cell.text for cell in units.rows[1].cells] == ["市科学技术局", "4", "1", "0", "3", "0", "0"]
    assert [cell.text for cell in lagging.rows[1].cells][-1] == "已超过时限2025年6月20日，逾期10天。"
    assert len(document.inline_shapes) == 1


def test_a_bulletin_about_nothing_says_so() -> None:
    none = {"lights": {}, "units": (), "lagging": (), "due": 0, "reminders": 0, "urgings": 0, "orders": 0}
    text = "\n".join(lines(bulletin_bytes(bulletin(**none, inspections=()))))
    for said in ("没有事项", "没有到期的填报", "没有发出提醒", "没有滞后事项"):
        assert said in text


@needs_office
def test_other_programs_show_it_on_one_page(tmp_path: Path) -> None:
    pages = pypdfium2.PdfDocument(converted(sheet_bytes(sheet("order", urgent=True)), "docx", "pdf", tmp_path))
    assert len(pages) == 1
    assert "督办单" in pages[0].get_textpage().get_text_range()
