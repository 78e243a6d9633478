"""Two people at the same thing, seen from the desk: the second is told what came first, and keeps what he wrote."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from luoshi.ledger import RequestKind, Role
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.records.models import Closing, MatterRequest
from luoshi.services import closing
from luoshi.services.matters import signing
from luoshi.services.matters.asking import Wish, ask, decide
from tests.cast import City, make_city
from tests.closings import VERIFIED, another, asked_to_close, closed
from tests.matters import assigned, at_work, now
from tests.reports import actor

pytestmark = pytest.mark.django_db
TYPED = "现场核实三处，均与材料不符，请补充。"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def as_(city: City, name: str) -> Client:
    client = Client()
    client.force_login(city.people[name])
    return client


def test_of_a_close_out_the_second_verifier_sees_who_was_first_and_keeps_his_words(city: City) -> None:
    matter = asked_to_close(city)
    asked, seen = Closing.objects.get(), matter.revision
    form = {"revision": str(seen), "answer": "return", "reason": TYPED, "verified": "去了现场。", "methods": ["files"]}
    closing.close(
        matter=matter, actor=actor(city, "verifier"), revision=seen, verified=VERIFIED,
        methods=[VerificationMethod.FILES],
    )  # fmt: skip
    city.people["second"] = another(city, Role.VERIFIER)
    page = as_(city, "second").post(f"/closing/{asked.pk}/answer", form)
    text = page.content.decode()
    assert page.status_code == 422
    assert TYPED in text
    assert "去了现场。" in text
    assert "事项刚由" in text


def test_of_a_request_the_second_who_decides_keeps_his_words(city: City) -> None:
    made = at_work(city)
    waiting = ask(
        matter=made, kind=RequestKind.RELEASE, actor=actor(city, "liaison-education"), revision=made.revision,
        reason="机构改革", wish=Wish(),
    )  # fmt: skip
    seen = now(made).revision
    city.people["second"] = another(city, Role.SUPERVISOR)
    decide(request=waiting, actor=actor(city), revision=seen, approve=True)
    form = {"revision": str(seen), "answer": TYPED, "approve": "0"}
    page = as_(city, "second").post(f"/ledger/{made.pk}/requests/{waiting.pk}/decide", form)
    assert page.status_code == 409
    assert TYPED in page.content.decode()
    assert MatterRequest.objects.get().status == "approved"


def test_of_a_matter_that_moved_on_an_objection_keeps_its_reason(city: City) -> None:
    made = assigned(city)
    signing.accept(matter=made, actor=actor(city, "liaison-science"), revision=made.revision)
    page = as_(city, "liaison-science").post(
        f"/ledger/{made.pk}/object", {"revision": str(made.revision), "reason": TYPED}
    )
    assert page.status_code == 409
    assert TYPED in page.content.decode()


def test_of_a_look_back_the_second_keeps_what_he_found(city: City) -> None:
    matter = closed(city)
    form = {"revision": str(matter.revision), "answer": "hold", "found": TYPED, "reason": ""}
    first, second = as_(city, "supervisor"), another(city, Role.SUPERVISOR)
    address = f"/closing/matters/{matter.pk}/look-back"
    reopening = {**form, "answer": "reopen", "found": "漏水", "reason": "返工"}
    assert first.post(address, reopening).status_code == 302
    city.people["second"] = second
    page = as_(city, "second").post(address, form)
    assert page.status_code == 422
    assert TYPED in page.content.decode()


def test_a_request_to_close_what_was_just_suspended_keeps_what_was_achieved(city: City) -> None:
    matter = asked_to_close(city, said={"deadline": date(2025, 12, 31)})
    form = {"revision": str(matter.revision - 1), "achieved": TYPED}
    page = as_(city, "liaison-science").post(f"/closing/matters/{matter.pk}/request", form)
    assert page.status_code == 422
    assert TYPED in page.content.decode()
