"""A call that cannot be understood, in our own words: which option, what it may be, and where its help is."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Literal, Protocol, Union, get_args, get_origin, runtime_checkable

_NUMBERS: dict[object, str] = {int: "a whole number", float: "a number"}


@runtime_checkable
class Misuse(Protocol):
    """What typer raises when it cannot parse a call; those errors have no public class of their own."""

    message: str
    exit_code: int

    def format_message(self) -> str:
        """The error in typer's words."""


def misuse(error: Misuse) -> str:
    """The line for a call that typer cannot parse.

    An option's wrong value is told by what its command says it may be, anything else in typer's words.
    """
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    path = getattr(context, "command_path", "luoshi")
    told = error.format_message().rstrip(".")
    if parameter is not None and error.message:  # a parameter that is missing has no message
        annotation = _annotation(context, parameter.name)
        may_be = "" if annotation is None else allowed(annotation)
        if may_be:
            told = f"{max(parameter.opts, key=len)} must be {may_be}"
    return f"{told} ({path} --help)"


def allowed(annotation: object) -> str:
    """What a parameter annotated so may be; empty for what is no choice and no number.

    >>> allowed(Annotated[Literal["text", "jsonl"], ...]), allowed(int | None), allowed(str)
    ('text or jsonl', 'a whole number', '')
    """
    lowest = None
    if get_origin(annotation) is Annotated:
        annotation, info = get_args(annotation)[:2]
        lowest = getattr(info, "min", None)
    while get_origin(annotation) in (Union, UnionType, list):
        annotation = next(one for one in get_args(annotation) if one is not NoneType)
    if get_origin(annotation) is Literal:
        return _one_of(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _one_of([str(choice.value) for choice in annotation])
    number = _NUMBERS.get(annotation, "")
    return f"{number}, {lowest:g} or more" if number and lowest is not None else number


def _one_of(choices: Sequence[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _annotation(context: object, name: str) -> object:
    """How the command that was called annotates one of its parameters."""
    command = getattr(getattr(context, "command", None), "callback", None)
    if command is None:
        return None
    parameter = inspect.signature(command, eval_str=True).parameters.get(name)
    return None if parameter is None else parameter.annotation
