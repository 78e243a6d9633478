"""What went wrong, in one line, and with which exit status."""

from __future__ import annotations

import os
import re
from pathlib import Path

DONE = 0
UNREADABLE = 1
BAD_CALL = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells count
BROKEN_PIPE = 141  # 128 + SIGPIPE

# Set to anything, it lets an unforeseen error show its traceback.
DEBUG = "LUOSHI_DEBUG"
# How the library names a limit's remedy. Sample: (raise it with Limits(pages=…)); near miss: Limits
_REMEDY = re.compile(r"Limits\(([a-z_]{1,40})=…\)")
# How it names the option of recognition. Sample: ocr='auto'; near miss: 'luoshi[ocr]'
_OCR = re.compile(r"\bocr='(auto|never|always)'")


class BadCall(Exception):  # noqa: N818  # named for what it is
    """A call that makes no sense; the message is one line that says what to do instead. Exit status 2."""


class Refusal(Exception):  # noqa: N818  # named for what it is
    """An input or a place to write to that cannot be used; the message is one line. Exit status 1."""


def one_line(message: str) -> str:
    """A message without line breaks, and with limits and recognition under the names of their options.

    >>> one_line("it has 9 pages; the limit `pages` is 5 (raise it with Limits(pages=…))")
    'it has 9 pages; the limit `pages` is 5 (raise it with --max-pages)'
    >>> one_line("recognition is switched off: allow it with ocr='auto'")
    'recognition is switched off: allow it with --ocr auto'
    """
    message = _REMEDY.sub(lambda found: f"--max-{found[1].replace('_', '-')}", message)
    return " ".join(_OCR.sub(r"--ocr \1", message).split())


def reading_failure(file: str, name: str, message: str) -> str:
    """The line for an input that cannot be read: which file as the user called it, what in it, what is wrong."""
    inside = name if name not in {file, Path(file).name, "input", "stdin"} else ""
    return one_line(f"{file}: {inside}: {message}" if inside else f"{file}: {message}")


def system_failure(error: OSError) -> str:
    """The line for a file that the system did not let us read or write."""
    return one_line(f"{error.filename or 'output'}: {error.strerror or type(error).__name__}")


def unforeseen(error: BaseException, what: str = "") -> str:
    """The line for an error that nobody foresaw: it is ours, and says how to see more of it."""
    told = one_line(f"{type(error).__name__}: {error}")[:300]
    where = f"{what}: " if what else ""
    return f"{where}unexpected error, please report it ({told}); {DEBUG}=1 shows where it happened"


def is_debugging() -> bool:
    """Whether unforeseen errors shall show their traceback."""
    return bool(os.environ.get(DEBUG))
