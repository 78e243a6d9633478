"""Fits the weights by which decomposition weighs its evidence: gradient ascent with a penalty on large weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, sqrt

Vector = Sequence[float]
# The candidates of one task, and which of them are right.
Choice = tuple[list[list[float]], list[bool]]
_ROUNDS = 160
_STEP = 0.08
_HELD = 0.9, 0.99  # how much of the gradient's mean and of its square is kept from round to round


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as chances that sum to one."""
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def fit_choice(choices: Sequence[Choice], *, penalty: float) -> list[float]:
    """Weights under which the right candidate is likeliest, one being chosen of each task's."""
    usable = [choice for choice in choices if any(choice[1])]

    def gradient(weights: list[float]) -> list[float]:
        slope = [-penalty * weight for weight in weights]
        for vectors, right in usable:
            chances = softmax([sum(map(float.__mul__, weights, vector)) for vector in vectors])
            held = sum(chance for chance, is_right in zip(chances, right, strict=True) if is_right) or 1e-9
            for vector, chance, is_right in zip(vectors, chances, right, strict=True):
                pull = (chance / held if is_right else 0.0) - chance
                if pull > 1e-4 or pull < -1e-4:
                    for at, value in enumerate(vector):
                        if value:
                            slope[at] += pull * value
        return slope

    return _climb(gradient, len(usable[0][0][0]), len(usable))


def fit_each(choices: Sequence[Choice], *, penalty: float) -> list[float]:
    """Weights under which each candidate, for itself, is right or wrong as it is."""
    flat = [(v, r) for vectors, right in choices for v, r in zip(vectors, right, strict=True)]

    def gradient(weights: list[float]) -> list[float]:
        slope = [-penalty * weight for weight in weights]
        for vector, is_right in flat:
            pull = is_right - logistic(sum(map(float.__mul__, weights, vector)))
            if pull > 1e-3 or pull < -1e-3:
                for at, value in enumerate(vector):
                    if value:
                        slope[at] += pull * value
        return slope

    return _climb(gradient, len(flat[0][0]), len(flat))


def logistic(score: float) -> float:
    """A score as a chance."""
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, score))))


def _climb(gradient: Callable[[list[float]], list[float]], size: int, cases: int) -> list[float]:
    weights, mean, square = [0.0] * size, [0.0] * size, [0.0] * size
    for step in range(1, _ROUNDS + 1):
        for at, slope in enumerate(gradient(weights)):
            slope /= cases
            mean[at] = _HELD[0] * mean[at] + (1 - _HELD[0]) * slope
            square[at] = _HELD[1] * square[at] + (1 - _HELD[1]) * slope * slope
            lean = mean[at] / (1 - _HELD[0] ** step)
            width = sqrt(square[at] / (1 - _HELD[1] ** step))
            weights[at] += _STEP * lean / (width + 1e-8)
    return weights
