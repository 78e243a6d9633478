"""The right side of the review page: a finding as one item of the list, and what an act sends back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from luoshi.desk.review_text import ReviewText, kind_of
from luoshi.exchange import labels
from luoshi.queries import findings as found
from luoshi.records.models import DocumentVersion, Finding

LOW = 0.8  # below this confidence a finding is worth a second look
_SHOWN = 60  # characters of a quote that names what has no other name


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as its item shows it, all in words."""

    pk: int
    start: int
    end: int
    revision: int
    kind: str
    state: str
    state_word: str
    title: str
    value: str
    facts: str
    role: str
    confidence: str
    sure: float
    low: bool
    changed: bool


def item_of(finding: Finding) -> Item:
    """The item of a finding."""
    fields, kind = finding.fields, kind_of(finding)
    confidence = finding.confidence if finding.kind == Finding.Kind.STATEMENT else None
    edited = finding.origin == Finding.Origin.PERSON or finding.fields != finding.proposed
    return Item(
        pk=finding.pk,
        start=finding.start,
        end=finding.end,
        revision=finding.revision,
        kind=kind,
        state=finding.state,
        state_word=STATE_WORDS[finding.state](),
        title=_title(finding),
        value=_value(finding.kind, fields),
        facts=" · ".join(filter(None, _facts(finding.kind, fields))),
        role=finding.role,
        confidence="" if confidence is None else f"{confidence:.0%}",
        sure=2.0 if confidence is None else confidence,
        low=confidence is not None and confidence < LOW,
        changed=edited,
    )


STATE_WORDS = {
    Finding.State.OPEN.value: lambda: _("待核"),
    Finding.State.ACCEPTED.value: lambda: _("采纳"),
    Finding.State.REJECTED.value: lambda: _("剔除"),
}


def _title(finding: Finding) -> str:
    fields = finding.fields
    if finding.kind == Finding.Kind.TASK:
        return f"{fields.get('verb') or ''}{fields.get('object') or ''}" or finding.quote[:_SHOWN]
    if finding.kind == Finding.Kind.UNRESOLVED:
        return finding.quote[:_SHOWN]
    return str(fields.get("indicator") or finding.quote[:_SHOWN])


def _value(kind: str, fields: Mapping[str, Any]) -> str:
    if kind == Finding.Kind.TASK:
        return _word(labels.MEASURABILITY, fields.get("measurability"))
    if kind == Finding.Kind.UNRESOLVED:
        return _word(labels.REASON, fields.get("reason")) or _("未识别")
    return figure(fields)


def figure(fields: Mapping[str, Any]) -> str:
    """A statement's figure in signs: comparator, number or range, unit; ↓ marks a downward movement.

    >>> figure({"op": ">=", "value": 300.0, "unit": "家", "measure": "increment", "polarity": "+"})
    '≥ 300 家'
    >>> figure({"op": "<=", "value": 3.0, "unit": "位", "measure": "rank", "polarity": "+"})
    '前 3 位'
    """
    amount = plain_number(fields.get("value"))
    if fields.get("value_high") is not None:
        amount += f"–{plain_number(fields['value_high'])}"
    unit, op = str(fields.get("unit") or ""), str(fields.get("op") or "=")
    gap = "" if unit in {"%", "％", "‰"} else " "
    if fields.get("measure") == "rank":
        return f"{'前' if op == '<=' else '第'} {amount} {unit}".strip()
    sign = "" if op == "=" else f"{labels.OP.get(op, op)} "
    down = "↓ " if fields.get("polarity") == "-" and fields.get("measure") in {"growth", "pp", "reduction"} else ""
    return f"{down}{sign}{amount}{gap}{unit}".strip()


