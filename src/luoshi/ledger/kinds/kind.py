"""The eight kinds of matter (domain, section 5)."""

from __future__ import annotations

from enum import StrEnum

from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _


class Kind(StrEnum):
    """What kind of thing is to be done; each has fields and a closing rule of its own."""

    INDICATOR = "indicator"
    TASK = "task"
    PROJECT = "project"
    LIVELIHOOD = "livelihood"
    RECTIFICATION = "rectification"
    PROPOSAL = "proposal"
    DEMAND = "demand"
    INSTRUCTION = "instruction"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _LABELS[self]

    @property
    def needs_plan(self) -> bool:
        """Whether a plan has to be approved before work starts; what has days only is begun at once."""
        return self not in _BEGUN_AT_ONCE

    @property
    def by_cadence(self) -> bool:
        """Whether it is reported by the programme's cadence; the others answer within limits of their own."""
        return self not in _ANSWERED

    @property
    def looked_back(self) -> bool:
        """Whether every one is looked at again after it was struck off, not only a sample."""
        return self == Kind.RECTIFICATION


_LABELS = {
    Kind.INDICATOR: _("主要预期目标"),
    Kind.TASK: _("重点任务"),
    Kind.PROJECT: _("重大项目"),
    Kind.LIVELIHOOD: _("民生实事"),
    Kind.RECTIFICATION: _("问题整改"),
    Kind.PROPOSAL: _("建议提案"),
    Kind.DEMAND: _("诉求"),
    Kind.INSTRUCTION: _("批示交办"),
}
_BEGUN_AT_ONCE = frozenset({Kind.PROPOSAL, Kind.DEMAND, Kind.INSTRUCTION})
_ANSWERED = frozenset({Kind.PROPOSAL, Kind.DEMAND, Kind.INSTRUCTION})
