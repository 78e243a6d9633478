"""The demonstration: a table of what was found, files for each paper, and an index that leads to them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.cli.cast import REPORT, TABLE, call, paper


def links(out: Path) -> list[str]:
    page = LexborHTMLParser((out / "index.html").read_text(encoding="utf-8"))
    return [str(link.attributes["href"]) for link in page.css("nav a")]


def test_the_fictional_city(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    out = tmp_path / "demo"
    done = call(capsysbinary, "demo", "--out", out)
    assert (done.status, done.err) == (0, "")
    for name in ("yunchuan-2024.txt", "yunchuan-2025.txt", "yunchuan-2024-responsibility.docx", str(out)):
        assert name in done.out
    found = [json.loads(line) for line in (out / "yunchuan-2025.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["kind"] for line in found} == {"target", "result"}
    rows = (out / "yunchuan-2024-responsibility.rows.jsonl").read_text(encoding="utf-8").splitlines()
    book = openpyxl.load_workbook(out / "yunchuan-2024-responsibility.xlsx")
    assert book["责任分解"].max_row == 1 + len(rows)
    assert all((out / link).is_file() for link in links(out))


def test_own_files_of_one_stem_and_in_the_same_folder_are_kept(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    one, other = paper(tmp_path, name="报告.txt"), paper(tmp_path, TABLE, name="报告.md")
    page = paper(tmp_path, f"<p>{REPORT}</p>", name="网页.html")
    before = page.read_bytes()
    assert call(capsysbinary, "demo", one, other, page, "--out", tmp_path).status == 0
    assert page.read_bytes() == before
    assert all((tmp_path / f"{name}.html").is_file() for name in ("报告.txt", "报告.md", "网页.html"))


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    good = paper(tmp_path)
    done = call(capsysbinary, "demo", tmp_path / "无.docx", good, "--out", tmp_path / "out")
    assert done.status == 1
    assert done.err == f"luoshi: {tmp_path / '无.docx'}: there is no such file: check the name and the folder\n"
    assert "报告.txt" in done.out
    assert links(tmp_path / "out")[0] == "%E6%8A%A5%E5%91%8A.html"


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    done = call(capsysbinary, "demo", "--out", paper(tmp_path) / "demo")
    assert done.status == 1
    assert done.err.count("\n") == 1
