"""The statements of annotated documents: the shipped city always, real documents where they lie beside the repository."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from luoshi import extract, read
from luoshi.cli import democity
from tests.golden.agreement import recall
from tests.shared import SHARED, needs_shared

HERE = Path(__file__).parent
REAL = {
    "taizhou-2020": "tables/taizhou-2020-decomposition.txt",
    "taizhou-2021": "reports/taizhou-2021.txt",
    "linhai-2022": "reports/linhai-2022.txt",
    "wenzhou-2020": "reports/wenzhou-2020.txt",
}
# Stand-off annotations that nobody tunes on: the document and the stretch that was annotated.
UNSEEN = {
    "liaoning-2026": ("2026_辽宁省.txt", [(155, 4562), (7108, 18856)]),
    "sichuan-2026": ("2026_四川省.txt", [(9392, 23642)]),
}


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_the_shipped_city(tmp_path: Path) -> None:
    report = next(path for path in democity.documents(tmp_path) if path.name == "yunchuan-2024.txt")
    found = extract(read(report))
    share, missed = recall(found.document.text, records(HERE / "yunchuan-2024.jsonl"), found.statements)
    assert share >= 0.94, missed


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_shared
@pytest.mark.parametrize("name", REAL)
def test_real_documents_reach_the_targets(name: str, tmp_path: Path) -> None:
    source = SHARED / "corpus" / REAL[name]
    printed = tmp_path / "found.jsonl"
    found = extract(read(source)).statements
    lines = [{key: getattr(s, key) for key in s.__dataclass_fields__} for s in found]
    printed.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    figures = scorer().quantities(
        SimpleNamespace(doc=source, gold=SHARED / "gold" / f"{name}.jsonl", pred=printed, show=0)
    )
    assert figures["detect"]["f1"] >= 0.98
    assert figures["strict"]["f1"] >= 0.94
    assert figures["accuracy_on_matched"]["section"] >= 0.99


@needs_shared
@pytest.mark.parametrize("name", UNSEEN)
def test_documents_nobody_tunes_on(name: str) -> None:
    source, stretches = UNSEEN[name]
    found = extract(read(SHARED / "corpus" / "provinces-2026" / source))
    inside = [s for s in found.statements if any(low <= s.start < high for low, high in stretches)]
    share, missed = recall(found.document.text, records(HERE / f"{name}.jsonl"), inside)
    assert share >= 0.86, missed
