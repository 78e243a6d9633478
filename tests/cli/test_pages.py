"""Every command that the pages show as typed (`$ luoshi …`) runs, on the papers of the fictional city."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from luoshi.cli import democity
from luoshi.cli.main import status_of
from tests.cli.cast import call

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
# A block of commands as typed in a page; near miss: ```sh
BLOCK = re.compile(r"^```console\n(.{1,2000}?)^```", re.MULTILINE | re.DOTALL)
# A word of the explanation that is set as code: `folding`, `extraction/figures/`; near misses: `text[a:b]`, `plan-targets`
CODE = re.compile(r"`([a-z_/]{2,60})`")
# A promise that the tutorial names with its stage. Sample: 建成228国道 promises to `complete`; near miss: promises to pay
STAGE = re.compile(r"(\S{1,40}) (?:promises|only) to `(\w{1,20})`")
# Codes of the output among these words, which are no modules.
CODES = {"read", "figure", "event", "direction", "result"}
PAGES = sorted(page for page in DOCS.rglob("*.md") if BLOCK.search(page.read_text(encoding="utf-8")))


def typed(page: Path) -> list[list[str]]:
    """The commands of a page, in order, each as its words."""
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [shlex.split(line.removeprefix("$ ")) for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_says_to_type_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    democity.documents(tmp_path / "demo")
    monkeypatch.chdir(tmp_path)
    for words in typed(page):
        match words:
            case ["luoshi", *arguments]:
                assert status_of(arguments) == 0, shlex.join(words)
            case ["mkdir", folder]:
                Path(folder).mkdir()
            case ["cp", *files, folder]:
                assert [shutil.copy(file, folder) for file in files]
            case _:
                pytest.fail(f"{page.name} shows a command that this test cannot run: {shlex.join(words)}")


def test_the_stages_that_the_tutorial_names_are_found(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    named = STAGE.findall((DOCS / "tutorial" / "first-report.md").read_text(encoding="utf-8"))
    democity.documents(tmp_path)
    tasks = call(capsysbinary, "extract", tmp_path / "yunchuan-2024.txt", "--tasks").lines()
    assert [stage for _, stage in named] == ["complete", "start", "plan"]
    for promise, stage in named:
        assert [task["stage"] for task in tasks if promise in task["quote"]] == [stage]


def test_the_pages_show_every_command() -> None:
    shown = {words[1] for page in PAGES for words in typed(page) if words[0] == "luoshi"}
    assert shown >= {"read", "about", "outline", "extract", "table", "batch"}


def test_the_stages_that_the_explanation_names_exist() -> None:
    page = (DOCS / "explanation" / "how-a-report-is-read.md").read_text(encoding="utf-8")
    package = ROOT / "src" / "luoshi"
    there = {path.relative_to(package).with_suffix("").as_posix() for path in package.rglob("*")}
    ends = {path.rpartition("/")[2] for path in there}
    named = {word.rstrip("/") for word in CODE.findall(page)} - CODES
    assert named
    assert sorted(word for word in named if word not in there | ends) == []


def test_the_lexicon_page_names_every_word_list() -> None:
    page = (DOCS / "reference" / "lexicon.md").read_text(encoding="utf-8")
    other = {"indicators", "democity_data"}
    lists = {file.name for file in (ROOT / "src" / "luoshi").rglob("*.toml") if file.parent.name not in other}
    assert set(re.findall(r"`(\w+\.toml)`", page)) == lists
