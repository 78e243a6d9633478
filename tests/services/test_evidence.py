"""Handing in evidence, using it again, taking it back: who may, what is kept, which events tell of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from luoshi.ledger import Role
from luoshi.queries.access import Access
from luoshi.queries.evidence import count, gallery, pickable
from luoshi.records import clock
from luoshi.records.models import Assignment, Event, Evidence, EvidenceUse, Grant, Matter, Report, Unit, User
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.evidence import (
    AlreadyUsedError,
    hand_in_file,
    hand_in_link,
    handing_in,
    remove_use,
    reuse,
    sweep_orphans,
)
from tests import samples
from tests.cast import City, make_city
from tests.pieces import bare_use, handed_in, matter_of, own_store, unit_of
from tests.reports import actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def matter(city: City) -> Matter:
    return matter_of(city, "science")


@pytest.fixture(autouse=True)
def store() -> Iterator[Path]:
    with own_store() as folder:
        yield folder


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def acts(matter: Matter) -> list[str]:
    return [event.act for event in Event.objects.filter(subject="matter", subject_id=matter.pk).order_by("pk")]


def access(city: City, name: str) -> Access:
    return Access(city.people[name])


def add(
    city: City, matter: Matter, by: str, number: int = 1, *, title: str = "名单", report: Report | None = None
) -> EvidenceUse:
    """A link handed in, which costs no job."""
    return linked(actor(city, by), matter, unit_of(city, by), number, title=title, report=report)


def linked(
    by: Actor, matter: Matter, unit: Unit | None, number: int = 1, *, title: str = "名单", report: Report | None = None
) -> EvidenceUse:
    """A link handed in for a unit that may be any."""
    address = f"https://www.yunchuan.gov.cn/{number}"
    return hand_in_link(
        actor=by, matter=matter, unit=unit, address=address, title=title, published="2025-03-31", report=report
    )


def test_a_file_is_kept_as_it_came_under_its_hash_and_an_event_tells(city: City, matter: Matter, store: Path) -> None:
    data = samples.picture(taken="2025:03:31 09:15:00", place=(30.2741, 120.1551))
    with clock.stopped_at(date(2025, 4, 1)):
        use = handed_in(city, matter, data, "现场.jpg")
    piece = use.evidence
    assert (piece.size, piece.media_type, piece.file_name) == (len(data), "image/jpeg", "现场.jpg")
    assert piece.uploaded_at.astimezone(timezone.get_current_timezone()).date() == date(2025, 4, 1)
    assert piece.file.name == f"evidence/{city.region.pk}/{piece.sha256[:2]}/{piece.sha256}"
    assert Path(piece.file.path).read_bytes() == data
    assert Path(piece.file.path).stat().st_mode & 0o077 == 0
    event = Event.objects.get(act="evidence.add")
    assert (event.subject, event.subject_id, event.actor) == ("matter", matter.pk, city.people["liaison-science"])
    assert event.after == {"file": "现场.jpg", "sha256": piece.sha256, "size": len(data), "unit": "市科学技术局"}


def test_the_same_file_is_stored_once_and_told_of(city: City, matter: Matter, store: Path) -> None:
    other, hidden = matter_of(city, "science"), matter_of(city, "education")
    data = samples.picture()
    first, again = handed_in(city, matter, data), handed_in(city, other, data, "另一个名字.jpg")
    foreign = handed_in(city, hidden, data, by="liaison-education")
    assert again.evidence_id == first.evidence_id != foreign.evidence_id
    assert len(files_in(store)) == 2  # the file and its small picture
    said = gallery(access(city, "liaison-science"), matter)[0].elsewhere
    assert ([one.number for one in said.matters], said.hidden, said.here) == ([other.number], 1, 0)
    said = gallery(access(city, "verifier"), matter)[0].elsewhere
    assert ([one.number for one in said.matters], said.hidden) == ([other.number, hidden.number], 0)
    with pytest.raises(AlreadyUsedError, match="已经添加过"):
        handed_in(city, matter, data)
    assert acts(matter) == ["evidence.add"]
    # One bit makes another file: near duplicates are not found.
    assert not gallery(access(city, "verifier"), matter_of(city))
    assert handed_in(city, matter, data + b"\0").evidence_id != first.evidence_id


def test_nothing_of_another_region_is_told(city: City, matter: Matter) -> None:
    other = make_city("青岚市", "990200")
    data = samples.picture()
    handed_in(city, matter, data)
    handed_in(other, matter_of(other), data)
    assert not gallery(access(city, "supervisor"), matter)[0].elsewhere


# Who, for which unit, with which status of the matter: a word of the refusal, or nothing.
MAY_ADD = [
    ("liaison-science", "in_progress", ""),
    ("liaison-science", "closing", ""),
    ("liaison-science", "closed", "不再添加"),
    ("liaison-science", "merged", "不再添加"),
    ("supervisor", "in_progress", ""),
    ("verifier", "closed", ""),  # looking back
    ("verifier", "withdrawn", "不再添加"),
    ("liaison-education", "in_progress", "牵头、配合单位"),
    ("leader", "in_progress", "督查员或核查员"),
    ("admin", "in_progress", "督查员或核查员"),
]


def test_who_may_add_and_when(city: City, matter: Matter) -> None:
    for at, (by, status, said) in enumerate(MAY_ADD):
        Matter.objects.filter(pk=matter.pk).update(status=status)
        matter.refresh_from_db()
        if said:
            with pytest.raises(RefusedError, match=said):
                add(city, matter, by, at)
        else:
            assert add(city, matter, by, at).unit == unit_of(city, by)
    assert count(matter) == 4
    assert count(matter, of_units=True) == 2


def test_nobody_adds_in_the_name_of_another_unit_or_region(city: City, matter: Matter) -> None:
    other = make_city("青岚市", "990200")
    for by, unit in [
        (actor(city, "liaison-education"), city.units["science"]),
        (actor(city, "supervisor"), city.units["science"]),
        (actor(city, "liaison-science"), None),
        (actor(other, "supervisor"), None),
        (actor(other, "liaison-science"), other.units["science"]),
        (Actor(), None),
    ]:
        with pytest.raises(NotPermittedError):
            linked(by, matter, unit)
    assert not Event.objects.filter(act="evidence.link").exists()


def test_a_cooperating_unit_adds_until_it_is_released(city: City) -> None:
    matter = matter_of(city, "science", "education")
    assert add(city, matter, "liaison-education").unit == city.units["education"]
    Assignment.objects.filter(matter=matter, unit=city.units["education"]).update(ended=True)
    with pytest.raises(NotPermittedError):
        add(city, matter, "liaison-education", 2)


def test_evidence_is_used_again_by_who_may_see_it(city: City, matter: Matter) -> None:
    use, own, foreign = handed_in(city, matter), matter_of(city, "science"), matter_of(city, "education")
    assert [one.evidence for one in pickable(access(city, "liaison-science"), own, "现场")] == [use.evidence]
    assert pickable(access(city, "liaison-science"), own, "现场")[0].numbers == (matter.number,)
    assert not pickable(access(city, "liaison-science"), own, "别的")
    assert not pickable(access(city, "liaison-science"), matter)  # it is used there
    assert not pickable(access(city, "liaison-education"), foreign)
    unit = city.units["science"]
    again = reuse(actor=actor(city, "liaison-science"), evidence=use.evidence, matter=own, unit=unit, caption="同上")
    assert (again.evidence, again.caption) == (use.evidence, "同上")
    assert acts(own) == ["evidence.reuse"]
    with pytest.raises(NotPermittedError, match="看不到"):
        reuse(
            actor=actor(city, "liaison-education"),
            evidence=use.evidence,
            matter=foreign,
            unit=city.units["education"],
        )
    with pytest.raises(AlreadyUsedError):
        reuse(actor=actor(city, "liaison-science"), evidence=use.evidence, matter=own, unit=unit)


def test_looking_for_earlier_pieces_tells_nothing_of_what_one_does_not_see(city: City, matter: Matter) -> None:
    use, own, foreign = bare_use(city, matter), matter_of(city), matter_of(city, "education")
    EvidenceUse.objects.create(evidence=use.evidence, matter=foreign, caption="内部", added_by=use.added_by)
    for words, found in [(matter.number, 1), ("内部", 0), (foreign.number, 0)]:
        assert len(pickable(access(city, "liaison-science"), own, words)) == found
        assert len(pickable(access(city, "verifier"), own, words)) == 1


def test_taking_back_keeps_everything_and_says_why(city: City, matter: Matter) -> None:
    use = handed_in(city, matter)
    with pytest.raises(RefusedError, match="原因"):
        remove_use(actor=actor(city, "liaison-science"), use=use, reason="  ")
    for stranger in ("liaison-education", "leader", "verifier"):
        with pytest.raises(RefusedError, match="请联系他们"):
            remove_use(actor=actor(city, stranger), use=use, reason="错")
    remove_use(actor=actor(city, "liaison-science"), use=use, reason="传错了")
    assert (use.removed, use.removed_reason, use.removed_by) == (True, "传错了", city.people["liaison-science"])
    assert Path(use.evidence.file.path).exists()
    assert Event.objects.get(act="evidence.remove").reason == "传错了"
    with pytest.raises(RefusedError, match="刚被"):
        remove_use(actor=actor(city, "supervisor"), use=use, reason="错")
    assert not gallery(access(city, "liaison-science"), matter)
    assert [one.use.removed for one in gallery(access(city, "verifier"), matter)] == [True]
    assert not handed_in(city, matter).removed  # the same file may come again
    assert count(matter) == 1


def test_what_was_handed_on_is_taken_back_by_a_supervisor_alone(city: City, matter: Matter) -> None:
    use = bare_use(city, matter)
    Matter.objects.filter(pk=matter.pk).update(status="closing")
    use = EvidenceUse.objects.select_related("matter__programme", "report", "unit").get(pk=use.pk)
    with pytest.raises(RefusedError, match="申请销号"):
        remove_use(actor=actor(city, "liaison-science"), use=use, reason="错")
    remove_use(actor=actor(city, "supervisor"), use=use, reason="不应上传")
    assert use.removed


def test_evidence_of_a_report(city: City, matter: Matter) -> None:
    person = city.people["liaison-science"]
    report = Report.objects.create(matter=matter, unit=city.units["science"], by=person)
    use = add(city, matter, "liaison-science", report=report)
    assert [one.use for one in gallery(access(city, "leader"), matter, report)] == [use]
    Report.objects.filter(pk=report.pk).update(state=Report.State.SUBMITTED)
    with pytest.raises(RefusedError, match="先更正填报"):
        remove_use(actor=actor(city, "liaison-science"), use=use, reason="错")
    # Corrected: what belongs to the version before takes nothing in, and is taken back with a reason.
    Report.objects.filter(pk=report.pk).update(state=Report.State.REPLACED)
    correction = Report.objects.create(matter=matter, unit=city.units["science"], by=person, version=2)
    with pytest.raises(RefusedError, match="新的一版"):
        add(city, matter, "liaison-science", report=report, title="又一")
    with pytest.raises(RefusedError, match="不属于"):
        add(city, matter_of(city), "liaison-science", report=correction)
    use = EvidenceUse.objects.select_related("matter__programme", "report", "unit").get(pk=use.pk)
    assert [one.removable for one in gallery(access(city, "liaison-science"), matter, report)] == [True]
    remove_use(actor=actor(city, "liaison-science"), use=use, reason="照片拍错了楼")
    assert gallery(access(city, "liaison-science"), matter, report) == []


def test_a_transaction_that_fails_leaves_a_file_that_is_swept(
    city: City, matter: Matter, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_said: object) -> None:
        raise RuntimeError("the database went away")

    kept = handed_in(city, matter, samples.picture(colour="#101010"))
    monkeypatch.setattr(handing_in, "record_event", broken)
    with pytest.raises(RuntimeError):
        hand_in_file(
            actor=actor(city, "liaison-science"),
            matter=matter,
            unit=city.units["science"],
            data=samples.pdf(),
            file_name="a.pdf",
        )
    assert Evidence.objects.count() == EvidenceUse.objects.count() == 1
    assert len(files_in(store)) == 3
    sweep_orphans.call()
    assert len(files_in(store)) == 3  # it may belong to a transaction that is not done
    _age(store, timedelta(days=2))
    sweep_orphans.call()
    sweep_orphans.call()
    assert files_in(store) == [kept.evidence.sha256, f"{kept.evidence.sha256}.webp"]


def _age(folder: Path, by: timedelta) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            past = path.stat().st_mtime - by.total_seconds()
            os.utime(path, (past, past))


def test_a_liaison_of_two_units_and_a_verifier_with_a_unit(city: City, matter: Matter) -> None:
    person = User.objects.create_user(username="two", password="x" * 12, name="双")
    for key in ("science", "education"):
        Grant.objects.create(person=person, role=Role.LIAISON, region=city.region, unit=city.units[key])
    Grant.objects.create(person=person, role=Role.VERIFIER, region=city.region)
    assert linked(Actor(person), matter, city.units["science"])
    assert linked(Actor(person), matter, None)
    with pytest.raises(NotPermittedError):
        linked(Actor(person), matter, city.units["education"])
