"""Feeds every compiled pattern of the package long hostile input; prints, as JSON, those that are not linear.

Run as a child process with a limit of CPU seconds: `python -m tests.architecture.hostile 240`.
"""

from __future__ import annotations

import importlib
import itertools
import json
import os
import pkgutil
import random
import re
import resource
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from re import _constants as codes  # type: ignore[attr-defined]  # no public parser of patterns exists
from re import _parser as parser  # type: ignore[attr-defined]  # see above
from types import FrameType
from typing import Any

import django

import luoshi

Tree = Any  # re._parser.SubPattern, which is private and untyped

SHORT, LONG = 4_000, 16_000  # characters; quadratic work on SHORT takes twenty times what is unsuspicious
# Below this a pattern spent less than a microsecond a character: nothing superlinear does so little work on SHORT.
UNSUSPICIOUS = 0.004
# LONG is four times SHORT: linear work grows fourfold, quadratic sixteenfold.
GROWTH = 10
LIMIT = 3.0  # CPU seconds for one pattern on one input
# What every text of this kind is full of, whatever a pattern is made of.
EVERYDAY = ["1", "一", "、", "，", " ", "\u3000", "\n", "（", "）", "中", "a", "。"]
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
REPRESENTATIVES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "中"}


class TooSlowError(Exception):
    """A search went on for longer than its limit."""


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern that a module of the package holds, by itself or inside a constant, under its name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()  # models can be imported only then
    found: dict[str, re.Pattern[str]] = {}
    seen: set[re.Pattern[str]] = set()
    for info in sorted(pkgutil.walk_packages(luoshi.__path__, "luoshi."), key=lambda info: info.name):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in sorted(vars(module).items()):
            if name.startswith("__"):
                continue
            for number, pattern in enumerate(_inside(value, depth=3)):
                if pattern not in seen and isinstance(pattern.pattern, str):
                    seen.add(pattern)
                    found[f"{info.name}.{name}" + (f"[{number}]" if number else "")] = pattern
    return found


def _inside(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, Mapping):
        for item in itertools.chain(value.keys(), value.values()):
            yield from _inside(item, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _inside(item, depth - 1)
    elif depth and type(value).__module__.startswith("luoshi"):
        names = getattr(type(value), "__dataclass_fields__", {})
        yield from _inside([getattr(value, name, None) for name in names], depth - 1)


def _characters(node: Tree, repeated: bool = False) -> Iterator[tuple[bool, str]]:
    """One character for each literal, class and range of a parsed pattern, and whether it stands in a repeat."""
    if isinstance(node, parser.SubPattern | list):
        for item in node:
            yield from _characters(item, repeated)
    elif isinstance(node, tuple):
        operation, argument = node[0], node[-1]
        # Compared by identity: the codes are numbers, and so are the bounds of a repeat.
        if operation is codes.LITERAL or operation is codes.NOT_LITERAL:
            yield repeated, chr(argument)
        elif operation is codes.RANGE:
            yield repeated, chr(argument[0])
        elif operation is codes.CATEGORY:
            yield repeated, REPRESENTATIVES.get(str(argument), "中")
        else:
            # Either (operation, (..., subpattern)) or the tuple inside it; numbers and flags among them hold nothing.
            for part in node:
                yield from _characters(part, repeated or any(operation is repeat for repeat in REPEATS))


def alphabet(tree: Tree) -> list[str]:
    """The characters that a parsed pattern is made of, the repeated ones first."""
    return list(dict.fromkeys(character for _, character in sorted(_characters(tree), key=lambda found: not found[0])))


def sample(tree: Tree, chance: random.Random) -> str:
    """A string that the parsed pattern roughly matches; what looks around is left out."""
    made = []
    for operation, argument in tree:
        if operation is codes.LITERAL:
            made.append(chr(argument))
        elif operation is codes.IN:
            made.append(chance.choice(alphabet([(operation, argument)]) or ["中"]))
        elif operation in (codes.ANY, codes.NOT_LITERAL):
            made.append("中")
        elif operation in REPEATS:
            made.append(sample(argument[2], chance) * max(argument[0], 1))
        elif operation is codes.BRANCH:
            made.append(sample(chance.choice(argument[1]), chance))
        elif operation is codes.SUBPATTERN:
            made.append(sample(argument[3], chance))
        elif operation is codes.ATOMIC_GROUP:
            made.append(sample(argument, chance))
    return "".join(made)


def pumps(pattern: re.Pattern[str]) -> list[str]:
    """Short strings whose repetition is hard on a pattern: single characters, pairs, its own matches and parts of them."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    chance = random.Random(pattern.pattern.encode("utf-8", "surrogatepass"))
    own = alphabet(tree)
    own = own[:8] + chance.sample(own[8:], min(6, len(own) - 8)) if len(own) > 8 else own
    singles = list(dict.fromkeys([*own, *EVERYDAY]))
    pairs = ["".join(pair) for pair in itertools.permutations(own[:6], 2)]
    samples = [s for s in (sample(tree, chance) for _ in range(6)) if 1 < len(s) < SHORT // 10]
    return list(dict.fromkeys([*singles, *pairs, *samples, *(s[:-1] for s in samples)]))


def pumped(pump: str, size: int) -> str:
    """The long text made of a pump; the stranger at its end makes a last match fail."""
    return (pump * (size // len(pump) + 1))[:size] + "\u2603"


def _spent(pattern: re.Pattern[str], text: str) -> float:
    """CPU seconds for all matches of a pattern in a text; TooSlowError above LIMIT."""
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    start = time.process_time()
    try:
        for _ in pattern.finditer(text):
            pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def fault(pattern: re.Pattern[str]) -> str | None:
    """The pump on which a pattern's work grows faster than its input, if there is one."""
    for pump in pumps(pattern):
        try:
            # Measured twice before it counts: the first time may have been disturbed.
            if _grows(pattern, pump) and _grows(pattern, pump):
                return pump
        except TooSlowError:
            return pump
    return None


def _grows(pattern: re.Pattern[str], pump: str) -> bool:
    before = _spent(pattern, pumped(pump, SHORT))
    return before > UNSUSPICIOUS and _spent(pattern, pumped(pump, LONG)) > GROWTH * before


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Raise TooSlowError, as the handler of a timer."""
    raise TooSlowError


def main() -> None:
    """Look at every pattern and print what was found."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.signal(signal.SIGVTALRM, stop)
    found = patterns()
    slow = [[name, pump] for name, pattern in found.items() if (pump := fault(pattern)) is not None]
    sys.stdout.write(json.dumps({"patterns": len(found), "slow": slow}))


if __name__ == "__main__":
    main()
