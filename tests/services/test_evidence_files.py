"""What may be handed in as evidence, told by content; what EXIF says; and links."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
from PIL import Image

from luoshi.records import clock
from luoshi.services.errors import RefusedError
from luoshi.services.evidence.incoming import EXCEL, OFD, PDF, WORD, check
from luoshi.services.evidence.links import checked_link
from tests import samples

pytestmark = pytest.mark.django_db  # the clock reads the settings
_HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
_EAST = timezone(timedelta(hours=8))


# Content, name as sent, media type, name as shown.
KEPT = [
    (samples.picture(), "现场.JPG", "image/jpeg", "现场.JPG"),
    (samples.picture("PNG"), "屏幕截图.png", "image/png", "屏幕截图.png"),
    (samples.picture("WEBP"), "x.webp", "image/webp", "x.webp"),
    (samples.pdf(), "文件.pdf", PDF, "文件.pdf"),
    (samples.word(), "说明.docx", WORD, "说明.docx"),
    (samples.excel(), "清单.xlsx", EXCEL, "清单.xlsx"),
    (samples.zipped({"OFD.xml": b"<ofd/>"}), "公文.ofd", OFD, "公文.ofd"),
    # A name that lies gets the ending that is true; one without gets it too.
    (samples.picture(), "清单.xlsx", "image/jpeg", "清单.xlsx.jpg"),
    (samples.picture(), "run.exe", "image/jpeg", "run.exe.jpg"),
    (samples.pdf(), "", PDF, "未命名.pdf"),
    # Folders, NUL, line breaks and marks that turn the direction of writing are no part of a name.
    (samples.picture(), "../../etc/a\0b\r\nc\u202egpj.exe", "image/jpeg", "abcgpj.exe.jpg"),
    (samples.picture(), "C:\\照片\\一.jpg", "image/jpeg", "一.jpg"),
    (samples.picture(), "长" * 300 + ".jpg", "image/jpeg", "长" * 116 + ".jpg"),
]
# Content, and a word of what is said.
REFUSED = [
    (b"", "空的"),
    (b"\0" * 5000, "空的"),
    (_HTML, "不支持"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "不支持"),
    (b"MZ\x90\0" + b"\0" * 100, "程序"),
    (b"#!/bin/sh\nrm -rf /", "程序"),
    ("只是文字".encode(), "不支持"),
    (samples.picture("GIF"), "GIF"),
    (samples.picture("TIFF"), "TIFF"),
    (samples.picture("BMP"), "不支持"),
    (b"\0\0\0\x18ftypheic" + b"\0" * 50, "HEIC"),
    (b"\0\0\0\x18ftypisom" + b"\0" * 50, "视频"),
    (samples.zipped({"a.txt": b"a"}), "不支持"),
    # A picture that is torn off before its size is known, and one that claims more pixels than any camera makes.
    (samples.picture()[:60], "损坏"),
    (samples.huge_png(60_000, 60_000), "像素"),
    (samples.huge_png(100_000, 2), "像素"),
    # Two things at once.
    (samples.picture() + _HTML, "混有"),
    (samples.picture("PNG") + samples.zipped({"a.class": b"x"}), "混有"),
    (samples.pdf() + samples.zipped({"a.js": b"x"}), "混有"),
    (b"GIF89a/*" + samples.pdf(), "GIF"),
    (b"<html>" + samples.pdf(), "不支持"),
    (b"%PDF-1.7\n<script>x</script>", "混有"),
    # Office.
    (samples.office_bomb(), "过"),
    (samples.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<!DOCTYPE a><a/>"}), "可疑"),
    (samples.zipped({"[Content_Types].xml": b"<T/>", "word/document.xml": b"<a/>", "word/vbaProject.bin": b""}), "宏"),
    (samples.zipped({"word/document.xml": b"<a/>"}), "混有"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0\0", "DOCX"),
    (samples.word()[:3000], "损坏"),
]


def test_a_file_is_told_by_its_content() -> None:
    for data, name, media_type, shown in KEPT:
        file = check(data, name)
        assert (file.media_type, file.name, file.size) == (media_type, shown, len(data))


def test_what_is_refused_says_what_it_is_and_what_to_do() -> None:
    for data, said in REFUSED:
        with pytest.raises(RefusedError, match=said) as refused:
            check(data, "a\0b.jpg")
        assert "\0" not in str(refused.value)
        assert len(str(refused.value)) < 120


def test_limits_are_settings_and_pictures_have_their_own(settings: object) -> None:
    data = samples.pdf()
    settings.EVIDENCE_LIMIT = len(data)  # type: ignore[attr-defined]  # pytest-django's fixture
    settings.PICTURE_LIMIT = 1_000  # type: ignore[attr-defined]  # the same
    assert check(data, "a.pdf").media_type == PDF
    for too_large in (data + b"\n", samples.picture(size=(2000, 50))):
        with pytest.raises(RefusedError, match="超过"):
            check(too_large, "a")


def test_what_a_camera_wrote_is_read() -> None:
    data = samples.picture(taken="2025:03:31 09:15:00", offset="+08:00", place=(30.2741, 120.1551))
    found = check(data, "a.jpg").taken
    assert found.at == datetime(2025, 3, 31, 9, 15, tzinfo=_EAST)
    assert found.latitude == pytest.approx(30.2741)
    assert found.longitude == pytest.approx(120.1551)
    assert found.camera == "Huawei Mate 60"
    south = check(samples.picture(place=(-33.5, -70.25)), "a.jpg").taken
    assert (south.latitude, south.longitude, south.at) == (-33.5, -70.25, None)
    bare = check(samples.picture(taken="2025:03:31 09:15:00"), "a.jpg").taken
    assert bare.at == datetime(2025, 3, 31, 9, 15, tzinfo=_EAST)  # the installation's zone


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "2999:01:01 00:00:00", "1970:01:01 00:00:00", "去年", "2025:13:01 00:00:00"]
)
def test_a_moment_that_cannot_be_is_left_out(taken: str) -> None:
    assert check(samples.picture(taken=taken), "a.jpg").taken.at is None


def _zero_rationals(data: bytes) -> bytes:
    """EXIF whose fractions divide by nothing."""
    at = data.index(b"Exif")
    return data[:at] + data[at : at + 400].replace(b"\0\0\x27\x10", b"\0\0\0\0") + data[at + 400 :]


@pytest.mark.parametrize("harm", [_zero_rationals, lambda data: data.replace(b"\x88\x25", b"\xff\xff")])
def test_damaged_exif_costs_nothing_but_itself(harm: Callable[[bytes], bytes]) -> None:
    data = harm(samples.picture(taken="2025:03:31 09:15:00", place=(30.27415, 120.1551)))
    assert check(data, "a.jpg").media_type == "image/jpeg"


def test_a_large_picture_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def decode(_image: Image.Image) -> None:
        raise AssertionError("decoded")

    data = samples.picture()
    monkeypatch.setattr(Image.Image, "load", decode)
    assert check(data, "a.jpg").media_type == "image/jpeg"


@pytest.mark.parametrize(
    "address",
    [
        *("", "www.gov.cn", "ftp://www.gov.cn/a", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"),
        *("https://", "https://localhost/", "http://[::1", "https://www.gov.cn:99999/", "https://a b.cn/"),
        *(
            "https://www.gov.cn/\n<script>",
            'https://www.gov.cn/"onclick="x',
            "//www.gov.cn/a",
            "http://" + "a" * 70 + ".cn",
        ),
        *("https://www.gov.cn@evil.cn/", "https://user:pass@www.gov.cn/", "https://www.gov.cn/" + "a" * 2000),
    ],
)
def test_only_addresses_of_pages_are_links(address: str) -> None:
    with pytest.raises(RefusedError, match="网址"):
        checked_link(address, "标题", "2025-03-31", "")


def test_a_link_keeps_what_was_typed_and_the_same_page_is_known() -> None:
    with clock.stopped_at(date(2025, 4, 1)):
        first = checked_link(" https://www.yunchuan.gov.cn/a?id=1 ", "高企 名单", "2025-03-31", "市科技局")
        same = checked_link("HTTPS://WWW.YUNCHUAN.GOV.CN:443/a?id=1#top", "另一标题", "2025-03-30", "")
        assert (first["address"], first["title"]) == ("https://www.yunchuan.gov.cn/a?id=1", "高企 名单")
        assert (
            first["sha256"]
            == same["sha256"]
            != checked_link("https://www.yunchuan.gov.cn/a?id=2", "b", "2025-01-01", "")["sha256"]
        )
        for title, day, said in [
            ("", "2025-03-31", "标题"),
            ("a", "", "日期"),
            ("a", "2025-04-02", "今天"),
            ("a", "31/3", "日期"),
        ]:
            with pytest.raises(RefusedError, match=said):
                checked_link("https://www.gov.cn/", title, day, "")
