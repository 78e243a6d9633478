"""The cast of the tests: two fictional regions, their units, and a person for each role in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from luoshi.ledger import Role
from luoshi.records.models import Grant, Post, Programme, Region, Tenure, Unit, User


@dataclass(frozen=True, slots=True)
class City:
    """A region with its programme, two departments, posts and people by name."""

    region: Region
    programme: Programme
    units: dict[str, Unit]
    posts: dict[str, Post]
    people: dict[str, User] = field(default_factory=dict)


def make_city(name: str, code: str) -> City:
    """A prefecture city with a science and an education department, a vice mayor, and one person for each role.

    People are called by role: supervisor, leader, verifier, admin, and liaison-science, liaison-education.
    """
    region = Region.objects.create(code=code, name=name, level="prefecture")
    programme = Programme.objects.create(
        region=region, year=2025, name=f"{name}2025年重点工作", starts=date(2025, 1, 1), ends=date(2025, 12, 31)
    )
    units = {
        "science": Unit.objects.create(region=region, name="市科学技术局", order=1),
        "education": Unit.objects.create(region=region, name="市教育局", order=2),
    }
    posts = {"vice-mayor": Post.objects.create(region=region, title="副市长", leads=True)}
    city = City(region, programme, units, posts)
    for role in Role:
        if role == Role.LIAISON:
            for key, unit in units.items():
                city.people[f"liaison-{key}"] = _person(f"{code}-liaison-{key}", role, region, unit=unit)
        else:
            post = posts["vice-mayor"] if role == Role.LEADER else None
            city.people[role.value] = _person(f"{code}-{role.value}", role, region, post=post)
    Tenure.objects.create(post=posts["vice-mayor"], person=city.people["leader"], since=date(2024, 1, 1))
    return city


def _person(name: str, role: Role, region: Region, *, unit: Unit | None = None, post: Post | None = None) -> User:
    person = User.objects.create_user(username=name, password="correct horse battery", name=name)
    Grant.objects.create(person=person, role=role, region=region, unit=unit, post=post)
    return person
