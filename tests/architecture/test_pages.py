"""Pages point at what is there, and a generated page is what the code generates."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import PAGES, must_be_empty
from tests.shared import ROOT

# The target of a link or picture: [words](docs/x.md#part); near miss: f(x), [1]
LINK = re.compile(r"\]\(([^)\s]{1,300})\)")
# A heading of a page: ## Output; near miss: #tag
HEADING = re.compile(r"^#{1,6} (.{1,200})$", re.MULTILINE)
# What an anchor leaves out of its heading.
NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


def _anchors(page: Path) -> set[str]:
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {NOT_IN_ANCHOR.sub("", heading).strip().lower().replace(" ", "-") for heading in headings}


def _leads_nowhere(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = (page.parent / path).resolve() if path else page
    if not found.exists():
        return True
    return bool(anchor) and found.suffix == ".md" and anchor not in _anchors(found)


def test_every_link_leads_somewhere() -> None:
    links = [(page, target) for page in PAGES for target in LINK.findall(page.read_text(encoding="utf-8"))]
    own = [(page, target) for page, target in links if "://" not in target and not target.startswith("mailto:")]
    assert own
    must_be_empty(f"{p.relative_to(ROOT)}: {target}" for p, target in own if _leads_nowhere(p, target))


def test_the_reference_of_the_command_line_is_what_the_code_says(tmp_path: Path) -> None:
    made, kept = tmp_path / "cli.md", ROOT / "docs" / "reference" / "cli.md"
    environment = {**os.environ, "PYTHON": sys.executable}
    subprocess.run([ROOT / "script" / "reference", made], env=environment, check=True)
    assert kept.read_text(encoding="utf-8") == made.read_text(encoding="utf-8"), "run script/reference"


def test_the_page_of_states_is_what_the_table_of_transitions_says(tmp_path: Path) -> None:
    made, kept = tmp_path / "states.md", ROOT / "docs" / "reference" / "states.md"
    environment = {**os.environ, "PYTHON": sys.executable}
    subprocess.run([ROOT / "script" / "states", made], env=environment, check=True)
    assert kept.read_text(encoding="utf-8") == made.read_text(encoding="utf-8"), "run script/states"
