"""The bell's count, and the list of a person's notices."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from luoshi.desk.guards import actor_of, signed_in
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.notices import listed_notices, told_notices, unread_count
from luoshi.records.models import NoticeKind
from luoshi.services.notices.reading import mark_read

_A_PAGE = 50


@signed_in
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The person's notices, by default those that are not read."""
    chosen = request.GET.get("show", "unread")
    kind = request.GET.get("kind", "")
    found = listed_notices(access_of(request), unread=chosen != "all", kind=kind if kind in NoticeKind.values else "")
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": told_notices(page.object_list),
        "show_all": chosen == "all",
        "kind": kind,
        "kinds": NoticeKind.choices,
    }
    return render(request, "desk/notices/list.html", context)


@signed_in
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The number in the bell, for a page that stays open."""
    return render(request, "desk/notices/bell.html", {"unread_notices": unread_count(access_of(request))})


@signed_in
@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where a notice leads; that is reading it."""
    notice = get_object_or_404(visible.notices(access_of(request)), pk=pk)
    mark_read(actor=actor_of(request), notice=notice)
    return redirect(notice.link)


@signed_in
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read without going anywhere."""
    mark_read(actor=actor_of(request), notice=get_object_or_404(visible.notices(access_of(request)), pk=pk))
    return redirect("notices")


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all of the person's notices as read."""
    count = mark_read(actor=actor_of(request))
    messages.success(request, ngettext("已将 %(n)s 条标为已读。", "已将 %(n)s 条标为已读。", count) % {"n": count})
    return redirect("notices")
