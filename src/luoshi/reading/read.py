"""The one way in: bytes of any kind, a path or a text become a Document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from luoshi.reading.document import Document
from luoshi.reading.errors import ReadingError
from luoshi.reading.formats import read_bytes
from luoshi.reading.kinds import KNOWN_SUFFIXES
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.ocr import Ocr
from luoshi.reading.parts import find_parts
from luoshi.reading.plain import normal_line_ends, plain_blocks

_LONGEST_PATH = 1_024  # characters; a longer string is a text


def read(
    source: Path | bytes | str, *, name: str | None = None, limits: Limits | None = None, ocr: Ocr = "auto"
) -> Document:
    r"""Read a document of any kind: text, HTML, DOCX, XLSX, PDF, pictures of pages, and ZIP archives of these.

    `source` is a path, the bytes of a file, or a string: the path of a file that exists, or else the text itself
    (but one short word that ends like a file's name and is none is taken for a mistyped path). The kind is told by the
    content. A plain text comes back as it is, byte order mark and line ends aside.

    `name` is what messages and `Document.name` call the input. `limits` bound what it may cost. `ocr` says when the
    text of pictures is recognised (needs the extra `ocr`): "auto" where a page has no text, "never", or "always" (also
    where a PDF has a text layer, for layers that are junk).

    Raises ReadingError, and nothing else, for whatever cannot be read; its message is one line. Never uses the network.

    >>> read("一、主要目标\n生产总值增长6%。").text
    '一、主要目标\n生产总值增长6%。'
    >>> read("<p>生产总值增长6%。</p>".encode("gbk")).text
    '生产总值增长6%。'
    """
    budget = Budget(limits or Limits())
    path = _path(source)
    called = name or (str(path) if path is not None else "input")
    try:
        if path is not None:
            document = read_bytes(_load(path, budget), budget, ocr)
        elif isinstance(source, bytes):
            document = read_bytes(_bounded(source, budget), budget, ocr)
        else:
            text = normal_line_ends(str(source).removeprefix("\ufeff"))
            document = Document(text, blocks=plain_blocks(text, budget), parts=find_parts(text))
    except ReadingError as error:
        raise ReadingError(error.message, name=called) from error
    return replace(document, name=name or (path.name if path is not None else "input"))


def _path(source: Path | bytes | str) -> Path | None:
    """The file that `source` means; None when it is the content itself."""
    if isinstance(source, Path):
        return source
    if isinstance(source, bytes) or len(source) > _LONGEST_PATH or "\n" in source or not source.strip():
        return None
    try:
        if Path(source).is_file():
            return Path(source)
    except (OSError, ValueError):  # too long for this system, or holds a NUL
        return None
    mistyped = not any(character.isspace() for character in source) and source.lower().endswith(KNOWN_SUFFIXES)
    return Path(source) if mistyped else None


def _load(path: Path, budget: Budget) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than is allowed, so that an endless device is noticed too.
            return _bounded(file.read(budget.limits.bytes + 1), budget)
    except FileNotFoundError as error:
        raise ReadingError("there is no such file: check the name and the folder") from error
    except IsADirectoryError as error:
        raise ReadingError("it is a folder: name a file in it") from error
    except PermissionError as error:
        raise ReadingError("it may not be opened: you lack the permission to read it") from error
    except (OSError, ValueError) as error:
        raise ReadingError(f"it cannot be opened ({type(error).__name__}): check that it is a file") from error


def _bounded(data: bytes, budget: Budget) -> bytes:
    budget.check("bytes", len(data), "it has more bytes than are read")
    return data
