"""Pages of close-out: the queue, a request answered, a request made, samples and looking back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.ledger import Kind, Status
from luoshi.records import clock
from luoshi.records.models import LookBackSample, Matter, User
from luoshi.services import closing as services
from luoshi.services.events import Actor
from tests.cast import City, make_city
from tests.closings import ACHIEVED, VERIFIED, another, asked_to_close, at_work, closed, closing_of, evidence_for

pytestmark = pytest.mark.django_db
Desk = Callable[[str], Client]


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def desk(city: City) -> Desk:
    def of(person: str) -> Client:
        client = Client()
        client.force_login(city.people[person])
        return client

    return of


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_queue_with_age_evidence_and_filters(city: City, desk: Desk) -> None:
    with clock.stopped_at(date(2025, 11, 3)):
        asked_to_close(city)
    with clock.stopped_at(date(2025, 11, 6)):
        project = {"own": {"promised": "built", "reached": "built"}}
        evidence_for(
            city, asked_to_close(city, "2025-002", unit="education", kind=Kind.PROJECT, said=project), "二.pdf"
        )
        shown = page(desk("verifier"), "/closing/")
        assert shown.index("2025-001") < shown.index("2025-002")
        assert "3 天" in shown
        assert "0 天" in shown
        unit = city.units["education"].pk
        for asked in ("?kind=project", f"?unit={unit}", f"?kind=nonsense&unit={unit}", "?state=nonsense&kind=project"):
            filtered = page(desk("verifier"), f"/closing/{asked}")
            assert "2025-002" in filtered
            assert "2025-001" not in filtered
        assert "没有这样的申请" in page(desk("verifier"), "/closing/?state=closed")
    own = page(desk("liaison-science"), "/closing/")
    assert "2025-001" in own
    assert "2025-002" not in own


def test_returned_requests_are_listed_with_the_reason_until_they_are_made_again(city: City, desk: Desk) -> None:
    matter = asked_to_close(city)
    verifier, liaison = Actor(city.people["verifier"]), Actor(city.people["liaison-science"])
    services.return_closing(matter=matter, actor=verifier, revision=2, reason="缺少验收备案表")
    assert "缺少验收备案表" in page(desk("liaison-science"), "/closing/?state=returned")
    services.request_closing(matter=matter, actor=liaison, revision=3, achieved=ACHIEVED)
    assert "缺少验收备案表" not in page(desk("liaison-science"), "/closing/?state=returned")
    assert "曾退回 1 次" in page(desk("verifier"), "/closing/")
    shown = page(desk("verifier"), f"/closing/{closing_of(matter).pk}/")
    assert "缺少验收备案表" in shown
    for fact in ("说了", "做了", "做成了"):
        assert fact in shown


def test_queries_do_not_grow_with_the_queue(city: City, desk: Desk) -> None:
    counts = []
    verifier = desk("verifier")
    for number in ("2025-001", "2025-002", "2025-003", "2025-004"):
        asked_to_close(city, number)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(verifier, "/closing/")
        counts.append(len(asked))
    assert counts[1] == counts[3]
    assert counts[3] <= 20


def test_closing_leads_to_the_next_that_waits(city: City, desk: Desk) -> None:
    first, second = asked_to_close(city), asked_to_close(city, "2025-002")
    said = {"revision": 2, "answer": "close", "verified": VERIFIED, "methods": ["files", "on-site"]}
    verifier = desk("verifier")
    assert f"/closing/{closing_of(second).pk}/" in page(verifier, f"/closing/{closing_of(first).pk}/")
    answer = verifier.post(f"/closing/{closing_of(first).pk}/answer", said)
    assert answer["Location"] == f"/closing/{closing_of(second).pk}/"
    assert verifier.post(f"/closing/{closing_of(second).pk}/answer", said)["Location"] == "/closing/"
    shown = page(verifier, f"/closing/{closing_of(first).pk}/")
    assert VERIFIED in shown
    assert "查阅资料、现场核实" in shown
    assert closing_of(first).methods == ["files", "on-site"]


def test_what_is_refused_keeps_what_was_typed(city: City, desk: Desk) -> None:
    matter = asked_to_close(city)
    address, verifier = f"/closing/{closing_of(matter).pk}/answer", desk("verifier")
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"revision": 2, "answer": "close"}, ["核实了什么", "核实方式"]),
        ({"revision": 2, "answer": "return", "verified": VERIFIED}, ["理由", VERIFIED]),
        ({"revision": 2, "answer": "return", "reason": "长" * 401}, ["400"]),
        ({"revision": 1, "answer": "return", "reason": "缺少备案表"}, ["李敏", "缺少备案表"]),
        ({"revision": 2, "answer": "close", "verified": VERIFIED, "methods": ["telepathy"]}, ["telepathy"]),
        ({"revision": "9" * 30, "answer": "close", "verified": VERIFIED, "methods": ["files"]}, [VERIFIED]),
    ]
    User.objects.filter(pk=city.people["liaison-science"].pk).update(name="李敏")
    for said, told in cases:
        answer = verifier.post(address, said)
        assert answer.status_code == 422, said
        shown = answer.content.decode()
        assert not [word for word in told if word not in shown], said
    assert closing_of(matter).state == "pending"
    assert verifier.get(address).status_code == 405


def test_who_took_part_is_told_why_he_cannot_answer(city: City, desk: Desk) -> None:
    matter = asked_to_close(city)
    of_unit = Client()
    of_unit.force_login(another(city, "verifier", unit="science"))
    shown = page(of_unit, f"/closing/{closing_of(matter).pk}/")
    assert "未参与办理的核查员" in shown
    assert "准予销号</button>" not in shown
    said = {"revision": 2, "answer": "close", "verified": VERIFIED, "methods": ["files"]}
    assert of_unit.post(f"/closing/{closing_of(matter).pk}/answer", said).status_code == 403
    assert closing_of(matter).state == "pending"
    assert desk("supervisor").post(f"/closing/{closing_of(matter).pk}/answer", said).status_code == 403


def test_a_unit_asks_with_the_fields_of_its_kind(city: City, desk: Desk) -> None:
    matter = at_work(city, kind=Kind.INDICATOR)
    evidence_for(city, matter)
    address, liaison = f"/closing/matters/{matter.pk}/request", desk("liaison-science")
    assert "请填写统计数据" in page(liaison, address)
    said = {"revision": 1, "achieved": ACHIEVED, "official_value": "6.1"}
    missing = liaison.post(address, said)
    assert missing.status_code == 422
    assert ACHIEVED in missing.content.decode()
    said |= {"official_source": "市统计局", "official_day": "2025-12-31"}
    assert liaison.post(address, said).status_code == 302
    matter.refresh_from_db()
    assert (matter.status, matter.own["official_value"]) == (Status.CLOSING, 6.1)
    assert "不能申请销号" in page(liaison, address)
    assert desk("liaison-education").get(address).status_code == 404
    liaison.post(f"/closing/matters/{matter.pk}/retract", {"revision": 2})
    matter.refresh_from_db()
    assert matter.status == Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("kind", "kept", "said", "wanted"),
    [
        (Kind.PROJECT, {"investment": 12000}, {"reached": "built"}, {"investment": 12000, "reached": "built"}),
        (
            Kind.LIVELIHOOD,
            {"raised_by": "市民"},
            {"satisfied": 152, "basically": 30},
            {"raised_by": "市民", "ballot": {"satisfied": 152, "basically": 30, "dissatisfied": 0}},
        ),
        (
            Kind.PROPOSAL,  # an answer that did not satisfy is followed by a second handling, and stays to be read
            {"rounds": [{"met": "2025-04-01", "answered": "2025-05-01", "satisfaction": "dissatisfied"}]},
            {"met": "2025-06-01", "answered": "2025-06-20", "satisfaction": "satisfied"},
            {
                "rounds": [
                    {"met": "2025-04-01", "answered": "2025-05-01", "satisfaction": "dissatisfied"},
                    {"met": "2025-06-01", "answered": "2025-06-20", "satisfaction": "satisfied"},
                ]
            },
        ),
        (
            Kind.DEMAND,
            {"source": "12345"},
            {"answered": "2025-06-01", "rating": "good"},
            {"source": "12345", "answered": "2025-06-01", "rating": "good"},
        ),
        (
            Kind.INSTRUCTION,
            {"text": "请抓紧"},
            {"reported": "2025-06-01", "noted": "2025-06-02"},
            {"text": "请抓紧", "noted": "2025-06-02"},
        ),
        (Kind.RECTIFICATION, {}, {"accepted": "2025-06-01", "accepted_by": "市督查室"}, {"accepted": "2025-06-01"}),
    ],
    ids=lambda one: one.value if isinstance(one, Kind) else "",
)
def test_every_kind_can_be_asked_to_close(
    city: City, desk: Desk, kind: Kind, kept: dict[str, Any], said: dict[str, Any], wanted: dict[str, Any]
) -> None:
    matter = at_work(city, kind=kind, said={"own": kept})
    evidence_for(city, matter)
    answer = desk("liaison-science").post(
        f"/closing/matters/{matter.pk}/request", {"revision": 1, "achieved": ACHIEVED, **said}
    )
    assert answer.status_code == 302, answer.content.decode()
    matter.refresh_from_db()
    assert {name: matter.own[name] for name in wanted} == wanted


def test_a_matter_shows_the_reason_of_a_return_before_all_else(city: City, desk: Desk) -> None:
    matter = asked_to_close(city)
    assert "撤回销号申请</button>" in page(desk("liaison-science"), f"/ledger/{matter.pk}/")
    verifier = Actor(city.people["verifier"])
    services.return_closing(matter=matter, actor=verifier, revision=2, reason="缺少验收备案表")
    shown = page(desk("liaison-science"), f"/ledger/{matter.pk}/")
    assert shown.index("缺少验收备案表") < shown.index("说了") < shown.index("申请销号</button>")
    assert ACHIEVED in shown[shown.index("做成了什么") :]
    assert "申请销号</button>" not in page(desk("leader"), f"/ledger/{matter.pk}/")


def test_drawing_a_sample_and_looking_back(city: City, desk: Desk) -> None:
    for number in ("2025-001", "2025-002"):
        closed(city, number)
    supervisor, address = desk("supervisor"), f"/closing/samples/new/{city.programme.pk}"
    assert "2 件已销号" in page(supervisor, "/closing/look-backs/")
    for wrong in ({"how": "share", "amount": 101}, {"how": "size", "amount": 1.5}, {"how": "size", "amount": 0}):
        assert supervisor.post(address, wrong).status_code == 422
    drawn = supervisor.post(address, {"how": "share", "amount": 50, "seed": "甲"})
    sample = LookBackSample.objects.get()
    assert drawn["Location"] == f"/closing/samples/{sample.pk}/"
    shown = page(supervisor, drawn["Location"])
    number = sample.look_backs.get().matter.number
    assert "结果一致" in shown
    assert f"甲:{number}" in shown
    matter = Matter.objects.get(number=number)
    back = f"/closing/matters/{matter.pk}/look-back"
    assert ACHIEVED in page(supervisor, back)
    assert "由您核实销号" in page(desk("verifier"), back)
    said = {"revision": matter.revision, "answer": "reopen", "found": "电梯停用"}
    assert supervisor.post(back, said).status_code == 422
    assert supervisor.post(back, {**said, "reason": "成效未保持"}).status_code == 302
    assert "电梯停用" in page(supervisor, "/closing/look-backs/")
    assert "重新办理" in page(supervisor, f"/closing/samples/{sample.pk}/")
    sample.look_backs.update(sample=None)
    assert "不一致" in page(supervisor, f"/closing/samples/{sample.pk}/")
