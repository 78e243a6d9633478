"""Where in its life a matter is (domain, section 5), in the order of that life."""

from __future__ import annotations

from enum import StrEnum

from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _


class Status(StrEnum):
    """Status of a matter. `withdrawn` is a matter that an amendment took out of the table: it stays to be read."""

    DRAFT = "draft"
    ASSIGNED = "assigned"
    OBJECTED = "objected"
    ACCEPTED = "accepted"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    CLOSING = "closing"
    RETURNED = "returned"
    CLOSED = "closed"
    REOPENED = "reopened"
    SUSPENDED = "suspended"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    Status.DRAFT: _("立项"),
    Status.ASSIGNED: _("已交办"),
    Status.OBJECTED: _("有异议"),
    Status.ACCEPTED: _("已签收"),
    Status.PLANNED: _("方案待批"),
    Status.IN_PROGRESS: _("办理中"),
    Status.CLOSING: _("申请销号"),
    Status.RETURNED: _("已退回"),
    Status.CLOSED: _("已销号"),
    Status.REOPENED: _("回头看重办"),
    Status.SUSPENDED: _("已中止"),
    Status.MERGED: _("已并入"),
    Status.WITHDRAWN: _("已撤销"),
}

# Nothing more is asked of a unit.
AT_REST = frozenset({Status.CLOSED, Status.MERGED, Status.WITHDRAWN})
# Work is going on, or is to be taken up again by the unit's own act.
AT_WORK = frozenset({Status.IN_PROGRESS, Status.RETURNED, Status.REOPENED})
# Deadlines run.
OPEN = frozenset(Status) - AT_REST - {Status.DRAFT, Status.SUSPENDED}
