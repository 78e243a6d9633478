"""What kind of file some bytes are, told from the bytes and never from a name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from luoshi.reading.errors import ReadingError

Kind = Literal["text", "html", "docx", "xlsx", "pdf", "image", "zip"]

# Suffixes by which a short string is taken for the path of a file that is missing, rather than for a text.
KNOWN_SUFFIXES = (
    *(".txt", ".md", ".csv", ".htm", ".html", ".xhtml", ".docx", ".docm", ".xlsx", ".xlsm", ".pdf", ".zip"),
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif"),
    *(".doc", ".xls", ".ppt", ".pptx", ".wps", ".et", ".ofd", ".rtf", ".odt", ".ods", ".mht", ".rar", ".7z"),
)

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Names of streams in an old Office file, in the order in which they decide, with what to say of it.
_OLE_STREAMS = (
    ("EncryptedPackage", "it is encrypted: open it with its password, save it without one, and read that"),
    ("WordDocument", "it is an old binary Word document (.doc or .wps): save it as DOCX and read that"),
    ("Workbook", "it is an old binary Excel workbook (.xls or .et): save it as XLSX and read that"),
    ("Book", "it is an old binary Excel workbook (.xls): save it as XLSX and read that"),
    ("PowerPoint Document", "it is an old binary presentation (.ppt): save it as PDF and read that"),
)

# What else can be told by its first bytes but is not read.
_OTHERS = (
    (b"{\\rtf", "it is a rich text file (.rtf): save it as DOCX and read that"),
    (b"Rar!\x1a\x07", "it is a RAR archive: unpack it, and read the files or a ZIP of them"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive: unpack it, and read the files or a ZIP of them"),
    (b"\x1f\x8b", "it is a gzip archive: unpack it, and read what is in it"),
    (b"BZh", "it is a bzip2 archive: unpack it, and read what is in it"),
    (b"\xfd7zXZ\x00", "it is an xz archive: unpack it, and read what is in it"),
)

# Office formats that are ZIP files too: a member that gives them away, and what to say.
_ZIPPED_OTHERS = (
    ("OFD.xml", "it is an OFD document: save it as PDF or DOCX and read that"),
    ("ppt/presentation.xml", "it is a presentation (.pptx): save it as PDF and read that"),
    ("xl/workbook.bin", "it is a binary Excel workbook (.xlsb): save it as XLSX and read that"),
    ("content.xml", "it is an OpenDocument file (.odt or .ods): save it as DOCX or XLSX and read that"),
)
# The main part of a Word or Excel file. Sample: word/document2.xml (some web editors number it); near miss:
# word/documentSettings.xml.
_WORD_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
# The same of an Excel file. Sample: xl/workbook.xml; near miss: xl/worksheets/sheet1.xml.
_EXCEL_PART = re.compile(r"xl/workbook\d*\.xml", re.IGNORECASE)

_BLANK = "\ufeff \t\r\n\f"
# The first tag of a web page. Sample: <!DOCTYPE html>; near miss: <1万人>.
_HTML_START = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|meta|title|table|div|p|span|article|section|center|font|h[1-6])\b",
    re.IGNORECASE,
)
# An Office document saved as one XML file. Sample: <w:wordDocument xmlns:w=…; near miss: <html xmlns:w=….
_OFFICE_XML = re.compile(r"<(?:w:wordDocument|pkg:package|Workbook)\b")
# A page saved with all its pictures as one mail message. Sample: MIME-Version: 1.0; near miss: MIME 类型.
_WEB_ARCHIVE = re.compile(r"(?:From:|MIME-Version:|Content-Type:\s*multipart/related)", re.IGNORECASE)


def binary_kind(data: bytes) -> Kind | None:
    """The kind of bytes that are no text; None when they may be text.

    Raises ReadingError for kinds that are known but not read, saying what it is and what to do.

    >>> binary_kind(b"%PDF-1.7 ...")
    'pdf'
    >>> binary_kind("全市生产总值".encode()) is None
    True
    """
    head = data[:1024]
    if head.startswith(_IMAGES) or _is_bitmap(head) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped_kind(data)
    if head.startswith(_OLE):
        raise ReadingError(_old_office(data))
    for magic, message in _OTHERS:
        if head.startswith(magic):
            raise ReadingError(message)
    return None


def text_kind(text: str) -> Literal["text", "html"]:
    """Whether a decoded text is a web page.

    Raises ReadingError for Office documents saved as XML, and for web archives.

    >>> text_kind("<!DOCTYPE html><p>各位代表"), text_kind("各位代表：")
    ('html', 'text')
    """
    head = text[:8192]
    if head.lstrip(_BLANK).startswith("<"):
        if _OFFICE_XML.search(head):
            raise ReadingError("it is an Office document saved as XML: save it as DOCX or XLSX and read that")
        if _HTML_START.match(_after_prolog(text[:65536])):
            return "html"
    elif _WEB_ARCHIVE.match(head.lstrip(_BLANK)) and "multipart/" in head:
        raise ReadingError("it is a web archive (.mht): open it in a browser, save it as HTML or PDF and read that")
    return "text"


def _after_prolog(text: str) -> str:
    """What follows the declarations and comments at a page's start."""
    while True:
        text = text.lstrip(_BLANK)
        end = {"<!--": "-->", "<?xm": "?>"}.get(text[:4])
        if end is None:
            return text
        _, found, text = text.partition(end)
        if not found:
            return ""


def _is_bitmap(head: bytes) -> bool:
    """BM alone begins many a text too: a bitmap has four reserved bytes that are zero, and a header of known size."""
    return head[:2] == b"BM" and head[6:10] == bytes(4) and head[14:18] in (b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0")


def _zipped_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        message = "it is a damaged or truncated ZIP, DOCX or XLSX file: get it again, or save it anew"
        raise ReadingError(message) from error
    if any(_WORD_PART.fullmatch(name) for name in names):
        return "docx"
    if any(_EXCEL_PART.fullmatch(name) for name in names):
        return "xlsx"
    for member, message in _ZIPPED_OTHERS:
        if member in names and (member != "content.xml" or "mimetype" in names):
            raise ReadingError(message)
    return "zip"


def _old_office(data: bytes) -> str:
    """What an OLE file is, by the names in its directory (UTF-16); they may lie anywhere in it."""
    for name, message in _OLE_STREAMS:
        if name.encode("utf-16-le") + b"\0\0" in data:
            return message
    return "it is an old binary Office file: save it as DOCX, XLSX or PDF and read that"
