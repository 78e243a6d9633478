"""A folder at once: what is written, what is passed over, what failed and why; and that nothing is forgotten."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from luoshi.cli.jobs import Job, Known, Outcome, work
from luoshi.cli.journal import Journal
from luoshi.cli.reader import Reader
from luoshi.cli.workers import outcomes
from tests.cli.cast import REPORT, call, paper


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of two reports, one of them deeper, and what is no paper."""
    papers = tmp_path / "papers"
    paper(papers, name="甲.txt")
    paper(papers, name="县/乙.txt")
    paper(papers, name=".hidden")
    paper(papers, name="~$甲.docx", text="the lock file of a word processor")
    return papers


def failures(out: Path) -> dict[str, str]:
    lines = (out / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    return {told["file"]: told["error"] for told in map(json.loads, lines)}


def test_each_file_gets_what_extract_prints(
    folder: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = tmp_path / "out"
    done = call(capsysbinary, "batch", folder, "-o", out, "--format", "jsonl", "--format", "html", "--jobs", "2")
    assert (done.status, done.out) == (0, "")
    assert done.err == f"luoshi: 2 files: 2 read; findings are in {out}\n"
    made = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert made == [".luoshi-done.jsonl", "县/乙.txt.html", "县/乙.txt.jsonl", "甲.txt.html", "甲.txt.jsonl"]
    assert (out / "甲.txt.jsonl").read_text() == call(capsysbinary, "extract", folder / "甲.txt").out


def test_what_failed_is_told_and_tried_again_and_what_is_done_is_passed_over(
    folder: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = tmp_path / "out"
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    done = call(capsysbinary, "extract", folder, "-o", out, "--tasks")
    assert done.status == 1
    assert list(failures(out)) == ["坏.docx"]
    assert "damaged" in failures(out)["坏.docx"]
    assert str(folder) not in failures(out)["坏.docx"]  # the file is named once
    assert (out / "甲.txt.tasks.jsonl").exists()

    (folder / "坏.docx").write_text(REPORT, encoding="utf-8")
    paper(folder, REPORT + "新建学校3所。\n", "甲.txt")
    before = (out / "县/乙.txt.tasks.jsonl").stat().st_mtime_ns
    done = call(capsysbinary, "extract", folder, "-o", out, "--tasks")
    assert done.err == f"luoshi: 3 files: 2 read, 1 unchanged since the last run; findings are in {out}\n"
    assert (out / "县/乙.txt.tasks.jsonl").stat().st_mtime_ns == before
    assert not (out / "failures.jsonl").exists()


@pytest.mark.parametrize("removed", ["output", "option"])
def test_a_file_is_done_again_when_its_output_is_gone_or_something_else_is_wanted(
    removed: str, folder: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = tmp_path / "out"
    call(capsysbinary, "batch", folder, "-o", out, "--jobs", "1")
    if removed == "output":
        (out / "甲.txt.jsonl").unlink()
    options = ["--max-pages", "7"] if removed == "option" else []
    done = call(capsysbinary, "batch", folder, "-o", out, "--jobs", "1", *options)
    assert "1 read, 1 unchanged" in done.err if removed == "output" else "2 read" in done.err


def test_results_within_the_folder_are_not_read_as_papers(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = folder / "findings"
    for _ in range(2):
        assert "luoshi: 2 files: " in call(capsysbinary, "batch", folder, "-o", out, "--jobs", "1").err


def test_an_empty_folder_says_so(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    done = call(capsysbinary, "batch", tmp_path, "-o", tmp_path / "out")
    assert (done.status, done.err) == (1, f"luoshi: {tmp_path}: there is no file in it\n")


def job(folder: Path, name: str, seconds: float = 60.0) -> Job:
    return Job(name, folder, folder.parent / "out", ("jsonl",), "statements", Reader(), seconds)


def test_a_file_that_takes_too_long_is_given_up(folder: Path) -> None:
    os.mkfifo(folder / "管")  # opening it waits for a writer that never comes
    outcome = work(job(folder, "管", seconds=0.2))
    assert (outcome.status, outcome.error) == ("failed", "not done within 0.2 seconds (--seconds allows more)")


def test_a_process_that_dies_takes_only_its_own_file_with_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.cli.workers.work", die_on_death)
    names = ["甲.txt", "死.txt", "县/乙.txt"]
    found = {one.name: one.status for one in outcomes((job(folder, name) for name in names), 1)}
    assert found == {"甲.txt": "done", "死.txt": "failed", "县/乙.txt": "done"}


def die_on_death(job: Job) -> Outcome:
    """What a worker does here: die on one name, as out of memory, and work on the others."""
    if job.name == "死.txt":
        os._exit(9)
    return work(job)


def test_only_a_few_files_are_in_hand_at_a_time(folder: Path) -> None:
    handed_out = 0

    def jobs() -> Iterator[Job]:
        nonlocal handed_out
        for _ in range(40):
            handed_out += 1
            yield job(folder, "甲.txt")

    running = outcomes(jobs(), 1)
    next(running)
    assert handed_out <= 5
    assert sum(1 for _ in running) == 39


def test_a_torn_line_forgets_only_itself(tmp_path: Path) -> None:
    found = {"甲": Known("aa", "v1"), "乙": Known("bb", "v1"), "丙": Known("cc", "v1")}
    with Journal(tmp_path, tmp_path) as journal:
        journal.record(Outcome("甲", "done", known=found["甲"]))
        journal.record(Outcome("乙", "done", known=found["乙"]))
    record = tmp_path / ".luoshi-done.jsonl"
    record.write_bytes(record.read_bytes()[:-5])
    with Journal(tmp_path, tmp_path) as journal:
        assert journal.known == {"甲": found["甲"]}
        journal.record(Outcome("丙", "done", known=found["丙"]))
    assert Journal(tmp_path, tmp_path).known == {"甲": found["甲"], "丙": found["丙"]}
    assert Journal(tmp_path, tmp_path / "another").known == {}


def test_another_run_s_results_are_not_read(
    folder: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert call(capsysbinary, "batch", folder, "-o", folder / "OUT").status == 0
    assert call(capsysbinary, "batch", folder, "-o", tmp_path / "other").status == 0
    assert not list((tmp_path / "other").rglob("*.jsonl.jsonl"))


def test_the_document_itself_is_never_overwritten(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    source = paper(tmp_path, name="甲.txt")
    before = source.read_bytes()
    done = call(capsysbinary, "extract", source, "-o", source)
    assert (done.status, source.read_bytes()) == (2, before)
    assert "never changed" in done.err
