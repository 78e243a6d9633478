"""Drawing a sample that anybody can draw again, in any language, with nothing but SHA-256."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from hashlib import sha256
from math import ceil


def ranks(numbers: Collection[str], seed: str) -> list[tuple[str, str]]:
    """Each number with the SHA-256 of “seed:number” (UTF-8, in lower-case hexadecimal), the smallest first.

    A random seed makes every order equally likely; the seed and the numbers are all that it takes to see the same
    order, as in `printf '%s' 'seed:2025-001' | sha256sum`.

    >>> [(number, digest[:8]) for number, digest in ranks(["2025-001", "2025-002"], "云川")]
    [('2025-001', 'a93d3915'), ('2025-002', 'e6d52075')]
    """
    return sorted(
        ((number, sha256(f"{seed}:{number}".encode()).hexdigest()) for number in numbers),
        key=lambda one: (one[1], one[0]),
    )


def drawn(numbers: Collection[str], seed: str, size: int) -> list[str]:
    """The first `size` of the numbers in that order; all of them when there are fewer.

    >>> drawn(["2025-001", "2025-002", "2025-003"], "云川", 2)
    ['2025-003', '2025-001']
    """
    return [number for number, _digest in ranks(numbers, seed)[: max(size, 0)]]


def size_of_share(population: int, percent: float) -> int:
    """How many make up a share of a population, rounded up: a share above nought looks at one at least.

    >>> size_of_share(41, 10), size_of_share(40, 10), size_of_share(0, 10)
    (5, 4, 0)
    """
    return ceil(population * Fraction(str(percent)) / 100)
