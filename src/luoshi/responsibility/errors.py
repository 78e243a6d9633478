"""What can be wrong with this core's own data or with a register that a user hands in."""

from __future__ import annotations


class LexiconError(ValueError):
    """An entry of a word list that breaks the list's form; the message names the file and the entry."""


class RegisterError(ValueError):
    """A register of units that cannot be read; the message says which file, what is wrong and what to do."""
