"""What may be handed in: judged by content, never by name, before anything is kept."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from luoshi.reading import ReadingError
from luoshi.reading.encodings import declared_encoding, decode
from luoshi.reading.kinds import binary_kind, text_kind
from luoshi.services.errors import RefusedError
from luoshi.services.troubles import in_words

_LONGEST_NAME = 120
_SNIFFED = 200_000  # bytes of a text from which its kind is told


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that may be kept: its content, a name safe to show and to offer, its kind and its digest."""

    data: bytes
    name: str
    kind: str
    digest: str


def check_file(data: bytes, name: str) -> IncomingFile:
    """The file, or RefusedError with the reason: too large, empty, or of a kind that is not read.

    Macros in a file are never run, and no library that is used could run them.
    """
    shown = safe_name(name)
    if len(data) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1_000_000
        raise RefusedError(_("“%(name)s”超过 %(limit)s MB，请拆分后再上传。") % {"name": shown, "limit": limit})
    if not data.strip():
        raise RefusedError(_("“%(name)s”是空的，请检查后重新上传。") % {"name": shown})
    try:
        kind = binary_kind(data) or text_kind(_beginning(data))
    except ReadingError as error:
        raise RefusedError(_("“%(name)s”：%(why)s") % {"name": shown, "why": in_words(error.message)}) from error
    return IncomingFile(data, shown, kind, hashlib.sha256(data).hexdigest())


def _beginning(data: bytes) -> str:
    """The beginning of a text; cut before a line's end, so that no character is torn."""
    head = data[:_SNIFFED]
    if len(data) > _SNIFFED:
        head = head[: head.rfind(b"\n") + 1] or head
    return decode(head, declared=declared_encoding(head))[0]


def safe_name(name: str) -> str:
    r"""A file's name without folders, control characters and invisible direction marks, and not too long.

    >>> safe_name("C:\\报告\\2025年.docx"), safe_name("../../etc/passwd")
    ('2025年.docx', 'passwd')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if len(kept) > _LONGEST_NAME:
        room = _LONGEST_NAME - len(suffix) - 1
        kept = f"{stem[:room]}.{suffix}" if dot and room > 0 and len(suffix) < 10 else kept[:_LONGEST_NAME]
    return kept or _("未命名")
