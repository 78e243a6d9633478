"""Four eyes, reasons and what a form must supply, as a table of cases; each refusal says what to do."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.ledger import (
    Actor,
    FourEyesError,
    IncompleteError,
    Kind,
    MatterState,
    Milestone,
    Move,
    NotAllowedError,
    RefusalError,
    Relation,
    Role,
    Status,
    WrongStatusError,
    bars_reporters,
    check_can_move,
)
from luoshi.ledger.kinds import ClosingFacts, TaskFields, VerificationMethod
from luoshi.ledger.policies import (
    can_close,
    check_can_close,
    check_can_merge,
    check_can_reassign,
    check_can_request_closing,
    check_can_submit_plan,
)
from tests.ledger.cast import (
    EDUCATION,
    HELPER,
    LIAISON,
    MAYOR,
    SCIENCE,
    STAND_IN,
    STRANGER,
    SUPERVISOR,
    VERIFIER,
    actor,
    matter,
)

S = Status
# A verifier who is also the lead unit's liaison, and one whose own unit only helps.
TWO_HATS = actor(Role.VERIFIER, Relation.UNINVOLVED, (Role.LIAISON, Relation.LEAD_UNIT))
HELPING_VERIFIER = actor(Role.VERIFIER, Relation.COOPERATING_UNIT)
HELPING_STAND_IN = actor(Role.SUPERVISOR, Relation.LEAD_UNIT, (Role.SUPERVISOR, Relation.STANDING_IN))

REFUSED = [
    # what it is about, move, who, matter, reason, error, words of the message
    ("a stranger signs", Move.ACCEPT, STRANGER, matter(S.ASSIGNED), "", NotAllowedError, "牵头单位联络员"),
    ("a helper signs", Move.ACCEPT, HELPER, matter(S.ASSIGNED), "", NotAllowedError, "牵头单位联络员"),
    ("signed twice", Move.ACCEPT, LIAISON, matter(S.ACCEPTED), "", WrongStatusError, "须为：已交办"),
    ("an objection without reason", Move.OBJECT, LIAISON, matter(S.ASSIGNED), " \n", IncompleteError, "理由"),
    ("a second objection", Move.OBJECT, LIAISON, matter(S.ASSIGNED, bound_units=frozenset({SCIENCE})), "x",
     WrongStatusError, "维持交办"),
    ("a task begun without plan", Move.START, LIAISON, matter(S.ACCEPTED), "", WrongStatusError, "报送方案"),
    ("an instruction planned", Move.SUBMIT_PLAN, LIAISON, matter(S.ACCEPTED, Kind.INSTRUCTION), "",
     WrongStatusError, "直接开始办理"),
    ("the supervisor approves past the leader", Move.APPROVE_PLAN, SUPERVISOR, matter(S.PLANNED), "",
     NotAllowedError, "责任领导"),
    ("who planned approves", Move.APPROVE_PLAN, MAYOR, matter(S.PLANNED, planner=5), "", FourEyesError, "本人"),
    ("a stand-in approves his own unit's plan", Move.APPROVE_PLAN, HELPING_STAND_IN, matter(S.PLANNED), "",
     FourEyesError, "所在单位"),
    ("the lead unit closes", Move.CLOSE, LIAISON, matter(S.CLOSING), "", NotAllowedError, "核查员"),
    ("a verifier of a helping unit closes", Move.CLOSE, HELPING_VERIFIER, matter(S.CLOSING), "", NotAllowedError, "未参与"),
    ("a verifier with a second hat closes", Move.CLOSE, TWO_HATS, matter(S.CLOSING), "", FourEyesError, "所在单位"),
    ("who reported, and moved to the office since, closes", Move.CLOSE, VERIFIER,
     matter(S.CLOSING, reporters=frozenset({6})), "", FourEyesError, "本人"),
    ("returned without reason", Move.RETURN, VERIFIER, matter(S.CLOSING), "", IncompleteError, "退回的理由"),
    ("who closed looks back", Move.LOOK_BACK, VERIFIER, matter(S.CLOSED, closer=6), "", FourEyesError, "其他人员"),
    ("a stand-in suspends what nobody asked for", Move.SUSPEND, STAND_IN, matter(S.IN_PROGRESS), "x",
     FourEyesError, "提出申请"),
    ("a stand-in suspends what he asked for", Move.SUSPEND, STAND_IN, matter(S.IN_PROGRESS, asker=4), "x",
     FourEyesError, "提出申请"),
    ("the office withdraws work in progress", Move.WITHDRAW, SUPERVISOR, matter(S.IN_PROGRESS), "x",
     NotAllowedError, "责任领导"),
    ("a closed matter is withdrawn", Move.WITHDRAW, SUPERVISOR, matter(S.CLOSED), "x", WrongStatusError, "已销号"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("move", "who", "state", "reason", "error", "words"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_refused(
    move: Move, who: Actor, state: MatterState, reason: str, error: type[RefusalError], words: str
) -> None:
    with pytest.raises(error) as caught:
        check_can_move(move, who, state, reason)
    assert type(caught.value) is error
    assert words in str(caught.value.message)


@pytest.mark.parametrize(
    ("move", "who", "state"),
    [
        (Move.OBJECT, LIAISON, matter(S.ASSIGNED, bound_units=frozenset({EDUCATION}))),  # another unit's objection
        (Move.APPROVE_PLAN, STAND_IN, matter(S.PLANNED, planner=1)),
        (Move.SUSPEND, MAYOR, matter(S.IN_PROGRESS)),  # a leader decides unasked
        (Move.SUSPEND, STAND_IN, matter(S.IN_PROGRESS, asker=1)),
        (Move.WITHDRAW, HELPING_STAND_IN, matter(S.ASSIGNED)),  # not signed for yet: the office's own act
        (Move.CLOSE, VERIFIER, matter(S.CLOSING, reporters=frozenset({1, 2}))),
    ],
)
def test_allowed(move: Move, who: Actor, state: MatterState) -> None:
    assert check_can_move(move, who, state, "理由").move == move


STEP = Milestone("完成招标", date(2025, 6, 30))


@pytest.mark.parametrize(
    ("person", "steps", "words"),
    [
        ("", [STEP], ["领办人"]),
        ("张某", [], ["节点"]),
        ("张某", [Milestone("竣工", date(2026, 1, 1))], ["竣工", "延期"]),  # a step behind the matter's deadline
        (" ", [Milestone(" ", date(2025, 6, 30), weight=0)], ["领办人", "权重"]),  # everything is told at once
    ],
)
def test_a_plan_names_a_person_and_steps_in_time(person: str, steps: list[Milestone], words: list[str]) -> None:
    with pytest.raises(IncompleteError) as caught:
        check_can_submit_plan(LIAISON, matter(S.ACCEPTED), person, steps, date(2025, 12, 31))
    assert all(word in str(caught.value) for word in words)


def test_a_plan_may_be_without_deadline() -> None:
    check_can_submit_plan(LIAISON, matter(S.ACCEPTED), "张某", [STEP], None)


FACTS = ClosingFacts(TaskFields(), date(2025, 9, 1), evidence=1, achieved="建成并投用")
BARE = ClosingFacts(TaskFields(), date(2025, 9, 1), evidence=0, achieved=" ", open_submatters=("3-1",))


def test_no_close_out_without_evidence() -> None:
    check_can_request_closing(LIAISON, matter(S.IN_PROGRESS), FACTS)
    with pytest.raises(IncompleteError) as caught:
        check_can_request_closing(LIAISON, matter(S.IN_PROGRESS), BARE)
    assert len(caught.value.missing) == 3
    assert "佐证材料" in str(caught.value)
    assert "3-1" in str(caught.value)


def test_a_close_out_says_what_was_verified_and_how() -> None:
    check_can_close(VERIFIER, matter(S.CLOSING), "现场清点", [VerificationMethod.ON_SITE], FACTS)
    with pytest.raises(IncompleteError) as caught:
        check_can_close(VERIFIER, matter(S.CLOSING), "", [], FACTS)
    assert len(caught.value.missing) == 2
    # Evidence may have been taken back since it was asked for.
    assert not can_close(VERIFIER, matter(S.CLOSING), "现场清点", [VerificationMethod.ON_SITE], BARE)


def test_reassigning_names_another_unit() -> None:
    check_can_reassign(SUPERVISOR, matter(S.OBJECTED), EDUCATION, "职责调整")
    with pytest.raises(IncompleteError, match="维持交办"):
        check_can_reassign(SUPERVISOR, matter(S.OBJECTED), SCIENCE, "职责调整")


@pytest.mark.parametrize("into", [S.CLOSED, S.MERGED, S.WITHDRAWN, S.DRAFT])
def test_nothing_is_merged_into_what_is_at_rest(into: Status) -> None:
    check_can_merge(MAYOR, matter(S.IN_PROGRESS), S.ASSIGNED, into_itself=False, reason="重复")
    with pytest.raises(IncompleteError, match="另选"):
        check_can_merge(MAYOR, matter(S.IN_PROGRESS), into, into_itself=False, reason="重复")
    with pytest.raises(IncompleteError, match="自己"):
        check_can_merge(MAYOR, matter(S.IN_PROGRESS), S.IN_PROGRESS, into_itself=True, reason="重复")


def test_only_where_closing_is_decided_must_the_reporters_be_known() -> None:
    assert {status for status in Status if bars_reporters(status)} == {S.CLOSING, S.CLOSED}
