"""The subjects of government work, loaded from their word list and checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from luoshi.extraction.lexicon.loading import LexiconError

# Two characters of terms, as `pair_key` packs them -> (term, number of its subject), longest term first. A term of
# more than two characters goes by its second and third, which mostly straddle two words and so turn up less by chance;
# a term of two is its own key and stands there as "".
TermIndex = dict[int, tuple[tuple[str, int], ...]]


def pair_key(pair: str) -> int:
    """Two characters as one number: their UTF-16 code units as a little-endian machine reads four bytes.

    >>> hex(pair_key("信访"))
    '0x8bbf4fe1'
    """
    return int.from_bytes(pair.encode("utf-16-le"), "little")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of government work; `field` is the duty of roughly one lead department.

    `broad`: it cuts across departments (investment, regions), so that it tells nothing of who shall do it.
    """

    code: str
    field: str
    broad: bool = False


@dataclass(frozen=True, slots=True)
class SubjectIndex:
    """The subjects in file order, and where to find their terms."""

    subjects: tuple[Subject, ...]
    terms: TermIndex


@cache
def subject_index() -> SubjectIndex:
    """The subjects and an index of their terms by the terms' first two characters, read once.

    Raises LexiconError for a subject without a meaning, a term of one character, or a term of two subjects.

    >>> [subject_index().subjects[n].code for _, n in subject_index().terms[pair_key("信访")]]
    ['petitions']
    """
    content = tomllib.loads(files(__package__).joinpath("subjects.toml").read_text(encoding="utf-8"))
    subjects: list[Subject] = []
    terms: dict[str, int] = {}
    for entry in content["subject"]:
        if not entry.get("meaning"):
            raise LexiconError(f"subjects.toml: {entry['code']} has no meaning")
        for term in entry["terms"]:
            if term in terms or len(term) < 2:
                raise LexiconError(f"subjects.toml: {term!r} stands twice or is too short")
            terms[term] = len(subjects)
        subjects.append(Subject(entry["code"], entry["field"], bool(entry.get("broad", False))))
    index: dict[int, list[tuple[str, int]]] = {}
    for term, number in sorted(terms.items(), key=lambda item: -len(item[0])):
        key = pair_key(term[1:3] if len(term) > 2 else term)
        index.setdefault(key, []).append((term if len(term) > 2 else "", number))
    return SubjectIndex(tuple(subjects), {pair: tuple(group) for pair, group in index.items()})
