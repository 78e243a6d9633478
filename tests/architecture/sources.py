"""The project's own files as the architecture tests look at them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.shared import ROOT

PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> list[str]:
        """The lines of the file, without their ends."""
        return self.text.splitlines()

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        """Every class."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef):
                yield node


def must_be_empty(found: Iterable[str], why: str = "found") -> None:
    """Fail with every one of the findings, one a line."""
    listed = sorted(found)
    assert not listed, "\n  ".join([f"{why}:", *listed])


@cache
def modules(folder: str) -> tuple[Module, ...]:
    """Every Python file below a folder of the repository, in order; migrations are Django's writing."""
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        if path.parent.name == "migrations":
            continue
        text = path.read_text(encoding="utf-8")
        found.append(Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text)))
    return tuple(found)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git tracks and that is there, in order."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / name for name in listed.decode().split("\0") if name)
    return tuple(path for path in paths if path.is_file())


@cache
def tracked_texts() -> tuple[tuple[str, str], ...]:
    """Path and text of every tracked text file."""
    found = []
    for path in tracked_files():
        raw = path.read_bytes()
        if b"\0" not in raw:
            found.append((path.relative_to(ROOT).as_posix(), raw.decode("utf-8")))
    return tuple(found)
