"""The findings of a page as a list to filter; each entry leads to its place in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from luoshi.exchange import labels
from luoshi.exchange.findings import Finding

_DOUBTFUL = 0.8  # below this a finding's confidence is worth a second look; shown as a word, not only as a figure


def listing(findings: Sequence[Finding], anchors: Mapping[int, str], document: int) -> str:
    """The list entries of one document's findings, in document order; of a shared quote the first figure first."""
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.kind != "task", finding.end))
    return "".join(_entry(finding, anchors.get(finding.key, ""), document) for finding in ordered)


def kind_buttons(findings: Sequence[Finding]) -> str:
    """One switch a kind, with its count; all are on at first."""
    counts = Counter[str](finding.kind for finding in findings)
    return "".join(
        f'<button type="button" class="kind k-{kind}" data-kind="{kind}" aria-pressed="true">'
        f"<i>{word}</i> <b>{counts[kind]}</b></button>"
        for kind, word in labels.KIND.items()
    )


def choices(codes: Sequence[str], words: Mapping[str, str]) -> str:
    """The options of a filter: only codes that occur, in the order of their words' table."""
    present = set(codes)
    return "".join(f'<option value="{code}">{escape(word)}</option>' for code, word in words.items() if code in present)


def _entry(finding: Finding, anchor: str, document: int) -> str:
    confidence = "" if finding.confidence is None else f"{finding.confidence:.3f}"
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(words)}</dd>" for label, words in finding.fields)
    return (
        f'<li id="f{finding.key}" class="k-{finding.kind}" data-kind="{finding.kind}" data-role="{finding.role}" '
        f'data-measure="{finding.measure}" data-confidence="{confidence}" data-document="{document}">'
        f'<a href="#{anchor}"><i>{labels.KIND[finding.kind]}</i><span>{escape(finding.title)}</span>'
        f"<b>{escape(finding.value)}</b><small>{escape(_aside(finding))}</small></a>"
        f"<dl>{facts}</dl></li>\n"
    )


def _aside(finding: Finding) -> str:
    """The second line of an entry: the few facts that tell it from its neighbours."""
    told = dict(finding.fields)
    parts = [told.get(label, "") for label in ("口径", "年份", "期限", "范围", "原因", "所缺")]
    parts.insert(2, labels.ROLE.get(finding.role, ""))
    if finding.confidence is not None and finding.confidence < _DOUBTFUL:
        parts.append(f"置信度低 {finding.confidence:.0%}")
    return " · ".join(part for part in parts if part)
