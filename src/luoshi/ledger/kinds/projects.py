"""Projects: their stages, and how many of those listed have landed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _


class Stage(StrEnum):
    """Stages of a project, in their order (domain, section 5)."""

    CONCEIVED = "conceived"
    SIGNED = "signed"
    PREPARING = "preparing"
    STARTED = "started"
    BUILDING = "building"
    BUILT = "built"
    PRODUCING = "producing"
    EFFECTIVE = "effective"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _LABELS[self]

    def reached_by(self, other: Stage) -> bool:
        """Whether a project at the other stage has reached this one.

        >>> Stage.STARTED.reached_by(Stage.BUILT), Stage.BUILT.reached_by(Stage.STARTED)
        (True, False)
        """
        order = list(Stage)
        return order.index(other) >= order.index(self)


_LABELS = {
    Stage.CONCEIVED: _("谋划"),
    Stage.SIGNED: _("签约"),
    Stage.PREPARING: _("前期"),
    Stage.STARTED: _("开工"),
    Stage.BUILDING: _("在建"),
    Stage.BUILT: _("建成"),
    Stage.PRODUCING: _("投产"),
    Stage.EFFECTIVE: _("达效"),
}


@dataclass(frozen=True, slots=True)
class ProjectFields:
    """A project's own fields: the stage promised for this programme, the one reached, and money in 万元."""

    promised: Stage = Stage.BUILT
    reached: Stage = Stage.CONCEIVED
    investment: float = 0.0
    planned_this_year: float = 0.0
    paid_this_year: float = 0.0


def landing_rate(projects: Collection[ProjectFields]) -> float | None:
    """Landing rate (落地率): started ÷ listed, from 0 to 1; None when none is listed.

    >>> landing_rate([ProjectFields(reached=Stage.BUILDING), ProjectFields(reached=Stage.SIGNED)])
    0.5
    """
    if not projects:
        return None
    return sum(Stage.STARTED.reached_by(project.reached) for project in projects) / len(projects)
