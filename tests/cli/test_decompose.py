"""`luoshi decompose`: a draft table for a report, learnt from past tables."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from luoshi.cli import democity
from tests.cli.cast import REPORT, TABLE, Call, call, paper

PAST = """云川市2023年政府工作报告任务分解
一、民生
1. 建成社区公园2座。（责任领导：副市长甲；牵头单位：市园林局；责任单位：市财政局）
2. 新增规上工业企业100家。（牵头单位：市经信局；责任单位：市统计局）
"""
Decompose = Callable[..., Call]


@pytest.fixture
def decompose(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Decompose:
    file = paper(tmp_path)

    def run(*options: str | Path) -> Call:
        return call(capsysbinary, "decompose", file, *options)

    return run


def test_rows_keep_the_contract(decompose: Decompose) -> None:
    done = decompose()
    assert done.status == 0
    rows = done.lines()
    assert [row["row"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(REPORT[row["source"]["start"] : row["source"]["end"]] == row["task"] for row in rows)
    assert {row["lead_unit"] for row in rows} >= {"市发展改革委"}
    assert all(
        isinstance(name, str) and 0 < chance <= 1 for row in rows for name, chance in row["suggestions"]["lead_unit"]
    )


def test_a_past_table_teaches(decompose: Decompose, tmp_path: Path) -> None:
    rows = decompose("--like", paper(tmp_path, PAST, "2023.txt")).lines()
    park = next(row for row in rows if "公园" in row["task"])
    assert (park["lead_unit"], park["units"][0]) == ("市园林局", "市园林局")
    assert park["suggestions"]["lead_unit"][0][0] == "市园林局"


def test_tables_may_be_several(decompose: Decompose, tmp_path: Path) -> None:
    done = decompose("--like", paper(tmp_path, PAST, "2023.txt"), "--like", paper(tmp_path, TABLE, "另一年.txt"))
    assert done.status == 0
    assert done.lines()


def test_checks_say_what_is_to_be_done(decompose: Decompose) -> None:
    done = decompose("--checks")
    assert "--checks lists them" in done.err
    assert all(set(line) >= {"code", "severity", "message", "advice", "rows"} for line in done.lines())
    assert "group-not-expanded" in {line["code"] for line in done.lines()}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_other_forms(decompose: Decompose, form: str) -> None:
    done = decompose("--format", form)
    assert done.status == 0
    assert "市发展改革委" in done.out
    assert "start" in done.out


def test_word_and_excel_have_the_official_layout(decompose: Decompose, tmp_path: Path) -> None:
    for name in ("表.docx", "表.xlsx"):
        done = decompose("-o", tmp_path / name)
        assert (done.status, done.out) == (0, "")
    table = docx.Document(str(tmp_path / "表.docx")).tables[0]
    assert {"目标任务", "牵头单位"} <= {cell.text for cell in table.rows[0].cells}
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "表.xlsx").read_bytes()))
    cells = {str(cell.value) for row in book.worksheets[0] for cell in row}
    assert {"市发展改革委", "一季度", "四季度"} <= cells


def test_refusals_say_what_is_wrong(decompose: Decompose, tmp_path: Path) -> None:
    done = decompose("--like", paper(tmp_path, "各位代表，现在开会。\n", "会议.txt"))
    assert (done.status, done.out) == (1, "")
    assert "no responsibility table was found" in done.err
    assert decompose("--like", tmp_path / "没有.docx").status == 1
    assert decompose("--like", "-").status == 2
    assert decompose("--registry", tmp_path / "没有.csv").status == 1
    assert decompose("--year", "25").status == 2
    assert decompose("--checks", "--format", "csv").status == 2


def test_the_past_table_is_never_overwritten(decompose: Decompose, tmp_path: Path) -> None:
    past = paper(tmp_path, PAST, "2023.txt")
    assert decompose("--like", past, "-o", past).status == 2
    assert past.read_text(encoding="utf-8") == PAST


def test_the_demo_city_drafts_from_its_own_table(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    files = {path.name: path for path in democity.documents(tmp_path)}
    report = next(path for name, path in files.items() if "2025" in name)
    table = next(path for name, path in files.items() if "responsibility" in name and path.suffix == ".docx")
    done = call(capsysbinary, "decompose", report, "--like", table)
    rows = done.lines()
    assert len(rows) > 40
    assert sum(bool(row["leaders"]) for row in rows) == len(rows)
    assert {row["lead_unit"] for row in rows} >= {"市科技局", "市教育局", "市农业农村局"}
