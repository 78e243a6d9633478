"""Options of a select, which are many in a list of units."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.db.models import Model
from django.utils.safestring import SafeString, mark_safe

from luoshi.desk.markup import markup

register = template.Library()
_Choice = tuple[object, object] | Model | str


@register.simple_tag
def options(choices: Iterable[_Choice], chosen: object = "") -> SafeString:
    """Options, each a value and its name, a record, or a word that is both; the chosen value is selected.

    >>> options([("a", "甲"), ("b", "<乙>")], "b")
    '<option value="a">甲</option><option value="b" selected>&lt;乙&gt;</option>'
    >>> options(["甲"])
    '<option>甲</option>'
    """
    return mark_safe("".join(_option(one, str(chosen)) for one in choices))  # noqa: S308  # made of escaped parts


def _option(choice: _Choice, chosen: str) -> str:
    if isinstance(choice, str):
        return f"<option{' selected' if choice == chosen else ''}>{markup(choice)}</option>"
    value, name = (str(choice.pk), str(choice)) if isinstance(choice, Model) else (str(choice[0]), str(choice[1]))
    return f'<option value="{markup(value)}"{" selected" if value == chosen else ""}>{markup(name)}</option>'
