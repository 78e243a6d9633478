"""Responsibility tables become rows (who answers for what, by when), and names of units resolve against a register."""

from luoshi.responsibility.errors import LexiconError, RegisterError
from luoshi.responsibility.read_rows import read_rows
from luoshi.responsibility.registry import Registry, Resolution, resolve_rows
from luoshi.responsibility.rows import Row, Source

__all__ = ["LexiconError", "RegisterError", "Registry", "Resolution", "Row", "Source", "read_rows", "resolve_rows"]
