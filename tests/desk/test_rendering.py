"""Widgets written by hand are what Django's templates make of them, but for the blank lines between options."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import mark_safe

from luoshi.desk.forms.rendering import PlainWidgets
from luoshi.desk.forms.settings import DayInput

_NASTY = """<b>"落实"&'x'</b>"""
_CHOICES: list[Any] = [("", "————"), (1, _NASTY), (_NASTY, mark_safe("<i>斜</i>")), ("组", [("a", "甲"), ("b", 2)])]
_CASES: list[tuple[forms.Widget, object]] = [
    (forms.TextInput(attrs={"maxlength": 5, "title": _NASTY}), _NASTY),
    (forms.TextInput(), None),  # no value, not an empty one
    (forms.TextInput(attrs={"required": True, "hidden": False}), ""),
    (forms.NumberInput(attrs={"min": 0}), 1234.5),
    (forms.HiddenInput(), 12345),
    (forms.PasswordInput(), "secret"),  # never written back
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.EmailInput(), "a@b.cn"),
    (forms.URLInput(), "https://example.org/?a=1&b=2"),
    (DayInput(), "2025-01-02"),
    (forms.Textarea(attrs={"rows": 3}), f"{_NASTY}\n第二行"),
    (forms.Textarea(), None),
    (forms.Textarea(), mark_safe("<i>斜</i>")),
    (forms.Select(choices=_CHOICES), 1),
    (forms.Select(choices=_CHOICES, attrs={"class": "c"}), _NASTY),
    (forms.Select(choices=()), None),
    (forms.SelectMultiple(choices=_CHOICES), ["a", "1"]),
    (forms.CheckboxSelectMultiple(choices=_CHOICES), ["a"]),  # left to the templates
]


@pytest.mark.parametrize(("widget", "value"), _CASES)
def test_a_widget_is_written_as_the_template_writes_it(widget: forms.Widget, value: object) -> None:
    ours, theirs = (
        widget.render("名", value, {"id": "id-1"}, renderer) for renderer in (PlainWidgets(), DjangoTemplates())
    )
    assert ours == theirs.replace("</option>\n\n", "</option>\n")


def test_errors_are_listed_where_there_are_any() -> None:
    class Form(forms.Form):
        name = forms.CharField()

    assert isinstance(get_default_renderer(), PlainWidgets)
    assert str(Form({"name": "x"})["name"].errors) == ""
    wrong = Form({})["name"].errors
    assert str(wrong) == wrong.render(renderer=DjangoTemplates()) != ""
