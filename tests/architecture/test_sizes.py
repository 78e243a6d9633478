"""Ceilings: a file, a function, a class and a test stay small enough to be read at once."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from tests.architecture.sources import Function, Module, modules, must_be_empty

FILE_SOFT, FILE_HARD = 300, 500
FUNCTION_SOFT, FUNCTION_HARD = 40, 60
CLASS_METHODS = 15
TEST_LINES = 30


def _length(node: Function) -> int:
    """Lines from `def` to the end, the docstring left out."""
    assert node.end_lineno is not None
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node, clean=False) is not None:
        docstring = node.body[0]
        assert docstring.end_lineno is not None
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def _all_modules() -> tuple[Module, ...]:
    return modules("src") + modules("tests") + modules("benchmarks")


def _long_files(ceiling: int) -> list[str]:
    return [f"{m.path}: {len(m.lines)} lines" for m in _all_modules() if len(m.lines) > ceiling]


def _functions() -> Iterator[tuple[str, int, bool]]:
    for module in _all_modules():
        for node in module.functions():
            is_test = module.path.startswith("tests/") and node.name.startswith("test_")
            yield f"{module.path}:{node.lineno} {node.name}: {_length(node)} lines", _length(node), is_test


def test_no_file_is_longer_than_the_hard_ceiling() -> None:
    must_be_empty(_long_files(FILE_HARD))


def test_no_function_is_longer_than_the_hard_ceiling() -> None:
    must_be_empty(name for name, lines, is_test in _functions() if lines > FUNCTION_HARD and not is_test)


def test_no_test_is_longer_than_its_ceiling() -> None:
    must_be_empty(name for name, lines, is_test in _functions() if lines > TEST_LINES and is_test)


def test_no_class_has_too_many_methods() -> None:
    found = {
        f"{module.path} {node.name}": sum(isinstance(item, Function) for item in node.body)
        for module in _all_modules()
        for node in module.classes()
    }
    must_be_empty(f"{name}: {count} methods" for name, count in found.items() if count > CLASS_METHODS)


def test_what_is_over_the_soft_ceiling_is_listed() -> None:
    long = _long_files(FILE_SOFT)
    long += [name for name, lines, is_test in _functions() if FUNCTION_SOFT < lines <= FUNCTION_HARD and not is_test]
    if long:
        warnings.warn("over the soft ceiling, perhaps two subjects each:\n  " + "\n  ".join(long), stacklevel=1)
    # A few long ones are bearable, a habit is not.
    assert len(_long_files(FILE_SOFT)) <= 0.1 * len(_all_modules())
