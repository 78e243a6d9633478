"""What grants make of a person in a matter."""

from __future__ import annotations

import pytest

from luoshi.ledger import Grant, Parties, Relation, Role, actor_in

PARTIES = Parties(region=1, lead_unit=7, cooperating=frozenset({8, 9}), leader_posts=frozenset({3}))
LEADERLESS = Parties(region=1, lead_unit=7)


@pytest.mark.parametrize(
    ("grant", "parties", "relations"),
    [
        (Grant(Role.LIAISON, 1, unit=7), PARTIES, {Relation.LEAD_UNIT}),
        (Grant(Role.LIAISON, 1, unit=9), PARTIES, {Relation.COOPERATING_UNIT}),
        (Grant(Role.LIAISON, 1, unit=5), PARTIES, {Relation.UNINVOLVED}),
        (Grant(Role.LIAISON, 2, unit=7), PARTIES, set()),  # another region: nothing at all
        (Grant(Role.LEADER, 1, post=3), PARTIES, {Relation.APPROVING_LEADER}),
        (Grant(Role.LEADER, 1, post=7), PARTIES, {Relation.UNINVOLVED}),  # a post's number is no unit's
        (Grant(Role.SUPERVISOR, 1), PARTIES, {Relation.UNINVOLVED}),
        (Grant(Role.SUPERVISOR, 1), LEADERLESS, {Relation.UNINVOLVED, Relation.STANDING_IN}),
        (Grant(Role.SUPERVISOR, 1, unit=7), LEADERLESS, {Relation.LEAD_UNIT, Relation.STANDING_IN}),
        (Grant(Role.VERIFIER, 1, unit=8), PARTIES, {Relation.COOPERATING_UNIT}),
        (
            Grant(Role.VERIFIER, 1),
            Parties(region=1, lead_unit=None),
            {Relation.UNINVOLVED},
        ),  # no unit is not the same unit
        (Grant(Role.LEADER, 1), LEADERLESS, {Relation.UNINVOLVED}),  # nor no post the same post
    ],
)
def test_relations(grant: Grant, parties: Parties, relations: set[Relation]) -> None:
    assert {capacity.relation for capacity in actor_in(5, [grant], parties).capacities} == relations


def test_one_of_several_grants_is_enough_to_take_part() -> None:
    grants = [Grant(Role.VERIFIER, 1), Grant(Role.LIAISON, 1, unit=8)]
    assert actor_in(5, grants, PARTIES).participates
    assert not actor_in(5, grants[:1], PARTIES).participates
