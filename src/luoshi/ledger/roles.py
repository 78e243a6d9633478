"""Roles, and what each is permitted (who); in which state something may be done is said in the policies."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The roles of the domain; the public has none, because it does not sign in."""

    SUPERVISOR = "supervisor"
    LEADER = "leader"
    LIAISON = "liaison"
    VERIFIER = "verifier"
    ADMIN = "admin"


class Permission(StrEnum):
    """What a person may be permitted in a region."""

    READ_DOCUMENTS = "read documents"
    EDIT_DOCUMENTS = "edit documents"
    READ_TABLES = "read responsibility tables"
    EDIT_TABLES = "edit responsibility tables"
    PUBLISH = "publish responsibility tables"
    READ_ALL_MATTERS = "read all matters of the region"
    READ_UNITS = "read units and posts"
    EDIT_UNITS = "edit units and posts"
    EDIT_PEOPLE = "edit people and what they are granted"
    EDIT_PROGRAMMES = "edit programmes"
    EDIT_CHANNELS = "edit the channels by which groups are told, and see what was sent"
    READ_EVENTS = "read the log of events"
    INSTRUCT = "write a leader's instruction, as the leader or for him"
    ASSIGN_MATTERS = "assign matters, decide on objections, take matters out of the ledger"
    ANSWER_FOR_UNIT = "sign for, plan and report the matters of the own unit"
    APPROVE = "approve plans, extensions, suspension and merging of the matters one leads"
    VERIFY = "verify what others report, close matters or return them"
    SUPERVISE = "issue sheets, run inspections and meetings"
    LOOK_BACK = "look again at closed matters"
    ADD_EVIDENCE = "add evidence to the matters one answers for, supervises or verifies"


_READERS = {Permission.READ_DOCUMENTS, Permission.READ_TABLES, Permission.READ_ALL_MATTERS, Permission.READ_UNITS}

# A liaison reads the matters of his own unit, a leader those of his own post; neither needs a permission for that.
GRANTED: dict[Role, frozenset[Permission]] = {
    Role.SUPERVISOR: frozenset(
        _READERS
        | {
            Permission.EDIT_DOCUMENTS,
            Permission.EDIT_TABLES,
            Permission.PUBLISH,
            Permission.EDIT_PROGRAMMES,
            Permission.READ_EVENTS,
            Permission.INSTRUCT,
            Permission.ASSIGN_MATTERS,
            Permission.SUPERVISE,
            Permission.LOOK_BACK,
            Permission.ADD_EVIDENCE,
        }
    ),
    Role.LEADER: frozenset(_READERS | {Permission.INSTRUCT, Permission.APPROVE}),
    Role.LIAISON: frozenset({Permission.READ_UNITS, Permission.ANSWER_FOR_UNIT, Permission.ADD_EVIDENCE}),
    Role.VERIFIER: frozenset(_READERS | {Permission.VERIFY, Permission.LOOK_BACK, Permission.ADD_EVIDENCE}),
    Role.ADMIN: frozenset(
        {
            Permission.READ_UNITS,
            Permission.EDIT_UNITS,
            Permission.EDIT_PEOPLE,
            Permission.EDIT_CHANNELS,
            Permission.EDIT_PROGRAMMES,
            Permission.READ_EVENTS,
        }
    ),
}
