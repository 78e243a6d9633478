"""Peak memory of the command line: for one report, and for a folder of a thousand (Linux only).

`python -m benchmarks.memory [COUNT]`
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import texts
from benchmarks.measure import show

REPORTS = 1_000
# The command line in a process that says at its end how much it ever held.
EXTRACT = """
import atexit, sys
from benchmarks.measure import peak_memory
from luoshi.cli.main import run
atexit.register(lambda: print(f"peak {peak_memory()}", file=sys.stderr))
run()
"""
COMMAND = [sys.executable, "-c", "from luoshi.cli.main import run; run()", "batch"]


def one_report(path: Path) -> float:
    """The peak of `luoshi extract PATH`, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", EXTRACT, "extract", str(path)], capture_output=True, text=True, check=True
    )
    return float(done.stderr.split("peak ")[-1])


def whole_folder(folder: Path, out: Path) -> tuple[float, float, int]:
    """Of `luoshi batch FOLDER -o OUT`: the peak of all its processes together in MB, seconds, number of processes."""
    start = time.monotonic()
    process = subprocess.Popen([*COMMAND, str(folder), "-o", str(out)], stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    highest, most = 0.0, 0
    while process.poll() is None:
        family = _family(process.pid)
        highest = max(highest, sum(_resident(pid) for pid in family))
        most = max(most, len(family))
        time.sleep(0.05)
    _, said = process.communicate()
    if process.returncode:
        raise RuntimeError(f"luoshi batch failed: {said.decode().strip()}")
    return highest, time.monotonic() - start, most


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(member for child in children for member in _family(int(child)))]


def _resident(pid: int) -> float:
    """MB that a process holds, a share of what it shares with others; 0 when it has just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def write_reports(folder: Path, count: int) -> Path:
    """Fill a new folder with `count` reports, the real and the fictional ones in turn; return the longest of them."""
    folder.mkdir(parents=True)
    originals = texts.real() + texts.fictional()
    for number in range(count):
        (folder / f"{number:04d}.txt").write_text(originals[number % len(originals)], encoding="utf-8")
    return max(folder.iterdir(), key=lambda path: path.stat().st_size)


def main() -> None:
    """Write the reports, run the command line over them, print the peaks."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as name:
        for size in (count // 10, count):
            folder = Path(name) / f"{size}-reports"
            longest = write_reports(folder, size)
            if not rows:
                characters = len(longest.read_text(encoding="utf-8"))
                rows.append(["one report", f"{characters:,} characters", f"{one_report(longest):.0f}", "", "1"])
            highest, seconds, most = whole_folder(folder, Path(name) / f"{size}-out")
            rows.append(["a folder", f"{size:,} reports", f"{highest:.0f}", f"{seconds:.0f}", str(most)])
    show("Peak memory of the command line", ["input", "size", "MB, all processes", "seconds", "processes"], rows)


if __name__ == "__main__":
    main()
