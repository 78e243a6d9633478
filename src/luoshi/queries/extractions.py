"""Versions as the engine's cores want them: the text as it was read, and the findings as people left them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from luoshi.extraction import Extraction, Section, Task
from luoshi.extraction.sentences import split_sentences
from luoshi.queries.table_checks import statement_of
from luoshi.reading import Block, Metadata, Part
from luoshi.reading import Document as Text
from luoshi.records.models import DocumentVersion, Finding

_USED = ("id", "version_id", "kind", "start", "end", "quote", "role", "fields", "confidence")


def text_of(version: DocumentVersion) -> Text:
    """A version's text with its tables, as it was read."""
    blocks = tuple(
        Block(
            block["kind"],
            block["start"],
            block["end"],
            block["page"],
            tuple(tuple(line) for line in block["cells"]) if block["cells"] else None,
        )
        for block in version.blocks
    )
    return Text(version.text, kind=version.about.get("file_kind") or "text", blocks=blocks)


def task_of(finding: Finding, targets: tuple[str, ...]) -> Task:
    """A finding as the cores' task, which holds these statements; its id is the finding's."""
    said = finding.fields
    return Task(
        id=str(finding.pk),
        quote=finding.quote,
        start=finding.start,
        end=finding.end,
        verb=said.get("verb") or "",
        object=said.get("object") or "",
        stage=said.get("stage") or "advance",
        year=said.get("year"),
        period=said.get("period"),
        place=said.get("place"),
        targets=targets,
        measurability=said.get("measurability") or "direction",
        missing=said.get("missing"),
        role=finding.role or "plan-tasks",  # type: ignore[arg-type]  # one of the closed list
        heading=said.get("heading") or "",
    )


def names_of(versions: Iterable[DocumentVersion]) -> dict[int, str]:
    """What to call each version where several stand side by side: its document's title, told apart where two agree."""
    names: dict[int, str] = {}
    for version in versions:
        title = name = version.document.title
        if name in names.values():
            name = f"{title}（第{version.number}版）"
        if name in names.values():
            name = f"{title}（{version.pk}）"
        names[version.pk] = name
    return names


def reviewed_extractions(names: Mapping[int, str], versions: Iterable[DocumentVersion]) -> dict[int, Extraction]:
    """What people left standing in each version, under its name; by the version's id, in the order given. One query.

    The versions must come from `visible.versions` and be read.
    """
    kept = list(versions)
    found: dict[int, list[Finding]] = {version.pk: [] for version in kept}
    findings = Finding.objects.filter(version__in=kept, removed=False).exclude(state=Finding.State.REJECTED)
    for finding in findings.only(*_USED).order_by("start", "id"):
        found[finding.version_id].append(finding)
    return {version.pk: _extraction(version, names[version.pk], found[version.pk]) for version in kept}


def _extraction(version: DocumentVersion, name: str, findings: list[Finding]) -> Extraction:
    outline = tuple(Section(**section) for section in version.outline)
    part = Part(1, 0, len(version.text), metadata=_metadata(version))
    text = replace(text_of(version), name=name, parts=(part,))
    statements = [statement_of(one) for one in findings if one.kind == Finding.Kind.STATEMENT]
    tasks = [
        task_of(one, tuple(each.id for each in statements if one.start <= each.start < one.end))
        for one in findings
        if one.kind == Finding.Kind.TASK
    ]
    sentences = tuple(split_sentences(version.text, outline))
    return Extraction(text, outline, sentences, tuple(statements), tuple(tasks), ())


def _metadata(version: DocumentVersion) -> Metadata:
    """What the text says of itself, where reading kept it."""
    said = version.about.get("metadata") or {}
    return Metadata(**{key: value for key, value in said.items() if key in Metadata.__dataclass_fields__})
