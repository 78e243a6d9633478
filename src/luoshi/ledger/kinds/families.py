"""Sub-matters, and one matter that serves several targets without copies of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from luoshi.ledger.errors import IncompleteError, WrongStatusError
from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _
from luoshi.ledger.statuses import AT_REST, Status

# A matter, its parts, and their parts: deeper trees hide who answers for what.
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Service:
    """A matter serves a target. `counts`: what it reports for this target adds up to the target's figure."""

    matter: int
    target: int
    counts: bool = True


def check_can_be_part(matter: int, whole: int, parents: Mapping[int, int], whole_status: Status) -> None:
    """Refuse a sub-matter that cannot be: of a whole at rest, of itself or its own part, or too deep.

    `parents` are the ids of matters with those of the matters they are part of. A matter's own parts come along.
    Raises WrongStatusError or IncompleteError.
    """
    if whole_status in AT_REST:
        raise WrongStatusError(_("上级事项%(status)s，不能再加子事项。", status=whole_status.label))
    line = [whole, *_above(whole, parents)]
    if matter in line:
        raise IncompleteError((_("事项不能成为自己的子事项，请另选上级事项。"),))
    if len(line) + _height(matter, parents) > _DEEPEST:
        raise IncompleteError((_("子事项最多%(deepest)s级，请并入上一级。", deepest=_DEEPEST),))


def _above(matter: int, parents: Mapping[int, int]) -> list[int]:
    """The matters of which this one is a part, the nearest first."""
    line: list[int] = []
    while matter in parents and parents[matter] not in line:
        matter = parents[matter]
        line.append(matter)
    return line


def _height(matter: int, parents: Mapping[int, int]) -> int:
    """How many levels a matter has with its parts, itself counted."""
    lines = ([other, *_above(other, parents)] for other in parents)
    return max((line.index(matter) + 1 for line in lines if matter in line), default=1)


def check_services(services: Collection[Service], parents: Mapping[int, int]) -> None:
    """Refuse services by which a figure would be counted twice. Raises IncompleteError with a line for each.

    A link that stands twice, or a matter that counts for a target together with its own part.
    """
    problems: list[Message] = []
    pairs = [(service.matter, service.target) for service in services]
    if len(set(pairs)) < len(pairs):
        problems.append(_("同一事项对同一目标只需关联一次。"))
    counting = {(service.matter, service.target) for service in services if service.counts}
    if any((whole, target) in counting for matter, target in counting for whole in _above(matter, parents)):
        problems.append(_("上级事项和子事项同时计入同一目标会重复计算，请只选其一计入。"))
    if problems:
        raise IncompleteError(tuple(problems))


def served_figure(
    target: int, services: Collection[Service], readings: Mapping[tuple[int, int], float]
) -> float | None:
    """A target's figure from the matters that count for it; None while none of them has reported.

    `readings` are by matter and target, in the target's unit: a matter reports each of its targets once.

    >>> services = [Service(1, 7), Service(2, 7), Service(2, 8), Service(3, 7, counts=False)]
    >>> served_figure(7, services, {(1, 7): 30, (2, 7): 12, (2, 8): 5, (3, 7): 99})
    42
    """
    known = [readings[pair] for s in services if s.counts and s.target == target
             and (pair := (s.matter, s.target)) in readings]  # fmt: skip
    return sum(known) if known else None
