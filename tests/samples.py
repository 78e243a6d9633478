"""Sample files of evidence, made on the spot: pictures with EXIF, PDFs, Office files, and what was made to do harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from docx import Document
from openpyxl import Workbook
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

OFFICE_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def picture(
    form: str = "JPEG",
    size: tuple[int, int] = (640, 480),
    *,
    colour: str = "#3a7d44",
    taken: str = "",
    offset: str = "",
    place: tuple[float, float] | None = None,
    turned: int = 0,
) -> bytes:
    """A picture of one colour with a darker corner at its upper left; `turned` is EXIF's orientation."""
    image = Image.new("RGB", size, colour)
    image.paste("#101010", (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    if turned:
        exif[Base.Orientation] = turned
    if taken:
        exif[Base.Make], exif[Base.Model] = "Huawei", "Mate 60"
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken
        if offset:
            exif.get_ifd(IFD.Exif)[Base.OffsetTimeOriginal] = offset
    if place:
        gps = exif.get_ifd(IFD.GPSInfo)
        gps[GPS.GPSLatitudeRef], gps[GPS.GPSLatitude] = ("N" if place[0] >= 0 else "S"), _sexagesimal(abs(place[0]))
        gps[GPS.GPSLongitudeRef], gps[GPS.GPSLongitude] = ("E" if place[1] >= 0 else "W"), _sexagesimal(abs(place[1]))
    stream = io.BytesIO()
    image.save(stream, form, exif=exif.tobytes()) if form != "GIF" else image.save(stream, form)
    return stream.getvalue()


def _sexagesimal(degrees: float) -> tuple[IFDRational, ...]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    seconds = (degrees - whole - minutes / 60) * 3600
    return IFDRational(whole), IFDRational(minutes), IFDRational(round(seconds * 10_000), 10_000)


def pdf(pages: int = 1, size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF of empty pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(*size)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(*lines: str) -> bytes:
    """A Word file."""
    document, stream = Document(), io.BytesIO()
    for line in lines or ("关于新增高新技术企业的情况说明", "截至三月底，新增12家。"):
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def excel() -> bytes:
    """An Excel file with one small table."""
    book, stream = Workbook(), io.BytesIO()
    for row in (["企业", "认定日期"], ["云川精密", "2025-03-12"]):
        book.worksheets[0].append(row)
    book.save(stream)
    return stream.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP of members, compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def office_bomb(megabytes: int = 30) -> bytes:
    """A Word file of a few kilobytes whose one part unpacks to many megabytes."""
    return zipped({"[Content_Types].xml": OFFICE_TYPES.encode(), "word/document.xml": b" " * megabytes * 1_000_000})


def huge_png(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims to be as large as one says, in a hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
