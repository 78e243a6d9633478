"""Units and posts: what is written, what is refused, and what happens when two people save at once."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.ledger import Role
from luoshi.records.models import Event, Grant, Post, Tenure, Unit
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.organisation import OtherName, UnitFields, change_unit, create_unit
from luoshi.services.posts import appoint, change_post, create_post, end_tenure
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def actor(city: City) -> Actor:
    return Actor(city.people["admin"], "192.0.2.1")


def names_of(unit: Unit) -> dict[str, str]:
    return {one.name: one.kind for one in unit.names.all()}


def test_a_unit_is_made_with_the_names_it_goes_by(city: City, actor: Actor) -> None:
    names = (OtherName("市文旅局"), OtherName("市旅游局", former=True, until=date(2019, 1, 10)))
    unit = create_unit(actor=actor, region=city.region, fields=UnitFields("市文化和旅游局", names=names))
    assert names_of(unit) == {"市文旅局": "alias", "市旅游局": "former"}
    event = Event.objects.get(act="create-unit")
    assert (event.chain.region, event.actor, event.address) == (city.region, city.people["admin"], "192.0.2.1")
    assert event.after is not None
    assert event.after["names"] == [["市文旅局", "alias", ""], ["市旅游局", "former", "2019-01-10"]]


def test_a_renamed_unit_keeps_its_old_name_as_a_former_one(city: City, actor: Actor) -> None:
    unit = city.units["science"]
    changed = change_unit(actor=actor, unit=unit, revision=1, fields=UnitFields("市科技创新局"))
    assert (changed.name, changed.revision, names_of(changed)) == ("市科技创新局", 2, {"市科学技术局": "former"})


def test_a_change_of_names_alone_turns_the_revision_too(city: City, actor: Actor) -> None:
    unit = city.units["science"]
    fields = UnitFields(unit.name, order=1, names=(OtherName("市科技局"),))
    assert change_unit(actor=actor, unit=unit, revision=1, fields=fields).revision == 2
    with pytest.raises(ChangedMeanwhileError):
        change_unit(actor=actor, unit=unit, revision=1, fields=UnitFields(unit.name, order=5))


def test_the_later_of_two_saves_is_told_what_the_earlier_one_said(city: City, actor: Actor) -> None:
    unit = city.units["science"]
    change_unit(actor=actor, unit=unit, revision=1, fields=UnitFields(unit.name, ranking_class="甲", order=1))
    with pytest.raises(ChangedMeanwhileError) as refused:
        change_unit(actor=actor, unit=unit, revision=1, fields=UnitFields(unit.name, ranking_class="乙", order=1))
    assert (refused.value.current["ranking_class"], refused.value.wanted["ranking_class"]) == ("甲", "乙")


def test_nothing_changed_writes_nothing(city: City, actor: Actor) -> None:
    unit = city.units["science"]
    assert change_unit(actor=actor, unit=unit, revision=1, fields=UnitFields(unit.name, order=1)).revision == 1
    assert not Event.objects.exists()


def test_what_a_unit_may_not_be(city: City, actor: Actor) -> None:
    other = make_city("青岚市", "990200")
    science, education = city.units["science"], city.units["education"]
    create_unit(actor=actor, region=city.region, fields=UnitFields("下级", parent=science))
    below = Unit.objects.get(name="下级")
    refused = [
        UnitFields("市教育局"),  # a name in use
        UnitFields(science.name, parent=science),  # itself above itself
        UnitFields(science.name, parent=below),  # a ring
        UnitFields(science.name, parent=other.units["science"]),  # of another region
        UnitFields(science.name, names=(OtherName("甲"), OtherName("甲", former=True))),  # a name twice
        UnitFields(science.name, names=(OtherName(science.name),)),  # its own name as another
    ]
    for fields in refused:
        with pytest.raises(RefusedError):
            change_unit(actor=actor, unit=science, revision=1, fields=fields)
    assert Unit.objects.get(pk=science.pk).revision == 1
    assert Unit.objects.get(pk=education.pk).name == "市教育局"


def test_who_takes_a_post_over_ends_the_former_time_in_it_and_takes_its_role(city: City, actor: Actor) -> None:
    post, old, new = city.posts["vice-mayor"], city.people["leader"], city.people["verifier"]
    appoint(actor=actor, post=post, person=new, since=date(2025, 6, 1))
    assert Tenure.objects.get(person=old).until == date(2025, 5, 31)
    assert Tenure.objects.get(person=new).until is None
    assert [grant.person for grant in Grant.objects.filter(role=Role.LEADER, post=post)] == [new]
    acts = list(Event.objects.order_by("id").values_list("act", flat=True))
    assert acts == ["end-tenure", "revoke-role", "appoint", "grant-role"]


def test_what_an_appointment_may_not_be(city: City, actor: Actor) -> None:
    post = city.posts["vice-mayor"]
    with pytest.raises(RefusedError, match="已任此职"):
        appoint(actor=actor, post=post, person=city.people["leader"], since=date(2025, 6, 1))
    with pytest.raises(RefusedError, match="须晚于"):  # before the present holder came
        appoint(actor=actor, post=post, person=city.people["verifier"], since=date(2023, 6, 1))
    tenure = Tenure.objects.get()
    with pytest.raises(RefusedError):
        end_tenure(actor=actor, tenure=tenure, until=date(2023, 1, 1))
    end_tenure(actor=actor, tenure=tenure, until=date(2025, 1, 1))
    with pytest.raises(RefusedError, match="别人"):  # the same row, as it was read before
        end_tenure(actor=actor, tenure=tenure, until=date(2025, 2, 1))


def test_posts_are_made_and_changed(city: City, actor: Actor) -> None:
    post = create_post(actor=actor, region=city.region, unit=city.units["science"], title="局长")
    changed = change_post(actor=actor, post=post, revision=1, title="局长、党组书记", leads=False, order=3, active=True)
    assert (changed.title, changed.order, changed.revision) == ("局长、党组书记", 3, 2)
    with pytest.raises(RefusedError):
        create_post(actor=actor, region=city.region, unit=None, title="副市长", leads=True)
    with pytest.raises(RefusedError):
        create_post(actor=actor, region=make_city("青岚市", "990200").region, unit=city.units["science"], title="局长")
    assert Post.objects.filter(unit=city.units["science"]).count() == 1