def plain_number(value: object) -> str:
    """A number as people write it: without .0, never with an exponent.

    >>> plain_number(300.0), plain_number(5.5), plain_number(None)
    ('300', '5.5', '')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, (int, float)) else ""


def _facts(kind: str, fields: Mapping[str, Any]) -> list[str]:
    year = str(fields.get("year") or "")
    place, period = str(fields.get("place") or ""), str(fields.get("period") or "")
    period = _word(labels.PERIOD, period) or period
    if kind == Finding.Kind.TASK:
        return [_word(labels.STAGE, fields.get("stage")), year, period, place]
    if kind == Finding.Kind.UNRESOLVED:
        return []
    measure = _word(labels.MEASURE, fields.get("measure"))
    return [_word(labels.KIND, fields.get("kind")), measure, year, period, place]


def _word(words: Mapping[str, str], code: object) -> str:
    """A code's word in the language of whoever reads it; empty for a code that has none."""
    return _(word) if (word := words.get(str(code or ""))) else ""


def delta(
    request: HttpRequest, version: DocumentVersion, ids: Sequence[int], *, message: str = "", before: Sequence[Any] = ()
) -> dict[str, Any]:
    """What the page needs to show what became of some findings.

    `items` maps ids to their item's HTML (null: it stands no more), `leaves` the ids of text leaves to theirs. `before`
    holds the spans that findings had before. Five queries, however many findings.
    """
    everything = {str(pk): None for pk in ids}
    touched = list(Finding.objects.filter(pk__in=ids, version=version))
    standing = [finding for finding in touched if not finding.removed]
    items: dict[str, str | None] = {**everything, **{str(one.pk): render_item(one) for one in standing}}
    text = ReviewText(version)
    leaves = text.touched([*((one.start, one.end) for one in touched), *before])
    marks = text.marks(_over(version, leaves[0].start, leaves[-1].end)) if leaves else None
    return {
        "change": found.last_change(version),
        "items": items,
        "leaves": {f"t{leaf.start}": text.render(leaf, marks) for leaf in leaves} if marks else {},
        "coverage": render_to_string("desk/documents/coverage.html", {"coverage": found.coverage(version)}, request),
        "message": message,
    }


def _over(version: DocumentVersion, low: int, high: int) -> list[Finding]:
    return list(found.findings_of(version).filter(start__lt=high, end__gt=low))


def render_item(finding: Finding) -> str:
    """The HTML of an item."""
    return render_items([item_of(finding)])


def render_items(items: Sequence[Item]) -> str:
    """The HTML of several items, in their order.

    Put together here and not by a template: a page has a thousand items, and a template takes thirty times as long.
    """
    words = {"accept": _("采纳"), "reject": _("剔除"), "edited": _("已改"), "low": _("把握低")}
    return "".join(_html(item, words) for item in items)


def _html(item: Item, words: Mapping[str, str]) -> str:
    """One item; every text is escaped, everything else is a code or a number of ours."""
    title, state = escape(item.title), escape(item.state_word)
    data = f'data-id="{item.pk}" data-start="{item.start}" data-end="{item.end}" data-revision="{item.revision}"'
    data += f' data-kind="{item.kind}" data-state="{item.state}" data-role="{item.role}" data-sure="{item.sure}"'
    low = f'<span class="warn">▲ {words["low"]}</span> ' if item.low else ""
    edited = f'<span class="edited">{words["edited"]}</span>' if item.changed else ""
    sure = f'<span class="sure">{low}{item.confidence}</span>' if item.confidence else ""
    return (
        f'<li id="f{item.pk}" class="finding k-{item.kind} s-{item.state}{" low" if item.low else ""}" {data}'
        f' tabindex="-1"><div class="line"><span class="state" title="{state}"><span class="visually-hidden">{state}'
        f'</span></span><b class="name">{title}</b><span class="value">{escape(item.value)}</span></div>'
        f'<div class="under"><span class="facts">{escape(item.facts)}</span>{edited}{sure}<span class="quick">'
        f"{_button('accept', '✓', 'a', words, title)}{_button('reject', '✕', 'x', words, title)}</span></div></li>\n"
    )


def _button(act: str, sign: str, key: str, words: Mapping[str, str], title: str) -> str:
    name = words[act]
    return f'<button type="button" data-act="{act}" title="{name} ({key})" aria-label="{name} {title}">{sign}</button>'
