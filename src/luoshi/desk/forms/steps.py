"""Steps of a plan as a form has them: a row for each, with its content, its day and its weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luoshi.ledger import Milestone as Step

_BLANK = 3  # rows to write into, besides those filled in
Row = dict[str, str]


class StepsWidget(forms.Widget):
    """Rows of content, day and weight; a script adds more."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        """The rows as they were sent, those left blank aside."""
        columns = [_listed(data, f"{name}-{part}") for part in ("name", "due", "weight")]
        length = max(len(column) for column in columns)
        padded = [[*column, *[""] * (length - len(column))] for column in columns]
        rows = [
            {"name": one.strip(), "due": due.strip(), "weight": weight.strip()}
            for one, due, weight in zip(*padded, strict=True)
        ]
        return [row for row in rows if row["name"] or row["due"]]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The rows filled in, and blank ones."""
        rows = [*(value or []), *[{"name": "", "due": "", "weight": ""}] * _BLANK]
        id_ = (attrs or {}).get("id", f"id_{name}")
        return SafeString(render_to_string("desk/matters/steps.html", {"name": name, "rows": rows, "id": id_}))


class StepsField(forms.Field):
    """Steps; every row that was begun has to be whole."""

    widget = StepsWidget

    def clean(self, value: Any) -> list[Step]:
        """The steps in the order of their days."""
        rows: Sequence[Row] = value or []
        if not rows:
            raise forms.ValidationError(_("请至少列出一个有期限的节点。"))
        steps = [_step(row) for row in rows]
        return sorted(steps, key=lambda step: step.due)


def rows_of(steps: Sequence[Step]) -> list[Row]:
    """Steps as the widget's rows."""
    return [{"name": one.name, "due": one.due.isoformat(), "weight": f"{one.weight:g}"} for one in steps]


def _step(row: Row) -> Step:
    if not row["name"] or not row["due"]:
        raise forms.ValidationError(_("每个节点都要写明内容和期限：“%(row)s”。") % {"row": row["name"] or row["due"]})
    try:
        due = date.fromisoformat(row["due"])
        weight = float(row["weight"] or 1)
    except ValueError as wrong:
        raise forms.ValidationError(
            _("节点“%(name)s”的期限应形如2025-03-31，权重应为数字。") % {"name": row["name"]}
        ) from wrong
    if not 0 < weight <= 1000:  # also refuses what is no number at all
        raise forms.ValidationError(_("节点“%(name)s”的权重应大于0，不超过1000。") % {"name": row["name"]})
    return Step(row["name"], due, weight=weight)


def _listed(data: Mapping[str, Any], name: str) -> list[str]:
    many = getattr(data, "getlist", None)
    found: list[str] = many(name) if many else data.get(name, [])
    return found if isinstance(found, list) else [found]
