"""The weights of the evidence, as data, and the chances that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from luoshi.responsibility.errors import LexiconError
from luoshi.responsibility.vocabulary import load

# What speaks for a unit as the one that leads, in the order of `evidence.lead_vectors`.
LEAD = (
    "near", "nearest", "centre", "duty", "duty share", "heading duty", "heading share", "subject", "often", "led",
    "helped near", "namesakes",
)  # fmt: skip
# What speaks for a unit as one that helps, in the order of `evidence.help_vectors`.
HELP = ("any", "near", "often", "with lead", "duty", "duty share", "subject", "lead", "known", "heading duty")
# What speaks for a leader, in the order of `evidence.leader_vectors`.
LEADER = ("through unit", "near", "often")


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one decision, in the order of its evidence."""

    values: tuple[float, ...]

    def score(self, vector: Sequence[float]) -> float:
        """The weighed sum."""
        return sum(map(float.__mul__, self.values, vector))

    def one_of(self, vectors: Mapping[str, Sequence[float]]) -> dict[str, float]:
        """The chance of each candidate where one of them is right: the chances sum to 1."""
        if not vectors:
            return {}
        scores = {key: self.score(vector) for key, vector in vectors.items()}
        top = max(scores.values())
        powers = {key: exp(score - top) for key, score in scores.items()}
        total = sum(powers.values())
        return {key: power / total for key, power in powers.items()}

    def each(self, vectors: Mapping[str, Sequence[float]]) -> dict[str, float]:
        """The chance of each candidate for itself, where any number may be right."""
        return {key: 1.0 / (1.0 + exp(-max(-40.0, min(40.0, self.score(v))))) for key, v in vectors.items()}


@cache
def weights(name: str) -> Weights:
    """The weights of weights.toml under that name: lead, lead-untaught, help, help-untaught, leader."""
    order = LEADER if name == "leader" else HELP if name.startswith("help") else LEAD
    try:
        entry = load("weights")[name]
        return Weights(tuple(float(entry[feature]) for feature in order))
    except KeyError as missing:
        raise LexiconError(f"weights.toml, [{name}]: {missing} is missing") from None
