"""Every pair of statuses × every role × every relation against the few moves that are allowed, written here by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from luoshi.ledger import TRANSITIONS, Actor, Kind, MatterState, Move, Relation, Role, Status, offers
from luoshi.ledger.policies import can_move
from tests.ledger.cast import actor

# move | from … -> to (= stays) | role:relation …
ALLOWED = """
assign            | draft -> assigned                                                              | office
accept            | assigned -> accepted                                                           | lead
object            | assigned -> objected                                                           | lead
retract-objection | objected -> assigned                                                           | lead
keep-assignment   | objected -> assigned                                                           | office
reassign          | assigned objected accepted planned in_progress returned reopened suspended -> assigned | office
submit-plan       | accepted -> planned                                                            | lead
retract-plan      | planned -> accepted                                                            | lead
approve-plan      | planned -> in_progress                                                         | approver
return-plan       | planned -> accepted                                                            | approver
start             | accepted -> in_progress                                                        | lead
report            | accepted planned in_progress -> =                                              | lead
report            | returned reopened -> in_progress                                               | lead
contribute        | accepted planned in_progress returned reopened -> =                            | helper
correct-report    | accepted planned in_progress returned reopened -> =                            | lead
request-closing   | in_progress returned reopened -> closing                                       | lead
retract-closing   | closing -> in_progress                                                         | lead
close             | closing -> closed                                                              | verifier
return            | closing -> returned                                                            | verifier
look-back         | closed -> =                                                                    | looker
reopen            | closed -> reopened                                                             | looker
suspend           | in_progress returned reopened -> suspended                                     | approver
resume            | suspended -> in_progress                                                       | approver
merge             | accepted planned in_progress returned reopened suspended -> merged             | approver
withdraw          | draft assigned objected -> withdrawn                                           | office
withdraw          | accepted planned in_progress returned reopened suspended -> withdrawn          | approver
restore           | merged withdrawn -> assigned                                                   | office
"""
WHO = {
    "office": "supervisor:lead unit, supervisor:cooperating unit, supervisor:uninvolved",
    "lead": "liaison:lead unit",
    "helper": "liaison:cooperating unit",
    "approver": "leader:approving leader, supervisor:standing in",
    "verifier": "verifier:uninvolved",
    "looker": "verifier:uninvolved, supervisor:uninvolved",
}
Row = tuple[Move, Status, Status, Role, Relation]


def _allowed() -> Iterator[Row]:
    for line in ALLOWED.strip().splitlines():
        move, ends, who = (cell.strip() for cell in line.split("|"))
        sources, goal = ends.split(" -> ")
        for source, one in product(sources.split(), WHO[who].split(", ")):
            role, relation = one.split(":")
            yield Move(move), Status(source), Status(source if goal == "=" else goal), Role(role), Relation(relation)


@pytest.mark.parametrize(("kind", "never"), [(Kind.TASK, Move.START), (Kind.INSTRUCTION, Move.SUBMIT_PLAN)])
def test_what_is_allowed_is_what_is_written_here_and_nothing_else(kind: Kind, never: Move) -> None:
    targets = {(row.move, row.source): row.target for row in TRANSITIONS}
    found: set[Row] = set()
    tried = 0
    for move, source, role, relation in product(Move, Status, Role, Relation):
        may = can_move(move, actor(role, relation), MatterState(kind, source, asker=1), "理由")
        for goal in Status:
            tried += 1
            if may and targets[move, source] == goal:
                found.add((move, source, goal, role, relation))
    assert tried == 25 * 13 * 13 * 5 * 5
    assert found == {row for row in _allowed() if row[0] != never}


def test_no_pair_of_statuses_is_reached_past_approval_or_verification() -> None:
    ways = {(row.source, row.target): {r.move for r in TRANSITIONS if (r.source, r.target) == (row.source, row.target)}
            for row in TRANSITIONS}  # fmt: skip
    assert {source for source, goal in ways if goal == Status.CLOSED} == {Status.CLOSING, Status.CLOSED}
    assert ways[Status.PLANNED, Status.IN_PROGRESS] == {Move.APPROVE_PLAN}
    assert {source for source, goal in ways if source == Status.CLOSED} == {Status.CLOSED}
    assert {goal for source, goal in ways if source == Status.CLOSED} == {Status.CLOSED, Status.REOPENED}


def test_the_table_has_one_row_for_a_move_from_a_status() -> None:
    assert len({(row.move, row.source) for row in TRANSITIONS}) == len(TRANSITIONS)
    assert {row.move for row in TRANSITIONS} == set(Move)
    assert all(len(row.event) <= 40 for row in TRANSITIONS)


def test_every_status_is_reached_and_left() -> None:
    assert {row.target for row in TRANSITIONS} == set(Status) - {Status.DRAFT}
    assert {row.source for row in TRANSITIONS if row.source != row.target} == set(Status)


@pytest.mark.parametrize("status", Status)
def test_an_offer_refused_says_why_and_one_not_refused_is_allowed(status: Status) -> None:
    people: list[Actor] = [actor(role, relation) for role, relation in product(Role, Relation)]
    for person, kind in product(people, Kind):
        state = MatterState(kind, status, asker=1)
        for offer in offers(person, state):
            assert (offer.refusal is None) == can_move(offer.move, person, state, "理由")
            assert offer.refusal is None or str(offer.refusal).endswith("。")
