"""Every regular expression is a named, explained constant of a module and runs in linear time on whatever comes."""

from __future__ import annotations

import ast
import json
import re
import signal
import subprocess
import sys

import pytest

from tests.architecture import hostile
from tests.architecture.sources import Module, modules, must_be_empty
from tests.shared import ROOT

CALLS = {"match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
CPU_SECONDS = 240  # of the child, all patterns together; a pattern that explodes is cut off by its own, smaller limit


def _calls_of_re(module: Module) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("re", "regex")
    ]


def _compiled_for_a_constant(module: Module) -> set[ast.AST]:
    """The calls that stand somewhere in the value of a module's constant."""
    return {
        inner
        for node in module.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
        for inner in ast.walk(node.value)
    }


def test_patterns_are_constants_of_modules() -> None:
    found = []
    for module in modules("src"):
        constants = _compiled_for_a_constant(module)
        for call in _calls_of_re(module):
            name = ast.unparse(call.func).partition(".")[2]
            if name in CALLS or (name == "compile" and call not in constants):
                found.append(f"{module.path}:{call.lineno} {ast.unparse(call.func)}")
    must_be_empty(found)


def _is_explained(module: Module, node: ast.stmt) -> bool:
    assert node.end_lineno is not None
    above = module.lines[node.lineno - 2].lstrip() if node.lineno > 1 else ""
    return above.startswith("#") or re.search(r"\s#\s", module.lines[node.end_lineno - 1]) is not None


def test_patterns_are_explained() -> None:
    found = []
    for module in modules("src"):
        compiled = {call for call in _calls_of_re(module) if ast.unparse(call.func).endswith(".compile")}
        for node in module.tree.body:
            if compiled & set(ast.walk(node)) and not _is_explained(module, node):
                found.append(f"{module.path}:{node.lineno}")
    must_be_empty(found, "a comment above must say what it matches, one sample, one near miss")


def test_patterns_run_in_linear_time() -> None:
    """The search runs in a child process with a CPU limit, which counts the work done, not the time that passes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.architecture.hostile", str(CPU_SECONDS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"the child ended with {done.returncode}: {done.stderr[-2000:]}"
    report = json.loads(done.stdout)
    assert report["patterns"] > 0
    must_be_empty((f"{name} on {pump!r}, repeated" for name, pump in report["slow"]), "work grows faster than the text")


@pytest.mark.parametrize(
    ("pattern", "is_slow"),
    [
        (r"\d+个", True),  # begins anew at every digit of a long number
        (r"(?<!\d)\d+个", False),  # begins at the first digit only
        (r"各[^。]*市", True),  # runs to the end of the text from every 各
        (r"各[^。]{0,40}市", False),  # runs forty characters at most
        (r"(?:\d+)+个", True),  # tries every way to cut a number in pieces
        (r"\s+$", True),  # begins anew at every blank
    ],
)
def test_the_test_itself_sees_what_is_slow(pattern: str, is_slow: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile, "LIMIT", 1.0)
    before = signal.signal(signal.SIGVTALRM, hostile.stop)
    try:
        assert (hostile.fault(re.compile(pattern)) is not None) == is_slow
    finally:
        signal.signal(signal.SIGVTALRM, before)
