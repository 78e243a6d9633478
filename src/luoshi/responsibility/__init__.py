"""Responsibility tables become rows: who answers for what, by when; and a register of units to resolve names against."""

from luoshi.responsibility.read_rows import read_rows
from luoshi.responsibility.rows import Row, Source

__all__ = ["Row", "Source", "read_rows"]
