"""Whether the cost grows linearly with length: on ordinary text up to ten million characters, and on hostile text.

`python -m benchmarks.linearity [--quick]`. Each case runs in a process of its own with a limit of CPU seconds.
"""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator

from benchmarks import texts
from benchmarks.measure import once, peak_memory, show
from luoshi import extract, read

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
HOSTILE_SIZES = (125_000, 1_000_000)
CPU_SECONDS = 120  # a case that needs more is printed as such


def main() -> None:
    """Measure every case in a child and print what it says."""
    sizes = SIZES[:-1] if "--quick" in sys.argv[1:] else SIZES
    _show_growth("Linearity on ordinary text", {"fictional reports, over and over": sizes})
    _show_growth("Linearity on hostile text", dict.fromkeys(texts.HOSTILE, HOSTILE_SIZES))


def _show_growth(title: str, cases: dict[str, tuple[int, ...]]) -> None:
    header = ["text", "characters", "CPU seconds", "characters a second", "growth (1 = linear)", "peak memory, MB"]
    show(title, header, (row for name, sizes in cases.items() for row in _rows(name, sizes)))


def _rows(name: str, sizes: tuple[int, ...]) -> Iterator[list[str]]:
    before: tuple[int, float] | None = None
    for size in sizes:
        found = _in_child(name, size)
        if found is None:
            yield [name, f"{size:,}", f"> {CPU_SECONDS}", "", "", ""]
            return
        spent, memory = found
        # 1.0 is linear; the growth of the length itself would be quadratic.
        growth = f"{(spent / before[1]) / (size / before[0]):.2f}" if before else ""
        yield [name, f"{size:,}", f"{spent:.2f}", f"{size / spent:,.0f}", growth, f"{memory:,.0f}"]
        before = size, spent


def _in_child(name: str, size: int) -> tuple[float, float] | None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.linearity", "--case", name, str(size)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return None
    if done.returncode:
        raise RuntimeError(f"{name}, {size} characters: {done.stderr.strip()}")
    spent, memory = done.stdout.split()
    return float(spent), float(memory)


def _case(name: str, size: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    make = texts.HOSTILE.get(name, texts.long)
    text = make(size)
    extract(read(texts.fictional()[0]))  # the lexicon is loaded and the patterns are compiled before the clock runs
    print(once(lambda: extract(read(text))), peak_memory())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        _case(sys.argv[2], int(sys.argv[3]))
    else:
        main()
