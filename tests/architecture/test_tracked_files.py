"""What no tracked file may hold: a registry's host, a path of the machine it was written on, a real document's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import must_be_empty, tracked_texts
from tests.shared import ROOT, SHARED, needs_shared

SHINGLE = 20  # characters; shorter runs are the words that every report uses
STOCK = 3  # documents; what so many say alike is a formula (the opening words, the thanks) and nobody's sentence
# Written in pieces, so that this file passes its own test.
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb." + "debian.org")
INDEX_OPTION = re.compile(r"^\s*-(?:i|f|-index-url|-extra-index-url|-find-links|-trusted-host)\b", re.MULTILINE)
# An absolute path below a folder of somebody's own: /home/ann/x, C:\Users\ann; near miss: src/home/page.py
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|Users|root)/\w|[A-Z]:\\Users\\")
# White space and punctuation do not make a sentence another one.
NOISE = re.compile(r"[\s\W_]+")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_registry_is_named(host: str) -> None:
    must_be_empty(path for path, text in tracked_texts() if host in text)


def test_no_requirement_names_a_place_to_install_from() -> None:
    pins = [(path, text) for path, text in tracked_texts() if path.startswith("requirements/")]
    assert pins
    must_be_empty(path for path, text in pins if INDEX_OPTION.search(text) or "://" in text)
    assert not (ROOT / "uv.lock").exists()


def test_no_path_of_a_machine() -> None:
    # The checkout's own parent is a machine path too, wherever it lies; "/" alone would be found everywhere.
    here = {str(folder) + "/" for folder in (ROOT, ROOT.parent, Path.home()) if folder != Path("/")}
    own = "tests/architecture/test_tracked_files.py"
    found = [
        path
        for path, text in tracked_texts()
        if path != own and (MACHINE_PATH.search(text) or any(folder in text for folder in here))
    ]
    must_be_empty(found)


def _shingles(text: str) -> Iterator[str]:
    text = NOISE.sub("", text)
    return (text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1))


def _real_documents() -> Iterator[Path]:
    yield from (p for p in (SHARED / "corpus").rglob("*.txt") if p.parent.name != "reference")


@needs_shared
def test_no_sentence_of_a_real_document() -> None:
    ours: dict[str, str] = {}
    for path, text in tracked_texts():
        for line in text.splitlines():
            ours.update((shingle, path) for shingle in _shingles(line) if len(HAN.findall(shingle)) > SHINGLE // 2)
    documents: dict[str, set[str]] = {}
    for document in _real_documents():
        for shingle in _shingles(document.read_text(encoding="utf-8")):
            if shingle in ours:
                documents.setdefault(shingle, set()).add(document.name)
    taken = {f"{ours[s]}: {s} ({', '.join(sorted(of))})" for s, of in documents.items() if len(of) < STOCK}
    must_be_empty(taken)
