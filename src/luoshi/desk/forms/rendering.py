"""How forms are written: the plain widgets by hand, as Django's own templates of them say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest

from luoshi.desk.markup import markup

_OF_WIDGETS = "django/forms/widgets"


class PlainWidgets(DjangoTemplates):
    """Writes inputs, text areas, selects and empty lists of errors itself, and leaves all else to the templates.

    A page of one matter holds a dozen forms; by templates, of which each includes others for every option and every
    attribute, they would cost more than all the rest of it.
    """

    def render(self, template_name: str, context: Any, request: HttpRequest | None = None) -> str:
        """A widget or a list of errors as HTML."""
        write = _WRITERS.get(template_name)
        if write is not None:
            return write(context["widget"])
        if template_name == "django/forms/errors/list/default.html" and not context["errors"]:
            return ""
        return super().render(template_name, context, request)


def _attributes(named: Mapping[str, object]) -> str:
    """False leaves an attribute out, True gives it without a value."""
    return "".join(
        f" {markup(name)}" if value is True else f' {markup(name)}="{markup(value)}"'
        for name, value in named.items()
        if value is not False
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{markup(widget["value"])}"'
    return (
        f'<input type="{markup(widget["type"])}" name="{markup(widget["name"])}"{value}{_attributes(widget["attrs"])}>'
    )


def _textarea(widget: Mapping[str, Any]) -> str:
    text = markup(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{markup(widget["name"])}"{_attributes(widget["attrs"])}>\n{text}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    options = "".join(_options(widget["optgroups"]))
    return f'<select name="{markup(widget["name"])}"{_attributes(widget["attrs"])}>{options}\n</select>'


def _options(groups: list[tuple[object, list[Mapping[str, Any]], int]]) -> Iterator[str]:
    for group, options, _index in groups:
        if group:
            yield f'\n  <optgroup label="{markup(group)}">'
        for one in options:
            value, attributes = markup(one["value"]), _attributes(one["attrs"])
            yield f'\n  <option value="{value}"{attributes}>{markup(one["label"])}</option>'
        if group:
            yield "\n  </optgroup>"


_INPUTS = ("checkbox", "date", "email", "hidden", "number", "password", "text", "url")
_WRITERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"{_OF_WIDGETS}/{name}.html": _input for name in _INPUTS},
    f"{_OF_WIDGETS}/textarea.html": _textarea,
    f"{_OF_WIDGETS}/select.html": _select,
}
