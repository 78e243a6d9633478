"""What a service answered, said to the person: as an error of the form, or as a message on the next page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError

Done = TypeVar("Done")


def attempt(form: forms.Form, act: Callable[[], Done], *, revision: Callable[[], int] | None = None) -> Done | None:
    """Do an act for a valid form; None, with an error in the form, when it was refused.

    After somebody else's save the form shows what he saved, and takes the present `revision`, so that saving again
    is a decision and not an accident. Raises PermissionDenied for what the person may not do at all.
    """
    try:
        return act()
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except ChangedMeanwhileError as refused:
        form.add_error(None, str(refused))
        for name, value in refused.current.items():
            if name in form.fields and value != refused.wanted.get(name):
                shown = form.fields[name].label or name
                form.add_error(name, _("“%(field)s”现在是“%(value)s”。") % {"field": shown, "value": value})
        if revision is not None:
            form.data = with_revision(form, revision())
    except RefusedError as refused:
        form.add_error(None, str(refused))
    return None


def with_revision(form: forms.Form, revision: int) -> Any:
    """What was sent with a form, to be sent again about the present revision; fields of many values keep them all."""
    sent = form.data.copy()  # type: ignore[attr-defined]  # of a QueryDict or a dict
    sent["revision"] = str(revision)
    return sent


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What somebody wrote that can no longer be saved, since others were first: why, and his words by their labels."""

    why: tuple[str, ...]
    words: tuple[tuple[str, str], ...]


def unsaved(form: forms.Form) -> Unsaved | None:
    """What was written in a form that was refused and is not shown again; None where nothing was refused."""
    if not form.is_bound or not form.errors:
        return None
    visible = [form[name] for name in form.fields if not form[name].is_hidden]
    words = tuple((str(one.label), str(one.value())) for one in visible if isinstance(one.value(), str) and one.value())
    return Unsaved(tuple(map(str, form.non_field_errors())), words)


def try_to(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do an act of a button; a message says that it was done, or why it was refused."""
    try:
        act()
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except RefusedError as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, done)
    return True
