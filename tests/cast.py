"""The cast of the tests: two fictional regions, their units, and a person for each role in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from luoshi.ledger import Role
from luoshi.records.models import Grant, Post, Programme, Region, Tenure, Unit, User

PASSWORD = "correct horse battery"


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
    science, education = Unit.objects.bulk_create(
        [
            Unit(region=region, name="市科学技术局", order=1),
            Unit(region=region, name="市教育局", order=2),
        ]
    )
    units = {"science": science, "education": education}
    posts = {"vice-mayor": Post.objects.create(region=region, title="副市长", leads=True)}
    grants: dict[str, Grant] = {}
    for role in Role:
        if role == Role.LIAISON:
            grants |= {f"liaison-{key}": Grant(role=role, region=region, unit=unit) for key, unit in units.items()}
        else:
            post = posts["vice-mayor"] if role == Role.LEADER else None
            grants[role.value] = Grant(role=role, region=region, post=post)
    city = City(region, programme, units, posts, _people(code, grants))
    Tenure.objects.create(post=posts["vice-mayor"], person=city.people["leader"], since=date(2024, 1, 1))
    return city


def _people(code: str, grants: dict[str, Grant]) -> dict[str, User]:
    """A person for each grant, by its key; all in two queries, since nearly every test begins with them."""
    people = User.objects.bulk_create(
        User(username=f"{code}-{key}", name=f"{code}-{key}", password=_hashed(PASSWORD)) for key in grants
    )
    for person, grant in zip(people, grants.values(), strict=True):
        grant.person = person
    Grant.objects.bulk_create(grants.values())
    return dict(zip(grants, people, strict=True))


@cache
def _hashed(password: str) -> str:
    return make_password(password)
