"""Drafting a responsibility table: what past tables, duties and the report itself suggest, and checks of the draft."""

from luoshi.responsibility.decomposition.learning import Learnt, PastTable, learn
from luoshi.responsibility.decomposition.suggesting import suggest
from luoshi.responsibility.decomposition.suggestions import Suggestion, Suggestions

__all__ = ["Learnt", "PastTable", "Suggestion", "Suggestions", "learn", "suggest"]
