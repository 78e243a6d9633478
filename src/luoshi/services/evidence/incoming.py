"""What may be handed in as evidence: told by its content, never by its name, before anything is kept."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from luoshi.reading import Limits, ReadingError
from luoshi.reading.kinds import binary_kind
from luoshi.reading.limits import Budget
from luoshi.reading.ooxml import Package
from luoshi.reading.xlsx import vetted
from luoshi.services.errors import RefusedError
from luoshi.services.evidence.exif import Taken, taken
from luoshi.services.incoming_files import safe_name
from luoshi.services.troubles import in_words

PIXELS = 120_000_000  # of one picture: more than any camera of a phone makes by itself
LIMITS = Limits(
    decompressed_bytes=300_000_000, members=3_000, xml_bytes=50_000_000, pages=500, pdf_seconds=30, memory=1_500_000_000
)
_LONGEST_SIDE = 40_000
_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
WORD, EXCEL = f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}spreadsheetml.sheet"
PDF, OFD = "application/pdf", "application/ofd"
# What is kept, by its media type: the ending that a name gets whose own says something else, and endings that fit.
_ENDINGS = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    PDF: ("pdf",),
    WORD: ("docx",),
    EXCEL: ("xlsx",),
    OFD: ("ofd",),
}
ACCEPTED = ",".join(f".{ending}" for endings in _ENDINGS.values() for ending in endings)
# Words of markup and scripts. Where a picture holds one, some program might be brought to run it; a camera writes none.
_MARKUP = (b"<script", b"<!doctype html", b"<svg xmlns", b"<?php", b"<iframe", b"javascript:")
_SNIFFED = 1_024  # bytes from which browsers guess what a file is
# Brands of ISO media files: pictures of newer phones, then films. Sample: ....ftypheic
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_EXECUTABLE = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")

_OTHER = gettext_lazy("不支持这种文件。请上传 JPG、PNG、WebP 图片，PDF，Word（DOCX）、Excel（XLSX）或 OFD。")
_TOO_MANY_PIXELS = gettext_lazy("图片像素过多（超过 1.2 亿），请缩小后上传。")
_DAMAGED = gettext_lazy("图片损坏，无法打开，请重新拍摄或另存后上传。")
_MIXED = gettext_lazy("文件里混有其他类型的内容，为安全起见不予接收，请另存为新文件后上传。")
# What is often tried and not kept, by its first bytes: what it is, and what to do instead.
_REFUSED = (
    ((b"GIF8",), gettext_lazy("这是 GIF 图片，请另存为 JPG 或 PNG 后上传。")),
    ((b"II*\x00", b"MM\x00*"), gettext_lazy("这是 TIFF 图片，请另存为 JPG、PNG 或 PDF 后上传。")),
    (_EXECUTABLE, gettext_lazy("这是程序文件，不能作为佐证材料。")),
)

warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)  # there is a limit of our own


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: content, a name safe to show with an ending that is true, media type, digest, EXIF."""

    data: bytes
    name: str
    media_type: str
    sha256: str
    taken: Taken = field(default_factory=Taken)

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)


def check(data: bytes, name: str) -> Checked:
    """The file, or RefusedError with one line that says what it is and what to do.

    Refused are: what is too large or empty; pictures of more than 120 million pixels; Office files that unpack to a
    bomb, hold macros or are encrypted; files that are two things at once; whatever else is no picture, PDF, DOCX, XLSX
    or OFD. No pixel is decoded and no program of a file is run.
    """
    shown = safe_name(name)
    try:
        media_type, exif = _told(data)
    except RefusedError as error:
        raise RefusedError(_("“%(name)s”：%(why)s") % {"name": shown, "why": error}) from error
    except ReadingError as error:
        raise RefusedError(_("“%(name)s”：%(why)s") % {"name": shown, "why": in_words(error.message)}) from error
    return Checked(data, _named(shown, media_type), media_type, hashlib.sha256(data).hexdigest(), exif)


