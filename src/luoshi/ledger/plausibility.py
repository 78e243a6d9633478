"""Plausibility: what is worth asking about a figure before it is taken; a question never stops a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from luoshi.ledger.messages import Message, figure
from luoshi.ledger.messages import message as _
from luoshi.ledger.schedule import due_share
from luoshi.ledger.targets import PERCENT, Family, Reading, Target

# How many times its like a figure has to be before its order of magnitude is asked about.
_FAR = 5.0
# An amount more than twice its target, or half as much again as its schedule, is where slips of a unit are looked for.
_PASSED, _AHEAD = 2.0, 1.5
# A figure looks like a slip by a power of ten when without it it lies this near the one it is held against.
_POWERS = (1, 2, 3, 4)
_LIKE, _GROWN = (0.4, 2.5), (0.9, 2.5)
# Of counts as small as this one hits the target often: 3 schools of 3.
_FEW = 10
_UNCHANGED = 3
_WHOLE = 100.0
_DECIMALS = 4


class Code(StrEnum):
    """What a question is about."""

    SIGN = "sign"
    SLIP = "slip"
    MAGNITUDE = "magnitude"
    FALLING = "falling"
    EXACT = "exact"
    UNCHANGED = "unchanged"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked about a figure, with the figures that it is asked because of."""

    code: Code
    said: Message


def questions(
    target: Target, reading: Reading, earlier: Sequence[Reading] = (), *, alone: bool = True
) -> tuple[Question, ...]:
    """What to ask about a figure; `earlier` are the figures before it, the newest last; nothing for what looks right.

    `alone`: only this figure counts for the target; a part of a shared target says nothing by being small, or by being
    as large as the whole. Of a sign, a slip, an order of magnitude and a fall the first that holds is asked about.

    >>> from datetime import date
    >>> from luoshi.ledger.targets import Comparator
    >>> firms = Target(Family.CUMULATIVE, Comparator.AT_LEAST, 300, "家", date(2025, 1, 1), date(2025, 12, 31))
    >>> [asked] = questions(firms, Reading(1900, date(2025, 8, 31)), [Reading(180, date(2025, 7, 31))])
    >>> str(asked.said)
    '1900家约为上期180家的10倍，是否多写了一位，或单位有误？'
    >>> questions(firms, Reading(200, date(2025, 8, 31)), [Reading(180, date(2025, 7, 31))])
    ()
    """
    last = earlier[-1].value if earlier else None
    sizes = (_sign, _slip, _magnitude, _falling)
    found = next((asked for ask in sizes if (asked := ask(target, reading, last, alone))), None)
    return tuple(filter(None, (found, *_others(target, reading, earlier, alone))))


def _sign(target: Target, reading: Reading, _last: float | None, _alone: bool) -> Question | None:
    """Negative where what was promised is not; a fall may well be meant, which is why it is asked."""
    if reading.value >= 0 or target.value < 0 or (target.baseline or 0) < 0:
        return None
    said = _(
        "%(value)s为负数，而目标为%(target)s。确为下降（减少）的请确认；以下降幅度为目标的，请填正数。",
        value=_told(reading.value, target),
        target=target.words,
    )
    return Question(Code.SIGN, said)


def _slip(target: Target, reading: Reading, last: float | None, alone: bool) -> Question | None:
    """A power of ten too large or too small against the last figure, else against what is due or promised."""
    value, like = abs(reading.value), _GROWN if target.family == Family.CUMULATIVE else _LIKE
    held, name = (abs(last), _("上期")) if last else _first_held(target, reading, alone)
    if not held or not value:
        return None
    for power in _POWERS:
        times = 10**power
        if like[0] <= value / held / times <= like[1] and _too_large(target, reading, last):
            return _asked_slip(target, reading, held, name, times, more=True)
        small = power > 1 or (last is not None and target.family != Family.RATE)
        if small and like[0] <= value * times / held <= like[1] and _too_small(target, reading, last):
            return _asked_slip(target, reading, held, name, times, more=False)
    return None


def _first_held(target: Target, reading: Reading, alone: bool) -> tuple[float, Message]:
    """What a first figure is held against; 0 for nothing."""
    if target.family != Family.CUMULATIVE:
        return (abs(target.baseline), _("基数")) if target.baseline else (abs(target.value), _("目标"))
    return (_due(target, reading) if alone else 0.0), _("序时应完成")


def _too_large(target: Target, reading: Reading, last: float | None) -> bool:
    if target.family == Family.CUMULATIVE:
        return reading.value > _AHEAD * max(_due(target, reading), last or 0.0)
    return all(abs(reading.value) >= _FAR * like for like in _likes(target, last))


