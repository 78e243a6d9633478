"""The word lists of undertakings: what contradicts itself is refused, with the file and the entry named."""

from __future__ import annotations

import pytest

from luoshi.extraction.lexicon import undertakings
from luoshi.extraction.lexicon.loading import LexiconError
from luoshi.extraction.lexicon.undertakings import undertaking_words


def test_every_chained_verb_is_a_verb() -> None:
    """A word that may follow a light verb must itself be a verb, else it is never found."""
    frames = undertakings._read("undertaking_frames")
    verbs = {verb.word for group in undertaking_words().verbs.values() for verb in group}
    groups = ("light", "chained", "joining", "joined", "nominal", "takers")
    assert {group: sorted(set(frames[group]["words"]) - verbs) for group in groups} == {group: [] for group in groups}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            {"verbs": [{"stage": "done", "proof": "event", "lacks": "amount", "meaning": "m", "words": ["建成"]}]},
            "done",
        ),
        ({"verbs": [{"stage": "win", "proof": "event", "lacks": "amount", "words": ["创成"]}]}, "创成.*no meaning"),
        (
            {
                "verbs": [
                    {"stage": "win", "proof": "event", "lacks": "amount", "meaning": "m", "words": ["创成", "创成"]}
                ]
            },
            "创成.*twice",
        ),
    ],
)
def test_mistakes_are_refused(content: dict[str, object], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        undertakings._verb_kinds(content | {"lacks": {"amount": "缺数量和时限"}})


def test_a_group_without_meaning_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"frames\.toml: \[adverbs\] has no meaning"):
        undertakings._words("frames", {"adverbs": {"words": ["大力"]}})
    with pytest.raises(LexiconError, match="holds a word twice"):
        undertakings._words("frames", {"adverbs": {"meaning": "m", "words": ["大力", "大力"]}})
