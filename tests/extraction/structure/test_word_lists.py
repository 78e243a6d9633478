"""The word lists of structure: every entry is used, and mistakes are refused by name."""

from __future__ import annotations

import re

import pytest

from luoshi.extraction.lexicon import loading
from luoshi.extraction.lexicon.loading import LexiconError, load_lists
from tests.shared import ROOT

MISTAKES = {
    "no meaning": ({"a": {"words": ["x"]}}, "[a] has no meaning"),
    "no words": ({"a": {"meaning": "m", "words": []}}, "[a] has no words"),
    "an empty word": ({"a": {"meaning": "m", "words": ["x", ""]}}, "[a] has no words, or one that is empty"),
    "a word twice": ({"a": {"b": {"meaning": "m", "words": ["x", "y", "x"]}}}, "[a.b] names a word twice: x"),
    "no table": ({"a": "x"}, "a must be a table"),
}


@pytest.mark.parametrize(("entries", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistakes_are_named(entries: dict[str, object], message: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(message)):
        list(loading._word_lists("file", "", entries))


@pytest.mark.parametrize("name", ["roles", "headings"])
def test_every_entry_is_used(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/luoshi/extraction/structure").glob("*.py"))
    # `heading.*` entries are also looked up by their last name.
    assert [
        entry for entry in load_lists(name) if f'"{entry}"' not in code and f'"{entry.rpartition(".")[2]}"' not in code
    ] == []
