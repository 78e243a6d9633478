"""Looking back: what waits, samples, and how to draw one again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.desk.forms.closing import SampleForm
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.outcomes import attempt
from luoshi.ledger import Permission
from luoshi.queries import look_back as queries
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.records.models import Programme
from luoshi.services.look_back import draw_sample, to_look_at


@needs(Permission.LOOK_BACK)
@require_safe
def look_backs(request: HttpRequest) -> HttpResponse:
    """What is to be looked at again, what was found, and the samples drawn so far."""
    return _page(request, chosen_programme(request, access_of(request)), SampleForm())


@needs(Permission.LOOK_BACK)
@require_POST
def draw(request: HttpRequest, programme: int) -> HttpResponse:
    """Draw a sample of a programme."""
    of = get_object_or_404(visible.programmes(access_of(request)), pk=programme)
    must(request, Permission.LOOK_BACK, of.region_id)
    form = SampleForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        share = said["amount"] if said["how"] == "share" else None
        size = int(said["amount"]) if said["how"] == "size" else None
        drawn = attempt(
            form,
            lambda: draw_sample(programme=of, actor=actor_of(request), share=share, size=size, seed=said["seed"]),
        )
        if drawn:
            count = drawn.look_backs.count()
            messages.success(request, _("已抽取 %(count)s 件，种子和总体已记录。") % {"count": count})
            return redirect("closing-sample", drawn.pk)
    return _page(request, of, form)


@needs(Permission.LOOK_BACK)
@require_safe
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """One sample, drawn again before one's eyes, with the recipe to do so elsewhere."""
    found = visible.samples(access_of(request)).select_related("programme", "drawn_by")
    return render(request, "desk/closing/sample.html", {"drawn": queries.redrawn(get_object_or_404(found, pk=pk))})


def _page(request: HttpRequest, programme: Programme | None, form: SampleForm) -> HttpResponse:
    context: dict[str, object] = {"form": form, "of": programme}
    if programme is not None:
        access = access_of(request)
        context |= {
            "waiting": queries.waiting(access, programme),
            "answered": queries.answered(access, programme),
            "samples": queries.samples(access, programme),
            "left": to_look_at(programme).count(),
        }
    return render(request, "desk/closing/look_backs.html", context, status=422 if form.errors else 200)
