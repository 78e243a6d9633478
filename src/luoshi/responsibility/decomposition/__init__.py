"""Drafting a responsibility table: what past tables, duties and the report itself suggest, and checks of the draft."""

from luoshi.responsibility.decomposition.checking import Check, CheckedRow, Rules, check_table
from luoshi.responsibility.decomposition.deadlines import Meaning, find_deadline, meaning_of
from luoshi.responsibility.decomposition.drafting import DraftRow, draft_table
from luoshi.responsibility.decomposition.learning import Learnt, PastTable, learn
from luoshi.responsibility.decomposition.suggesting import suggest
from luoshi.responsibility.decomposition.suggestions import Suggestion, Suggestions

__all__ = [
    "Check",
    "CheckedRow",
    "DraftRow",
    "Learnt",
    "Meaning",
    "PastTable",
    "Rules",
    "Suggestion",
    "Suggestions",
    "check_table",
    "draft_table",
    "find_deadline",
    "learn",
    "meaning_of",
    "suggest",
]
