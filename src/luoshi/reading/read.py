"""The one way in: bytes, a path or text become a Document."""

from __future__ import annotations

from pathlib import Path

from luoshi.reading.document import Document, Part


def read(source: Path | bytes | str) -> Document:
    """Read an input of any kind (provisional: plain UTF-8 text only)."""
    if isinstance(source, Path):
        text, name = source.read_text(encoding="utf-8-sig"), source.name
    elif isinstance(source, bytes):
        text, name = source.decode("utf-8-sig"), "input"
    else:
        text, name = source, "input"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Document(text=text, name=name, parts=(Part(1, 0, len(text)),))
