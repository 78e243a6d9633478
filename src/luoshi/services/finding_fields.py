"""What a person may write into a finding's fields: closed lists, numbers, lengths; refused with the reason."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, get_args

from django.utils.translation import gettext as _

from luoshi.extraction import Extraction, Statement, extract
from luoshi.extraction.concepts import concept_of
from luoshi.extraction.lexicon.undertakings import Stage
from luoshi.extraction.statements import Kind, Measure, Op
from luoshi.extraction.undertakings.measurability import Measurability
from luoshi.reading import Document
from luoshi.records.models import Finding
from luoshi.services.errors import RefusedError
from luoshi.services.found import fields_of

CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "measure": get_args(Measure),
    "op": get_args(Op),
    "polarity": ("+", "-"),
    "stage": get_args(Stage),
    "measurability": get_args(Measurability),
}
STATEMENT_FIELDS = (
    *("indicator", "measure", "op", "value", "value_high", "unit", "polarity", "year", "period", "place"),
    "kind",
)
TASK_FIELDS = ("verb", "object", "stage", "measurability", "year", "period", "place")
_NUMBERS = {"value", "value_high"}
_NEEDED = {"indicator": "指标", "value": "数值", "object": "事项"}
_LONGEST = {"object": 300, "indicator": 120}
_BIGGEST = 1e15


def checked(kind: str, written: Mapping[str, str]) -> dict[str, Any]:
    """The fields that were written, as their types; keys that are no fields of the kind are passed over.

    Raises RefusedError when a needed one is empty, a number is none, or a word is not in its closed list.
    """
    known = TASK_FIELDS if kind == Finding.Kind.TASK else STATEMENT_FIELDS
    fields: dict[str, Any] = {key: _value(key, written[key].strip()) for key in known if key in written}
    for key, name in _NEEDED.items():
        if key in fields and fields[key] in (None, ""):
            raise RefusedError(_("请填写%(name)s。") % {"name": _(name)})
    low, high = fields.get("value"), fields.get("value_high")
    if low is not None and high is not None and high <= low:
        raise RefusedError(_("区间的上值应大于数值。"))
    return fields


def _value(key: str, text: str) -> Any:
    if key in CHOICES:
        if text not in CHOICES[key]:
            raise RefusedError(_("“%(text)s”不在可选项中。") % {"text": text[:20]})
        return text
    if key in _NUMBERS:
        return _number(text)
    if key == "year":
        if text and not (text.isdecimal() and len(text) == 4 and 1949 <= int(text) <= 2100):
            raise RefusedError(_("年份请填四位数字，如 2025。"))
        return int(text) if text else None
    if len(text) > _LONGEST.get(key, 60):
        raise RefusedError(_("“%(text)s…”太长，请缩短。") % {"text": text[:20]})
    return text or (None if key in {"period", "place"} else "")


def _number(text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", "").replace("，", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > _BIGGEST:
        raise RefusedError(_("“%(text)s”不是数字；单位（万、亿、%%）请写在“单位”里。") % {"text": text[:20]})
    return value


def with_concept(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields with the canonical indicator that their words name; a task's are left as they are."""
    if "indicator" not in fields:
        return fields
    named = concept_of(str(fields["indicator"]), measure=fields.get("measure"), unit=fields.get("unit"))
    return {**fields, "concept": named}


def complete(kind: str, fields: Mapping[str, Any]) -> bool:
    """Whether fields say enough to be accepted."""
    needed = ("object",) if kind == Finding.Kind.TASK else ("indicator", "value", "measure", "op")
    return all(fields.get(key) not in (None, "") for key in needed)


def proposal(text: str, start: int, end: int, *, kind: str, role: str, year: int | None) -> dict[str, Any]:
    """What the engine makes of a stretch that a person chose: first of its words alone, then of its sentence.

    Of the sentence only what touches the chosen words counts: a figure beside them is not theirs. Where the engine
    makes nothing of it the fields are empty but for what the section tells.
    """
    items = _of_kind(extract(Document(text[start:end])), kind)
    if not items:
        low, high = _sentence(text, start, end)
        inside = _of_kind(extract(Document(text[low:high])), kind)
        items = [item for item in inside if item.start < end - low and item.end > start - low]
    promised = role not in {"review", "problems"}
    if items:
        fields = fields_of(items[0])
    elif kind == Finding.Kind.TASK:
        fields = {
            "verb": "",
            "object": text[start:end].strip("，。；、 "),
            "stage": "advance",
            "measurability": "direction",
        }
    else:
        fields = {"indicator": "", "measure": "level", "op": "=", "value": None, "value_high": None, "unit": ""}
        fields |= {"polarity": "+", "period": None, "place": None, "concept": None}
    fields.pop("id", None)
    fields.pop("heading", None)
    if kind == Finding.Kind.STATEMENT:
        fields["kind"] = "target" if promised else "result"
    return fields | {"role": role, "year": fields.get("year") or year}


def _of_kind(found: Extraction, kind: str) -> list[Any]:
    items: tuple[Any, ...] = found.tasks if kind == Finding.Kind.TASK else found.statements
    return [item for item in items if not isinstance(item, Statement) or item.indicator]


_ENDS = "。！？\n"


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch, at most some hundred characters of it."""
    low = max((text.rfind(mark, max(0, start - 200), start) for mark in _ENDS), default=-1)
    highs = [at for mark in _ENDS if (at := text.find(mark, end, end + 200)) >= 0]
    return max(low + 1, start - 200), min(highs, default=min(len(text), end + 200))
