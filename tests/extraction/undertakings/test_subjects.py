"""Subjects: terms found wherever they stand, whatever stands around them."""

from __future__ import annotations

import pytest

from luoshi.extraction.lexicon.subjects import subject_index
from luoshi.extraction.undertakings.subjects import chief_of, find_subjects

INDEX = subject_index()
# A term of two characters stands in the index as its key alone.
TERMS = sorted(
    term or key.to_bytes(4, "little").decode("utf-16-le") for key, group in INDEX.terms.items() for term, _ in group
)


def codes(text: str) -> list[str]:
    _, numbers = find_subjects(text, 0, len(text))
    return [subject_index().subjects[number].code for number in numbers]


@pytest.mark.parametrize("shift", ["", "甲", "𠮷", "甲𠮷"])  # odd and even places, and a character of two UTF-16 units
def test_every_term_is_found_at_every_place(shift: str) -> None:
    missed = [term for term in TERMS if not codes(f"{shift}{term}乙")]
    assert missed == []


def test_a_term_at_the_edge_is_found_and_one_beyond_it_is_not() -> None:
    text = "信访信"
    assert find_subjects(text, 0, 3)[0] == [0]
    assert find_subjects(text, 1, 3)[0] == []
    assert find_subjects("幼儿园", 0, 2) == ([], [])


def test_nothing_is_found_in_nothing() -> None:
    assert find_subjects("", 0, 0) == ([], [])
    assert chief_of([]) is None
