"""The options that say how an input is read, the same for every command that reads one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import wraps
from typing import Annotated, Literal

import typer

from luoshi.reading.limits import Limits

Ocr = Literal["auto", "never", "always"]

_PREFIX = "max_"
_PANEL = "Limits: what one input may cost; what exceeds one is refused"

LIMIT_HELP = {
    "bytes": "Bytes of the input.",
    "decompressed_bytes": "Bytes of all that is unpacked from it.",
    "compression_ratio": "Unpacked to packed bytes of one member.",
    "small_member_bytes": "Members smaller than this may have any ratio.",
    "members": "Members of an archive.",
    "nesting": "Archives within archives.",
    "xml_bytes": "Bytes of one XML part in Word and Excel.",
    "xml_depth": "Elements within elements in Word and Excel.",
    "html_depth": "Elements within elements in HTML.",
    "html_attributes": "Words within one tag in HTML.",
    "pages": "Pages of a PDF or picture.",
    "pixels": "Pixels of a picture.",
    "pdf_seconds": "Seconds of work on a PDF or picture.",
    "memory": "Bytes of memory for reading a PDF or picture.",
    "table_cells": "Cells of all tables.",
    "characters": "Characters of the text.",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """How inputs are read: when text in pictures is recognised, and what an input may cost."""

    ocr: Ocr = "auto"
    limits: Limits = field(default_factory=Limits)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, whose last parameter is `reader: Reader`, the options `--ocr` and one `--max-…` a limit."""

    @wraps(command)
    def with_reader(*arguments: object, **options: object) -> None:
        limits = {name: options.pop(_PREFIX + name) for name in _limit_names()}
        ocr = options.pop("ocr")
        reader = Reader(ocr=ocr, limits=Limits(**limits))  # type: ignore[arg-type]  # typer has checked the types
        command(*arguments, reader=reader, **options)

    shown = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in shown.parameters.items() if name != "reader"]
    signature = shown.replace(parameters=[*own, *_parameters()])
    with_reader.__signature__ = signature  # type: ignore[attr-defined]  # typer reads the options from it
    with_reader.__annotations__ = {name: parameter.annotation for name, parameter in signature.parameters.items()}
    return with_reader


def _limit_names() -> list[str]:
    return [limit.name for limit in fields(Limits)]


def _parameters() -> list[inspect.Parameter]:
    defaults = Limits()
    ocr = typer.Option("--ocr", help="When to recognise text in pictures of pages.", rich_help_panel="Reading")
    found = [_parameter("ocr", Ocr, ocr, "auto")]
    for name in _limit_names():
        default = getattr(defaults, name)
        option = typer.Option(
            f"--max-{name.replace('_', '-')}", help=LIMIT_HELP.get(name, ""), rich_help_panel=_PANEL, min=0
        )
        found.append(_parameter(_PREFIX + name, type(default), option, default))
    return found


def _parameter(name: str, kind: object, option: object, default: object) -> inspect.Parameter:
    annotation = Annotated[kind, option]  # type: ignore[valid-type]  # made at run time, for typer alone
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
