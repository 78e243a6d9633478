"""The commands that the README names exist, are executable and stop at the first mistake."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import PAGES, must_be_empty
from tests.shared import ROOT

SCRIPTS = sorted(p for p in [*(ROOT / "script").iterdir(), ROOT / ".ci" / "run"] if p.is_file())
# A command of the repository as a page names it: script/demo, .ci/run; near miss: javascript/demo
COMMAND = re.compile(r"(?<![\w./-])(?:script|\.ci)/\w+")


def test_readme_names_the_two_commands() -> None:
    named = set(COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"script/demo", "script/test"} <= named


def test_every_command_that_a_page_names_exists() -> None:
    named = {(page.name, name) for page in PAGES for name in COMMAND.findall(page.read_text(encoding="utf-8"))}
    must_be_empty(f"{page}: {name}" for page, name in named if not (ROOT / name).is_file())


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.name)
def test_a_script_is_strict_and_says_what_it_does(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert os.access(script, os.X_OK)
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1].startswith("# ")
    assert "set -euo pipefail" in lines


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is absent: apt-get install shellcheck")
def test_shellcheck_finds_nothing() -> None:
    done = subprocess.run(["shellcheck", *SCRIPTS], capture_output=True, text=True, check=False)
    assert done.stdout == ""
