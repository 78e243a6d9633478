"""People: accounts, roles, and who may do what to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axes.models import AccessAttempt
from pytest_django.fixtures import Settings

from luoshi.ledger import Role
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Event, Grant, User
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.grants import grant_role, revoke_role
from luoshi.services.people import (
    can_manage,
    change_person,
    create_person,
    new_password,
    remove_second_factor,
    reset_password,
    set_active,
    unlock,
)
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def actor(city: City) -> Actor:
    return Actor(city.people["admin"])


def test_a_new_person_has_a_role_and_an_initial_password(city: City, actor: Actor) -> None:
    person, password = create_person(
        actor=actor, region=city.region, username="wang.lan", name="王岚", role=Role.LIAISON, unit=city.units["science"]
    )
    assert person.check_password(password)
    assert person.must_change_password
    assert Grant.objects.get(person=person).unit == city.units["science"]
    assert person in visible.people(Access(city.people["admin"]))
    assert all(password not in str((event.before, event.after)) for event in Event.objects.all())


def test_who_does_not_sign_in_has_no_password(city: City, actor: Actor) -> None:
    post = city.posts["vice-mayor"]
    person, password = create_person(
        actor=actor, region=city.region, username="mayor", name="陈屿", role=Role.LEADER, post=post, signs_in=False
    )
    assert password == ""
    assert not person.has_usable_password()


# Of each: user name, name, role. A liaison without a unit, a leader without a post, names in use or unfit.
@pytest.mark.parametrize(
    ("username", "name", "role"),
    [("a.b", "甲", Role.LIAISON), ("a.b", "甲", Role.LEADER), ("990100-ADMIN", "甲", Role.VERIFIER), ("a b", "甲", Role.VERIFIER), ("a.b", " ", Role.VERIFIER)],
)  # fmt: skip
def test_what_is_refused_leaves_nothing(city: City, actor: Actor, username: str, name: str, role: Role) -> None:
    before = User.objects.count()
    with pytest.raises(RefusedError):
        create_person(actor=actor, region=city.region, username=username, name=name, role=role)
    assert User.objects.count() == before


def test_nobody_makes_people_or_roles_where_he_is_no_administrator(city: City) -> None:
    other = make_city("青岚市", "990200")
    for actor in (Actor(other.people["admin"]), Actor(city.people["supervisor"])):
        with pytest.raises(NotPermittedError):
            create_person(actor=actor, region=city.region, username="x.y", name="甲", role=Role.ADMIN)
        with pytest.raises(NotPermittedError):
            grant_role(actor=actor, person=city.people["verifier"], role=Role.ADMIN, region=city.region)
        with pytest.raises(NotPermittedError):
            reset_password(actor=actor, person=city.people["verifier"])


def test_an_administrator_cannot_take_over_somebody_with_a_role_elsewhere(city: City, actor: Actor) -> None:
    other, person = make_city("青岚市", "990200"), city.people["verifier"]
    assert can_manage(actor, person)
    grant_role(actor=Actor(other.people["admin"]), person=person, role=Role.SUPERVISOR, region=other.region)
    assert not can_manage(actor, person)
    acts: list[Callable[[], object]] = [
        lambda: reset_password(actor=actor, person=person),
        lambda: remove_second_factor(actor=actor, person=person),
        lambda: set_active(actor=actor, person=person, revision=1, active=False),
        lambda: change_person(actor=actor, person=person, revision=1, username="new", name="甲", mobile=""),
    ]
    for act in acts:
        with pytest.raises(NotPermittedError):
            act()


def test_the_last_role_and_ones_own_administration_stay(city: City, actor: Actor) -> None:
    with pytest.raises(RefusedError, match="自己"):
        revoke_role(actor=actor, grant=Grant.objects.get(person=city.people["admin"]))
    with pytest.raises(RefusedError, match="最后一个"):
        revoke_role(actor=actor, grant=Grant.objects.get(person=city.people["verifier"]))
    with pytest.raises(RefusedError, match="自己"):
        set_active(actor=actor, person=city.people["admin"], revision=1, active=False)
    second = grant_role(actor=actor, person=city.people["verifier"], role=Role.SUPERVISOR, region=city.region)
    revoke_role(actor=actor, grant=second)
    assert Access(city.people["verifier"]).roles == {Role.VERIFIER}


def test_an_administrator_does_not_get_round_his_own_password_and_factor(city: City, actor: Actor) -> None:
    person = city.people["admin"]
    for act in (reset_password, remove_second_factor):
        with pytest.raises(RefusedError, match="自己"):
            act(actor=actor, person=person)
    person.refresh_from_db()
    assert person.check_password("correct horse battery")


# Each is longer than what is kept: user's name, mobile number.
@pytest.mark.parametrize(("name", "mobile"), [("长" * 61, ""), ("甲", "1" * 21)])
def test_what_is_too_long_is_refused(city: City, actor: Actor, name: str, mobile: str) -> None:
    with pytest.raises(RefusedError, match="太长"):
        create_person(actor=actor, region=city.region, username="a.b", name=name, mobile=mobile, role=Role.VERIFIER)


def test_a_role_given_twice_is_one(city: City, actor: Actor) -> None:
    person = city.people["verifier"]
    first = grant_role(actor=actor, person=person, role=Role.VERIFIER, region=city.region)
    assert Grant.objects.filter(person=person).get() == first
    assert not Event.objects.exists()


def test_who_is_deactivated_sees_nothing(city: City, actor: Actor) -> None:
    person = set_active(actor=actor, person=city.people["supervisor"], revision=1, active=False)
    assert Access(person).grants == ()
    with pytest.raises(ChangedMeanwhileError):
        set_active(actor=actor, person=person, revision=1, active=True)
    assert set_active(actor=actor, person=person, revision=2, active=True).is_active


def test_a_reset_gives_a_new_initial_password_and_forgets_failures(city: City, actor: Actor) -> None:
    person = city.people["verifier"]
    AccessAttempt.objects.create(username=person.username, ip_address="192.0.2.1", failures_since_start=5)
    password = reset_password(actor=actor, person=person)
    fresh = User.objects.get(pk=person.pk)
    assert fresh.check_password(password)
    assert fresh.must_change_password
    assert not AccessAttempt.objects.exists()
    AccessAttempt.objects.create(username=person.username, ip_address="192.0.2.1", failures_since_start=5)
    assert unlock(actor=actor, person=person) == 1


def test_initial_passwords_differ_and_avoid_what_is_misread() -> None:
    made = {new_password() for _attempt in range(50)}
    assert len(made) == 50
    assert not set("".join(made)) & set("0O1lI")


@pytest.mark.parametrize("of", ["Argon2PasswordHasher", "PBKDF2PasswordHasher"])
def test_an_initial_password_costs_little_until_it_is_first_used(city: City, settings: Settings, of: str) -> None:
    settings.PASSWORD_HASHERS = [
        f"django.contrib.auth.hashers.{of}",
        "luoshi.records.hashers.InitialPasswordHasher",
    ]
    person, password = create_person(
        actor=Actor(city.people["admin"]), region=city.region, username="wang.lan", name="王岚", role=Role.VERIFIER
    )
    assert person.password.startswith("pbkdf2_sha256_initial$1000$")
    assert len(password.replace("-", "")) == 16  # drawn at random, so that a quick hash will do
    assert not person.check_password(f"{password}x")
    assert person.check_password(password)
    person.refresh_from_db()
    assert person.password.startswith(("argon2", "pbkdf2_sha256$"))
