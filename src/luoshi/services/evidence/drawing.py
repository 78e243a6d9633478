"""The child process that draws one picture small, or the first page of one PDF; started by `previews`.

It is run as a file by itself, loads nothing of ours, and may crash, hang or swell without harm to the worker. On
standard input: a line of JSON (`kind`: "picture" or "pdf", `side` in pixels, `memory` in bytes), then the bytes. On
standard output: a line of JSON (`pages`, `error`), then the picture (WebP, without EXIF).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import warnings
from typing import Any

_QUALITY = 78
_LARGEST_PAGE = 20_000  # points on a side of a page; a larger one is drawn by no office
_PIXELS = 120_000_000


def main() -> None:
    """Draw what standard input holds."""
    answer_to = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries print what they like; only the answer may reach standard output
    order = json.loads(sys.stdin.buffer.readline())
    _bound_memory(order["memory"])
    data = sys.stdin.buffer.read()
    said: dict[str, Any] = {"pages": None, "error": ""}
    drawn = b""
    try:
        if order["kind"] == "pdf":
            said["pages"], drawn = _first_page(data, order["side"])
        else:
            drawn = _small(data, order["side"])
    except MemoryError:
        said["error"] = "memory"
    except Exception as error:
        said["error"] = "encrypted" if "password" in str(error).lower() else "damaged"
    with answer_to:
        answer_to.write(json.dumps(said).encode() + b"\n" + drawn)


def _bound_memory(size: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _small(data: bytes, side: int) -> bytes:
    """A picture upright and no longer than `side` on either side."""
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore")
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
        if image.width * image.height > _PIXELS:
            raise MemoryError
        image.draft("RGB", (2 * side, 2 * side))  # a JPEG is decoded at an eighth where that is enough
        image.thumbnail((side, side))
        upright = ImageOps.exif_transpose(image)
        return _webp(upright)


def _first_page(data: bytes, side: int) -> tuple[int, bytes]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[0]
    width, height = page.get_size()
    if not 0 < max(width, height) <= _LARGEST_PAGE:
        raise ValueError("a page of no size, or of one that nobody prints")
    drawn = page.render(scale=side / max(width, height)).to_pil()
    return len(document), _webp(drawn)


def _webp(image: Any) -> bytes:
    """The picture on white, as WebP that holds nothing but the picture."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    stream = io.BytesIO()
    image.convert("RGB").save(stream, "WEBP", quality=_QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return stream.getvalue()


if __name__ == "__main__":
    main()
