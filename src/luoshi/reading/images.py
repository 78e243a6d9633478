"""Pictures of pages become pieces, by recognition."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget
from luoshi.reading.ocr import INSTALL, SWITCHED_OFF, Ocr, is_installed, recognised
from luoshi.reading.pages import Page
from luoshi.reading.paragraphs import join_pages
from luoshi.reading.pieces import Draft
from luoshi.reading.running_heads import without_running_heads

if TYPE_CHECKING:
    from PIL.Image import Image

_PAGE_WIDTH = 595.0  # points: a picture is taken for a page of A4, as wide as it is high or not
_PAGE_HEIGHT = 842.0
_SMALLEST = 32  # pixels on a side; below, nothing can be read


def read_image(data: bytes, budget: Budget, ocr: Ocr = "auto") -> Draft:
    """The text of a picture (PNG, JPEG, TIFF with any number of pages, BMP, WebP, GIF), read by recognition.

    Raises ReadingError for damaged pictures, and when recognition is not installed or not wanted.
    """
    if ocr == "never":
        raise ReadingError(f"it is a picture, and {SWITCHED_OFF}")
    if not is_installed():
        raise ReadingError(f"it is a picture: {INSTALL}")
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of large pictures; we have a limit of our own
        try:
            with Image.open(io.BytesIO(data)) as image:
                pages = _pages(image, budget)
        except ReadingError:
            raise
        except Exception as error:
            raise ReadingError("it is a damaged picture: get it again") from error
    return Draft("image", join_pages(without_running_heads(pages)))


def _pages(image: Image, budget: Budget) -> list[Page]:
    import numpy as np
    from PIL import ImageOps

    count = int(getattr(image, "n_frames", 1))
    budget.check("pages", count, f"it has {count:,} pages")
    pages = []
    for index in range(count):
        budget.check_time()
        image.seek(index)
        width, height = image.size
        budget.check("pixels", width * height, f"it has {width * height:,} pixels")
        points = (_PAGE_WIDTH if width <= height else _PAGE_HEIGHT) / max(width, 1)
        items = []
        if min(width, height) >= _SMALLEST:
            upright = ImageOps.exif_transpose(image) or image
            pixels = np.ascontiguousarray(np.asarray(_on_white(upright))[:, :, ::-1])
            items = recognised(pixels, points, index + 1, budget)
        pages.append(Page(index + 1, height * points, items))
    return pages


def _on_white(image: Image) -> Image:
    """The picture in plain colours; what is transparent is white, as on paper."""
    from PIL import Image as Pillow

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Pillow.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        return ground.convert("RGB")
    return image.convert("RGB")
