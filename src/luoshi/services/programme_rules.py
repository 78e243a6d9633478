"""The rules and the calendar of a programme: set, told in the log, and applied to what they govern."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from luoshi.ledger import SettingsError, dump_rules, load_calendar, load_rules
from luoshi.queries.rules import rules_of
from luoshi.records import clock
from luoshi.records.models import Programme
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.lights import refresh_lights
from luoshi.services.matters.refusals import said
from luoshi.services.reporting.dues import remake_dues

_LONGEST_NAME = 20


@transaction.atomic
def change_rules(*, actor: Actor, programme: Programme, revision: int, rules: Mapping[str, object]) -> Programme:
    """Set a programme's rules, as load_rules reads them; lights and future periods follow in a job.

    Raises RefusedError with a line for each mistake, and ChangedMeanwhileError. The event tells what differs only.
    """
    with said():
        wanted = dump_rules(load_rules(rules))
    before, after = _flat(dump_rules(rules_of(programme))), _flat(wanted)
    changed = sorted(name for name in after if before.get(name) != after[name])
    remake = any(name.startswith(("cadence.", "limits.")) for name in changed)
    return _change(
        actor,
        programme,
        revision,
        {"settings": wanted},
        act="change-rules",
        before={name: before.get(name) for name in changed},
        after={name: after[name] for name in changed},
        then=lambda: apply_rules.enqueue(programme.pk, remake),
    )


@transaction.atomic
def add_local_day(*, actor: Actor, programme: Programme, revision: int, day: date, name: str) -> Programme:
    """Add a place's own day to the calendar: a holiday by its name, or without a name a day that is worked.

    Raises RefusedError for a day that is so already, and ChangedMeanwhileError.
    """
    name = name.strip()
    if len(name) > _LONGEST_NAME:
        raise RefusedError(_("节日名称最多 %(most)d 字。") % {"most": _LONGEST_NAME})
    holidays, worked = local_days(programme)
    if day in holidays or day in worked:
        raise RefusedError(_("%(day)s 已设为地方放假或上班，请先移除。") % {"day": day})
    country = load_calendar()
    if not name and country.is_working_day(day):
        raise RefusedError(_("%(day)s 本是工作日，不必另设上班。") % {"day": day})
    if name and country.holiday(day):
        raise RefusedError(_("%(day)s 全国已放假，不必另设。") % {"day": day})
    if name:
        holidays[day] = name
    else:
        worked.add(day)
    return _set_days(actor, programme, revision, holidays, worked, added={day.isoformat(): name or _("上班")})


@transaction.atomic
def remove_local_day(*, actor: Actor, programme: Programme, revision: int, day: date) -> Programme:
    """Take a place's own day out of the calendar again. Raises RefusedError when it is none."""
    holidays, worked = local_days(programme)
    if day not in holidays and day not in worked:
        raise RefusedError(_("%(day)s 不是地方设定的日子，请刷新页面。") % {"day": day})
    was = holidays.pop(day, "") or _("上班")
    worked.discard(day)
    return _set_days(actor, programme, revision, holidays, worked, removed={day.isoformat(): was})


def local_days(programme: Programme) -> tuple[dict[date, str], set[date]]:
    """A place's own holidays by their names, and its own days of work; what can't be read is left out."""
    kept = programme.calendar if isinstance(programme.calendar, dict) else {}
    try:
        holidays = {date.fromisoformat(day): str(name) for day, name in dict(kept.get("holidays", {})).items()}
        return holidays, {date.fromisoformat(day) for day in kept.get("worked", [])}
    except (ValueError, TypeError):
        return {}, set()


@task()
def apply_rules(programme_id: int, remake: bool) -> None:
    """Let the periods to come, where they may have moved, and all lights follow. Run twice, it does no more."""
    programme = Programme.objects.filter(pk=programme_id).first()
    if programme is None:
        return
    if remake:
        remake_dues(programme)
    refresh_lights(programme, clock.today())


def _set_days(
    actor: Actor,
    programme: Programme,
    revision: int,
    holidays: dict[date, str],
    worked: set[date],
    *,
    added: dict[str, str] | None = None,
    removed: dict[str, str] | None = None,
) -> Programme:
    try:
        load_calendar().with_local(holidays, worked)
    except SettingsError as refused:
        raise RefusedError(str(refused)) from refused
    calendar = {
        "holidays": {day.isoformat(): holidays[day] for day in sorted(holidays)},
        "worked": [day.isoformat() for day in sorted(worked)],
    }
    return _change(
        actor,
        programme,
        revision,
        {"calendar": calendar},
        act="change-calendar",
        before=removed,
        after=added,
        then=lambda: apply_rules.enqueue(programme.pk, True),
    )


def _change(
    actor: Actor,
    programme: Programme,
    revision: int,
    values: dict[str, Any],
    *,
    act: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    then: Callable[[], object],
) -> Programme:
    claimed = Programme.objects.filter(pk=programme.pk, revision=revision)
    if not before and not after and claimed.exists():
        return programme
    if claimed.update(**values, revision=revision + 1) != 1:
        raise ChangedMeanwhileError(
            _("“%(name)s”刚被别人修改，请核对后重新保存。") % {"name": programme}, current={}, wanted={}
        )
    record_event(programme=programme, actor=actor, act=act, subject=programme, before=before, after=after)
    transaction.on_commit(then)
    return Programme.objects.get(pk=programme.pk)


def _flat(rules: Mapping[str, Any]) -> dict[str, Any]:
    """Rules by names such as lights.behind_yellow."""
    flat: dict[str, Any] = {}
    for name, value in rules.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{inner}": one for inner, one in value.items()}
        else:
            flat[name] = value
    return flat
