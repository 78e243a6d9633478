"""Correcting what a piece of evidence is said to show: who may, until when, what the log keeps, and two at once."""

from __future__ import annotations

import pytest

from luoshi.queries.access import Access
from luoshi.queries.chains import verify_chain
from luoshi.queries.event_words import told
from luoshi.queries.evidence import gallery
from luoshi.records.models import Chain, Closing, Event, EvidenceUse, Matter, Report
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.evidence import correct_caption, remove_use
from tests.cast import City, make_city
from tests.pieces import bare_use, matter_of
from tests.reports import actor

pytestmark = pytest.mark.django_db
OWN = "liaison-science"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def use(city: City) -> EvidenceUse:
    return bare_use(city, matter_of(city))


def now(use: EvidenceUse) -> EvidenceUse:
    """It as it stands."""
    known = EvidenceUse.objects.select_related("matter__programme__region", "report__due", "closing", "unit")
    return known.get(pk=use.pk)


def correct(city: City, use: EvidenceUse, caption: str, stood: str = "", *, by: str = OWN) -> EvidenceUse:
    """Corrected by somebody of the cast."""
    return correct_caption(actor=actor(city, by), use=now(use), caption=caption, stood=stood)


def test_the_event_keeps_what_stood_before(city: City, use: EvidenceUse) -> None:
    assert correct(city, use, " 开工仪式 ").caption == "开工仪式"
    assert correct(city, use, "竣工验收", "开工仪式").caption == "竣工验收"
    first, second = Event.objects.filter(act="evidence.caption").order_by("pk")
    assert (first.before, second.before) == ({"caption": ""}, {"caption": "开工仪式"})
    assert second.after == {"caption": "竣工验收", "file": "现场.jpg", "sha256": use.evidence.sha256}
    assert (second.subject, second.subject_id, second.actor) == ("matter", use.matter_id, city.people[OWN])
    line = told([second])[0]
    assert (line.act, line.changes[0].field) == ("修改佐证材料说明", "说明")
    assert (line.changes[0].before, line.changes[0].after) == ("开工仪式", "竣工验收")
    assert [verify_chain(chain).flaw for chain in Chain.objects.all()] == [None]


def test_the_same_again_is_no_event(city: City, use: EvidenceUse) -> None:
    correct(city, use, "开工仪式")
    correct(city, use, "开工仪式 ", "开工仪式")
    assert Event.objects.filter(act="evidence.caption").count() == 1


def test_of_two_who_correct_it_the_later_is_told(city: City, use: EvidenceUse) -> None:
    correct(city, use, "开工仪式")
    with pytest.raises(ChangedMeanwhileError, match="刚被他人改为“开工仪式”") as refused:
        correct(city, use, "奠基仪式")
    assert (refused.value.current, refused.value.wanted) == ({"caption": "开工仪式"}, {"caption": "奠基仪式"})
    assert now(use).caption == "开工仪式"
    seen = now(use)
    remove_use(actor=actor(city, OWN), use=now(use), reason="传错了")
    with pytest.raises(ChangedMeanwhileError, match="刚被他人撤下"):
        correct_caption(actor=actor(city, OWN), use=seen, caption="又", stood="开工仪式")
    with pytest.raises(RefusedError, match="已撤下"):
        correct(city, use, "又", "开工仪式")


# Whoever is not of the unit that handed it in: the supervisor takes back, but does not put words into its mouth.
def test_strangers_may_not(city: City, use: EvidenceUse) -> None:
    for by in ("liaison-education", "supervisor", "verifier", "leader", "admin"):
        with pytest.raises(NotPermittedError, match="添加材料的单位"):
            correct(city, use, "别的", by=by)
        assert [one.captionable for one in gallery(Access(city.people[by]), use.matter)] in ([False], [])
    EvidenceUse.objects.filter(pk=use.pk).update(unit=None, added_by=city.people["verifier"])  # what he gathered
    assert correct(city, use, "现场核查", by="verifier").caption == "现场核查"
    with pytest.raises(NotPermittedError, match="添加材料的单位"):
        correct(city, use, "别的", "现场核查", by="supervisor")


# The matter's status, and a word of the refusal or nothing: as long as the unit might add.
UNTIL = [
    ("in_progress", ""),
    ("closing", ""),
    ("closed", "不能再改"),
    ("merged", "不能再改"),
    ("withdrawn", "不能再改"),
]


def test_until_the_matter_is_closed(city: City, use: EvidenceUse) -> None:
    for at, (status, said) in enumerate(UNTIL):
        Matter.objects.filter(pk=use.matter_id).update(status=status)
        stood = now(use).caption
        if said:
            with pytest.raises(RefusedError, match=said):
                correct(city, use, f"第{at}次", stood)
        else:
            assert correct(city, use, f"第{at}次", stood).caption == f"第{at}次"


def test_of_a_report_until_a_correction_replaced_it(city: City, use: EvidenceUse) -> None:
    report = Report.objects.create(matter=use.matter, unit=city.units["science"], by=city.people[OWN])
    EvidenceUse.objects.filter(pk=use.pk).update(report=report)
    correct(city, use, "草稿时")
    Report.objects.filter(pk=report.pk).update(state=Report.State.SUBMITTED)
    correct(city, use, "提交后", "草稿时")
    event = Event.objects.filter(act="evidence.caption").latest("pk")
    assert (event.before, (event.after or {})["report"]) == ({"caption": "草稿时"}, report.pk)
    Report.objects.filter(pk=report.pk).update(state=Report.State.REPLACED)
    with pytest.raises(RefusedError, match="新的一版"):
        correct(city, use, "更正后", "提交后")


def test_of_a_request_until_it_was_decided(city: City, use: EvidenceUse) -> None:
    closing = Closing.objects.create(matter=use.matter, asked_by=city.people[OWN])
    EvidenceUse.objects.filter(pk=use.pk).update(closing=closing)
    correct(city, use, "申请时")
    Closing.objects.filter(pk=closing.pk).update(state=Closing.State.RETRACTED)
    with pytest.raises(RefusedError, match="已有结论"):
        correct(city, use, "撤回后", "申请时")
