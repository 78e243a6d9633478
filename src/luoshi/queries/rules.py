"""A programme's rules and calendar, as the ledger's core reads them from its settings."""

from __future__ import annotations

from datetime import date

from luoshi.ledger import Rules, SettingsError, WorkingCalendar, load_calendar, load_rules
from luoshi.records.models import Programme


def rules_of(programme: Programme) -> Rules:
    """The rules; the defaults where the settings hold what can no longer be read, so that no page breaks."""
    try:
        return load_rules(programme.settings)
    except SettingsError:
        return Rules()


def calendar_of(programme: Programme) -> WorkingCalendar:
    """The working days: the country's, with the place's own days on top; what can't be read is left out."""
    kept = programme.calendar or {}
    try:
        holidays = {date.fromisoformat(day): str(name) for day, name in kept.get("holidays", {}).items()}
        return load_calendar().with_local(holidays, [date.fromisoformat(day) for day in kept.get("worked", [])])
    except (SettingsError, ValueError, AttributeError, TypeError):
        return load_calendar()
