"""`luoshi audit`: whole logs, broken ones, anchors, keys and exports, with their exit statuses and one line each."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.db import transaction
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from luoshi.records.models import Chain, Event
from luoshi.services.events import Actor, record_event
from tests.cast import City, make_city
from tests.cli.cast import Call, call

pytestmark = pytest.mark.django_db
Captured = pytest.CaptureFixture[bytes]


@pytest.fixture
def city(settings: Settings, tmp_path: Path) -> City:
    """A city with an event in its own chain and three in its programme's, and another city with one."""
    settings.AUDIT_KEY_FILE = tmp_path / "audit-key"
    city, other = make_city("云川市", "990100"), make_city("海州市", "990200")
    with transaction.atomic():
        for reason in ("=1+1", "甲", "乙"):
            actor = Actor(city.people["supervisor"], "192.0.2.1")
            record_event(programme=city.programme, actor=actor, act="table.edit", subject=city.programme, reason=reason)
        record_event(
            programme=None, region=city.region, actor=Actor(), act="create-unit", subject=city.units["science"]
        )
        record_event(programme=None, region=other.region, actor=Actor(), act="x", subject=other.region, after={"a": 1})
    return city


def verify(captured: Captured, *more: str | Path) -> Call:
    done = call(captured, "audit", "verify", *more)
    warning = "luoshi: the database would let events be changed: run luoshi manage migrate\n"
    assert warning in done.err  # tests do without the protection
    return Call(done.status, done.out, done.err.replace(warning, ""))


def test_a_whole_log(city: City, capsysbinary: Captured) -> None:
    done = verify(capsysbinary)
    assert (done.status, done.err) == (0, "")
    assert [line.split()[:2] for line in done.out.splitlines()[1:]] == [["3", "3"], ["1", "1"], ["1", "1"]]


def test_a_broken_log_names_the_event_and_what_to_do(city: City, capsysbinary: Captured) -> None:
    Event.objects.filter(reason="甲").update(reason="丙")
    done = verify(capsysbinary)
    assert (done.status, done.err.count("\n")) == (1, 1)
    for said in (city.programme.name, "event 2", "table.edit", "altered after it was written", "backup"):
        assert said in done.err


def test_the_result_as_json(city: City, capsysbinary: Captured) -> None:
    assert json.loads(verify(capsysbinary, "--json").out)["whole"] is True
    Event.objects.filter(reason="乙")._raw_delete(using="default")
    told = json.loads(verify(capsysbinary, "--json", "--programme", city.programme.name).out)
    assert (told["whole"], len(told["chains"])) == (False, 1)
    assert (told["chains"][0]["sound"], told["chains"][0]["flaw"], told["chains"][0]["event"]) == (2, "cut", None)


@pytest.mark.parametrize(("option", "chains"), [(["--region", "990100"], 2), (["--region", "990200"], 1)])
def test_a_part_of_the_log(city: City, option: list[str], chains: int, capsysbinary: Captured) -> None:
    assert len(json.loads(verify(capsysbinary, "--json", *option).out)["chains"]) == chains


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", "--region", "1"],
        ["verify", "--programme", "99"],
        ["verify", "--what"],
        ["export", "log.pdf"],
        ["burn"],
    ],
)
def test_a_call_that_makes_no_sense(city: City, arguments: list[str], capsysbinary: Captured) -> None:
    done = call(capsysbinary, "audit", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


def test_an_anchor_is_written_kept_and_notices_a_tail_cut_off(
    city: City, tmp_path: Path, capsysbinary: Captured
) -> None:
    anchor = tmp_path / "anchors.txt"
    assert verify(capsysbinary, "--anchor", anchor).status == 0
    written = anchor.read_text()
    assert verify(capsysbinary, "--anchor", anchor).status == 0
    assert anchor.read_text() == written  # nothing new
    with transaction.atomic():
        record_event(programme=city.programme, actor=Actor(), act="x", subject=city.programme)
    assert verify(capsysbinary, "--anchor", anchor).status == 0
    assert anchor.read_text().startswith(written)
    assert anchor.read_text() != written
    Event.objects.filter(sequence=4)._raw_delete(using="default")
    last = Event.objects.get(sequence=3)
    Chain.objects.filter(pk=last.chain_id).update(length=3, last_hash=last.hash)
    assert verify(capsysbinary).status == 0
    kept = anchor.read_text()
    done = verify(capsysbinary, "--anchor", anchor)
    assert (done.status, "after event 3" in done.err, anchor.read_text()) == (1, True, kept)


def test_a_chain_that_is_gone_is_missed_by_the_anchor(city: City, tmp_path: Path, capsysbinary: Captured) -> None:
    anchor = tmp_path / "anchors.txt"
    verify(capsysbinary, "--anchor", anchor)
    chain = Chain.objects.get(region__code="990200")
    Event.objects.filter(chain=chain)._raw_delete(using="default")
    chain.delete()
    assert verify(capsysbinary).status == 0
    done = verify(capsysbinary, "--anchor", anchor)
    assert (done.status, f"{chain.name}: the anchor knows this chain" in done.err) == (1, True)


def test_a_file_that_is_no_anchor(city: City, tmp_path: Path, capsysbinary: Captured) -> None:
    (tmp_path / "anchors.txt").write_text("programme-1 three\n")
    done = call(capsysbinary, "audit", "verify", "--anchor", tmp_path / "anchors.txt")
    assert (done.status, "line 1 is no anchor" in done.err) == (1, True)


def test_a_lost_key(city: City, settings: Settings, capsysbinary: Captured) -> None:
    lost = Chain.objects.first()
    assert lost is not None
    settings.AUDIT_KEY_FILE.unlink()
    done = verify(capsysbinary)
    assert (done.status, "is gone" in done.err, "only the order of 3 events" in done.err) == (1, True, True)
    done = call(capsysbinary, "audit", "accept-key")
    assert (done.status, "3 chains changed their key" in done.err) == (0, True)
    assert verify(capsysbinary).status == 1
    assert verify(capsysbinary, "--lost", lost.key).status == 0


def test_export(city: City, tmp_path: Path, capsysbinary: Captured) -> None:
    for form, read in (("csv", _csv), ("jsonl", _jsonl), ("xlsx", _xlsx)):
        file = tmp_path / f"log.{form}"
        assert call(capsysbinary, "audit", "export", file, "--region", "990100").status == 0
        rows = read(file)
        assert len(rows) == 3 + 1, form
        assert {str(row["sequence"]) for row in rows} == {"1", "2", "3"}
        assert sum("1+1" in str(row["reason"]) for row in rows) == 1
    assert "'=1+1" in (tmp_path / "log.csv").read_text(encoding="utf-8-sig")


def _csv(file: Path) -> list[dict[str, object]]:
    return [dict(row) for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))]


def _jsonl(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _xlsx(file: Path) -> list[dict[str, object]]:
    page = load_workbook(file).worksheets[0]
    header, *rows = page.iter_rows()
    assert {cell.data_type for row in rows for cell in row} <= {"inlineStr", "s", "n"}  # no formula
    names = {"序号": "sequence", "原因": "reason"}
    return [
        {names[str(head.value)]: cell.value for head, cell in zip(header, row, strict=True) if head.value in names}
        for row in rows
    ]
