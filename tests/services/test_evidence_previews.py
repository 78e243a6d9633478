"""The job that shows files small: upright, without what the original tells, and never stopped by a bad file."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from luoshi.records.models import Evidence
from luoshi.services.evidence import previews
from luoshi.services.evidence.previews import SIDE, make_preview
from tests import samples
from tests.cast import City, make_city
from tests.pieces import handed_in, matter_of, own_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture(autouse=True)
def store() -> Iterator[Path]:
    with own_store() as folder:
        yield folder


def piece(city: City, data: bytes, name: str = "a") -> Evidence:
    """A piece handed in, as its job left it."""
    return Evidence.objects.get(pk=handed_in(city, matter_of(city), data, name).evidence_id)


def drawn(evidence: Evidence) -> Image.Image:
    return Image.open(io.BytesIO(Path(evidence.thumbnail.path).read_bytes()))


def test_a_picture_is_drawn_small_and_upright_without_exif(city: City) -> None:
    # Turned by a quarter: what is stored lying stands, with the dark corner at its upper right.
    data = samples.picture(size=(1600, 1200), turned=6, taken="2025:03:31 09:15:00", place=(30.2741, 120.1551))
    found = piece(city, data)
    small = drawn(found)
    assert (found.preview, small.format, small.size) == ("ready", "WEBP", (SIDE * 3 // 4, SIDE))
    assert max(small.getpixel((350, 10))) < 60 < max(small.getpixel((10, 10)))  # type: ignore[arg-type]  # an RGB pixel is three numbers
    assert not small.getexif()
    assert b"Huawei" not in Path(found.thumbnail.path).read_bytes()
    assert Path(found.file.path).read_bytes() == data


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_pictures_are_drawn_too_and_small_ones_are_not_blown_up(city: City, form: str) -> None:
    assert drawn(piece(city, samples.picture(form, (60, 40)))).size == (60, 40)


def test_the_first_page_of_a_pdf_is_drawn_and_its_pages_counted(city: City) -> None:
    found = piece(city, samples.pdf(3))
    assert (found.preview, found.pages, max(drawn(found).size)) == ("ready", 3, SIDE)


def test_of_office_files_the_first_lines_are_shown(city: City) -> None:
    assert piece(city, samples.word()).excerpt == "关于新增高新技术企业的情况说明\n截至三月底，新增12家。"
    assert "云川精密" in piece(city, samples.excel()).excerpt
    assert len(piece(city, samples.word("长" * 5000)).excerpt) == 400
    assert piece(city, samples.zipped({"OFD.xml": b"<ofd/>"})).preview == Evidence.Preview.NONE


def torn() -> bytes:
    """A PNG that ends in the middle of its pixels."""
    whole = samples.picture("PNG", (800, 600))
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\nnothing more", "损坏"),
        (samples.pdf(1, (100_000, 10)), "损坏"),
        (samples.huge_png(9_000, 9_000), "损坏"),
        (torn(), "损坏"),
    ],
    ids=["no PDF", "a page of 35 metres", "a picture that lies", "a torn picture"],
)
def test_what_cannot_be_drawn_is_said_in_a_line_and_kept(city: City, data: bytes, said: str) -> None:
    found = piece(city, data)
    assert (found.preview, said in found.trouble) == ("failed", True)
    assert Path(found.file.path).read_bytes() == data


def test_a_file_that_went_away_and_a_child_that_hangs_are_said(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    found = piece(city, samples.pdf())
    Evidence.objects.filter(pk=found.pk).update(preview="queued")

    def hang(*_said: object, **_more: object) -> None:
        raise subprocess.TimeoutExpired("python", 30)

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "run", hang)
        make_preview.call(found.pk)
    found.refresh_from_db()
    assert "时间过长" in found.trouble
    Evidence.objects.filter(pk=found.pk).update(preview="queued")
    Path(found.file.path).unlink()
    make_preview.call(found.pk)
    found.refresh_from_db()
    assert "找不到" in found.trouble
    # Handing the same file in again, for another matter, mends it.
    assert piece(city, samples.pdf()).preview == "ready"


def test_a_job_that_runs_twice_or_for_nothing_does_no_harm(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    found = piece(city, samples.pdf())

    def again(*_said: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(previews, "_made", again)
    make_preview.call(found.pk)
    make_preview.call(987_654_321)
    found.refresh_from_db()
    assert found.preview == "ready"
