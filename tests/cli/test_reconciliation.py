"""The commands that set promises against outcomes: what they print, in which form, and what they refuse."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from luoshi.exchange.ledger_list import ledger_bytes
from tests.cli.cast import call, paper
from tests.reconciliation.papers import PLAN, REVIEW

KEYS = ["target", "result", "verdict", "ratio", "why"]
TASK_KEYS = ["task", "evidence", "verdict", "why"]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A plan and the report of the next year."""
    targets = "生产总值增长6%以上，固定资产投资增长8%，新建公园30座。"
    results = "全市生产总值增长6.4%，固定资产投资增长5%。"
    first = paper(tmp_path, PLAN.format(targets=targets, before="全市经济平稳运行。"), "2024.txt")
    return first, paper(tmp_path, REVIEW.format(results=results, again="生产总值增长5%。"), "2025.txt")


def test_reconcile_keeps_the_contract(files: tuple[Path, Path], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    done = call(capsysbinary, "reconcile", *files)
    assert (done.status, done.err) == (0, "")
    lines = done.lines()
    assert [line["verdict"] for line in lines] == ["met", "missed", "not-reported"]
    assert all(list(line)[: len(KEYS)] == KEYS for line in lines)
    text = files[1].read_text(encoding="utf-8")
    result = lines[1]["result"]
    assert text[result["start"] : result["end"]] == result["quote"]
    assert lines[2]["result"] is None


def test_tasks_and_carry_over(files: tuple[Path, Path], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    tasks = call(capsysbinary, "reconcile", *files, "--tasks").lines()
    assert tasks
    assert all(list(line)[: len(TASK_KEYS)] == TASK_KEYS for line in tasks)
    fates = call(capsysbinary, "reconcile", *files, "--carry-over").lines()
    assert [line["fate"] for line in fates] == ["lowered", "dropped", "dropped"]


def test_series_and_cascade(files: tuple[Path, Path], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    points = call(capsysbinary, "series", *files, "--indicator", "生产总值").lines()
    assert [(point["year"], point["gap"]) for point in points] == [(2024, 0.4), (2025, None)]
    lines = call(capsysbinary, "cascade", files[0], files[0]).lines()
    assert [one["difference"] for one in lines[0]["counterparts"]] == [0]
    page = call(capsysbinary, "cascade", files[0], files[1], "--format", "html").out
    assert "参照文件的3项目标中，0项在其余文件中都有对应，3项都没有对应。" in page  # another year


@pytest.mark.parametrize(
    "command", [("reconcile",), ("reconcile", "--tasks"), ("reconcile", "--carry-over"), ("series",), ("cascade",)]
)
def test_every_list_goes_out_in_every_form(
    command: tuple[str, ...], files: tuple[Path, Path], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    rows = list(
        csv.reader(io.StringIO(call(capsysbinary, *command, *files, "--format", "csv").out.removeprefix("\ufeff")))
    )
    assert len(rows) > 1
    book = tmp_path / "out.xlsx"
    assert call(capsysbinary, *command, *files, "--format", "xlsx", "-o", book).status == 0
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert sheet.max_row == len(rows)
    page = call(capsysbinary, *command, *files, "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<tr>") == len(rows)
    assert "http" not in page.replace("http-equiv", "")


def test_a_page_draws_what_stands_in_three_years(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    papers = []
    for year in (2022, 2023, 2024):
        text = PLAN.replace("2023", str(year - 1)).replace("2024", str(year)) if year < 2024 else PLAN
        papers.append(paper(tmp_path, text.format(targets="生产总值增长6%。", before="平稳。"), f"{year}.txt"))
    page = call(capsysbinary, "series", *papers, "--format", "html").out
    assert page.count('<img alt="地区生产总值') == 1
    assert "data:image/svg+xml;base64," in page


def test_what_makes_no_sense_is_refused(files: tuple[Path, Path], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    done = call(capsysbinary, "reconcile", *files, "--tasks", "--carry-over")
    assert (done.status, done.out) == (2, "")
    done = call(capsysbinary, "reconcile", *files, "-o", files[1])
    assert done.status == 2
    assert "never changed" in done.err
    done = call(capsysbinary, "reconcile", files[0], files[1].with_name("nowhere.txt"))
    assert done.status == 1


def test_a_review_of_another_government_is_told(
    files: tuple[Path, Path], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    other = paper(tmp_path, files[1].read_text(encoding="utf-8").replace("云川市", "杭州市"), "other.txt")
    own = paper(tmp_path, files[0].read_text(encoding="utf-8").replace("云川市", "宁波市"), "own.txt")
    done = call(capsysbinary, "reconcile", own, other)
    assert done.status == 0
    assert "belong together" in done.err


def test_hostile_words_stay_words(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    targets = "新建<script>alert(1)</script>公园30座。"
    first = paper(tmp_path, PLAN.format(targets=targets, before="平稳。"), "a.txt")
    then = paper(tmp_path, REVIEW.format(results="新建公园31座。", again="生产总值增长5%。"), "b.txt")
    assert "<script>" not in call(capsysbinary, "reconcile", first, then, "--format", "html").out


def test_a_ledger_goes_out_of_the_desk_and_in_as_a_plan(
    files: tuple[Path, Path], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    tasks = ("全市生产总值增长6%以上。", "固定资产投资增长8%，新建公园30座。", "建成云湖大桥。")
    ledger = tmp_path / "云川市重点工作台账.xlsx"
    records = [
        {"number": f"{at:03}", "kind": "重点任务", "section": "一、重点工作", "task": task, "lead": "市发展改革委"}
        | {"helpers": "市统计局", "deadline_words": "年底前", "deadline": "2024-12-31", "status": "已交办"}
        for at, task in enumerate(tasks, 1)
    ]
    ledger.write_bytes(ledger_bytes(records))
    lines = call(capsysbinary, "reconcile", ledger, files[1]).lines()
    assert [(line["target"]["indicator"], line["verdict"]) for line in lines] == [
        ("生产总值", "met"),
        ("固定资产投资", "missed"),  # of 2024 by its date, though no row says so
        ("公园", "not-reported"),
    ]
    told = call(capsysbinary, "reconcile", ledger, files[1], "--tasks").lines()
    assert [line["verdict"] for line in told] == ["done", "missed", "not-reported"]


def test_sources_that_disagree_stand_side_by_side_in_every_form(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    targets = "规上工业增加值增长10%以上，固定资产投资增长8%。"
    first = paper(tmp_path, PLAN.format(targets=targets, before="平稳。"), "2024.txt")
    results = "全年规上工业增加值增长15%，固定资产投资增长8.2%。"
    then = paper(tmp_path, REVIEW.format(results=results, again="生产总值增长5%。"), "2025.txt")
    told = "云川市2024年国民经济和社会发展统计公报\n\n全年规模以上工业增加值比上年增长15.7%。固定资产投资增长7.5%。\n"
    bulletin = paper(tmp_path, told, "公报.txt")
    files = (first, then, bulletin)
    growth, invested = call(capsysbinary, "reconcile", *files).lines()
    assert (growth["verdict"], growth["result"]["value"], growth["source"]) == ("exceeded", 15, "2025.txt")
    assert [(one["result"]["value"], one["source"]) for one in growth["others"]] == [(15.7, "公报.txt")]
    assert (invested["verdict"], invested["others"][0]["verdict"]) == ("not-comparable", "missed")
    assert "来源说法不一" in invested["why"]
    for form in ("csv", "html"):
        out = call(capsysbinary, "reconcile", *files, "--format", form).out
        assert "15.7%" in out
        assert "15%" in out
        assert "来源说法不一" in out
    book = tmp_path / "out.xlsx"
    call(capsysbinary, "reconcile", *files, "--format", "xlsx", "-o", book)
    cells = [str(cell.value) for row in openpyxl.load_workbook(book).worksheets[0] for cell in row]
    assert any("15.7%" in cell for cell in cells)
