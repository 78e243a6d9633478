"""A folder once more: what earlier runs wrote is true or gone, and what somebody else wrote is never touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.cast import REPORT, call, paper

Captured = pytest.CaptureFixture[bytes]


def run(captured: Captured, folder: Path, out: Path, *options: str) -> str:
    return call(captured, "batch", folder, "-o", out, "--jobs", "1", *options).err


def written(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and path.name[0] != ".")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of two reports, one of them deeper."""
    paper(tmp_path / "papers", name="甲.txt")
    paper(tmp_path / "papers", name="县/乙.txt")
    return tmp_path / "papers"


def test_another_format_is_added_and_the_first_still_holds(
    folder: Path, tmp_path: Path, capsysbinary: Captured
) -> None:
    out = tmp_path / "out"
    run(capsysbinary, folder, out)
    assert "2 files: 2 read;" in run(capsysbinary, folder, out, "--format", "csv")
    assert "2 files: 2 read;" in run(capsysbinary, folder, out, "--tasks")
    assert written(out) == sorted(
        f"{name}.{form}" for name in ("甲.txt", "县/乙.txt") for form in ("jsonl", "csv", "tasks.jsonl")
    )
    assert "2 unchanged" in run(capsysbinary, folder, out)
    assert "2 unchanged" in run(capsysbinary, folder, out, "--format", "csv", "--format", "jsonl")


def test_of_a_file_that_changed_no_old_format_is_left(folder: Path, tmp_path: Path, capsysbinary: Captured) -> None:
    out = tmp_path / "out"
    run(capsysbinary, folder, out, "--format", "csv", "--format", "jsonl")
    paper(folder, REPORT + "新建学校3所。\n", "甲.txt")
    told = run(capsysbinary, folder, out)
    assert "1 read, 1 unchanged since the last run, 1 outdated results removed" in told
    assert written(out) == ["县/乙.txt.csv", "县/乙.txt.jsonl", "甲.txt.jsonl"]


def test_of_a_file_that_is_gone_nothing_is_left(folder: Path, tmp_path: Path, capsysbinary: Captured) -> None:
    out = tmp_path / "out"
    run(capsysbinary, folder, out)
    (folder / "县" / "乙.txt").rename(folder / "丙.txt")
    assert "1 outdated results removed" in run(capsysbinary, folder, out)
    assert written(out) == ["丙.txt.jsonl", "甲.txt.jsonl"]
    assert not (out / "县").exists()
    assert "removed" not in run(capsysbinary, folder, out)


@pytest.mark.parametrize("content", ["changed", "same"])
def test_of_a_file_that_fails_only_what_still_holds_is_left(
    content: str, folder: Path, tmp_path: Path, capsysbinary: Captured
) -> None:
    out = tmp_path / "out"
    run(capsysbinary, folder, out)
    if content == "changed":
        (folder / "甲.txt").write_bytes(b"PK\x03\x04")
    told = run(capsysbinary, folder, out, "--max-bytes", "50")
    assert "2 failed" in told
    assert written(out) == sorted(
        ["failures.jsonl", "县/乙.txt.jsonl"] + (["甲.txt.jsonl"] if content == "same" else [])
    )


def test_what_somebody_changed_is_left_and_named(folder: Path, tmp_path: Path, capsysbinary: Captured) -> None:
    out = tmp_path / "out"
    run(capsysbinary, folder, out)
    (out / "甲.txt.jsonl").write_text("my own notes", encoding="utf-8")
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "甲.txt").unlink()
    told = run(capsysbinary, folder, out)
    assert "changed by somebody and so left there: 甲.txt.jsonl" in told
    assert written(out) == ["notes.txt", "县/乙.txt.jsonl", "甲.txt.jsonl"]


def test_another_folder_s_results_are_left_in_peace(folder: Path, tmp_path: Path, capsysbinary: Captured) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    paper(other, name="丁.txt")
    run(capsysbinary, folder, out)
    run(capsysbinary, other, out)
    assert written(out) == ["丁.txt.jsonl", "县/乙.txt.jsonl", "甲.txt.jsonl"]
    assert "2 unchanged" in run(capsysbinary, folder, out)
