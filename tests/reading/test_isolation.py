"""The child process: it answers as the readers do, and what brings it down stays with it."""

from __future__ import annotations

import socket

import pytest

from luoshi.reading import isolation, worker
from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.pdf import read_pdf
from tests.reading.pdf_files import Sheet, pdf_file, written

_TABLE = (
    Sheet().text(80, 100, "云川市").grid([80, 200, 300], [300, 340, 380]).text(85, 305, "任务").text(205, 345, "甲")
)


def test_it_finds_what_the_reader_finds() -> None:
    data = pdf_file(_TABLE)
    assert isolation.read_apart("pdf", data, Budget(), "auto") == read_pdf(data, Budget())


def test_its_errors_come_back() -> None:
    with pytest.raises(ReadingError, match=r"pages.*Limits\(pages"):
        isolation.read_apart("pdf", pdf_file(_TABLE, _TABLE), Budget(Limits(pages=1)), "auto")


def test_a_bomb_stays_within_its_memory() -> None:
    # A page that unpacks to 400 million blanks.
    bomb = pdf_file(_TABLE, contents=b" " * 400_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(ReadingError, match="memory"):
        isolation.read_apart("pdf", bomb, Budget(Limits(memory=500_000_000)), "auto")


def forms_in_forms(depth: int) -> bytes:
    """A page that draws a form that draws a form ten times, and so on: PDFium goes through all of them in one call."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Contents 4 0 R >>",
        b"<< /Length 5 >> stream\n/F Do\nendstream",
    ]
    for number in range(6, 6 + depth):
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F %d 0 R >> >>" % number
        objects.append(head + b" /Length 60 >> stream\n" + b"/F Do " * 10 + b"\nendstream")
    objects.append(b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 15 >> stream\n0 0 m 9 9 l S  \nendstream")
    return written(objects)


def test_a_page_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_GRACE", 0.0)
    with pytest.raises(ReadingError, match="pdf_seconds"):
        isolation.read_apart("pdf", forms_in_forms(12), Budget(Limits(pdf_seconds=3)), "auto")


def test_no_answer_is_an_error() -> None:
    with pytest.raises(ReadingError, match="no answer"):
        isolation._draft({"kind": "pdf", "pieces": None, "warnings": []}, Budget())


def test_the_worker_has_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", socket.socket.connect)  # put back after the test
    worker._refuse_network()
    with socket.socket() as plug, pytest.raises(OSError, match="never uses the network"):
        plug.connect(("127.0.0.1", 9))
