"""The subject of a stretch of text: which duty of government it belongs to, by the terms that stand in it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import compress
from sys import byteorder

from luoshi.extraction.lexicon.subjects import subject_index

_INDEX = subject_index()
_TERMS = _INDEX.terms
# A character that UTF-16 needs two units for. Sample: 𠮷; near miss: 吉
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
# The duty that each subject belongs to; None for a subject that cuts across duties.
FIELD_OF = tuple(None if subject.broad else subject.field for subject in _INDEX.subjects)


def find_subjects(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Where in `text[start:end]` terms of subjects stand, and which subjects they show (numbers of the word list).

    A place is that of the term's first or second character.

    >>> text = "新建幼儿园45所"
    >>> places, numbers = find_subjects(text, 0, len(text))
    >>> len(places), [_INDEX.subjects[n].code for n in numbers]
    (1, ['preschool'])
    """
    # Every pair of characters is looked up, so this runs in C: UTF-16 puts two characters into four bytes, which are
    # read as one number each, once from the first character on and once from the second.
    units = _BEYOND.sub("\ufffd", text[start:end]).encode("utf-16-le")
    found: list[tuple[int, int]] = []
    for shift in (0, 1):
        pairs = array("I", units[2 * shift : len(units) - (len(units) - 2 * shift) % 4])
        if byteorder == "big":
            pairs.byteswap()
        hits = bytes(map(_TERMS.__contains__, pairs))
        places = range(start + shift, start + shift + 2 * len(pairs), 2)
        for at, key in zip(compress(places, hits), compress(pairs, hits), strict=True):
            for term, number in _TERMS[key]:
                if not term or text.startswith(term, at - 1, end):
                    found.append((at, number))
                    break
    found.sort()
    return [at for at, _ in found], [number for _, number in found]


def chief_of(subjects: Sequence[int]) -> int | None:
    """The subject named most often, the first one named among equals; None where none is named.

    >>> chief_of([4, 7, 7]), chief_of([4, 7]), chief_of([])
    (7, 4, None)
    """
    if len(subjects) < 3:
        return subjects[0] if subjects else None
    counts: dict[int, int] = {}
    for number in subjects:
        counts[number] = counts.get(number, 0) + 1
    return max(counts, key=counts.__getitem__)
