"""Requests: who asks, who decides, the first deadline stays."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from luoshi.ledger import (
    Deadlines,
    FourEyesError,
    IncompleteError,
    NotAllowedError,
    Relation,
    RequestKind,
    RequestMove,
    RequestStatus,
    Role,
    Status,
    WrongStatusError,
)
from luoshi.ledger.moves import REQUEST_TRANSITIONS, request_transition
from luoshi.ledger.request_policies import (
    can_ask,
    can_decide,
    check_can_ask,
    check_can_ask_extension,
    check_can_decide,
    check_can_retract,
)
from tests.ledger.cast import HELPER, LIAISON, MAYOR, STAND_IN, STRANGER, SUPERVISOR, actor, matter

K, R = RequestKind, RequestStatus
FIRST = Deadlines(date(2025, 6, 30))
TODAY = date(2025, 5, 1)


def test_only_what_waits_is_decided() -> None:
    allowed = {(row.move, row.source, row.target) for row in REQUEST_TRANSITIONS}
    assert allowed == {
        (RequestMove.ASK, None, R.PENDING),
        (RequestMove.APPROVE, R.PENDING, R.APPROVED),
        (RequestMove.REFUSE, R.PENDING, R.REFUSED),
        (RequestMove.RETRACT, R.PENDING, R.RETRACTED),
    }
    final = set(R) - {R.PENDING}
    assert not any(request_transition(*row) for row in product(K, RequestMove, final))


def test_who_asks_and_who_decides() -> None:
    taken_on = matter(Status.IN_PROGRESS)
    asks, decides = set(), set()
    for kind, role, relation in product(K, Role, Relation):
        person = actor(role, relation)
        if can_ask(kind, person, taken_on, [], "理由"):
            asks.add((kind, role, relation))
        if can_decide(kind, person, R.PENDING, 1, approve=True):
            decides.add((kind, role, relation))
    office = {(Role.SUPERVISOR, r) for r in (Relation.LEAD_UNIT, Relation.COOPERATING_UNIT, Relation.UNINVOLVED)}
    own, others = {(Role.LIAISON, Relation.LEAD_UNIT)} | office, set(K) - {K.RELEASE}
    helpers = {(K.RELEASE, Role.LIAISON, Relation.COOPERATING_UNIT)}
    assert asks == {(kind, *who) for kind, who in product(others, own)} | helpers
    approvers = {(Role.LEADER, Relation.APPROVING_LEADER), (Role.SUPERVISOR, Relation.STANDING_IN)}
    release = {(K.RELEASE, Role.SUPERVISOR, Relation.UNINVOLVED)}
    assert decides == {(kind, *who) for kind, who in product(others, approvers)} | release


def test_an_extension_goes_beyond_the_deadline_that_holds_and_today() -> None:
    state = matter(Status.IN_PROGRESS)
    check_can_ask_extension(LIAISON, state, [], "征地", FIRST, date(2025, 9, 30), TODAY)
    extended = FIRST.extend(date(2025, 9, 30))
    assert (extended.first, extended.current) == (date(2025, 6, 30), date(2025, 9, 30))
    for deadlines, until, today in [
        (FIRST, date(2025, 6, 30), TODAY),  # the same day is no extension
        (extended, date(2025, 8, 1), TODAY),  # later than the first, earlier than what holds
        (FIRST, date(2025, 7, 15), date(2025, 8, 1)),  # over already
    ]:
        with pytest.raises(IncompleteError, match="新时限"):
            check_can_ask_extension(LIAISON, state, [], "征地", deadlines, until, today)
    with pytest.raises(IncompleteError, match="没有时限"):
        check_can_ask_extension(LIAISON, state, [], "征地", Deadlines(None), date(2025, 9, 30), TODAY)


def test_one_request_of_a_kind_at_a_time_and_each_with_reason() -> None:
    state = matter(Status.IN_PROGRESS)
    with pytest.raises(WrongStatusError, match="待批"):
        check_can_ask(K.EXTENSION, LIAISON, state, [K.EXTENSION], "征地")
    check_can_ask(K.EXTENSION, LIAISON, state, [K.SUSPENSION], "征地")
    check_can_ask(K.RELEASE, HELPER, state, [K.RELEASE], "职责无关")  # another unit's
    with pytest.raises(IncompleteError, match="理由"):
        check_can_ask(K.EXTENSION, LIAISON, state, [], "")
    with pytest.raises(NotAllowedError):
        check_can_ask(K.EXTENSION, STRANGER, state, [], "征地")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ASSIGNED, Status.CLOSING, Status.CLOSED, Status.MERGED])
def test_no_extension_of_what_nobody_works_on(status: Status) -> None:
    with pytest.raises(WrongStatusError, match="不能申请延期"):
        check_can_ask(K.EXTENSION, LIAISON, matter(status), [], "征地")


def test_who_asked_does_not_decide() -> None:
    check_can_decide(K.EXTENSION, MAYOR, R.PENDING, 1, approve=True)
    with pytest.raises(FourEyesError, match="本人"):
        check_can_decide(K.EXTENSION, STAND_IN, R.PENDING, STAND_IN.person, approve=True)
    with pytest.raises(IncompleteError, match="理由"):
        check_can_decide(K.EXTENSION, MAYOR, R.PENDING, 1, approve=False, reason=" ")
    with pytest.raises(WrongStatusError, match="已经办结"):
        check_can_decide(K.EXTENSION, MAYOR, R.APPROVED, 1, approve=False, reason="x")
    with pytest.raises(NotAllowedError):
        check_can_decide(K.EXTENSION, SUPERVISOR, R.PENDING, 1, approve=True)
    with pytest.raises(WrongStatusError, match="不能撤回"):
        check_can_retract(K.EXTENSION, LIAISON, R.REFUSED)
    check_can_retract(K.EXTENSION, LIAISON, R.PENDING)
