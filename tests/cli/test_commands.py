"""The commands keep the contract: what they print, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from luoshi.cli import inputs
from luoshi.reading import Document, Metadata, Part, read
from tests.cli.cast import REPORT, TABLE, call, paper

NEWS = "云川市举行植树活动。\n"


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> str:
    """Make every input one of three documents, the second of which is no report; gives the text."""
    text = REPORT + NEWS + REPORT
    first, last = len(REPORT), len(REPORT + NEWS)
    parts = (
        Part(1, 0, first, metadata=Metadata(title="甲")),
        Part(2, first, last, is_report=False),
        Part(3, last, len(text), metadata=Metadata(title="乙")),
    )
    document = replace(read(text), name="三份.txt", parts=parts)

    def read_several(*_: object, **__: object) -> Document:
        return document

    monkeypatch.setattr(inputs, "read", read_several)
    return text


def test_read_prints_a_plain_text_as_it_is(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = paper(tmp_path, "\ufeff甲\r\n乙\u2028丙")
    done = call(capsysbinary, "read", file)
    assert (done.status, done.out, done.err) == (0, "甲\n乙\u2028丙", "")


def test_offsets_point_into_what_read_prints(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = paper(tmp_path)
    text = call(capsysbinary, "read", file).out
    for options in ((), ("--tasks",)):
        found = call(capsysbinary, "extract", file, *options).lines()
        assert found
        assert all(text[line["start"] : line["end"]] == line["quote"] for line in found)
    sections = call(capsysbinary, "outline", file).lines()
    assert [sections[0]["start"], sections[-1]["end"]] == [0, len(text)]
    blocks = call(capsysbinary, "read", file, "--format", "jsonl").lines()
    assert [block["kind"] for block in blocks].count("heading") >= 2


def test_about_lists_every_document(several: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    done = call(capsysbinary, "about", "any.txt")
    assert [(line["document"], line["is_report"]) for line in done.lines()] == [(1, True), (2, False), (3, True)]
    assert done.lines()[2]["end"] == len(several)


def test_lines_of_several_documents_are_numbered_and_what_is_no_report_is_named(
    several: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    done = call(capsysbinary, "extract", "any.txt")
    assert done.status == 0
    assert {line["document"] for line in done.lines()} == {1, 3}
    assert all(several[line["start"] : line["end"]] == line["quote"] for line in done.lines())
    assert len({line["id"] for line in done.lines()}) == len(done.lines())
    assert done.err.count("\n") == 1
    assert "2 “云川市举行植树活动" in done.err


@pytest.mark.parametrize(("number", "text"), [("1", REPORT), ("2", NEWS), ("3", REPORT)])
def test_a_picked_document_has_a_text_and_offsets_of_its_own(
    number: str, text: str, several: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert call(capsysbinary, "read", "any.txt", "--document", number).out == text
    found = call(capsysbinary, "extract", "any.txt", "--document", number).lines()
    assert all(text[line["start"] : line["end"]] == line["quote"] for line in found)
    assert all(list(line)[-1] == "document" for line in found)
    sections = call(capsysbinary, "outline", "any.txt", "--document", number).lines()
    assert (sections[0]["start"], sections[-1]["end"]) == (0, len(text))


def test_a_number_that_no_document_has_is_a_bad_call(several: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for command in ("read", "outline", "extract", "table"):
        done = call(capsysbinary, command, "any.txt", "--document", "9")
        assert (done.status, done.out) == (2, "")
        assert "this input holds 3" in done.err


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "html"])
def test_extract_writes_a_file_in_each_format(
    form: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = tmp_path / "new" / f"found.{form}"
    done = call(capsysbinary, "extract", paper(tmp_path), "--format", form, "-o", out)
    assert (done.status, done.out, done.err) == (0, "", f"luoshi: {out.parent}: this folder was made\n")
    data = out.read_bytes()
    if form == "json":
        assert len(json.loads(data)["statements"]) >= 3
    elif form == "csv":
        assert len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))) >= 4
    elif form == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(data))["目标与结果"].max_row >= 4
    else:
        assert data.startswith(b"<!DOCTYPE html>")


def test_table_prints_rows_and_resolves_units(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = paper(tmp_path, TABLE)
    [row] = call(capsysbinary, "table", file).lines()
    assert (row["row"], row["lead_unit"], row["etc"]) == (1, "市教育局", True)
    [row] = call(capsysbinary, "table", file, "--resolve").lines()
    assert row["resolved"] == [
        {"written": "市教育局", "unit": "市教育局", "how": "exact"},
        {"written": "市财政局", "unit": "市财政局", "how": "exact"},
    ]
    own = paper(tmp_path, "名称,简称\n云川市教育局,市教育局\n", "units.csv")
    [row] = call(capsysbinary, "table", file, "--resolve", "--registry", own).lines()
    assert '"unit": "云川市教育局"' in json.dumps(row, ensure_ascii=False)
    assert json.loads(call(capsysbinary, "table", file, "--format", "json").out)["rows"][0]["row"] == 1


def test_rows_say_in_which_document_they_stand(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = REPORT + TABLE
    parts = (Part(1, 0, len(REPORT)), Part(2, len(REPORT), len(text), is_report=False))
    monkeypatch.setattr(inputs, "read", lambda *_, **__: Document(text, parts=parts))
    [row] = call(capsysbinary, "table", "any.txt").lines()
    assert (row["document"], row["source"]) == (2, {"page": None, "line": text.count("\n", 0, len(REPORT)) + 2})
    [row] = call(capsysbinary, "table", "any.txt", "--document", "2").lines()
    assert (row["document"], row["source"]) == (2, {"page": None, "line": 2})


def test_a_paper_without_a_table_says_so(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    done = call(capsysbinary, "table", paper(tmp_path))
    assert (done.status, done.out) == (0, "")
    assert "no responsibility table" in done.err


NO_REPORT = "购物清单：鸡蛋、牛奶。\n"
NO_TEXT = "there is no text in it: check that it is the file you mean"
UNLIKE = "was found in it: it does not look like a work report (luoshi read shows its text)"


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        (" \n\u3000\n", ["read"], NO_TEXT),
        (" \n\u3000\n", ["about"], NO_TEXT),
        (" \n\u3000\n", ["outline"], NO_TEXT),
        (" \n\u3000\n", ["extract"], NO_TEXT),
        (NO_REPORT, ["outline"], f"no heading of a section {UNLIKE}"),
        (NO_REPORT, ["extract"], f"no target or result with a figure {UNLIKE}"),
        (NO_REPORT, ["extract", "--tasks"], f"no task {UNLIKE}"),
        (NO_REPORT, ["extract", "--format", "json"], f"no target, result or task {UNLIKE}"),
        (NO_REPORT, ["extract", "--unresolved"], ""),  # all figures understood: as it should be
        # A report that promises without figures.
        ("二、2024年重点工作\n建成社区公园。\n", ["extract"], "no target or result with a figure was found in it, but 1 tasks"),
        ("二、2024年重点工作\n建成社区公园。\n", ["extract", "--format", "json"], ""),
    ],
)  # fmt: skip
def test_where_nothing_is_found_one_line_says_so(
    text: str, arguments: list[str], said: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = paper(tmp_path, text)
    command, *options = arguments
    done = call(capsysbinary, command, file, *options)
    assert done.status == 0
    assert done.err.startswith(f"luoshi: {file}: {said}" if said else "")
    assert done.err.count("\n") == bool(said)


def test_a_zip_of_two_reports_is_two_documents(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    packed = tmp_path / "两份.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("一.txt", REPORT)
        file.writestr("二.txt", REPORT.replace("2024", "2025").replace("2023", "2024"))
    assert {line["document"] for line in call(capsysbinary, "extract", packed).lines()} == {1, 2}


def test_version_and_help(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert call(capsysbinary, "--version").out.startswith("luoshi 0.")
    for command in ("read", "about", "outline", "extract", "table", "batch", "demo"):
        done = call(capsysbinary, command, "--help")
        assert done.status == 0
        assert "Usage" in done.out
