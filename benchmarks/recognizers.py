"""Microsoft's Recognizers-Text on the same text, in a throw-away environment of its own.

Its packages date from 2019 and want an old `emoji`, so they never come near the project's own environment.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import show

PACKAGES = ("recognizers-text-number-with-unit==1.0.2a2", "emoji<2", "regex")
# Recognizers-Text is slow: this many characters are enough to know how slow.
SAMPLE = 60_000
# Runs over the lines of standard input; prints CPU seconds and the number of findings for each recogniser.
PROGRAM = """
import json, sys, time
from recognizers_number import Culture, recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency, recognize_dimension
lines = [line for line in sys.stdin.read().split("\\n") if line.strip()]
found = {}
for recognize in (recognize_number, recognize_percentage, recognize_dimension, recognize_currency):
    recognize(lines[0], Culture.Chinese)
    start = time.process_time()
    count = sum(len(recognize(line, Culture.Chinese)) for line in lines)
    found[recognize.__name__] = [time.process_time() - start, count]
print(json.dumps(found))
"""


def compare(documents: list[str], name: str, ours: float) -> None:
    """Run Recognizers-Text over a sample of the texts and print its speed and how many times faster ours is."""
    text = "\n".join(documents)[:SAMPLE]
    try:
        found = _run(text)
    except subprocess.CalledProcessError as error:
        reason = (error.stderr or "").strip().splitlines() or ["no reason given"]
        print(f"\nRecognizers-Text could not be installed or run: {reason[-1]}")
        return
    total = sum(spent for spent, _ in found.values())
    spent_on = {what: spent for what, (spent, _) in found.items()}
    spent_on["number + percentage + dimension"] = total - spent_on["recognize_currency"]
    spent_on["all four"] = total
    show(
        f"Recognizers-Text on the same text ({len(text):,} characters of the {name}, one core)",
        ["recogniser", "characters a second", "findings", "ours is faster by"],
        [
            [
                what,
                f"{len(text) / spent:,.0f}",
                str(found[what][1]) if what in found else "",
                f"{ours * spent / len(text):,.1f} ×",
            ]
            for what, spent in spent_on.items()
        ],
    )


def _run(text: str) -> dict[str, tuple[float, int]]:
    with tempfile.TemporaryDirectory() as folder:
        python = str(Path(folder) / "bin" / "python")
        for command in (
            [sys.executable, "-m", "venv", folder],
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES],
        ):
            subprocess.run(command, check=True, capture_output=True, text=True)
        # One core: the child inherits the binding of this process.
        done = subprocess.run([python, "-c", PROGRAM], input=text, check=True, capture_output=True, text=True)
    found: dict[str, tuple[float, int]] = json.loads(done.stdout)
    return found
