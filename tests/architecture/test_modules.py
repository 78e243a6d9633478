"""What a module may be called, what a package's first file holds, and what every function says of itself."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import Function, Module, modules, must_be_empty

# Names that say nothing, alone or as a part of a name: text_utils, helpers; near miss: commons, managers of a city.
NOTHING_SAID = re.compile(r"(?:^|_)(?:utils?|helpers?|common|manager|misc|stuff|base)(?:_|$)")
# A check silenced at a line's end with no words behind it that say why.
SILENCED_BARELY = re.compile(r"#\s*(?:noqa|type: ignore)(?:: ?[A-Z0-9, ]+|\[[\w, -]+\])?\s*$")
PACKAGES = [m for m in modules("src") if m.path.endswith("__init__.py")]
# The package that everything below it loads first: its names come when they are asked for, as PEP 562 has it.
LAZY = "src/luoshi/__init__.py"


def test_no_name_says_nothing() -> None:
    everything = modules("src") + modules("tests") + modules("benchmarks")
    parts = {(m.path, part.removesuffix(".py")) for m in everything for part in m.path.split("/")}
    must_be_empty(path for path, part in parts if NOTHING_SAID.search(part))


def _is_allowed_in_init(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    return isinstance(node, ast.Assign) and [ast.unparse(t) for t in node.targets] in (["__all__"], ["__version__"])


def _is_lazy_loading(node: ast.stmt) -> bool:
    """Whether it is imports for the type checker, and `__getattr__` for everybody else."""
    if not isinstance(node, ast.If) or ast.unparse(node.test) != "TYPE_CHECKING":
        return False
    names = [part.name for part in node.orelse if isinstance(part, ast.FunctionDef)]
    return all(_is_allowed_in_init(part) for part in node.body) and names == ["__getattr__"] and len(node.orelse) == 1


@pytest.mark.parametrize("module", PACKAGES, ids=lambda m: m.path)
def test_a_package_starts_with_a_sentence_imports_and_all(module: Module) -> None:
    docstring = ast.get_docstring(module.tree)
    assert docstring, "the first line says what the package is for"
    assert "\n\n" not in docstring, "one sentence"
    rest = module.tree.body[1:]
    if module.path == LAZY:
        rest = [node for node in rest if not _is_lazy_loading(node)]
    must_be_empty(ast.unparse(node) for node in rest if not _is_allowed_in_init(node))


def _unannotated(node: Function) -> list[str]:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
    bare = [a.arg for a in arguments if a and a.annotation is None and a.arg not in ("self", "cls")]
    return bare + (["return"] if node.returns is None else [])


def test_every_function_is_annotated() -> None:
    missing = [
        f"{module.path}:{node.lineno} {node.name} {_unannotated(node)}"
        for module in modules("src") + modules("tests") + modules("benchmarks")
        for node in module.functions()
        if _unannotated(node)
    ]
    must_be_empty(missing)


def test_every_public_name_has_a_docstring() -> None:
    missing = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules("src")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if not node.name.startswith("_") and ast.get_docstring(node) is None
    ]
    must_be_empty(missing)


def test_nothing_is_silenced_without_a_reason() -> None:
    found = [
        f"{module.path}:{number} {line.strip()}"
        for module in modules("src") + modules("tests") + modules("benchmarks")
        for number, line in enumerate(module.lines, 1)
        if SILENCED_BARELY.search(line)
    ]
    must_be_empty(found)
