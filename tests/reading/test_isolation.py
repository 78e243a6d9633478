"""The child process: it answers as the readers do, and what brings it down stays with it."""

from __future__ import annotations

import socket

import pytest

from luoshi.reading import isolation, worker
from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.pdf import read_pdf
from tests.reading.pdf_files import Sheet, pdf_file

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


def test_a_reader_that_hangs_is_stopped() -> None:
    with pytest.raises(ReadingError, match="pdf_seconds"):
        isolation.read_apart("pdf", pdf_file(_TABLE), Budget(Limits(pdf_seconds=-isolation._GRACE)), "auto")


def test_no_answer_is_an_error() -> None:
    with pytest.raises(ReadingError, match="no answer"):
        isolation._draft({"kind": "pdf", "pieces": None, "warnings": []}, Budget())


def test_the_worker_has_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", socket.socket.connect)  # put back after the test
    worker._refuse_network()
    with socket.socket() as plug, pytest.raises(OSError, match="never uses the network"):
        plug.connect(("127.0.0.1", 9))
