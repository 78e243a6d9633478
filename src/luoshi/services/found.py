"""What the engine found, as findings to be kept: fields with the keys of `luoshi extract`, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from luoshi.extraction import Extraction, Section, Statement, Task, Unresolved
from luoshi.reading import Document
from luoshi.records.models import DocumentVersion, Finding

_COLUMNS = ("quote", "start", "end")  # a finding has them outside its fields


def findings_of(version: DocumentVersion, found: Extraction) -> Iterator[Finding]:
    """Unsaved findings of a version, in document order, the longer first where two begin together."""
    everything: list[Statement | Task | Unresolved] = [*found.tasks, *found.statements, *found.unresolved]
    everything.sort(key=lambda item: (item.start, -item.end))
    for item in everything:
        if item.end > item.start:
            yield _finding(version, item, found.outline)


def _finding(version: DocumentVersion, item: Statement | Task | Unresolved, outline: Sequence[Section]) -> Finding:
    fields = fields_of(item)
    kind, confidence = Finding.Kind.TASK, None
    if isinstance(item, Statement):
        kind, confidence = Finding.Kind.STATEMENT, item.confidence
    elif isinstance(item, Unresolved):
        kind = Finding.Kind.UNRESOLVED
    role = section_role(outline, item.start) if isinstance(item, Unresolved) else item.role
    return Finding(
        version=version,
        kind=kind,
        start=item.start,
        end=item.end,
        quote=item.quote,
        role=role,
        confidence=confidence,
        proposed=fields,
        fields=fields,
    )


def fields_of(item: Statement | Task | Unresolved) -> dict[str, Any]:
    """The fields of something found, without its quote and place."""
    fields = {key: value for key, value in asdict(item).items() if key not in _COLUMNS}
    if "targets" in fields:
        fields["targets"] = list(fields["targets"])
    return fields


def section_role(outline: Sequence[Section], offset: int) -> str:
    """The role of the section in which a character stands."""
    at = bisect_right(outline, offset, key=lambda section: section.start) - 1
    return outline[at].role if at >= 0 else ""


def role_at(version: DocumentVersion, offset: int) -> str:
    """The role of the section of a version in which a character stands."""
    for section in reversed(version.outline):
        if section["start"] <= offset:
            return str(section["role"])
    return ""


def tables_of(document: Document) -> list[dict[str, Any]]:
    """The tables of a document, as `luoshi read --format jsonl` prints them."""
    return [
        {"kind": block.kind, "start": block.start, "end": block.end, "page": block.page, "cells": block.cells}
        for block in document.blocks
        if block.kind == "table"
    ]


def sections_of(found: Extraction) -> list[dict[str, Any]]:
    """The outline, as `luoshi outline` prints it."""
    return [asdict(section) for section in found.outline]
