"""The rules of a programme: shown with their defaults, tried on today's lights, saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.desk.forms.rules import RulesForm
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.outcomes import attempt
from luoshi.ledger import Permission, dump_rules
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.light_preview import Preview, preview
from luoshi.queries.rules import rules_of
from luoshi.records import clock
from luoshi.records.models import Programme
from luoshi.services.programme_rules import change_rules


@needs(Permission.EDIT_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules of a programme; with “preview” what they would make of today's lights, without saving."""
    access = access_of(request)
    programme = get_object_or_404(visible.programmes(access), pk=pk)
    must(request, Permission.EDIT_PROGRAMMES, programme.region_id)
    form = RulesForm(request.POST or None, rules=rules_of(programme), revision=programme.revision)
    shown: Preview | None = None
    if form.is_valid():
        said = form.cleaned_data
        if request.POST.get("act") == "preview":
            shown = preview(access, programme, said["rules"].lights, clock.today())
        elif attempt(
            form,
            lambda: change_rules(
                actor=actor_of(request),
                programme=programme,
                revision=said["revision"],
                rules=dump_rules(said["rules"]),
            ),
            revision=lambda: Programme.objects.get(pk=pk).revision,
        ):
            messages.success(request, _("规则已保存，亮灯正在重算。"))
            return redirect("settings-programmes-rules", pk)
    context = {"of": programme, "form": form, "preview": shown, "today": clock.today()}
    return render(request, "desk/settings/rules.html", context, status=422 if form.errors else 200)
