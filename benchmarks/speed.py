"""Speed of the whole pipeline on one core, beside a bare regular expression and beside Recognizers-Text.

`python -m benchmarks.speed [--no-recognizers]`
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass

from benchmarks import recognizers, texts
from benchmarks.measure import ROUNDS, seconds, show, stay_on_one_core
from luoshi import extract, read

# The least that anything reading figures must do: a number and the unit behind it, in one pass.
# Sample: 12.5%, 300 家, 三百余家; near miss: 第5, 5G
NUMBER_AND_UNIT = re.compile(
    r"(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百千万亿几数]+)[多余]?\s*(?:%|％|‰|个百分点|万亿元|亿元|万元|元|万吨|吨|万人次|万人|人|万户|户|万亩|亩|公里|平方公里|万平方米|平方米|"
    r"万千瓦|万套|套|万个|个|家|项|座|条|所|张|件|位|倍|天|小时|年)"
)


@dataclass(frozen=True, slots=True)
class Speeds:
    """Characters a second on one set of texts."""

    reading: float
    extraction: float
    bare: float


def measure(documents: list[str]) -> Speeds:
    """Median of the speeds over some texts, each text read and extracted by itself."""
    size = sum(map(len, documents))
    ready = [read(text) for text in documents]
    return Speeds(
        reading=size / seconds(lambda: [read(text) for text in documents]),
        extraction=size / seconds(lambda: [extract(document) for document in ready]),
        bare=size / seconds(lambda: [NUMBER_AND_UNIT.findall(text) for text in documents]),
    )


def start() -> float:
    """The CPU seconds that a new process spends until a short text is extracted."""
    program = "import time; from luoshi import extract, read; extract(read('新增300家。')); print(time.process_time())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _row(name: str, documents: list[str], speeds: Speeds) -> list[str]:
    return [
        name,
        str(len(documents)),
        f"{sum(map(len, documents)):,}",
        f"{speeds.extraction:,.0f}",
        f"{speeds.bare:,.0f}",
        f"1/{speeds.bare / speeds.extraction:.1f}",
        f"{speeds.reading:,.0f}",
    ]


def main() -> None:
    """Measure and print."""
    stay_on_one_core()
    sets = {"real reports": texts.real(), "fictional reports": texts.fictional()}
    speeds = {name: measure(documents) for name, documents in sets.items() if documents}
    show(
        f"Speed, characters a second, one core, median of {ROUNDS}",
        [
            "texts",
            "documents",
            "characters",
            "text → outline, statements, tasks",
            "bare regex",
            "ratio",
            "read() alone",
        ],
        [_row(name, sets[name], found) for name, found in speeds.items()],
    )
    print(f"\nA new process needs {start():.2f} s of CPU before its first report: Python, imports, lexicon, patterns.")
    if not sets["real reports"]:
        print("The real documents (../shared) are absent: only the fictional ones were measured.")
    if "--no-recognizers" not in sys.argv[1:]:
        name = next(iter(speeds))
        recognizers.compare(sets[name], name, speeds[name].extraction)


if __name__ == "__main__":
    main()
