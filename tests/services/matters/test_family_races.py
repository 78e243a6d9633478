"""Decided over several matters while somebody changes another of them: rules that no single matter's revision keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction

from luoshi.ledger import Kind, dump_rules
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.queries.rules import rules_of
from luoshi.records import clock
from luoshi.records.models import Matter, Programme, ReportDue, Service
from luoshi.services import closing, targets
from luoshi.services.errors import RefusedError
from luoshi.services.matters import exits, signing
from luoshi.services.matters.creating import create_matter
from luoshi.services.matters.families import set_parent
from luoshi.services.programme_rules import change_rules
from luoshi.services.tables import publish
from luoshi.services.tables.changes import Edit, write_changes
from tests.cast import City
from tests.closings import VERIFIED, asked_to_close
from tests.concurrency import at_once, meeting_at, overtaken_at
from tests.matters import DAY, assigned, at_work, now
from tests.reports import actor
from tests.tables import rows, table_of

pytestmark = pytest.mark.django_db(transaction=True)


def refused(answers: list[Matter | Exception]) -> list[type]:
    return [type(answer) for answer in answers if isinstance(answer, Exception)]


def test_two_that_are_merged_into_each_other(city: City) -> None:
    one, other = at_work(city), at_work(city)

    def merge(matter: Matter, into: Matter) -> Matter:
        return exits.merge(
            matter=matter, into=into, actor=actor(city, "leader"), revision=matter.revision, reason="合并推进"
        )

    with meeting_at("luoshi.services.matters.exits.move_matter"):
        answers = at_once(lambda: merge(one, other), lambda: merge(other, one))
    assert refused(answers) == [RefusedError], answers
    assert sorted([now(one).status, now(other).status]) == ["in_progress", "merged"]


def test_two_that_become_parts_of_each_other(city: City) -> None:
    one, other = assigned(city), assigned(city)

    def put(part: Matter, whole: Matter) -> Matter:
        return set_parent(matter=part, parent=whole, actor=actor(city), revision=part.revision)

    with meeting_at("luoshi.services.matters.families.change_matter"):
        answers = at_once(lambda: put(one, other), lambda: put(other, one))
    assert refused(answers) == [RefusedError], answers
    assert Matter.objects.exclude(parent=None).count() == 1


def test_a_figure_is_never_counted_for_the_whole_and_for_its_part(city: City) -> None:
    serving = assigned(city, task="新增高新技术企业50家以上")
    whole, part = assigned(city), assigned(city)
    part = set_parent(matter=part, parent=whole, actor=actor(city), revision=part.revision)

    def link(matter: Matter) -> Matter:
        return targets.link_target(
            matter=matter, target=serving.targets.get(), counts=True, actor=actor(city), revision=matter.revision
        )

    with meeting_at("luoshi.services.targets.change_matter"):
        answers = at_once(lambda: link(whole), lambda: link(part))
    assert refused(answers) == [RefusedError], answers
    assert Service.objects.filter(matter__in=[whole, part]).count() == 1


def test_no_part_is_added_while_the_whole_is_closed(city: City) -> None:
    whole = asked_to_close(city, "2025-099")

    def close() -> Matter:
        return closing.close(
            matter=whole, actor=actor(city, "verifier"), revision=whole.revision, verified=VERIFIED,
            methods=[VerificationMethod.FILES],
        )  # fmt: skip

    def add() -> Matter:
        return create_matter(
            programme=city.programme, kind=Kind.TASK, title="验收", lead=city.units["science"], actor=actor(city),
            parent=whole,
        )  # fmt: skip

    with overtaken_at("luoshi.services.matters.creating.open_matters", close) as closed:
        made = add()
    assert (made.parent, now(whole).status) == (whole, "closing")
    with pytest.raises(RefusedError, match=made.number):
        closed.result()
    Matter.objects.filter(pk=made.pk).update(parent=None)
    with overtaken_at("luoshi.services.closing.move_matter", add) as added:
        close()
    assert now(whole).status == "closed"
    with pytest.raises(RefusedError, match="子事项"):
        added.result()


def test_a_row_is_edited_while_its_matter_is_given_away(city: City) -> None:
    """They need the same two rows, the table's and the chain's: neither may wait for the other for ever."""
    table = table_of(city)
    publish(table=table, edition=0, actor=actor(city), reason="")
    row = rows(table)[0]
    made = now(row.matter)

    def give_away() -> Matter:
        return signing.reassign(
            matter=made, actor=actor(city), revision=made.revision, lead=city.units["education"], reason="职责调整"
        )

    with overtaken_at("luoshi.services.tables.changes.record_event", give_away) as given, transaction.atomic():
        write_changes(table=table, actor=actor(city), act="edit", edits=[Edit(row, row.revision, {"section": "三"})])
    assert given.result().lead == city.units["education"]
    row.refresh_from_db()
    assert (row.lead_unit, row.section) == ("市教育局", "三")


def test_a_matter_that_is_made_while_the_rules_change_is_asked_by_the_new(city: City) -> None:
    rules = dump_rules(rules_of(city.programme)) | {"cadence": {"every": "quarter", "by": 20}}

    def change() -> Programme:
        with clock.stopped_at(DAY):  # in a thread of its own
            return change_rules(actor=actor(city, "admin"), programme=city.programme, revision=1, rules=rules)

    seen = Programme.objects.get(pk=city.programme.pk)
    with overtaken_at("luoshi.services.matters.creating.next_numbers", change) as changed:
        made = create_matter(
            programme=seen, kind=Kind.TASK, title="验收", lead=city.units["science"], actor=actor(city)
        )
    assert changed.result()
    after = assigned(replace(city, programme=Programme.objects.get(pk=city.programme.pk)))
    to_come = ReportDue.objects.filter(starts__gt=DAY)  # a month that was begun under the former rules stays
    asked = [list(to_come.filter(matter=one).values_list("starts", flat=True)) for one in (made, after)]
    assert asked[0] == asked[1] != []
