"""Two at once at a table: what a unit does while an edition is published holds, and nobody waits for ever."""

from __future__ import annotations

from functools import partial

import pytest

from luoshi.ledger import Status
from luoshi.queries.chains import verify_chain
from luoshi.records.models import Chain, Event, Matter, ResponsibilityTable, TableRow, TableRowChange
from luoshi.services import tables as services
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.signing import accept, reassign
from luoshi.services.tables import Pick
from tests.cast import City, make_city
from tests.concurrency import at_once, meeting_at, overtaken_at
from tests.reports import actor, other_supervisor
from tests.tables import published, rows, table_of, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def table(city: City) -> ResponsibilityTable:
    return table_of(city)


def signed(city: City, number: str) -> Matter:
    matter = Matter.objects.select_related("programme").get(number=number)
    return accept(matter=matter, actor=actor(city, "liaison-science"), revision=matter.revision)


def unharmed(city: City) -> bool:
    return verify_chain(Chain.objects.get(programme=city.programme)).holds()


def test_who_signs_while_an_edition_is_published_has_signed(city: City, table: ResponsibilityTable) -> None:
    published(city, table)
    write(city, table, 2, units="市教育局")
    # The edition has read the matters; the unit signs before it writes them, or is told to look again.
    with overtaken_at("luoshi.services.tables.publishing.next_numbers", lambda: signed(city, "2025-003")) as unit:
        published(city, table, reason="补注")
    matter = Matter.objects.get(number="2025-003")
    accepted = Event.objects.filter(act="matter.accept-matter", subject_id=matter.pk).exists()
    assert isinstance(unit.exception(), ChangedMeanwhileError | None), str(unit.exception())
    assert accepted == (unit.exception() is None)
    assert (matter.status == Status.ASSIGNED) == (not accepted)
    assert matter.assignments.filter(ended=False).count() == 2


def test_an_edition_and_who_signs_do_not_wait_for_each_other(city: City, table: ResponsibilityTable) -> None:
    published(city, table)
    for at in range(3):
        write(city, table, at, units="市教育局")
    # The unit has its matter and wants the log; the edition has the log and wants the matter.
    publish = partial(published, city, table, reason="补充")
    with overtaken_at("luoshi.services.matters.moving.record_event", publish) as edition:
        signed(city, "2025-003")
    assert edition.result().number == 2
    assert unharmed(city)


def test_rows_are_changed_in_any_order(city: City, table: ResponsibilityTable) -> None:
    first, second, _third = rows(table)
    people = [actor(city), Actor(other_supervisor(city))]
    orders = [[first, second], [second, first]]

    def act(at: int) -> TableRowChange | None:
        picks = [Pick(row.pk, row.revision) for row in orders[at]]
        return services.bulk_edit(table=table, picks=picks, texts={"note": str(at)}, actor=people[at])

    with meeting_at("luoshi.services.tables.changes.save_row"):
        answers = at_once(partial(act, 0), partial(act, 1))
    assert sorted(type(one).__name__ for one in answers) == ["ChangedMeanwhileError", "TableRowChange"], answers


def test_a_row_is_written_while_its_matter_changes_hands(city: City, table: ResponsibilityTable) -> None:
    published(city, table)
    matter = Matter.objects.select_related("programme").get(number="2025-001")
    give = partial(reassign, matter=matter, actor=Actor(other_supervisor(city)), revision=matter.revision)
    give = partial(give, lead=city.units["education"], reason="职责调整")
    # Who writes has the row and wants the log; who reassigns has the log and wants the row.
    with overtaken_at("luoshi.services.tables.changes.record_event", give) as given:
        write(city, table, 0, note="注")
    assert given.result().lead == city.units["education"]
    assert TableRow.objects.get(matter=matter).lead_unit == "市教育局"


def test_two_who_take_back_leave_the_acts_before_as_they_were(city: City, table: ResponsibilityTable) -> None:
    first, second, _third = rows(table)
    people = [actor(city), Actor(other_supervisor(city))]
    leader = actor(city, "verifier")
    picks = [Pick(row.pk, row.revision) for row in (first, second)]
    services.bulk_edit(table=table, picks=picks, texts={"note": "注"}, actor=leader)
    for row, who in zip((first, second), people, strict=True):
        services.edit_row(table=table, row_id=row.pk, revision=2, texts={"note": "改"}, actor=who)
    with meeting_at("luoshi.services.tables.changes._follow"):
        at_once(*[lambda who=who: services.undo(table=table, actor=who) for who in people])
    assert isinstance(services.undo(table=table, actor=leader), TableRowChange)
    assert [row.note for row in rows(table)[:2]] == ["", ""]


def test_who_renames_a_table_says_what_it_was_called(city: City, table: ResponsibilityTable) -> None:
    def rename(name: str) -> None:
        services.rename_table(table=table_seen[name], title=name, actor=actor(city))

    table_seen = {name: ResponsibilityTable.objects.select_related("programme").get(pk=table.pk) for name in "甲乙"}
    answers = at_once(partial(rename, "甲"), partial(rename, "乙"))
    told = list(Event.objects.filter(act="table.title").order_by("pk").values_list("before__title", "after__title"))
    assert all(one is None or isinstance(one, RefusedError) for one in answers)
    assert [before for before, _after in told] == [table.title, *(after for _before, after in told[:-1])]
