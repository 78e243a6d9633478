"""Small PDFs, written by hand: text in a font that every reader substitutes, and ruled lines."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842  # A4, in points

# A Chinese font that is named but not embedded; its widths are one em for all characters but the Latin ones.
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor"
    b" /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120"
    b" /CapHeight 880 /StemV 80 >> >>] >>"
)


@dataclass(slots=True)
class Sheet:
    """One page to be; positions are counted from its upper left corner."""

    commands: list[str] = field(default_factory=list)
    rotate: int = 0
    box: str = f"0 0 {WIDTH} {HEIGHT}"

    def text(self, x: float, top: float, text: str, size: float = 12) -> Sheet:
        """A line of text whose upper edge is at `top`."""
        code = text.encode("utf-16-be").hex()
        self.commands.append(f"BT /F1 {size} Tf {x} {HEIGHT - top - 0.88 * size} Td <{code}> Tj ET")
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        """A ruled line."""
        self.commands.append(f"0.5 w {x0} {HEIGHT - top} m {x1} {HEIGHT - bottom} l S")
        return self

    def bar(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        """A filled rectangle: as word processors draw their ruled lines."""
        self.commands.append(f"{x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re f")
        return self

    def grid(self, xs: list[float], tops: list[float]) -> Sheet:
        """Ruled lines around every cell between these borders."""
        for x in xs:
            self.rule(x, tops[0], x, tops[-1])
        for top in tops:
            self.rule(xs[0], top, xs[-1], top)
        return self


def pdf_file(*sheets: Sheet, contents: bytes | None = None) -> bytes:
    """A PDF of these pages; `contents` replaces what the first page draws."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids: list[str] = []
    for sheet in sheets:
        drawn = contents if contents is not None and not kids else "\n".join(sheet.commands).encode()
        packed = zlib.compress(drawn)
        objects.append(b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed))
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{sheet.box}] /Rotate {sheet.rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        objects.append(page.encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return written(objects)


def written(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(data)
