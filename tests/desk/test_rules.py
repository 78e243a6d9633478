"""Rules and calendar of a programme: defaults told, mistakes beside their fields, tried without saving, then applied."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import F
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from luoshi.ledger import load_rules
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.records import clock
from luoshi.records.models import Event, Matter, Milestone, Programme, ReportDue
from luoshi.services.lights import refresh_lights
from luoshi.services.reporting.dues import make_dues
from tests.cast import City, make_city
from tests.closings import at_work
from tests.desk.rules import rules_form

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 10)


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def desk(city: City) -> Client:
    client = Client()
    client.force_login(city.people["supervisor"])
    return client


def behind(city: City) -> Matter:
    """A matter with one of two steps late: 50 points behind."""
    matter = at_work(city)
    for name, due in (("开工", date(2025, 3, 31)), ("完工", date(2025, 11, 30))):
        Milestone.objects.create(matter=matter, name=name, due=due)
    refresh_lights(city.programme, TODAY)
    matter.refresh_from_db()
    return matter


def test_every_rule_of_the_core_is_on_the_page_with_its_default(city: City, desk: Client) -> None:
    shown = desk.get(f"/settings/programmes/{city.programme.pk}/rules/").content.decode()
    for name in rules_form():
        assert f'name="{name}"' in shown, name
    for told in ("《政府督查工作条例》", "一、三、七日", "《民法典》"):
        assert told in shown
    assert "已改" not in shown


def test_mistakes_stand_beside_their_fields_and_nothing_is_saved(city: City, desk: Client) -> None:
    address = f"/settings/programmes/{city.programme.pk}/rules/"
    cases: list[tuple[dict[str, object], str, str]] = [
        ({"lights-behind_yellow": 5000}, "id_lights-behind_yellow", "应在0"),
        ({"lights-near_days": "七"}, "id_lights-near_days", "整数"),
        ({"lights-behind_yellow": 40}, "<legend>亮灯", "红灯的界限不能低于黄灯的界限"),
        ({"limits-deploy": 9}, "<legend>办理时限", "应逐个不短于前一个"),
        ({"cadence-every": "week", "cadence-by": 28}, "id_cadence-by", "第1日至第7日"),
        ({"cadence-every": "daily"}, "id_cadence-every", "daily"),
    ]
    for changed, near, told in cases:
        answer = desk.post(address, {**rules_form(**changed), "act": "save"})
        shown = answer.content.decode()
        assert answer.status_code == 422, changed
        assert told in shown[shown.index(near) :][:1600], changed
    assert Programme.objects.get(pk=city.programme.pk).settings == {}


def test_rules_are_tried_on_todays_lights_without_saving(city: City, desk: Client) -> None:
    matter = behind(city)
    assert matter.light == "red"
    address = f"/settings/programmes/{city.programme.pk}/rules/"
    with clock.stopped_at(TODAY):
        tried = desk.post(address, {**rules_form(**{"lights-behind_red": 60}), "act": "preview"})
        shown = tried.content.decode()
        assert tried.status_code == 200
        assert "1 个事项会变灯" in shown
        assert "落后50个百分点" in shown
        assert Programme.objects.get(pk=city.programme.pk).revision == 1
        same = desk.post(address, {**rules_form(), "act": "preview"}).content.decode()
    assert "没有事项会变灯" in same
    matter.refresh_from_db()
    assert matter.light == "red"


def test_saved_rules_are_told_and_turn_the_lights(
    city: City, desk: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with clock.stopped_at(date(2025, 1, 2)):
        matter = behind(city)
        make_dues([matter])
    ReportDue.objects.filter(due__lt=TODAY).update(reported_on=F("due"))
    before = ReportDue.objects.filter(matter=matter).count()
    address = f"/settings/programmes/{city.programme.pk}/rules/"
    changed = {"lights-behind_red": 60, "cadence-every": "quarter", "cadence-by": 10}
    with clock.stopped_at(TODAY), django_capture_on_commit_callbacks(execute=True):
        assert desk.post(address, {**rules_form(**changed), "act": "save"}).status_code == 302
    event = Event.objects.get(act="change-rules")
    assert event.before == {"cadence.by": 28, "cadence.every": "month", "lights.behind_red": 30}
    assert event.after == {"cadence.by": 10, "cadence.every": "quarter", "lights.behind_red": 60}
    programme = Programme.objects.get(pk=city.programme.pk)
    assert rules_of(programme).lights.behind_red == 60
    assert load_rules(programme.settings) == rules_of(programme)
    matter.refresh_from_db()
    assert matter.light == "yellow"
    assert ReportDue.objects.filter(matter=matter).count() < before
    assert "已改" in desk.get(address).content.decode()
    late = desk.post(address, {**rules_form(), "act": "save"})
    assert "刚被别人修改" in late.content.decode()
    log = desk.get("/settings/events/").content.decode()
    assert "红灯：落后序时进度超过" in log


def test_a_year_says_on_what_its_days_rest(city: City, desk: Client) -> None:
    address = f"/settings/programmes/{city.programme.pk}/calendar/"
    assert "国务院办公厅已公布" in desk.get(address).content.decode()
    assert "暂定" in desk.get(f"{address}?year=2027").content.decode()
    assert "没有该年的数据" in desk.get(f"{address}?year=2035").content.decode()


def test_local_days_that_make_no_sense_are_refused(city: City, desk: Client) -> None:
    address = f"/settings/programmes/{city.programme.pk}/calendar/"
    said: dict[str, object] = {"revision": 1, "day": "2025-03-31", "kind": "holiday", "name": "三月三"}
    desk.post(f"{address}add", said)
    refused = [
        {**said, "revision": 2},  # stands already
        {**said, "day": "2025-04-01"},  # somebody was first
        {**said, "revision": 2, "day": "2025-10-01"},  # the whole country rests
        {**said, "revision": 2, "day": "2025-04-01", "name": ""},
        {**said, "revision": 2, "day": "2025-04-01", "kind": "worked"},  # a Tuesday
        {**said, "revision": 2, "day": "9999-12-31"},
        {**said, "revision": 2, "day": "昨天"},
    ]
    assert [desk.post(f"{address}add", one).status_code for one in refused] == [422] * len(refused)
    for wrong in ({"revision": 2, "day": "2025-04-01"}, {"revision": 1, "day": "2025-03-31"}, {"day": "x"}):
        desk.post(f"{address}remove", wrong)
    kept = Programme.objects.get(pk=city.programme.pk)
    assert (kept.calendar, kept.revision) == ({"holidays": {"2025-03-31": "三月三"}, "worked": []}, 2)


def test_local_days_come_and_go(
    city: City, desk: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    address = f"/settings/programmes/{city.programme.pk}/calendar/"
    said = {"revision": 1, "day": "2025-03-31", "kind": "holiday", "name": "三月三"}
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(f"{address}add", said).status_code == 302
        assert "三月三" in desk.get(address).content.decode()
        desk.post(f"{address}add", {"revision": 2, "day": "2025-04-05", "kind": "worked"})
    calendar = calendar_of(Programme.objects.get(pk=city.programme.pk))
    assert (calendar.holiday(date(2025, 3, 31)), calendar.is_working_day(date(2025, 4, 5))) == ("三月三", True)
    desk.post(f"{address}remove", {"revision": 3, "day": "2025-03-31"})
    assert Programme.objects.get(pk=city.programme.pk).calendar == {"holidays": {}, "worked": ["2025-04-05"]}
    acts = Event.objects.filter(act="change-calendar").order_by("pk").values_list("before", "after")
    holiday, worked = {"2025-03-31": "三月三"}, {"2025-04-05": "上班"}
    assert list(acts) == [(None, holiday), (None, worked), (holiday, None)]


def test_a_day_that_is_worked_wins_over_the_countrys_holiday(city: City, desk: Client) -> None:
    desk.post(
        f"/settings/programmes/{city.programme.pk}/calendar/add", {"revision": 1, "day": "2025-05-05", "kind": "worked"}
    )
    assert calendar_of(Programme.objects.get(pk=city.programme.pk)).is_working_day(date(2025, 5, 5))
