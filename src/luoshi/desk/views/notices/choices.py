"""What a person chooses: where and when he is told."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.desk.forms.notices import ChoicesForm
from luoshi.desk.guards import actor_of, signed_in
from luoshi.desk.outcomes import attempt
from luoshi.records.models import NoticeChoice, User
from luoshi.services.notices.choices import save_choices


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """The person's own choices, saved by a form."""
    person = get_object_or_404(User, pk=request.user.pk)
    known = NoticeChoice.objects.filter(person=person).first()
    form = ChoicesForm(request.POST or None, initial=ChoicesForm.of(person, known))
    if form.is_valid():
        said, revision = form.choices(), form.cleaned_data["revision"]
        saved = attempt(
            form,
            lambda: save_choices(actor=actor_of(request), person=person, revision=revision, said=said),
            revision=lambda: NoticeChoice.objects.get(person=person).revision,
        )
        if saved:
            messages.success(request, _("已保存通知设置。"))
            return redirect("notices-choices")
    return render(request, "desk/notices/choices.html", {"form": form, "mail_on": settings.MAIL_ON})