def _too_small(target: Target, reading: Reading, last: float | None) -> bool:
    if target.family == Family.CUMULATIVE:
        return last is None or reading.value < last
    return all(abs(reading.value) * _FAR <= like for like in _likes(target, last))


def _likes(target: Target, last: float | None) -> list[float]:
    """The sizes of the figures that a rate or a level is like."""
    return [abs(like) for like in (last, target.baseline, target.value, target.high) if like]


def _due(target: Target, reading: Reading) -> float:
    return target.value * due_share(target, reading.as_of)


def _asked_slip(target: Target, reading: Reading, held: float, name: Message, times: int, *, more: bool) -> Question:
    values = {
        "value": _told(reading.value, target),
        "name": name,
        "held": _told(held, target),
        "times": f"{times}",
    }
    if more:
        return Question(
            Code.SLIP, _("%(value)s约为%(name)s%(held)s的%(times)s倍，是否多写了一位，或单位有误？", **values)
        )
    return Question(
        Code.SLIP, _("%(value)s约为%(name)s%(held)s的%(times)s分之一，是否少写了一位，或单位有误？", **values)
    )


def _magnitude(target: Target, reading: Reading, last: float | None, alone: bool) -> Question | None:
    """Another order of magnitude than everything it could be like, without looking like a slip."""
    if target.family == Family.CUMULATIVE:
        return _amount_magnitude(target, reading, last)
    likes = _likes(target, last)
    if not likes or (last == reading.value):
        return None
    held, name = (
        (last, _("上期")) if last else (target.baseline or target.value, _("基数") if target.baseline else _("目标"))
    )
    far = all(abs(reading.value) >= _FAR * like for like in likes)
    near_nought = target.family == Family.LEVEL and all(abs(reading.value) * _FAR <= like for like in likes)
    if not (far or near_nought):
        return None
    said = _(
        "%(value)s与%(name)s%(held)s相差很大（目标%(target)s），请核对。",
        value=_told(reading.value, target),
        name=name,
        held=_told(held, target),
        target=target.words,
    )
    return Question(Code.MAGNITUDE, said)


def _amount_magnitude(target: Target, reading: Reading, last: float | None) -> Question | None:
    """An amount far above its target, or at a first report far above its schedule."""
    value, due = reading.value, _due(target, reading)
    if value > _PASSED * max(target.value, last or 0.0) > 0:
        said = _(
            "%(value)s是目标%(target)s的%(times)s倍，请核对。",
            value=_told(value, target),
            target=target.words,
            times=figure(value / target.value, 1) if target.value else "—",
        )
        return Question(Code.MAGNITUDE, said)
    if due > 0 and value >= _FAR * due and (last is None or value >= _FAR * last):
        said = _(
            "%(value)s是序时应完成%(due)s的%(times)s倍，请核对是否为累计完成数。",
            value=_told(value, target),
            due=_told(due, target),
            times=figure(value / due, 1),
        )
        return Question(Code.MAGNITUDE, said)
    return None


def _falling(target: Target, reading: Reading, last: float | None, _alone: bool) -> Question | None:
    if target.family != Family.CUMULATIVE or last is None or reading.value >= last:
        return None
    said = _(
        "累计数%(value)s比上期%(last)s少%(less)s；如填的是当期数，请改为累计数，确有核减的请确认。",
        value=_told(reading.value, target),
        last=_told(last, target),
        less=_told(last - reading.value, target),
    )
    return Question(Code.FALLING, said)


def _others(target: Target, reading: Reading, earlier: Sequence[Reading], alone: bool) -> Iterator[Question | None]:
    value = reading.value
    last = earlier[-1].value if earlier else None
    few = target.family == Family.CUMULATIVE and abs(target.value) <= _FEW and target.value == int(target.value)
    if alone and value in (target.value, target.high) and value != last and not few:
        said = _("%(value)s与目标值一字不差，请确认是实际完成数。", value=_told(value, target))
        yield Question(Code.EXACT, said)
    same = [one.value for one in earlier[1 - _UNCHANGED :]]
    if len(same) == _UNCHANGED - 1 and set(same) == {value} and not (alone and target.held_by(value)):
        said = _("已连续%(times)s期填报%(value)s，请确认没有变化。", times=_UNCHANGED, value=_told(value, target))
        yield Question(Code.UNCHANGED, said)
    is_share = target.family == Family.LEVEL and target.unit in PERCENT and abs(target.value) <= _WHOLE
    if is_share and value > _WHOLE:
        yield Question(
            Code.SHARE, _("%(value)s超过100%%，占比或比率一般不超过100%%，请核对。", value=_told(value, target))
        )


def _told(value: float, target: Target) -> str:
    return f"{figure(value, _DECIMALS)}{target.unit}"
