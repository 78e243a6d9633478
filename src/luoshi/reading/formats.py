"""Each kind of file goes to its reader, and what the reader finds becomes a Document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from luoshi.reading.archive import read_archive
from luoshi.reading.document import Document
from luoshi.reading.docx import read_docx
from luoshi.reading.encodings import declared_encoding, decode
from luoshi.reading.errors import ReadingError
from luoshi.reading.html import read_html
from luoshi.reading.isolation import read_apart
from luoshi.reading.kinds import Kind, binary_kind, text_kind
from luoshi.reading.limits import Budget
from luoshi.reading.ocr import Ocr
from luoshi.reading.parts import find_parts
from luoshi.reading.pieces import Draft, assemble
from luoshi.reading.plain import normal_line_ends, plain_blocks
from luoshi.reading.xlsx import read_xlsx


def read_bytes(data: bytes, budget: Budget, ocr: Ocr, depth: int = 0) -> Document:
    """The document that some bytes are; `depth` counts the archives around them.

    Raises ReadingError, and nothing else: libraries that stumble over damaged files raise all kinds of errors, and
    whatever they raise means that the file is damaged.
    """
    if not data:
        raise ReadingError("it is empty: get it again, or check the name")
    try:
        return _read(data, budget, ocr, depth)
    except ReadingError:
        raise
    except MemoryError as error:
        raise ReadingError("it needs more memory than there is: read it in parts, or on a larger machine") from error
    except Exception as error:
        raise ReadingError(f"it is damaged and cannot be read ({type(error).__name__}): get it again") from error


def _read(data: bytes, budget: Budget, ocr: Ocr, depth: int) -> Document:
    kind = binary_kind(data)
    if kind is None:
        return _read_text(data, budget)
    if kind == "zip":
        return read_archive(data, budget, depth, lambda member: read_bytes(member, budget, ocr, depth + 1))
    return _document(_reader(kind, ocr)(data, budget), budget)


def _reader(kind: Kind, ocr: Ocr) -> Callable[[bytes, Budget], Draft]:
    if kind == "docx":
        return read_docx
    if kind == "xlsx":
        return read_xlsx
    apart: Literal["pdf", "image"] = "image" if kind == "image" else "pdf"
    return lambda data, budget: read_apart(apart, data, budget, ocr)


def _read_text(data: bytes, budget: Budget) -> Document:
    text, warnings = decode(data, declared=declared_encoding(data))
    if text_kind(text) == "html":
        draft = read_html(text, budget)
        draft.warnings[:0] = warnings
        return _document(draft, budget)
    text = normal_line_ends(text)
    return Document(text, blocks=plain_blocks(text, budget), parts=find_parts(text), warnings=tuple(warnings))


def _document(draft: Draft, budget: Budget) -> Document:
    text, blocks = assemble(draft.pieces, budget)
    if not text:
        raise ReadingError("there is no text in it: check that it is the file you mean")
    return Document(text, kind=draft.kind, blocks=blocks, parts=find_parts(text), warnings=tuple(draft.warnings))
