"""The child process that reads one PDF or picture, started and spoken to by `isolation`.

On standard input: a line of JSON that says what to do, then the bytes. On standard output: a line of JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from typing import Any, NoReturn

from luoshi.reading.errors import ReadingError
from luoshi.reading.images import read_image
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.pdf import read_pdf
from luoshi.reading.pieces import Draft


def main() -> None:
    """Read what standard input holds and print what was found."""
    # Libraries print what they like; only the answer may reach standard output.
    answer_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    order = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**order["limits"])
    _refuse_network()
    _bound_memory(limits.memory)
    found = answer(order, sys.stdin.buffer.read(), Budget(limits))
    with answer_to:
        json.dump(found, answer_to, ensure_ascii=True)


def _refuse_network() -> None:
    """Libraries that would fetch something (models, fonts) fail instead."""
    socket.socket.connect = _refuse  # type: ignore[method-assign]  # the point is to replace it


def _bound_memory(size: int) -> None:
    """No more memory than `size` bytes, where the system can bound it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse(*_: object) -> NoReturn:
    raise OSError("reading never uses the network")


def answer(order: dict[str, Any], data: bytes, budget: Budget) -> dict[str, Any]:
    """What was found, or `error`: the one line that says why nothing was."""
    read = read_pdf if order["kind"] == "pdf" else read_image
    try:
        return _told(read(data, budget, order["ocr"]))
    except ReadingError as error:
        return {"error": error.message}
    except MemoryError:
        return {"error": "it needs more memory than it may (raise it with Limits(memory=…))"}
    except Exception as error:
        return {"error": f"it is damaged and cannot be read ({type(error).__name__}): get it again"}


def _told(draft: Draft) -> dict[str, Any]:
    pieces = [(piece.kind, piece.text, piece.page, piece.cells) for piece in draft.pieces]
    return {"kind": draft.kind, "pieces": pieces, "warnings": draft.warnings}
