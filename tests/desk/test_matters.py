"""The page of a matter: what it shows to whom, what is sent from it, and what comes back when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from luoshi.ledger import Kind, RequestKind
from luoshi.records import clock
from luoshi.records.models import Matter, MatterRequest, Objection, Plan, Report, TargetReading
from luoshi.services.matters.asking import Wish, ask
from tests.cast import City, make_city
from tests.matters import DAY, accepted, assigned, at_work, now, objected, planned
from tests.reports import actor

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.stopped_at(DAY):
        yield


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def page(client: Client, city: City, matter: Matter, name: str) -> str:
    client.force_login(city.people[name])
    answer = client.get(f"/ledger/{matter.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, city: City, matter: Matter, name: str, act: str, **said: object) -> Answer:
    client.force_login(city.people[name])
    said.setdefault("revision", now(matter).revision)
    return client.post(f"/ledger/{matter.pk}/{act}", said)


def test_where_scripts_run_the_page_comes_in_two_parts(client: Client, city: City) -> None:
    matter = at_work(city)
    whole = page(client, city, matter, "supervisor")
    client.cookies["scripts"] = "1"
    first = page(client, city, matter, "supervisor")
    rest = client.get(f"/ledger/{matter.pk}/rest").content.decode()
    assert len(first) < len(whole) * 0.7
    for told in ('id="evidence"', "时间线", "更多办理"):
        assert told in whole
        assert told in rest
        assert told not in first.replace("正在打开填报、佐证、督查和时间线", "")


# A status, who looks, what his page offers on top, and what it must not offer.
OFFERED = [
    (assigned, "liaison-science", ["matters-accept|签收", "提出异议", "请于 2025-03-06 前签收"], ["批准方案"]),
    (assigned, "liaison-education", ["申请退出配合"], ['/accept"']),
    (objected, "supervisor", ["维持交办", "改派", "不属于我单位职责"], ['/accept"']),
    (objected, "liaison-science", ["撤回异议"], ['/keep"']),
    (accepted, "liaison-science", ["报送方案", "领办人", "请于 2025-03-13 前报送方案"], ['/approve-plan"']),
    (planned, "leader", ["批准方案", "退回方案", "完成摸底", "王强"], ['/retract-plan"']),
    (planned, "liaison-science", ["撤回方案"], ['/approve-plan"']),
    (at_work, "liaison-science", ["申请延期", "申请调整方案", "王强"], ['/suspend"']),
    (at_work, "leader", ["中止办理", "写批示"], ['/ask-extension"']),
    (at_work, "verifier", ["其他操作", "说了", "做了", "做成了"], ['/suspend"', '/own"']),
]


@pytest.mark.parametrize(("made", "name", "shown", "hidden"), OFFERED)
def test_the_page_offers_what_is_this_persons_to_do(
    client: Client, city: City, made: Callable[[City], Matter], name: str, shown: list[str], hidden: list[str]
) -> None:
    text = page(client, city, made(city), name)
    for words in shown:
        assert words.rpartition("|")[2] in text, words
    for words in hidden:
        assert words not in text, words


def test_what_is_refused_is_listed_with_its_reason(client: Client, city: City) -> None:
    text = page(client, city, assigned(city), "verifier")
    assert "“签收”由牵头单位联络员办理，请联系他们。" in text


def test_signing_goes_back_to_the_page(client: Client, city: City) -> None:
    made = assigned(city)
    answer = send(client, city, made, "liaison-science", "accept")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/ledger/{made.pk}/")
    assert now(made).status == "accepted"


def test_who_may_not_is_refused_and_a_stranger_finds_nothing(client: Client, city: City) -> None:
    made = assigned(city)
    assert send(client, city, made, "supervisor", "accept").status_code == 403
    assert send(client, city, made, "leader", "reassign", lead="", reason="").status_code == 403
    other = make_city("青岚市", "990200")
    assert send(client, other, made, "liaison-science", "accept").status_code == 404
    client.force_login(city.people["liaison-science"])
    assert client.get(f"/ledger/{made.pk}/accept").status_code == 405


def test_what_somebody_else_did_first_is_told_and_nothing_typed_is_lost(client: Client, city: City) -> None:
    made = assigned(city)
    seen = made.revision
    send(client, city, made, "liaison-science", "accept")
    answer = send(client, city, made, "liaison-science", "object", revision=seen, reason="不属于我单位的职责范围")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "事项刚由" in text
    assert "已签收" in text
    assert "不属于我单位的职责范围" in text, "what was typed stays"
    assert not Objection.objects.exists()


def test_a_plan_with_a_broken_row_comes_back_whole(client: Client, city: City) -> None:
    made = accepted(city)
    said = {
        "person": "王强",
        "steps-name": ["完成摸底", "建成投用"],
        "steps-due": ["2025-04-30", ""],
        "steps-weight": ["", ""],
        "measures": "倒排工期",
    }
    answer = send(client, city, made, "liaison-science", "plan", **said)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "每个节点都要写明内容和期限" in text
    for words in ("建成投用", "2025-04-30", "倒排工期"):
        assert words in text
    said["steps-due"] = ["2025-04-30", "2025-11-30"]
    assert send(client, city, made, "liaison-science", "plan", **said).status_code == 302
    assert [step["name"] for step in Plan.objects.get().steps] == ["完成摸底", "建成投用"]
    assert send(client, city, made, "leader", "return-plan", reason="缺少季度目标").status_code == 302
    assert "缺少季度目标" in page(client, city, made, "liaison-science")


def test_an_extension_is_asked_for_and_approved(client: Client, city: City) -> None:
    made = at_work(city)
    assert (
        send(client, city, made, "liaison-science", "ask-extension", until="2026-03-31", reason="征地").status_code
        == 302
    )
    asked = MatterRequest.objects.get()
    assert "2026-03-31" in page(client, city, made, "leader")
    refused = send(client, city, made, "leader", f"requests/{asked.pk}/decide", approve="0", answer="")
    assert refused.status_code == 422
    assert "请写明不批准的理由" in refused.content.decode()
    assert (
        send(client, city, made, "leader", f"requests/{asked.pk}/decide", approve="1", answer="同意").status_code == 302
    )
    text = page(client, city, made, "verifier")
    assert "2025-12-31</del>" in text
    assert "2026-03-31" in text
    assert "征地" in text


def test_an_instruction_is_written_about_a_matter(client: Client, city: City) -> None:
    made = at_work(city)
    said = {"text": "请周五前报我", "grade": "ordinary", "lead": city.units["science"].pk,
            "post": city.posts["vice-mayor"].pk}  # fmt: skip
    assert send(client, city, made, "leader", "instruct", **said).status_code == 302
    text = page(client, city, made, "leader")
    assert "副市长批示：请周五前报我" in text
    assert "领导批示" in text


def test_own_fields_are_filled_in_by_who_may(client: Client, city: City) -> None:
    made = accepted(city, kind=Kind.INDICATOR)
    assert send(client, city, made, "liaison-science", "own", official_value="9").status_code == 403
    assert (
        send(client, city, made, "verifier", "own", official_value="5.6", official_source="市统计局").status_code == 302
    )
    assert "统计部门数据" in page(client, city, made, "leader")


def test_a_matter_is_set_up_by_itself(client: Client, city: City) -> None:
    client.force_login(city.people["supervisor"])
    assert "单独立项" in client.get("/matters/new").content.decode()
    said = {"revision": 0, "kind": "demand", "title": "解决企业用工难", "lead": city.units["science"].pk,
            "cooperating": [city.units["education"].pk], "leaders": [city.posts["vice-mayor"].pk]}  # fmt: skip
    answer = client.post("/matters/new", said)
    made = Matter.objects.get()
    assert (answer.status_code, made.kind, made.origin) == (302, "demand", "demand")
    wrong = client.post("/matters/new", said | {"lead": ""})
    assert wrong.status_code == 422
    client.force_login(city.people["leader"])
    post = {"revision": 0, "text": "速办", "grade": "major", "lead": city.units["science"].pk,
            "post": city.posts["vice-mayor"].pk}  # fmt: skip
    assert client.post("/matters/instruction", post).status_code == 302
    assert Matter.objects.filter(kind="instruction").count() == 1


def test_a_target_is_drawn_with_its_words(client: Client, city: City) -> None:
    made = assigned(city, task="新增高新技术企业50家以上")
    target = made.targets.get()
    report = Report.objects.create(matter=made, by=city.people["liaison-science"], state="submitted")
    TargetReading.objects.create(report=report, target=target, value=12, as_of=date(2025, 2, 28))
    assert "截至2025-02-28完成12家，为目标50家以上的24%" in page(client, city, made, "leader")
    picture = client.get(f"/ledger/{made.pk}/targets/{target.pk}/chart.svg")
    assert (picture.headers["Content-Type"], picture.headers["Cache-Control"]) == (
        "image/svg+xml",
        "private, max-age=60",
    )
    assert picture.content.startswith(b"<svg")
    other = assigned(city, task="改造老旧小区89个").targets.get()
    assert client.get(f"/ledger/{made.pk}/targets/{other.pk}/chart.svg").status_code == 404
    answer = send(client, city, made, "supervisor", f"targets/{target.pk}/change", revision=1, quarters="10 40 80")
    assert answer.status_code == 422
    answer = send(client, city, made, "supervisor", f"targets/{target.pk}/change", revision=1, quarters="10 40 80 100")
    assert answer.status_code == 302


def test_what_happened_takes_no_more_queries(
    client: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """However much happened to it."""
    made = at_work(city)
    for day in range(1, 6):
        wish = Wish(until=date(2026, 1, day))
        liaison = actor(city, "liaison-science")
        request = ask(
            matter=made,
            kind=RequestKind.EXTENSION,
            actor=liaison,
            revision=now(made).revision,
            reason="征地",
            wish=wish,
        )
        MatterRequest.objects.filter(pk=request.pk).update(status="retracted")
    for name in ("liaison-science", "leader", "supervisor"):
        client.force_login(city.people[name])
        client.get(f"/ledger/{made.pk}/")
        with django_assert_max_num_queries(48):
            client.get(f"/ledger/{made.pk}/")
