"""What the package imports is declared in pyproject.toml, and what is declared is pinned."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.architecture.sources import Module, modules, must_be_empty
from tests.shared import ROOT

# The name that a requirement starts with: typer>=0.12; near miss: # via typer
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*", re.MULTILINE)


def _canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [item for extra in project["optional-dependencies"].values() for item in extra]
    return {_canonical(NAME.findall(item)[0]) for item in [*project["dependencies"], *extras]}


def _imported(module: Module) -> set[str]:
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - {"luoshi"} - set(sys.stdlib_module_names)


def _named_in_settings() -> set[str]:
    """Applications, middleware and backends, which Django's settings name as text."""
    module = next(module for module in modules("src") if module.path.endswith("config/settings.py"))
    texts = {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
    return {text.partition(".")[0] for text in texts if isinstance(text, str)}


def test_what_is_imported_is_declared() -> None:
    providers, declared = packages_distributions(), _declared()
    must_be_empty(
        f"{module.path}: {name}"
        for module in modules("src")
        for name in _imported(module)
        if not {_canonical(provider) for provider in providers.get(name, [])} & declared
    )


def test_what_is_declared_is_used() -> None:
    providers = packages_distributions()
    names = {name for module in modules("src") for name in _imported(module)} | _named_in_settings()
    used = {_canonical(provider) for name in names for provider in providers.get(name, [])}
    # lxml_html_clean is what trafilatura's cleaning needs; onnxruntime is what rapidocr runs on; Django loads
    # argon2-cffi and psycopg by itself.
    must_be_empty(_declared() - used - {"lxml-html-clean", "onnxruntime", "argon2-cffi", "psycopg"})


def test_what_is_declared_is_pinned() -> None:
    pinned = {_canonical(name) for name in NAME.findall((ROOT / "requirements/ocr.txt").read_text(encoding="utf-8"))}
    must_be_empty(_declared() - pinned)
