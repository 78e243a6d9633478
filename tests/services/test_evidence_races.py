"""Evidence handed in and taken back by several at once: one file, one use, one removal, and a chain that holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from luoshi.queries.chains import verify_chain
from luoshi.records.models import Chain, Closing, Event, Evidence, EvidenceUse, Matter
from luoshi.services.closing import request_closing, return_closing
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.evidence import (
    AlreadyUsedError,
    correct_caption,
    hand_in_file,
    hand_in_link,
    remove_use,
    reuse,
)
from tests import samples
from tests.cast import City, make_city
from tests.closings import ACHIEVED, asked_to_close, at_work, closing_of, evidence_for
from tests.concurrency import at_once, meeting_at, overtaken_at
from tests.pieces import matter_of, own_store
from tests.reports import actor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def store() -> Iterator[Path]:
    with own_store() as folder:
        yield folder


def test_the_same_file_by_several_at_once(store: Path) -> None:
    city = make_city("云川市", "990100")
    matters, by, unit = [matter_of(city), matter_of(city)], actor(city, "liaison-science"), city.units["science"]
    data = samples.zipped({"OFD.xml": b"<ofd/>"})  # has no preview to be made
    hand_in = partial(hand_in_file, actor=by, unit=unit, data=data, file_name="公文.ofd")
    answers = at_once(*[partial(hand_in, matter=matter) for matter in matters * 2])
    uses = [one for one in answers if isinstance(one, EvidenceUse)]
    assert [type(one) for one in answers if not isinstance(one, EvidenceUse)] == [AlreadyUsedError] * 2, answers
    assert {use.matter_id for use in uses} == {matter.pk for matter in matters}
    assert Evidence.objects.count() == 1
    assert [path.name for path in store.rglob("*") if path.is_file()] == [uses[0].evidence.sha256]
    again = [EvidenceUse.objects.select_related("matter__programme", "report", "unit").get(pk=uses[0].pk) for _ in "12"]
    removals = at_once(*[partial(remove_use, actor=by, use=use, reason="传错了") for use in again])
    assert sorted(type(one).__name__ for one in removals) == [ChangedMeanwhileError.__name__, "NoneType"]
    assert Event.objects.filter(act="evidence.remove").count() == 1
    assert [verify_chain(chain).flaw for chain in Chain.objects.all()] == [None]


def link(city: City, matter: Matter, closing: Closing | None = None) -> EvidenceUse:
    return hand_in_link(
        actor=actor(city, "liaison-science"), matter=matter, unit=city.units["science"], title="名单",
        address="https://www.yunchuan.gov.cn/1", published="2025-03-31", closing=closing,
    )  # fmt: skip


def test_the_same_page_twice_at_once() -> None:
    city = make_city("云川市", "990100")
    matter = matter_of(city)
    with meeting_at("luoshi.services.evidence.handing_in._use"):
        answers = at_once(*[lambda: link(city, matter)] * 2)
    assert [type(one) for one in answers if not isinstance(one, EvidenceUse)] == [AlreadyUsedError], answers
    assert Evidence.objects.count() == 1


def test_the_only_piece_is_not_taken_back_while_close_out_is_asked_for() -> None:
    city = make_city("云川市", "990100")
    matter = at_work(city)
    use = EvidenceUse.objects.select_related("matter__programme").get(pk=evidence_for(city, matter).pk)
    by = actor(city, "liaison-science")

    def take_back() -> None:
        remove_use(actor=by, use=use, reason="传错了")

    with overtaken_at("luoshi.services.matters.moving._write", take_back) as taken:
        request_closing(matter=matter, actor=by, revision=matter.revision, achieved=ACHIEVED)
    with pytest.raises(RefusedError, match="已申请销号"):
        taken.result()
    use.refresh_from_db()
    assert not use.removed


@pytest.mark.parametrize("kind", ["link", "file", "reuse"])
def test_nothing_is_added_to_what_was_decided_while_the_page_was_open(kind: str) -> None:
    """The file is read, or the page was loaded, before; what holds when the piece is put down is what counts."""
    city = make_city("云川市", "990100")
    matter = asked_to_close(city)
    closing, unit, by = closing_of(matter), city.units["science"], actor(city, "liaison-science")
    piece, data = Evidence.objects.get(), samples.zipped({"OFD.xml": b"<ofd/>"})
    other = matter_of(city)
    other_use = link(city, other)

    def add() -> EvidenceUse:
        if kind == "link":
            return link(city, matter, closing=closing)
        if kind == "reuse":
            return reuse(actor=by, evidence=other_use.evidence, matter=matter, unit=unit, closing=closing)
        return hand_in_file(actor=by, matter=matter, unit=unit, data=data, file_name="公文.ofd", closing=closing)

    return_closing(matter=matter, actor=actor(city, "verifier"), revision=matter.revision, reason="缺验收单")
    with pytest.raises(RefusedError, match="已有结论"):
        add()
    assert (piece.uses.count(), EvidenceUse.objects.filter(closing=closing).count()) == (1, 0)


def test_a_caption_is_not_corrected_once_it_was_decided_on() -> None:
    city = make_city("云川市", "990100")
    matter = asked_to_close(city)
    by = actor(city, "liaison-science")
    use = EvidenceUse.objects.select_related("matter__programme", "closing", "report").get(
        pk=link(city, matter, closing=closing_of(matter)).pk
    )
    return_closing(matter=matter, actor=actor(city, "verifier"), revision=matter.revision, reason="缺验收单")
    with pytest.raises(RefusedError, match="已有结论"):
        correct_caption(actor=by, use=use, caption="竣工验收备案表", stood=use.caption)
