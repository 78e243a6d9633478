"""Two at once with units, posts, people, roles, channels and choices: each stands once, and both are answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import pytest

from luoshi.ledger import Role
from luoshi.records.models import Grant, Post, Region, Tenure, Unit, User
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.grants import revoke_role
from luoshi.services.notices.channels import ChannelFields, create_channel
from luoshi.services.notices.choices import Choices, save_choices
from luoshi.services.organisation import UnitFields, change_unit, create_unit
from luoshi.services.people import change_person, create_person, set_active, set_own_password
from luoshi.services.people_lists import ListedUnit, take_lists
from luoshi.services.posts import appoint, create_post
from luoshi.services.programmes import create_programme
from luoshi.services.regions import ensure_region
from tests.cast import City, make_city
from tests.concurrency import at_once, meeting_at, overtaken_at
from tests.reports import actor

pytestmark = pytest.mark.django_db(transaction=True)
SINCE = date(2025, 1, 1)
ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=a"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def admin(city: City) -> Actor:
    return actor(city, "admin")


def refused_once(answers: Sequence[object]) -> bool:
    return (
        sum(isinstance(one, RefusedError) for one in answers)
        == 1
        == sum(not isinstance(one, Exception) for one in answers)
    )


def acts(city: City, admin: Actor) -> dict[str, Callable[[], object]]:
    """What may be sent twice; the second is told that it stands already."""
    region, person = city.region, city.people["verifier"]
    return {
        "unit": partial(create_unit, actor=admin, region=region, fields=UnitFields("市水利局")),
        "post": partial(create_post, actor=admin, region=region, unit=None, title="市长"),
        "person": partial(
            create_person, actor=admin, region=region, username="wang", name="王", role=Role.VERIFIER, signs_in=False
        ),
        "channel": partial(
            create_channel, actor=admin, region=region, service="dingtalk", said=ChannelFields("群", address=ROBOT)
        ),
        "programme": partial(
            create_programme, actor=admin, region=region, year=2026, name="丙", starts=SINCE, ends=SINCE
        ),
        "appoint": partial(appoint, actor=admin, post=Post.objects.create(region=region, title="秘书长"),
                           person=person, since=SINCE),
        "choices": partial(save_choices, actor=Actor(person), person=person, revision=0, said=Choices()),
    }  # fmt: skip


WRITES = {
    "unit": "organisation._unit_values",
    "post": "posts.plain",
    "person": "people.initial_hash",
    "channel": "notices.channels._check_address",
    "programme": "programmes.plain",
    "appoint": "posts.plain",
    "choices": "notices.choices._saved",
}


@pytest.mark.parametrize("name", WRITES)
def test_what_is_sent_twice_at_once_stands_once(city: City, admin: Actor, name: str) -> None:
    act = acts(city, admin)[name]
    with meeting_at(f"luoshi.services.{WRITES[name]}"):
        answers = at_once(act, act)
    assert refused_once(answers), answers


def test_one_user_name_in_two_regions_is_given_once(city: City, admin: Actor) -> None:
    other = make_city("南湾市", "990200")
    create = partial(create_person, name="王", role=Role.VERIFIER, signs_in=False)
    with meeting_at("luoshi.services.people.initial_hash"):
        answers = at_once(
            lambda: create(actor=admin, region=city.region, username="wang"),
            lambda: create(actor=actor(other, "admin"), region=other.region, username="Wang"),
        )
    assert refused_once(answers), answers


def test_of_two_who_are_appointed_at_once_one_holds_the_post(city: City, admin: Actor) -> None:
    post = Post.objects.create(region=city.region, title="秘书长")
    people = [city.people["verifier"], city.people["leader"]]
    with meeting_at("luoshi.services.posts.plain"):
        answers = at_once(*[partial(appoint, actor=admin, post=post, person=who, since=SINCE) for who in people])
    assert refused_once(answers), answers
    assert Tenure.objects.filter(post=post, until=None).count() == 1


def test_a_region_that_is_entered_twice_at_once_is_entered_once() -> None:
    enter = partial(ensure_region, actor=Actor(), code="990300", name="桐溪县", level="county")
    with meeting_at("luoshi.services.regions._parent"):
        answers = at_once(enter, enter)
    assert [isinstance(one, Region) for one in answers] == [True, True], answers


def test_two_units_do_not_come_under_each_other(city: City, admin: Actor) -> None:
    one, other = city.units["science"], city.units["education"]

    def under(unit: Unit, above: Unit) -> Unit:
        return change_unit(actor=admin, unit=unit, revision=1, fields=UnitFields(unit.name, above))

    with meeting_at("luoshi.services.organisation.change_row"):
        answers = at_once(lambda: under(one, other), lambda: under(other, one))
    assert refused_once(answers), answers


def test_two_administrators_do_not_take_the_role_from_each_other(city: City, admin: Actor) -> None:
    second = city.people["verifier"]
    Grant.objects.create(person=city.people["admin"], role=Role.VERIFIER, region=city.region)
    own = Grant.objects.get(role=Role.ADMIN, region=city.region)
    given = Grant.objects.create(person=second, role=Role.ADMIN, region=city.region)
    with meeting_at("luoshi.services.grants.remove_grant"):
        answers = at_once(
            lambda: revoke_role(actor=admin, grant=given), lambda: revoke_role(actor=Actor(second), grant=own)
        )
    assert refused_once(answers), answers
    assert Grant.objects.filter(role=Role.ADMIN).count() == 1


def test_the_last_role_is_kept_though_two_take_roles_back_at_once(city: City, admin: Actor) -> None:
    other = make_city("南湾市", "990200")
    person = city.people["verifier"]
    grants = [
        Grant.objects.get(person=person),
        Grant.objects.create(person=person, role=Role.VERIFIER, region=other.region),
    ]
    with meeting_at("luoshi.services.grants.remove_grant"):
        answers = at_once(
            lambda: revoke_role(actor=admin, grant=grants[0]),
            lambda: revoke_role(actor=actor(other, "admin"), grant=grants[1]),
        )
    assert refused_once(answers), answers
    assert Grant.objects.filter(person=person).count() == 1


def test_lists_of_the_same_regions_in_another_order_are_both_taken(city: City) -> None:
    other = make_city("南湾市", "990200")
    regions = [city.region.name, other.region.name]

    def take(order: list[str], name: str) -> object:
        units = [ListedUnit(line, region, f"市{name}局") for line, region in enumerate(order, 1)]
        return take_lists(actor=Actor(), units=units, people=(), rehearse=False)

    with meeting_at("luoshi.services.people_lists.create_unit"):
        answers = at_once(lambda: take(regions, "水利"), lambda: take(regions[::-1], "农业"))
    assert not [one for one in answers if isinstance(one, Exception)], answers
    assert Unit.objects.count() == 8


def test_a_person_changes_his_password_while_he_is_renamed(city: City, admin: Actor) -> None:
    person = User.objects.get(pk=city.people["verifier"].pk)
    rename = partial(change_person, actor=admin, person=person, revision=1, username="li", name="李", mobile="")
    # Who chooses has his row and wants the log.
    with overtaken_at("luoshi.services.people._tell", rename) as renamed:
        set_own_password(actor=Actor(person), person=person, password="another long phrase")
    assert renamed.result().name == "李"
    assert User.objects.get(pk=person.pk).check_password("another long phrase")


def test_two_administrators_do_not_shut_each_other_out(city: City, admin: Actor) -> None:
    second = city.people["verifier"]
    Grant.objects.create(person=second, role=Role.ADMIN, region=city.region)
    first = city.people["admin"]
    with meeting_at("luoshi.services.people._check_other"):
        answers = at_once(
            lambda: set_active(actor=admin, person=second, revision=second.revision, active=False),
            lambda: set_active(actor=Actor(second), person=first, revision=first.revision, active=False),
        )
    assert sum(isinstance(one, NotPermittedError) for one in answers) == 1, answers
    assert User.objects.filter(pk__in=(first.pk, second.pk), is_active=True).count() == 1
