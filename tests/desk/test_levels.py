"""Pages of levels: one indicator over the years, and several places in one year, with a chart."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import City, make_city
from tests.reconciled import PLAN, paper, papers

pytestmark = pytest.mark.django_db
LEVELS = "/reconciliations/levels"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def test_without_documents_the_page_says_what_to_do(client: Client, city: City) -> None:
    client.force_login(city.people["supervisor"])
    assert "请选择至少两份报告" in client.get(LEVELS).content.decode()
    assert client.get(f"{LEVELS}/chart").status_code == 204


def test_one_indicator_over_the_years(client: Client, city: City) -> None:
    papers(city)
    client.force_login(city.people["leader"])
    answer = client.get(LEVELS)
    assert answer.context["heads"] == [2024, 2025]
    page = answer.content.decode()
    for said in ("增长6%左右", "✕</i> 未达到", "levels/chart?mode=years"):
        assert said in page, said
    drawn = client.get(f"{LEVELS}/chart?indicator=地区生产总值|growth")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "sandbox" in drawn["Content-Security-Policy"]
    assert "<svg" in drawn.content.decode()


def test_several_places_in_one_year(client: Client, city: City) -> None:
    own = paper(city, PLAN, 2024)
    other = paper(city, PLAN.replace("增长6%左右", "增长7.5%左右").replace("云川市", "澜阳县"), 2024, "澜阳县人民政府")
    client.force_login(city.people["supervisor"])
    answer = client.get(f"{LEVELS}?mode=places&doc={own.pk}&doc={other.pk}&first={own.pk}")
    assert answer.context["heads"] == ["云川市2024年政府工作报告", "澜阳县2024年政府工作报告"]
    page = answer.content.decode()
    for said in ("▲ 高 1.5", "＝ 相同", "h-more2"):
        assert said in page, said
    answer = client.get(f"{LEVELS}?mode=places&doc={own.pk}&doc={other.pk}&first={other.pk}&q=生产总值")
    turned = answer.content.decode()
    assert "▼ 低 1.5" in turned
    assert "学位" not in turned
