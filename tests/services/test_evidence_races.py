"""Evidence handed in and taken back by several at once: one file, one use, one removal, and a chain that holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from luoshi.queries.chains import verify_chain
from luoshi.records.models import Chain, Event, Evidence, EvidenceUse
from luoshi.services.errors import ChangedMeanwhileError
from luoshi.services.evidence import AlreadyUsedError, hand_in_file, remove_use
from tests import samples
from tests.cast import make_city
from tests.concurrency import at_once
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
