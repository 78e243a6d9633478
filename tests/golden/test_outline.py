"""The outline of real reports: against the annotated ones, and what every report must have."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from luoshi.extraction.outline import Section, read_outline
from luoshi.reading.chrome import chrome_spans
from luoshi.reading.parts import find_parts
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared

ANNOTATED = ["taizhou-2021", "linhai-2022", "wenzhou-2020"]
# Two provinces are a test set that nothing is tuned on.
UNTOUCHED = ("四川", "辽宁")
REPORTS = sorted(
    path
    for folder in ("national", "provinces-2026", "reports")
    for path in (SHARED / "corpus" / folder).glob("*.txt")
    if not any(name in path.name for name in UNTOUCHED)
)
JOINTS = {"nothing": "", "a blank": " ", "wide blanks": "\u3000\u3000"}
LEAST = 0.98  # of headings (F1) and of characters with the right role


def _read(path: Path) -> tuple[str, tuple[Section, ...]]:
    text = path.read_text(encoding="utf-8")
    return text, read_outline(text, parts=find_parts(text))


def _printed(sections: tuple[Section, ...]) -> str:
    fields = ("level", "heading", "role", "start", "end", "lead", "year")
    return "\n".join(json.dumps({f: getattr(s, f) for f in fields}, ensure_ascii=False) for s in sections)


def _visible_roles(text: str, sections: tuple[Section, ...]) -> Iterator[str]:
    return (s.role for s in sections for c in text[s.start : s.end] if not c.isspace())


@pytest.mark.parametrize("name", ANNOTATED)
def test_annotated_reports(name: str, tmp_path: Path) -> None:
    document = SHARED / "corpus" / "reports" / f"{name}.txt"
    found = tmp_path / "outline.jsonl"
    found.write_text(_printed(_read(document)[1]), encoding="utf-8")
    command = [SHARED / "eval" / "score.py", "outline", document, SHARED / "gold" / f"{name}.sections.json", found]
    scored = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=True)
    figures = json.loads(scored.stdout)
    assert figures["headings"]["f1"] >= LEAST, figures
    assert figures["role_by_character"] >= LEAST, figures


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_every_report_is_one_document_with_all_its_parts(path: Path) -> None:
    text, sections = _read(path)
    assert len(find_parts(text)) == 1
    roles = [s.role for s in sections]
    for role in ("front-matter", "review", "problems", "plan-targets", "plan-tasks", "self-government", "closing"):
        assert role in roles, role
    assert roles.count("closing") == 1
    assert roles.index("review") < roles.index("plan-targets") < roles.index("closing")
    assert sections[0].start == 0
    assert sections[-1].end == len(text)


@pytest.mark.parametrize("joint", JOINTS.values(), ids=JOINTS.keys())
@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_the_roles_survive_the_loss_of_all_line_ends(path: Path, joint: str) -> None:
    text, sections = _read(path)
    line = joint.join(part.strip() for part in text.split("\n"))
    before = list(_visible_roles(text, sections))
    after = list(_visible_roles(line, _read_text(line)))
    same = sum(a == b for a, b in zip(before, after, strict=True)) / len(before)
    # An annex that can no longer be told from the speech costs the most.
    assert same >= (0.88 if "livelihood" in before[-5000:] else LEAST)


def _read_text(text: str) -> tuple[Section, ...]:
    return read_outline(text, parts=find_parts(text))


def test_all_reports_on_one_page_come_apart() -> None:
    texts = [path.read_text(encoding="utf-8").strip() + "\n" for path in REPORTS]
    page = "".join(texts)
    found = [p for p in find_parts(page) if p.is_report]
    assert len(found) == len(texts)
    outlines = read_outline(page, parts=find_parts(page))
    alone = [role for text in texts for role in _visible_roles(text, _read_text(text))]
    together = list(_visible_roles(page, outlines))
    assert sum(a == b for a, b in zip(alone, together, strict=True)) / len(alone) >= 0.995


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_furniture_is_no_part_of_the_speech(path: Path) -> None:
    text, sections = _read(path)
    spoken = [(s.start, s.end) for s in sections if s.role not in ("front-matter", "boilerplate")]
    inside = [text[a:b] for a, b in chrome_spans(text) if any(low <= a and b <= high for low, high in spoken)]
    assert inside == []
