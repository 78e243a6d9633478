"""Matters, sheets, inspections and meetings for tests of supervision, made without what leads up to them."""

from __future__ import annotations

from datetime import date, timedelta

from luoshi.ledger import Level, Role
from luoshi.ledger.inspections import Ground, InspectionMethod, InspectionType
from luoshi.records import clock
from luoshi.records.models import Assignment, Grant, Inspection, Matter, Meeting, Programme, Sheet, User
from luoshi.services.supervision.inspections import (
    Draft,
    add_finding,
    conclude_inspection,
    plan_inspection,
    start_inspection,
)
from luoshi.services.supervision.meetings import call_meeting
from luoshi.services.supervision.sheets import issue_sheet
from tests.cast import City
from tests.reports import actor

# A Wednesday, and the end of its month, a Monday.
TODAY, END = date(2025, 6, 25), date(2025, 6, 30)


def matter_of(city: City, unit: str = "science", number: str = "2025-001", **fields: object) -> Matter:
    """A matter in progress that a unit leads, with a deadline and a leader."""
    values = {
        "status": "in_progress",
        "deadline": END,
        "first_deadline": END,
        "title": "新增高新技术企业50家以上",
        "quote": "新增高新技术企业50家以上。",
        "leaders_written": ["副市长"],
    }
    # Numbers given later come after those of the tests.
    Programme.objects.filter(pk=city.programme.pk, matters_numbered__lt=500).update(matters_numbered=500)
    made = Matter.objects.create(programme=city.programme, number=number, lead=city.units[unit], **(values | fields))
    name = city.units[unit].name
    Assignment.objects.create(matter=made, part="lead", unit=city.units[unit], written=name)
    made.leaders.set([city.posts["vice-mayor"]])
    return made


def sheet_of(city: City, unit: str = "science", *, level: Level = Level.REMINDER) -> Sheet:
    """A person's own sheet about a matter of the unit, whichever there is first."""
    matter = Matter.objects.filter(programme=city.programme, lead=city.units[unit]).first()
    matter = matter or matter_of(city, unit, f"2025-{unit}")
    urgent = level == Level.URGING
    return issue_sheet(
        matter=matter, actor=actor(city), level=level, ask="请报送专题情况", urgent=urgent, reason="汛期在即"
    )


def draft_of(city: City, unit: str = "science", **changes: object) -> Draft:
    """What is said of an inspection of a unit, for all it does, that starts today."""
    today = clock.today()
    said = {
        "title": "项目落地专项督查",
        "type": InspectionType.SPECIAL,
        "ground": Ground.ORDER,
        "basis": "市长6月20日批示",
        "starts": today,
        "ends": today + timedelta(days=3),
        "leader": city.people["supervisor"],
        "targets": [(city.units[unit], None)],
        "members": [city.people["verifier"]],
        "outsiders": ["市人大代表 甲"],
        "plan": "查阅资料，走访企业。",
        "methods": [InspectionMethod.FILES, InspectionMethod.VISIT],
    }
    return Draft(**(said | changes))  # type: ignore[arg-type]  # a test may say anything


def inspection_of(city: City, unit: str = "science", *, until: str = "planned", **changes: object) -> Inspection:
    """An inspection of a unit, as far as `until` says: planned, running or concluded with one problem found."""
    found = plan_inspection(programme=city.programme, actor=actor(city), draft=draft_of(city, unit, **changes))
    if until == "planned":
        return found
    found = start_inspection(inspection=found, actor=actor(city), revision=found.revision)
    if until == "running":
        return found
    add_finding(
        inspection=found,
        actor=actor(city, "verifier"),
        unit=city.units[unit],
        text="台账与现场不符。",
        source="现场照片",
    )
    return conclude_inspection(
        inspection=found, actor=actor(city), revision=found.revision, conclusion="基本落实，一处不符。"
    )


def second_supervisor(city: City) -> User:
    """Another of the office, who had no part in anything."""
    name = f"{city.region.code}-second-supervisor"
    person, made = User.objects.get_or_create(username=name, defaults={"name": name})
    if made:
        Grant.objects.create(person=person, role=Role.SUPERVISOR, region=city.region)
    return person


def meeting_of(city: City) -> Meeting:
    """A weekly meeting."""
    return call_meeting(
        programme=city.programme, actor=actor(city), kind="weekly", title="第26周会商", day=clock.today()
    )
