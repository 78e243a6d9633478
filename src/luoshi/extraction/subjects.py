"""The subject of a clause: which duty of government it belongs to, by the terms that stand in it."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.extraction.lexicon.subjects import subject_index

_INDEX = subject_index()
_TERMS = _INDEX.terms
# The duty that each subject belongs to; None for a subject that cuts across duties.
FIELD_OF = tuple(None if subject.broad else subject.field for subject in _INDEX.subjects)


def subjects_in(text: str, start: int, end: int) -> list[int]:
    """The subjects (numbers in the word list's order) whose terms stand in `text[start:end]`, one entry a term.

    >>> text = "新建幼儿园45所"
    >>> [_INDEX.subjects[n].code for n in subjects_in(text, 0, len(text))]
    ['preschool']
    """
    piece = text[start:end]
    found: list[int] = []
    for at, candidates in enumerate(map(_TERMS.get, zip(piece, piece[1:], strict=False))):
        if candidates:
            for term, number in candidates:
                if len(term) == 2 or piece.startswith(term, at):
                    found.append(number)
                    break
    return found


def chief(subjects: Iterable[int]) -> int | None:
    """The subject named most often, the first one named among equals; None where none is named."""
    counts: dict[int, int] = {}
    for number in subjects:
        counts[number] = counts.get(number, 0) + 1
    return max(counts, key=counts.__getitem__) if counts else None
