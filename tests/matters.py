"""Matters for tests of everything that is done with them: one of each status, made by the acts that lead there."""

from __future__ import annotations

from datetime import date

from luoshi.ledger import Kind
from luoshi.ledger import Milestone as Step
from luoshi.records.models import Event, Matter
from luoshi.services.matters import planning, signing
from luoshi.services.matters.creating import create_matter
from tests.cast import City
from tests.reports import actor

DAY = date(2025, 3, 3)  # a Monday, on which tests let the clock stand
STEPS = (Step("完成摸底", date(2025, 4, 30)), Step("建成投用", date(2025, 11, 30), weight=2))


def assigned(
    city: City, *, kind: Kind = Kind.TASK, lead: str = "science", task: str = "", led: bool = True, helped: bool = True
) -> Matter:
    """A matter just given to a unit, the other department helping, the vice mayor answering for it."""
    others = [unit for name, unit in city.units.items() if name != lead and helped]
    return create_matter(
        programme=city.programme,
        kind=kind,
        title=task or "建设低空经济产业园",
        lead=city.units[lead],
        cooperating=others,
        leaders=[city.posts["vice-mayor"]] if led else [],
        deadline=date(2025, 12, 31),
        actor=actor(city),
    )


def now(matter: Matter) -> Matter:
    """The matter as it stands."""
    return Matter.objects.select_related("programme__region", "lead", "row").get(pk=matter.pk)


def objected(city: City, *, lead: str = "science", helped: bool = True) -> Matter:
    """A matter to which its unit objects."""
    made = assigned(city, lead=lead, helped=helped)
    return signing.object_to(
        matter=made, actor=actor(city, f"liaison-{lead}"), revision=made.revision, reason="不属于我单位职责"
    )


def accepted(
    city: City, *, lead: str = "science", kind: Kind = Kind.TASK, led: bool = True, helped: bool = True
) -> Matter:
    """A matter that its unit signed for."""
    made = assigned(city, lead=lead, kind=kind, led=led, helped=helped)
    return signing.accept(matter=made, actor=actor(city, f"liaison-{lead}"), revision=made.revision)


def planned(city: City, *, lead: str = "science", led: bool = True, helped: bool = True) -> Matter:
    """A matter whose plan waits."""
    made = accepted(city, lead=lead, led=led, helped=helped)
    planning.submit_plan(
        matter=made, actor=actor(city, f"liaison-{lead}"), revision=made.revision, person="王强", steps=STEPS
    )
    return now(made)


def at_work(city: City, *, lead: str = "science", helped: bool = True) -> Matter:
    """A matter whose plan was approved."""
    made = planned(city, lead=lead, helped=helped)
    return planning.approve_plan(matter=made, actor=actor(city, "leader"), revision=made.revision)


def acts(matter: Matter) -> list[str]:
    """What happened to a matter, in order."""
    return list(
        Event.objects.filter(subject="matter", subject_id=matter.pk).order_by("pk").values_list("act", flat=True)
    )