def _told(data: bytes) -> tuple[str, Taken]:
    if not data.strip(b"\0 \t\r\n"):
        raise RefusedError(_("文件是空的，请检查后重新上传。"))
    _check_size(data, settings.EVIDENCE_LIMIT)
    for beginnings, said in _REFUSED:
        if data.startswith(beginnings):
            raise RefusedError(str(said))
    if data[4:8] == b"ftyp":
        raise RefusedError(_film_or_heic(data[8:12]))
    if data.startswith(b"%PDF-"):
        return _pdf(data), Taken()
    if _is_ofd(data):
        _unpacked(data)
        return OFD, Taken()
    kind = binary_kind(data)  # raises ReadingError for what is known and not read, such as old Office files
    if kind == "image":
        return _picture(data)
    if kind in ("docx", "xlsx"):
        return _office(data), Taken()
    raise RefusedError(str(_OTHER))


def _check_size(data: bytes, limit: int) -> None:
    if len(data) > limit:
        raise RefusedError(_("超过 %(limit)s MB，请压缩或拆分后再上传。") % {"limit": limit // 1_000_000})


def _film_or_heic(brand: bytes) -> str:
    if brand in _HEIC:
        return _(
            "这是 HEIC 照片，办公电脑大多打不开。请在手机“设置-相机-格式”选“兼容性最佳”重拍，或另存为 JPG 后上传。"
        )
    return _("不接收视频，请截取关键画面保存为图片后上传。")


def _pdf(data: bytes) -> str:
    if _is_zip_too(data) or _has_markup(data[:_SNIFFED]):
        raise RefusedError(str(_MIXED))
    return PDF


def _picture(data: bytes) -> tuple[str, Taken]:
    _check_size(data, settings.PICTURE_LIMIT)
    try:
        with Image.open(io.BytesIO(data), formats=tuple(_PICTURES)) as image:
            (width, height), form, exif = image.size, image.format or "", taken(image)
    except Image.DecompressionBombError as error:
        raise RefusedError(str(_TOO_MANY_PIXELS)) from error
    except Exception as error:  # Pillow raises all kinds of errors for damaged pictures
        raise RefusedError(str(_OTHER if data.startswith((b"BM", b"RIFF")) else _DAMAGED)) from error
    if width * height > PIXELS or max(width, height) > _LONGEST_SIDE:
        raise RefusedError(str(_TOO_MANY_PIXELS))
    if _is_zip_too(data) or _has_markup(data):
        raise RefusedError(str(_MIXED))
    return _PICTURES[form], exif


def _has_markup(data: bytes) -> bool:
    lowered = data.lower()
    return any(word in lowered for word in _MARKUP)


def _is_zip_too(data: bytes) -> bool:
    """Whether a file that begins as something else ends as an archive with files in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.namelist())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return False


def _is_ofd(data: bytes) -> bool:
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "OFD.xml" in archive.namelist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return False


def _unpacked(data: bytes) -> list[str]:
    """The names of a package's parts, after each was unpacked once within the limits: what is kept is no bomb."""
    budget = Budget(LIMITS)
    package = Package(data, budget)
    vetted(package, budget)
    return package.names()


def _office(data: bytes) -> str:
    """Word's or Excel's media type."""
    names = _unpacked(data)
    if not data.startswith(b"PK\x03\x04") or "[Content_Types].xml" not in names:
        raise RefusedError(str(_MIXED))
    if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
        raise RefusedError(_("文件含有宏，请另存为不含宏的 DOCX 或 XLSX 后上传。"))
    return WORD if any(name.lower().startswith("word/document") for name in names) else EXCEL


def _named(name: str, media_type: str) -> str:
    """The name with an ending that says what the content is: 报告.exe that is a picture is called 报告.exe.jpg."""
    endings = _ENDINGS[media_type]
    if name.rpartition(".")[2].lower() in endings:
        return name
    return f"{name[:110]}.{endings[0]}"
