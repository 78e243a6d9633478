"""How long it takes to reconcile many statements on one core, and how the work grows with their number.

`python -m benchmarks.reconcile`
"""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.measure import once, show, stay_on_one_core
from luoshi import extract, read
from luoshi.extraction import Extraction, Statement
from luoshi.extraction.concepts import CONCEPTS, concept_of
from luoshi.reconciliation import reconcile

SIZES = (250, 500, 1000, 2000, 4000)
SEED = 20260101
LIMIT = 10.0  # seconds that 2,000 targets and 2,000 results may take
PAPER = "云川市2024年政府工作报告\n\n一、2023年工作回顾\n新建公园3座。\n\n二、2024年重点工作\n新建公园4座。\n"
_QUALIFIERS = ("", "省级", "国家级", "市级", "重点", "新型", "特色", "高端", "农村", "城镇", "老旧", "智能", "绿色")
_KINDS = ("项目", "企业", "平台", "基地", "园区", "工程", "中心", "示范区", "面积", "里程", "投资", "")


def paper(statements: tuple[Statement, ...], name: str) -> Extraction:
    """A document that is nothing but its statements."""
    return replace(extract(read(PAPER.encode(), name=name)), statements=statements)


def statements(size: int, *, kind: str, chance: random.Random) -> tuple[Statement, ...]:
    """Statements on indicators made of the lexicon's names; a fifth of them have a concept."""
    found = extract(read(PAPER)).statements
    pattern = next(one for one in found if one.kind == kind)
    names = [concept.name for concept in CONCEPTS.values()]
    made = []
    for number in range(size):
        name = chance.choice(_QUALIFIERS) + chance.choice(names) + chance.choice(_KINDS)
        unit = pattern.unit
        made.append(
            replace(
                pattern,
                id=f"{kind}-{number}",
                indicator=name,
                concept=concept_of(name, measure=pattern.measure, unit=unit),
                value=float(chance.randint(1, 500)),
                year=2024,
            )
        )
    return tuple(made)


def main() -> None:
    """Measure and print."""
    stay_on_one_core()
    reconcile(paper(statements(10, kind="target", chance=random.Random(SEED)), "a"), [paper((), "b")])  # word lists
    rows = []
    for size in SIZES:
        chance = random.Random(SEED)
        plan = paper(statements(size, kind="target", chance=chance), "plan.txt")
        review = paper(statements(size, kind="result", chance=chance), "review.txt")
        spent = once(lambda plan=plan, review=review: reconcile(plan, [review]))  # type: ignore[misc]  # bound now
        pairs = size * size
        rows.append((f"{size:,} × {size:,}", f"{spent:.2f}", f"{1e6 * spent / size:.0f}", f"{1e9 * spent / pairs:.0f}"))
        if size == 2000 and spent > LIMIT:
            print(f"too slow: {spent:.1f} s, at most {LIMIT:.0f}")
    show(
        "Targets reconciled with results, on one core",
        ("targets × results", "seconds", "µs a target", "ns a pair"),
        rows,
    )


if __name__ == "__main__":
    main()
