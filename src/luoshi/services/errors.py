"""What a service refuses, said so that a person can act on it."""

from __future__ import annotations


class RefusedError(Exception):
    """An act that may not be done now; the message is in the reader's language and says what to do."""


class NotPermittedError(RefusedError):
    """An act that this person may not do."""


class ChangedMeanwhileError(RefusedError):
    """Somebody else's save came first. `current` is what holds now, `wanted` what was to be saved."""

    def __init__(self, message: str, *, current: dict[str, object], wanted: dict[str, object]) -> None:
        super().__init__(message)
        self.current, self.wanted = current, wanted
