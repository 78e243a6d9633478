"""What the ledger refuses, each with a sentence that people can act on."""

from __future__ import annotations

from luoshi.ledger.messages import Message, joined


class RefusalError(Exception):
    """An act that a matter's life does not allow; `message` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class WrongStatusError(RefusalError):
    """The matter's status does not allow the act, whoever asks."""


class NotAllowedError(RefusalError):
    """Not this person's to do; somebody else may."""


class FourEyesError(NotAllowedError):
    """The person, or a unit of his, would check his own work."""


class IncompleteError(RefusalError):
    """Something has to be supplied first; `missing` lists every such thing."""

    def __init__(self, missing: tuple[Message, ...]) -> None:
        super().__init__(joined(missing, ""))
        self.missing = missing


class SettingsError(ValueError):
    """Settings, fields of a kind or calendar data that cannot be meant; `problems` has one line for each."""

    def __init__(self, problems: tuple[Message, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
