"""The form that corrects a caption: with a script and without one, refused and kept, on the log's pages."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.records.models import EvidenceUse, Matter, Report
from tests.cast import City, make_city
from tests.pieces import bare_use, matter_of

pytestmark = pytest.mark.django_db
SCRIPTED = {"HX-Request": "true"}
LABEL = "“现场.jpg”的说明"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def use(city: City) -> EvidenceUse:
    return bare_use(city, matter_of(city))


def client_of(city: City, name: str = "liaison-science") -> Client:
    client = Client()
    client.force_login(city.people[name])
    return client


def page_of(client: Client, use: EvidenceUse) -> str:
    return client.get(f"/evidence/matters/{use.matter_id}/").content.decode()


def test_it_is_corrected_without_a_script_and_the_page_says_so(city: City, use: EvidenceUse) -> None:
    client, address = client_of(city), f"/evidence/uses/{use.pk}/caption"
    assert LABEL in page_of(client, use)
    said = client.post(address, {"caption": "开工<b>仪式", "stood": ""}, follow=True).content.decode()
    assert "“现场.jpg”的说明已改" in said
    assert "开工&lt;b&gt;仪式" in said
    log = client_of(city, "admin").get("/settings/events/").content.decode()
    assert "修改佐证材料说明" in log
    assert "修改佐证材料说明" in client.get(f"/ledger/{use.matter_id}/rest").content.decode()
    assert client.get(address).status_code == 405


def test_a_script_gets_the_shelf(city: City, use: EvidenceUse) -> None:
    sent = {"caption": "开工仪式", "stood": ""}
    answer = client_of(city).post(f"/evidence/uses/{use.pk}/caption", sent, headers=SCRIPTED).content.decode()
    assert f'id="evidence-m{use.matter_id}"' in answer
    assert '<p class="ev-caption">开工仪式</p>' in answer
    assert "<html" not in answer


@pytest.mark.parametrize("headers", [{}, SCRIPTED])
def test_what_was_typed_too_late_stays_in_its_form(city: City, use: EvidenceUse, headers: dict[str, str]) -> None:
    EvidenceUse.objects.filter(pk=use.pk).update(caption="奠基仪式")
    sent = {"caption": "开工仪式", "stood": ""}
    answer = client_of(city).post(f"/evidence/uses/{use.pk}/caption", sent, headers=headers)
    assert answer.status_code == (200 if headers else 422)
    said = answer.content.decode()
    assert "刚被他人改为“奠基仪式”" in said
    assert 'value="开工仪式"' in said
    assert 'name="stood" value="奠基仪式"' in said  # sending it again is a decision


def test_a_report_keeps_its_place_and_strangers_have_no_form(city: City, use: EvidenceUse) -> None:
    report = Report.objects.create(
        matter=use.matter, unit=city.units["science"], by=use.added_by, state=Report.State.SUBMITTED
    )
    EvidenceUse.objects.filter(pk=use.pk).update(report=report)
    sent = {"caption": "开工仪式", "stood": "", "report": report.pk}
    answer = client_of(city).post(f"/evidence/uses/{use.pk}/caption", sent, headers=SCRIPTED).content.decode()
    assert f'id="evidence-r{report.pk}"' in answer
    supervisor = client_of(city, "supervisor")
    assert LABEL not in page_of(supervisor, use)
    assert supervisor.post(f"/evidence/uses/{use.pk}/caption", sent).status_code == 403
    Matter.objects.filter(pk=use.matter_id).update(status=Matter.Status.CLOSED)
    assert LABEL not in page_of(client_of(city), use)
