"""Responsibility tables become rows, names of units resolve against a register, and reports become draft tables."""

from luoshi.responsibility.decomposition import (
    Check,
    CheckedRow,
    DraftRow,
    Learnt,
    Meaning,
    PastTable,
    Rules,
    Suggestion,
    Suggestions,
    check_table,
    draft_table,
    find_deadline,
    learn,
    meaning_of,
    suggest,
)
from luoshi.responsibility.departments import Department, departments
from luoshi.responsibility.duties import Duty, duties
from luoshi.responsibility.errors import LexiconError, RegisterError
from luoshi.responsibility.groups import Spread, expand_group, spread_of
from luoshi.responsibility.likely import likely_units
from luoshi.responsibility.read_rows import read_rows
from luoshi.responsibility.registry import Registry, Resolution, resolve_rows
from luoshi.responsibility.rows import Row, Source

__all__ = [
    "Check",
    "CheckedRow",
    "Department",
    "DraftRow",
    "Duty",
    "Learnt",
    "LexiconError",
    "Meaning",
    "PastTable",
    "RegisterError",
    "Registry",
    "Resolution",
    "Row",
    "Rules",
    "Source",
    "Spread",
    "Suggestion",
    "Suggestions",
    "check_table",
    "departments",
    "draft_table",
    "duties",
    "expand_group",
    "find_deadline",
    "learn",
    "likely_units",
    "meaning_of",
    "read_rows",
    "resolve_rows",
    "spread_of",
    "suggest",
]
