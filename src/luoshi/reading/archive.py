"""A ZIP archive of documents becomes one document; whatever in it cannot be read is named."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from luoshi.reading.document import Block, Document, Part
from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget

_CHUNK = 1 << 18  # bytes that are unpacked at a time
_ENCRYPTED = 0x1  # bit of the flags of a member
_UTF8_NAME = 0x800  # the same: its name is UTF-8
_SEPARATOR = "\n\n"
# Members that systems leave behind in archives and that nobody wrote.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")

_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, NotImplementedError)


def read_archive(data: bytes, budget: Budget, depth: int, read_member: Callable[[bytes], Document]) -> Document:
    """All documents of an archive in its order, their texts parted by an empty line, each with its own parts.

    Members that cannot be read, or that break a limit, are named in the warnings with the reason. Raises ReadingError
    when none can be read, or when the archive itself has too many members or lies too deep in others.
    """
    budget.check("nesting", depth + 1, "it holds archives within archives too deep")
    documents: list[tuple[str, Document]] = []
    failures: list[str] = []
    for name, member in open_members(data, budget):
        try:
            documents.append((name, read_member(member())))
        except ReadingError as error:
            failures.append(f"{name}: {error.message}")
    if not documents:
        raise ReadingError(failures[0] if failures else "it is an archive with no files in it: get it again")
    return _joined(documents, failures, budget)


def open_members(data: bytes, budget: Budget) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The name of each file in an archive, with a function that unpacks it within the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise ReadingError("it is a damaged archive: get it again") from error
    with archive:
        members = archive.infolist()
        budget.check("members", len(members), f"it is an archive of {len(members):,} files")
        for info in members:
            name = _name(info)
            if not info.is_dir() and not any(litter in name for litter in _LITTER):
                yield name, partial(unpack, archive, info, budget)


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """The bytes of one member. Counts what really comes out: the sizes that an archive states may be lies.

    Raises ReadingError when it is encrypted or damaged, or breaks a limit.
    """
    if info.flag_bits & _ENCRYPTED:
        raise ReadingError("it is encrypted: unpack it with its password and read that")
    content = io.BytesIO()
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                content.write(chunk)
                budget.unpack(len(chunk))
                budget.check_ratio(info.compress_size, content.tell())
    except (*_DAMAGED, RuntimeError, zlib.error) as error:
        raise ReadingError("it is damaged and cannot be unpacked: get it again") from error
    return content.getvalue()


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name. Chinese Windows writes GBK names without saying so; zipfile reads them as cp437."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _joined(documents: list[tuple[str, Document]], failures: list[str], budget: Budget) -> Document:
    texts: list[str] = []
    blocks: list[Block] = []
    parts: list[Part] = []
    warnings: list[str] = []
    at = 0
    for name, document in documents:
        texts.append(document.text)
        blocks.extend(replace(block, start=block.start + at, end=block.end + at) for block in document.blocks)
        for part in document.parts:
            parts.append(replace(part, number=len(parts) + 1, start=part.start + at, end=part.end + at))
        warnings.extend(f"{name}: {warning}" for warning in document.warnings)
        at += len(document.text) + len(_SEPARATOR)
    budget.check("characters", at, "its text is longer than is read")
    text = _SEPARATOR.join(texts)
    return Document(text, kind="zip", blocks=tuple(blocks), parts=tuple(parts), warnings=(*warnings, *failures))
