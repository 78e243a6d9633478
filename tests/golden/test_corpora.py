"""Every real document of the corpora is read to the end: quotes are exact, no figure is lost, sections cover the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from luoshi import Extraction, extract, read
from luoshi.extraction import Statement, Task, Unresolved
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared

FOLDERS = ("national", "provinces-2026", "reports", "inline", "tables")
DOCUMENTS = sorted(path for folder in FOLDERS for path in (SHARED / "corpus" / folder).glob("*.txt"))
OPEN_SHARE = 0.004  # of digit runs that may be left open in all corpora together


def covered(found: Extraction) -> bytearray:
    text = found.document.text
    mask = bytearray(len(text))
    spans = [(s.start, s.end) for s in found.statements] + [(u.start, u.end) for u in found.unresolved]
    spans += found.recognised
    for section in found.outline:
        at = text.find(section.heading, section.start) if section.heading else -1
        spans += [(at, at + len(section.heading))] if at >= 0 else []
        spans += [(section.start, section.end)] if section.role == "boilerplate" else []
    for start, end in spans:
        mask[start:end] = b"\1" * (end - start)
    return mask


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_a_real_document_is_read_to_the_end(path: Path) -> None:
    found = extract(read(path))
    text = found.document.text
    items: list[Statement | Task | Unresolved] = [*found.statements, *found.tasks, *found.unresolved]
    for item in items:
        assert text[item.start : item.end] == item.quote
    mask = covered(found)
    digits = list(re.finditer(r"[0-9０-９]+", text))
    lost = [text[max(0, m.start() - 9) : m.end() + 9] for m in digits if not all(mask[m.start() : m.end()])]
    assert not lost
    assert len(found.unresolved) <= max(3, OPEN_SHARE * len(digits))
