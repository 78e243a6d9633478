"""The word lists of reconciliation, read once and checked."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


class VocabularyError(ValueError):
    """A word list that says something it may not; the message names the file and the group."""


@cache
def words(group: str) -> tuple[str, ...]:
    """The words of a group of the lexicon (wording.toml, tasks.toml, progress.toml), the longest first.

    Raises VocabularyError for a group that is absent, or has no meaning or no words.

    >>> "开工" in words("starting")
    True
    """
    entry = _content().get(group)
    if not isinstance(entry, dict) or not entry.get("meaning") or not entry.get("words"):
        raise VocabularyError(f"lexicon: [{group}] must have a meaning and words")
    found = entry["words"]
    if not all(isinstance(word, str) and word for word in found):
        raise VocabularyError(f"lexicon: [{group}] holds a word that is empty or no text")
    return tuple(sorted(set(found), key=len, reverse=True))


@cache
def _content() -> dict[str, object]:
    folder = files("luoshi.reconciliation") / "lexicon"
    found: dict[str, object] = {}
    for name in ("wording.toml", "tasks.toml", "progress.toml"):
        for group, entry in tomllib.loads((folder / name).read_text(encoding="utf-8")).items():
            if found.setdefault(group, entry) is not entry:
                raise VocabularyError(f"{name}: [{group}] stands already in another file")
    return found
