"""Looking back: a sample that anybody can draw again, rectifications always in it, and somebody else than the closer."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from luoshi.ledger import Kind, Status
from luoshi.records import clock
from luoshi.records.models import Event, LookBack, LookBackSample, Matter
from luoshi.services import look_back as services
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor
from tests.cast import City, make_city
from tests.closings import another, asked_to_close, closed
from tests.concurrency import at_once, meeting_at

pytestmark = pytest.mark.django_db
FOUND = "现场查看2个小区，加装电梯正常使用。"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def looker(city: City) -> Actor:
    return Actor(city.people["supervisor"])


def struck_off(city: City, count: int) -> list[Matter]:
    """Closed matters, without going through the whole of their lives."""
    first = closed(city)
    fields = {"status": Status.CLOSED, "closer": first.closer, "closed_on": first.closed_on, "quote": "改造"}
    more = (
        Matter(programme=city.programme, number=f"2025-{at:03d}", title="改造", **fields) for at in range(2, count + 1)
    )
    return [first, *Matter.objects.bulk_create(more)]


def test_a_sample_can_be_drawn_again_from_what_is_kept(city: City, looker: Actor) -> None:
    """The recipe as it stands on the page, followed here with nothing of ours."""
    struck_off(city, 12)
    with clock.stopped_at(date(2025, 12, 1)):
        sample = services.draw_sample(programme=city.programme, actor=looker, share=25)
    assert sample.size == 3
    ranked = sorted(
        (hashlib.sha256(f"{sample.seed}:{number}".encode()).hexdigest(), number) for _pk, number in sample.population
    )
    chosen = {number for _digest, number in ranked[:3]}
    backs = LookBack.objects.filter(sample=sample)
    assert {back.matter.number for back in backs} == chosen
    assert {back.due for back in backs} == {date(2026, 3, 2)}  # 90 days later is a Sunday
    assert [pk for pk, _number in sample.population] == sorted(pk for pk, _number in sample.population)
    told = Event.objects.get(act="look-back.draw").after
    assert told
    assert (told["seed"], set(told["numbers"])) == (sample.seed, chosen)


def test_seeds_are_random_unless_given_and_nothing_is_drawn_twice(city: City, looker: Actor) -> None:
    struck_off(city, 9)
    samples = [services.draw_sample(programme=city.programme, actor=looker, size=4) for _time in range(2)]
    assert len({one.seed for one in samples} | {""}) == 3
    assert len(samples[1].population) == 5
    given = services.draw_sample(programme=city.programme, actor=looker, size=1, seed=" 20251201-福彩双色球 ")
    assert given.seed == "20251201-福彩双色球"
    assert LookBack.objects.filter(state="waiting").count() == 9
    with pytest.raises(RefusedError, match="没有可抽取"):
        services.draw_sample(programme=city.programme, actor=looker, size=1)
    assert LookBackSample.objects.count() == 3


def test_rectifications_are_always_in(city: City, looker: Actor) -> None:
    struck_off(city, 4)
    Matter.objects.filter(number="2025-003").update(kind=Kind.RECTIFICATION)
    sample = services.draw_sample(programme=city.programme, actor=looker, size=0)
    assert (sample.always, sample.size, len(sample.population)) == (["2025-003"], 0, 3)
    assert [back.matter.number for back in LookBack.objects.all()] == ["2025-003"]


def test_what_a_rectification_waits_for_already_is_taken_into_the_sample(city: City, looker: Actor) -> None:
    accepted = {"own": {"accepted": "2025-03-01", "accepted_by": "市督查室"}}
    matter = closed(city, kind=Kind.RECTIFICATION, said=accepted)
    due = LookBack.objects.get().due
    sample = services.draw_sample(programme=city.programme, actor=looker, size=0)
    assert [(one.matter, one.sample, one.due) for one in LookBack.objects.all()] == [(matter, sample, due)]


def test_what_holds_and_what_does_not(city: City, looker: Actor) -> None:
    first, second = struck_off(city, 2)
    services.draw_sample(programme=city.programme, actor=looker, size=1, seed="甲")
    with pytest.raises(RefusedError, match="看到了什么"):
        services.hold(matter=first, actor=looker, revision=first.revision, found=" ")
    services.hold(matter=first, actor=looker, revision=first.revision, found=FOUND)
    with pytest.raises(RefusedError, match="理由"):
        services.reopen(matter=second, actor=looker, revision=1, found=FOUND, reason="")
    again = services.reopen(matter=second, actor=looker, revision=1, found="电梯停用", reason="成效未保持")
    assert (again.status, again.closed_on, again.closer) == (Status.REOPENED, None, None)
    # One of them was drawn, the other was begun unasked; each has one answer, and nothing waits any more.
    assert {one.matter_id: one.state for one in LookBack.objects.all()} == {first.pk: "holds", second.pk: "reopened"}
    assert set(LookBack.objects.values_list("by", "closer")) == {
        (city.people["supervisor"].pk, city.people["verifier"].pk)
    }
    assert not services.to_look_at(city.programme).exists()
    acts = list(Event.objects.filter(subject="matter").order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["matter.look-back", "matter.reopen-matter"]


def test_who_closed_it_or_took_part_does_not_look_back(city: City) -> None:
    matter = closed(city)
    people = [city.people["verifier"], another(city, "supervisor", unit="science"), city.people["liaison-education"]]
    for person in people:
        with pytest.raises(RefusedError):
            services.hold(matter=matter, actor=Actor(person), revision=matter.revision, found=FOUND)
    with pytest.raises(IntegrityError), transaction.atomic():
        LookBack.objects.create(matter=matter, closer=matter.closer, by=matter.closer, found=FOUND, state="holds")
    with pytest.raises(IntegrityError), transaction.atomic():
        LookBack.objects.create(matter=matter, by=people[1], found="", state="holds")
    services.hold(matter=matter, actor=Actor(another(city, "verifier")), revision=matter.revision, found=FOUND)


def test_who_may_draw(city: City) -> None:
    closed(city)
    stranger = make_city("青岚市", "990200").people["supervisor"]
    for person in (city.people["liaison-science"], city.people["leader"], stranger):
        with pytest.raises(NotPermittedError):
            services.draw_sample(programme=city.programme, actor=Actor(person), size=1)


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_never_draw_the_same() -> None:
    city = make_city("云川市", "990100")
    struck_off(city, 6)
    asked_to_close(city, "2025-099")
    actors = [Actor(city.people["supervisor"]), Actor(another(city, "supervisor"))]
    with meeting_at("luoshi.services.look_back.drawn"):
        answers = at_once(
            *[lambda who=who: services.draw_sample(programme=city.programme, actor=who, size=3) for who in actors]
        )
    samples = [one for one in answers if isinstance(one, LookBackSample)]
    assert [len(sample.population) for sample in sorted(samples, key=lambda one: one.pk)] == [6, 3]
    assert {LookBack.objects.filter(sample=sample).count() for sample in samples} == {3}
    assert LookBack.objects.values("matter").distinct().count() == 6
