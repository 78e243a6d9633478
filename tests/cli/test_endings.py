"""However a call goes wrong, it ends with one line on standard error, the right status, and nothing half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from luoshi.cli import inputs
from luoshi.cli.failures import one_line
from luoshi.cli.reader import LIMIT_HELP
from luoshi.reading.limits import Limits
from tests.cli.cast import REPORT, call, paper

LUOSHI = [sys.executable, "-c", "from luoshi.cli.main import run; run()"]
COMMANDS = ("read", "about", "outline", "extract", "table")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file: check the name and the folder"),
        (b"", "it is empty: get it again"),
        (b"PK\x03\x04broken", "damaged or truncated ZIP, DOCX or XLSX file: get it again"),
        (bytes(range(256)) * 9, "of no kind that can be read: save it as DOCX, PDF, HTML or plain text"),
    ],
)
def test_an_input_that_cannot_be_read_is_one_line_and_status_1(
    command: str, content: bytes | None, said: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "坏.docx"
    if content is not None:
        file.write_bytes(content)
    done = call(capsysbinary, command, file)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"luoshi: {file}: ")
    assert done.err.count("\n") == 1
    assert said in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extrac", "x"],
        ["extract"],
        ["extract", "x", "--format", "pdf"],
        ["extract", "x", "--document", "0"],
        ["extract", "x", "--document", "two"],
        ["extract", "x", "--tasks", "--unresolved"],
        ["extract", "x", "--max-pages", "-1"],
        ["extract", "."],  # a folder without -o
        ["table", "x", "--registry", "y"],
        ["batch", "."],
        ["batch", "no-such-folder", "-o", "x"],
        ["batch", ".", "-o", "."],
    ],
)
def test_a_bad_call_is_one_line_and_status_2(arguments: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    done = call(capsysbinary, *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("luoshi: ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "x", "--format", "pdf"], "--format must be jsonl, json, csv, xlsx or html (luoshi extract --help)"),
        (["read", "x", "--format", "pdf"], "--format must be text or jsonl (luoshi read --help)"),
        (["batch", ".", "-o", "x", "--format", "pdf"], "--format must be jsonl, json, csv, xlsx or html (luoshi batch --help)"),
        (["extract", "x", "--document", "0"], "--document must be a whole number, 1 or more (luoshi extract --help)"),
        (["table", "x", "--document", "two"], "--document must be a whole number, 1 or more (luoshi table --help)"),
        (["about", "x", "--ocr", "maybe"], "--ocr must be auto, never or always (luoshi about --help)"),
        (["outline", "x", "--max-pages", "-1"], "--max-pages must be a whole number, 0 or more (luoshi outline --help)"),
        (["batch", ".", "-o", "x", "--seconds", "0"], "--seconds must be a number, 0.1 or more (luoshi batch --help)"),
        (["batch", "no-such-folder", "-o", "x"], "no-such-folder: there is no such folder"),
        (["extract"], "Missing argument 'FILE' (luoshi extract --help)"),
        (["extrac"], "No such command 'extrac'"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_what_is_allowed(
    arguments: list[str], said: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert call(capsysbinary, *arguments).err.startswith(f"luoshi: {said}")


@pytest.mark.parametrize("command", ["read", "about", "outline", "table"])
def test_a_folder_where_a_file_is_wanted(
    command: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    done = call(capsysbinary, command, tmp_path)
    advice = f"it is a folder: name a file in it; luoshi batch {tmp_path} -o OUT reads all of them"
    assert (done.status, done.out, done.err) == (1, "", f"luoshi: {tmp_path}: {advice}\n")


def test_a_file_where_a_folder_is_wanted(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = paper(tmp_path)
    done = call(capsysbinary, "batch", file, "-o", tmp_path / "out")
    assert (done.status, done.err) == (2, f"luoshi: {file}: it is a file: luoshi extract {file} reads it\n")


def test_a_limit_is_an_option_and_its_refusal_names_it(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = paper(tmp_path)
    done = call(capsysbinary, "read", file, "--max-bytes", "10")
    assert done.status == 1
    assert "--max-bytes" in done.err
    assert call(capsysbinary, "read", file, "--max-characters", "10").status == 1
    assert call(capsysbinary, "read", file, "--max-characters", str(len(REPORT))).status == 0
    assert one_line("raise it with Limits(pdf_seconds=…)") == "raise it with --max-pdf-seconds"


def test_every_limit_has_its_help() -> None:
    assert {limit.name for limit in fields(Limits)} == set(LIMIT_HELP)


def test_a_fault_of_ours_is_one_line_that_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too\ndeep")

    monkeypatch.setattr(inputs, "extract", fail)
    done = call(capsysbinary, "extract", paper(tmp_path))
    assert done.status == 1
    assert "please report it (RecursionError: too deep)" in done.err
    monkeypatch.setenv("LUOSHI_DEBUG", "1")
    with pytest.raises(RecursionError):
        call(capsysbinary, "extract", paper(tmp_path))


def test_a_place_that_cannot_be_written_is_one_line_and_leaves_nothing(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    blocked = paper(tmp_path, name="文件")
    done = call(capsysbinary, "extract", paper(tmp_path), "-o", blocked / "x.jsonl")
    assert done.status == 1
    assert done.err.count("\n") == 1
    # The target is a folder: the finished file must not be left beside it under a made-up name.
    done = call(capsysbinary, "extract", paper(tmp_path), "-o", paper(tmp_path, name="d/x").parent)
    assert done.status == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d", "报告.txt", "文件"]


def test_standard_input_and_any_locale(tmp_path: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*LUOSHI, "extract", "-"], input=REPORT.encode("gbk"), capture_output=True, env=plain, check=True
    )
    assert "生产总值" in done.stdout.decode("utf-8")
    failed = subprocess.run([*LUOSHI, "read", str(tmp_path / "无")], capture_output=True, env=plain, check=False)
    assert (failed.returncode, failed.stderr.count(b"\n")) == (1, 1)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_error(unbuffered: str, tmp_path: Path) -> None:
    file = paper(tmp_path, REPORT * 2_000)  # more than a pipe holds
    plain = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        [*LUOSHI, "read", str(file)], env=plain, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


def test_an_interrupt_ends_quietly_with_130() -> None:
    with subprocess.Popen(
        [*LUOSHI, "extract", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        # It has read this when it waits for more; an interrupt before its start would be Python's own affair.
        wait_until_reading(running.pid)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate()
    assert (running.returncode, out, err) == (130, b"", b"")


def wait_until_reading(process: int) -> None:
    """Wait until a process sleeps in a read of its standard input."""
    deadline = 600
    for _ in range(deadline):
        if Path(f"/proc/{process}/wchan").read_text(encoding="ascii").startswith(("pipe_read", "anon_pipe_read")):
            return
        subprocess.run(["sleep", "0.05"], check=True)
    pytest.skip("this system does not show that a process waits for its input")


def test_little_is_loaded_to_show_the_version() -> None:
    heavy = {"openpyxl", "rich", "concurrent.futures.process"}
    heavy |= {"luoshi.extraction", "luoshi.responsibility", "luoshi.exchange"}
    shown = subprocess.run(
        [sys.executable, "-c", "import sys, luoshi.cli.main; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert heavy & set(shown.stdout.split()) == set()
