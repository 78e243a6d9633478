"""What can be wrong with an input, said in one line a person can act on."""

from __future__ import annotations


class ReadingError(Exception):
    """An input that cannot be read.

    The message is one line without the file's name: what is wrong, and what to do.
    `name` is the file as the user called it.
    """

    def __init__(self, message: str, *, name: str = "input") -> None:
        super().__init__(message)
        self.message = message
        self.name = name

    def __str__(self) -> str:
        return f"{self.name}: {self.message}"
