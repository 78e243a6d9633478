"""PDFs and pictures are read in a process of their own, which may crash, hang or swell without harm to this one.

The libraries that read them are large and written in C++: a file made to do so can keep them busy for hours within a
single call, or bring them down with the process around them. Nothing but a process can be stopped.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget
from luoshi.reading.ocr import Ocr
from luoshi.reading.pieces import Draft, Piece

# What the child runs. The program's root package stands in empty: it would load all of extraction, which takes twice
# as long as everything that reading needs.
_START = """
import sys, types
root = types.ModuleType("luoshi")
root.__path__ = [sys.argv[1]]
sys.modules["luoshi"] = root
from luoshi.reading.worker import main
main()
"""
_GRACE = 5.0  # seconds more than the child allows itself, before it is stopped from outside


def read_apart(kind: Literal["pdf", "image"], data: bytes, budget: Budget, ocr: Ocr) -> Draft:
    """What `read_pdf` or `read_image` finds in `data`, found in a child process.

    Raises ReadingError as they do, and when the child dies or takes longer than `Limits.pdf_seconds`.
    """
    order = json.dumps({"kind": kind, "ocr": ocr, "limits": asdict(budget.limits)}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-c", _START, str(Path(__file__).parents[1])],
            input=order + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # The child must find the libraries where this process found them, also if that was told at run time.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=budget.limits.pdf_seconds + _GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise budget.refusal("pdf_seconds", "it takes too long to read") from error
    if done.returncode != 0:
        raise ReadingError("it is damaged in a way that brings its reader down, or needs too much memory: get it again")
    return _draft(json.loads(done.stdout), budget)


def _draft(answer: dict[str, object], budget: Budget) -> Draft:
    error = answer.get("error")
    if error is not None:
        raise ReadingError(str(error))
    draft = Draft(str(answer["kind"]))
    rows = answer["pieces"]
    warnings = answer["warnings"]
    if not isinstance(rows, list) or not isinstance(warnings, list):
        raise ReadingError("its reader gave no answer: try again")
    for kind, text, page, cells in rows:
        table = None if cells is None else tuple(tuple(row) for row in cells)
        if table:
            budget.add_cells(sum(len(row) for row in table))
        draft.pieces.append(Piece(kind, text, page, table))
    draft.warnings.extend(str(warning) for warning in warnings)
    return draft
