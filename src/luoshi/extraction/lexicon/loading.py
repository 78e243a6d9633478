"""Loads word lists and refuses mistakes in them: the one place where lexicon files are read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter


class LexiconError(ValueError):
    """A lexicon file that says something it may not; the message names the file and the entry."""


@cache
def load_groups(name: str) -> dict[str, dict[str, str]]:
    """The file `name`.toml as groups of entries, each a word and its meaning.

    Raises LexiconError for an empty meaning or a value that is not text.
    """
    content = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    for group, entries in content.items():
        if not isinstance(entries, dict):
            raise LexiconError(f"{name}.toml: {group} must be a table of words and their meanings")
        for word, meaning in entries.items():
            if not isinstance(meaning, str) or not meaning.strip():
                raise LexiconError(f"{name}.toml: {word!r} in [{group}] has no meaning")
    return content


@cache
def load_lists(name: str) -> dict[str, list[str]]:
    """The file `name`.toml as lists of words under their group's dotted name; each group says what its words mean.

    Raises LexiconError for a group without meaning or words, and for a word that is empty or stands there twice.
    """
    content = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return dict(_word_lists(name, "", content))


def _word_lists(file: str, group: str, entries: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    words, meaning = entries.get("words"), entries.get("meaning")
    if words is None and meaning is None:
        for name, inner in entries.items():
            if not isinstance(inner, dict):
                raise LexiconError(f"{file}.toml: {group}{name} must be a table with a meaning and words")
            yield from _word_lists(file, f"{group}{name}.", inner)
        return
    called = f"{file}.toml: [{group[:-1]}]"
    if not isinstance(meaning, str) or not meaning.strip():
        raise LexiconError(f"{called} has no meaning")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        raise LexiconError(f"{called} has no words, or one that is empty or no text")
    if len(set(words)) < len(words):
        raise LexiconError(f"{called} names a word twice: {next(w for w in words if words.count(w) > 1)}")
    yield group[:-1], words


def alternation(words: Iterable[str]) -> str:
    """A regular expression's alternatives for words, the longest match first.

    Words that begin alike share their beginning, so that few alternatives are tried at a place.

    >>> alternation(["个", "个百分点", "件", "家"])
    '个(?:百分点)?|[件家]'
    """
    branches, single = [], []
    for first, group in groupby(sorted(set(words)), key=itemgetter(0)):
        rests = [word[1:] for word in group]
        if rests == [""]:
            single.append(re.escape(first))
        else:
            branches.append(re.escape(first) + _behind(rests))
    if single:
        branches.append(f"[{''.join(single)}]" if len(single) > 1 else single[0])
    return "|".join(branches)


def _behind(rests: list[str]) -> str:
    """What may follow a shared first letter; an empty rest makes it optional."""
    inner = alternation(rest for rest in rests if rest)
    if "" in rests:
        return f"(?:{inner})?"
    return f"(?:{inner})" if len(rests) > 1 else inner


class Prefixes:
    """Words looked up at a place of a text, the longest first; each word has a value."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)
        self._by_first: dict[str, tuple[str, ...]] = {}
        for word in sorted(self._words, key=len, reverse=True):
            self._by_first[word[0]] = (*self._by_first.get(word[0], ()), word)

    def at(self, text: str, start: int, end: int) -> str:
        """The longest word that begins at `start` and ends by `end`; "" when none does."""
        if start < end:
            for word in self._by_first.get(text[start], ()):
                if text.startswith(word, start, end):
                    return word
        return ""

    def value(self, word: str) -> str:
        """The value of a word; "" when it is unknown."""
        return self._words.get(word, "")
