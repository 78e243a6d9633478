"""Standard output carries results and nothing else, always in UTF-8; all else goes to standard error."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from luoshi.cli.failures import BadCall, Refusal, one_line, system_failure


def write_out(data: bytes) -> None:
    """Write to standard output, bytes as they are: no locale changes them and no line end is translated."""
    sys.stdout.flush()
    rest = memoryview(data)
    while rest:  # an unbuffered stream (PYTHONUNBUFFERED) may take a part only, and says so without an error
        rest = rest[sys.stdout.buffer.write(rest) or 0 :]
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """Say one line on standard error."""
    line = f"luoshi: {one_line(message)}\n".encode("utf-8", "replace")
    sys.stderr.flush()
    sys.stderr.buffer.write(line)
    sys.stderr.buffer.flush()


def deliver(data: bytes, to: Path | None, *, binary: bool = False) -> None:
    """Write to the file `to`, or to standard output; what is not text is never thrown at a terminal."""
    if to is not None:
        new = not to.parent.exists()
        write_file(to, data)
        if new:
            say(f"{to.parent}: this folder was made")
    elif binary and sys.stdout.isatty():
        raise BadCall("this format is no text: name a file with -o FILE")
    else:
        write_out(data)


def refuse_own_input(file: str, out: Path | None) -> None:
    """Raise BadCall when the result would take the place of the document that is read."""
    if out is not None and file != "-" and out.exists() and out.samefile(file):
        raise BadCall(f"{out}: this is the document itself, which is never changed: name another file with -o")


def write_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file in one step: it is there whole or, if anything goes wrong, as it was before. Raises Refusal.

    `data` may come in pieces, which are written as they come.
    """
    temporary, pieces = None, [data] if isinstance(data, bytes) else data
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
            with path.open("wb") as device:
                device.writelines(pieces)
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
            temporary = Path(file.name)
            file.writelines(pieces)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise Refusal(system_failure(error)) from error


def _umask() -> int:
    """The permissions that new files are not given; the system tells it only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def silence_output() -> None:
    """Let Python's own flush at the end find no broken pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
