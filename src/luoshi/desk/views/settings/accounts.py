"""Acts on a person's account: in and out of use, initial password, lock-out, second factor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.desk.guards import actor_of, needs
from luoshi.desk.outcomes import try_to
from luoshi.desk.views.settings.people import listed
from luoshi.ledger import Permission
from luoshi.services.people import remove_second_factor, reset_password, set_active
from luoshi.services.people import unlock as unlock_person


@needs(Permission.EDIT_PEOPLE)
@require_POST
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person in from now on, or keep him out."""
    person = get_object_or_404(listed(request), pk=pk)
    active = request.POST.get("active") == "1"
    try_to(
        request,
        lambda: set_active(actor=actor_of(request), person=person, revision=person.revision, active=active),
        _("已启用账号。") if active else _("已停用账号，可随时重新启用。"),
    )
    return redirect("settings-people-edit", pk)


@needs(Permission.EDIT_PEOPLE)
@never_cache
@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new initial password, on the page that answers and nowhere else."""
    person = get_object_or_404(listed(request), pk=pk)
    made: list[str] = []
    done = _("已重置密码，原密码和已登录的会话全部失效。")
    if try_to(request, lambda: made.append(reset_password(actor=actor_of(request), person=person)), done):
        return render(request, "desk/settings/password.html", {"person": person, "password": made[0]})
    return redirect("settings-people-edit", pk)


@needs(Permission.EDIT_PEOPLE)
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody try again who failed too often."""
    person = get_object_or_404(listed(request), pk=pk)
    try_to(request, lambda: unlock_person(actor=actor_of(request), person=person), _("已解除锁定。"))
    return redirect("settings-people-edit", pk)


@needs(Permission.EDIT_PEOPLE)
@require_POST
def factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second factor of somebody who lost his phone."""
    person = get_object_or_404(listed(request), pk=pk)
    done = _("已解除动态口令，下次登录时重新绑定。")
    try_to(request, lambda: remove_second_factor(actor=actor_of(request), person=person), done)
    return redirect("settings-people-edit", pk)
