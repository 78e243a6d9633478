"""The work of the whole pipeline grows with the text and no faster, whatever the text is made of."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.architecture.sources import must_be_empty
from tests.shared import ROOT

CPU_SECONDS = 400  # of the child, all texts together; one that explodes is cut off by its own, smaller limit


def test_the_pipeline_runs_in_linear_time() -> None:
    """The work is done in a child process with a CPU limit, which counts the work done, not the time that passes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.architecture.growth", str(CPU_SECONDS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"the child ended with {done.returncode}: {done.stderr[-2000:]}"
    report = json.loads(done.stdout)
    assert report["texts"] > 0
    must_be_empty((f"{work} on {text}" for work, text in report["slow"]), "work grows faster than the text")
