"""The form of a finding's fields, made when it is asked for: labels, choices in words, what holds now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from luoshi.desk.review_items import plain_number
from luoshi.exchange import labels
from luoshi.records.models import Finding
from luoshi.services.finding_fields import CHOICES, STATEMENT_FIELDS, TASK_FIELDS

_WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": labels.KIND,
    "measure": labels.MEASURE,
    "op": labels.OP,
    "polarity": labels.POLARITY,
    "stage": labels.STAGE,
    "measurability": labels.MEASURABILITY,
}
_WIDE = {"indicator", "object"}
_NUMBERS = {"value", "value_high", "year"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form; `choices` are codes with words where the list is closed."""

    key: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    wide: bool = False
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A field in which two saves differ, both sides in words and as they would be sent."""

    field: Field
    theirs: str
    mine: str
    mine_sent: str


def _label(key: str) -> str:
    return {
        "kind": _("类别"),
        "indicator": _("指标"),
        "measure": _("口径"),
        "op": _("比较"),
        "value": _("数值"),
        "value_high": _("上值"),
        "unit": _("单位"),
        "polarity": _("方向"),
        "year": _("年份"),
        "period": _("期限"),
        "place": _("范围"),
        "verb": _("动作"),
        "object": _("事项"),
        "stage": _("承诺阶段"),
        "measurability": _("可考核性"),
    }[key]


def fields_of(kind: str, fields: Mapping[str, Any]) -> list[Field]:
    """The fields of a statement (also for an unread figure, which becomes one) or of a task."""
    keys = TASK_FIELDS if kind == Finding.Kind.TASK else STATEMENT_FIELDS
    return [_field(key, fields.get(key)) for key in keys]


def _field(key: str, value: object) -> Field:
    choices = tuple((code, _words(key, code)) for code in CHOICES.get(key, ()))
    return Field(key, _label(key), sent(value), choices, key in _WIDE, key in _NUMBERS)


def sent(value: object) -> str:
    """A field's value as a form sends it."""
    return plain_number(value) if isinstance(value, (int, float)) else str(value or "")


def _words(key: str, value: str) -> str:
    return _(word) if (word := _WORDS.get(key, {}).get(value)) else value


def clash_rows(kind: str, theirs: Mapping[str, Any], mine: Any) -> list[ClashRow]:
    """The fields in which two saves differ."""
    keys = TASK_FIELDS if kind == Finding.Kind.TASK else STATEMENT_FIELDS
    rows = []
    for key in keys:
        one, other = sent(theirs.get(key)), sent(mine.get(key))
        if one != other:
            rows.append(ClashRow(_field(key, theirs.get(key)), _words(key, one), _words(key, other), other))
    return rows


def proposed_lines(finding: Finding) -> list[tuple[str, str, str]]:
    """Each field as (label, what the engine said, what holds now); the latter is empty where nothing was changed."""
    lines = []
    keys = TASK_FIELDS if finding.kind == Finding.Kind.TASK else STATEMENT_FIELDS
    for key in keys:
        said, now = (_words(key, sent(fields.get(key))) for fields in (finding.proposed, finding.fields))
        if said or now:
            lines.append((_label(key), said, now if now != said else ""))
    return lines
