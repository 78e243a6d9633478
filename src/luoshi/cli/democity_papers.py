"""Evidence of the fictional city, drawn and written here: a building site that grows, and a record of acceptance."""

from __future__ import annotations

import io
from datetime import datetime
from random import Random

import docx
from PIL import Image, ImageDraw
from PIL.ExifTags import IFD

_WIDTH, _HEIGHT = 960, 640
_GROUND = 470
_MAKE, _TAKEN, _LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 271, 36867, 1, 2, 3, 4


def picture(share: float, taken: datetime, rolled: Random) -> bytes:
    """A JPEG of a building site, built to a share of its height, with the camera's time and place."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT))
    draw = ImageDraw.Draw(image)
    for row in range(_HEIGHT):
        shade = min(row, _GROUND) / _GROUND
        draw.line([(0, row), (_WIDTH, row)], fill=(int(120 + 90 * shade), int(165 + 60 * shade), int(205 + 35 * shade)))
    draw.rectangle([0, _GROUND, _WIDTH, _HEIGHT], fill=(146, 128, 104))
    for at in range(3):
        _building(draw, 90 + at * 290 + rolled.randrange(-30, 30), share, rolled)
    _crane(draw, rolled.randrange(60, 860), share)
    for _stone in range(160):
        x, y = rolled.randrange(_WIDTH), rolled.randrange(_GROUND + 12, _HEIGHT)
        tone = rolled.randrange(90, 150)
        draw.ellipse([x, y, x + 7, y + 4], fill=(tone, tone - 12, tone - 26))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80, exif=_exif(taken, rolled))
    return out.getvalue()


def _building(draw: ImageDraw.ImageDraw, left: int, share: float, rolled: Random) -> None:
    floors = max(1, round(share * 11))
    wide = 170 + rolled.randrange(40)
    for floor in range(floors):
        top = _GROUND - (floor + 1) * 34
        draw.rectangle([left, top, left + wide, top + 34], fill=(196, 190, 180), outline=(150, 146, 140))
        for window in range(5):
            x = left + 14 + window * (wide // 5)
            draw.rectangle([x, top + 9, x + 16, top + 26], fill=(92, 108, 124))
    draw.line([(left, _GROUND), (left, _GROUND - floors * 34 - 22)], fill=(120, 118, 112), width=4)


def _crane(draw: ImageDraw.ImageDraw, x: int, share: float) -> None:
    if share >= 1:
        return
    draw.line([(x, _GROUND), (x, 70)], fill=(206, 152, 40), width=8)
    draw.line([(x - 70, 90), (x + 230, 90)], fill=(206, 152, 40), width=6)
    draw.line([(x + 180, 90), (x + 180, 240)], fill=(90, 90, 90), width=2)


def _exif(taken: datetime, rolled: Random) -> Image.Exif:
    exif = Image.Exif()
    exif[_MAKE] = "Luoshi demonstration"
    exif.get_ifd(IFD.Exif)[_TAKEN] = taken.strftime("%Y:%m:%d %H:%M:%S")
    place = exif.get_ifd(IFD.GPSInfo)
    place[_LATITUDE_REF], place[_LATITUDE] = "N", (29.0, float(rolled.randrange(60)), float(rolled.randrange(60)))
    place[_LONGITUDE_REF], place[_LONGITUDE] = "E", (119.0, float(rolled.randrange(60)), float(rolled.randrange(60)))
    return exif


def record(title: str, lines: list[str]) -> bytes:
    """A short Word document, such as a record of acceptance."""
    document = docx.Document()
    document.add_heading(title, 1)
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
