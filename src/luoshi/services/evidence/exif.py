"""What a picture's EXIF says: when and where it was taken, and with what. It is shown, never trusted."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from django.utils import timezone as zones
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from luoshi.records import clock

# A moment as EXIF writes it. Sample: 2025:03:31 09:15:00; near miss: 0000:00:00 00:00:00 (no such day).
_MOMENT = re.compile(r"(\d{4})[:\-/](\d{2})[:\-/](\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
# A time zone as EXIF writes it. Sample: +08:00; near miss: 08:00 (no sign)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_FIRST_YEAR = 1990  # before it nobody took pictures that hold EXIF: the camera's clock was never set


@dataclass(frozen=True, slots=True)
class Taken:
    """When (in the installation's time zone where the camera names none), where (degrees, WGS 84), with what."""

    at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str = ""


def taken(image: Image.Image) -> Taken:
    """What the EXIF of an opened picture says; whatever is absent, damaged or impossible is left out.

    Only the block's own few entries are read, in Python: no pixel is decoded.
    """
    try:
        exif = image.getexif()
        details, place = exif.get_ifd(IFD.Exif), exif.get_ifd(IFD.GPSInfo)
    except Exception:  # Pillow raises all kinds of errors for damaged blocks; the picture is a picture all the same
        return Taken()
    written = details.get(Base.DateTimeOriginal) or details.get(Base.DateTimeDigitized) or exif.get(Base.DateTime)
    offset = details.get(Base.OffsetTimeOriginal) or details.get(Base.OffsetTime)
    latitude = _degrees(place.get(GPS.GPSLatitude), place.get(GPS.GPSLatitudeRef), "S", 90.0)
    longitude = _degrees(place.get(GPS.GPSLongitude), place.get(GPS.GPSLongitudeRef), "W", 180.0)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):  # zeros: no fix yet
        latitude = longitude = None
    return Taken(_moment(written, offset), latitude, longitude, _camera(exif.get(Base.Make), exif.get(Base.Model)))


def _moment(written: object, offset: object) -> datetime | None:
    found = _MOMENT.match(_text(written))
    if found is None:
        return None
    try:
        moment = datetime(*(int(part) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001  # six; naive
        zone = _OFFSET.fullmatch(_text(offset))
        if zone is None:
            moment = zones.make_aware(moment)
        else:
            east = timedelta(hours=int(zone[2]), minutes=int(zone[3]))
            moment = moment.replace(tzinfo=timezone(east if zone[1] == "+" else -east))
    except (ValueError, OverflowError):
        return None
    possible = moment.year >= _FIRST_YEAR and moment < clock.now() + timedelta(days=1)
    return moment if possible else None


def _degrees(parts: Any, side: object, negative: str, most: float) -> float | None:
    """Degrees, minutes and seconds as one number, to a ten-thousandth of a minute of arc (about a step)."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
        found = degrees + minutes / 60 + seconds / 3600
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not math.isfinite(found) or not 0 <= found <= most:
        return None
    return round(-found if _text(side).upper().startswith(negative) else found, 6)


def _camera(make: object, model: object) -> str:
    maker, name = _text(make), _text(model)
    said = name if name.lower().startswith(maker.lower()) else f"{maker} {name}"
    return said.strip()[:100]


def _text(value: object) -> str:
    """A value as a line of text without what is not printed."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "ignore")
    if not isinstance(value, str):
        return ""
    return "".join(character for character in value[:200] if character.isprintable()).strip()
