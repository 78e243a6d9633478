"""Matters at work, with evidence, for tests of closing them and of looking back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from luoshi.ledger import Kind, Status
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.records.models import Assignment, Closing, Evidence, EvidenceUse, Matter, User
from luoshi.records.models import Grant as GrantRecord
from luoshi.services import closing as services
from luoshi.services.events import Actor
from tests.cast import City

ACHIEVED = "改造老旧小区12个，惠及居民3,400户，均已通过竣工验收。"
VERIFIED = "查阅竣工验收备案表12份，抽查3个小区现场。"


def at_work(
    city: City,
    number: str = "2025-001",
    *,
    kind: Kind = Kind.TASK,
    unit: str = "science",
    said: Mapping[str, Any] | None = None,
) -> Matter:
    """A matter that one of the city's units works on, due at the year's end; the vice mayor answers for it."""
    fields: dict[str, Any] = {"status": Status.IN_PROGRESS, "deadline": date(2025, 12, 31), **(said or {})}
    lead = city.units[unit]
    matter = Matter.objects.create(
        programme=city.programme,
        number=number,
        kind=kind,
        title=f"改造老旧小区 {number}",
        task="改造老旧小区12个。",
        quote="改造老旧小区12个",
        lead=lead,
        first_deadline=fields["deadline"],
        **fields,
    )
    Assignment.objects.create(matter=matter, part=Assignment.Part.LEAD, unit=lead, written=lead.name)
    matter.leaders.add(city.posts["vice-mayor"])
    return matter


def evidence_for(city: City, matter: Matter, name: str = "验收.pdf", *, unit: str = "science") -> EvidenceUse:
    """A piece of evidence that one of the units used for a matter; its file is of no concern here."""
    person, of_unit = city.people[f"liaison-{unit}"], city.units[unit]
    piece, _new = Evidence.objects.get_or_create(
        region=city.region, unit=of_unit, sha256=f"{name:0>64}", defaults={"file_name": name, "uploaded_by": person}
    )
    return EvidenceUse.objects.create(evidence=piece, matter=matter, unit=of_unit, added_by=person)


def asked_to_close(
    city: City,
    number: str = "2025-001",
    *,
    kind: Kind = Kind.TASK,
    unit: str = "science",
    said: Mapping[str, Any] | None = None,
) -> Matter:
    """A matter whose unit asked for its close-out, with one piece of evidence."""
    matter = at_work(city, number, kind=kind, unit=unit, said=said)
    evidence_for(city, matter, unit=unit)
    services.request_closing(
        matter=matter, actor=Actor(city.people[f"liaison-{unit}"]), revision=matter.revision, achieved=ACHIEVED
    )
    matter.refresh_from_db()
    return matter


def closed(
    city: City,
    number: str = "2025-001",
    *,
    by: User | None = None,
    kind: Kind = Kind.TASK,
    unit: str = "science",
    said: Mapping[str, Any] | None = None,
) -> Matter:
    """A matter that was struck off by the city's verifier."""
    matter = asked_to_close(city, number, kind=kind, unit=unit, said=said)
    return services.close(
        matter=matter,
        actor=Actor(by or city.people["verifier"]),
        revision=matter.revision,
        verified=VERIFIED,
        methods=[VerificationMethod.FILES, VerificationMethod.ON_SITE],
    )


def another(city: City, role: str, name: str = "", *, unit: str = "") -> User:
    """One more person of a role, perhaps of a unit."""
    person = User.objects.create_user(username=name or f"{city.region.code}-{role}-2", name=name or "另一位")
    GrantRecord.objects.create(person=person, role=role, region=city.region, unit=city.units[unit] if unit else None)
    return person


def closing_of(matter: Matter) -> Closing:
    """The last request of a matter."""
    return Closing.objects.filter(matter=matter)[0]
