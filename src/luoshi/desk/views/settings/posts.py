"""Posts: list with who holds them, new, change, and changes of holder."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.desk.forms.settings import AppointForm, EndForm, PostForm
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.outcomes import attempt
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.organisation import held_post, held_posts
from luoshi.records.models import Post
from luoshi.services.posts import appoint as appoint_person
from luoshi.services.posts import change_post, create_post, end_tenure


@needs(Permission.READ_UNITS)
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """The posts of the person's regions, and who holds them."""
    access = access_of(request)
    editable = access.regions_with(Permission.EDIT_UNITS)
    regions = visible.regions(access).filter(pk__in=editable)
    context = {"held": held_posts(access), "editable": editable, "regions": regions}
    return render(request, "desk/settings/posts.html", context)


@needs(Permission.EDIT_UNITS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, region: int) -> HttpResponse:
    """Add a post to a region."""
    access = access_of(request)
    place = get_object_or_404(visible.regions(access), pk=region)
    must(request, Permission.EDIT_UNITS, place.pk)
    form = PostForm(request.POST or None, access=access, region=place)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("unit", "title", "leads", "order")}
        made = attempt(form, lambda: create_post(actor=actor_of(request), region=place, **said))
        if made:
            messages.success(request, _("已新建“%(name)s”。") % {"name": made})
            return redirect("settings-posts-edit", made.pk)
    context = {"form": form, "title": _("新建职务"), "back": "settings-posts"}
    return render(request, "desk/settings/form.html", context)


@needs(Permission.EDIT_UNITS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a post."""
    post = _editable(request, pk)
    form = PostForm(
        request.POST or None, access=access_of(request), region=post.region, own=post, initial=PostForm.of(post)
    )
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("revision", "title", "leads", "order", "active")}
        saved = attempt(
            form,
            lambda: change_post(actor=actor_of(request), post=post, **said),
            revision=lambda: Post.objects.get(pk=pk).revision,
        )
        if saved:
            messages.success(request, _("已保存“%(name)s”。") % {"name": saved})
            return redirect("settings-posts")
    return _page(request, post, form)


@needs(Permission.EDIT_UNITS)
@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody hold a post from a day on."""
    post = _editable(request, pk)
    form = AppointForm(request.POST, access=access_of(request), region=post.region)
    if form.is_valid():
        said = form.cleaned_data
        made = attempt(form, lambda: appoint_person(actor=actor_of(request), post=post, **said))
        if made:
            messages.success(request, _("%(person)s任%(post)s。") % {"person": made.person, "post": post})
            return redirect("settings-posts-edit", pk)
    return _page(request, post, appoint_form=form)


@needs(Permission.EDIT_UNITS)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody leave a post."""
    tenure = get_object_or_404(visible.tenures(access_of(request)).select_related("post__region", "person"), pk=pk)
    must(request, Permission.EDIT_UNITS, tenure.post.region_id)
    form = EndForm(request.POST)
    if form.is_valid():
        until = form.cleaned_data["until"]
        attempt(form, lambda: end_tenure(actor=actor_of(request), tenure=tenure, until=until))
    if form.errors:
        messages.error(request, next(str(error) for errors in form.errors.values() for error in errors))
    else:
        messages.success(request, _("%(person)s离任%(post)s。") % {"person": tenure.person, "post": tenure.post})
    return redirect("settings-posts-edit", tenure.post_id)


def _editable(request: HttpRequest, pk: int) -> Post:
    post = get_object_or_404(visible.posts(access_of(request)).select_related("region", "unit"), pk=pk)
    must(request, Permission.EDIT_UNITS, post.region_id)
    return post


def _page(
    request: HttpRequest, post: Post, form: PostForm | None = None, appoint_form: AppointForm | None = None
) -> HttpResponse:
    access = access_of(request)
    context = {
        "post": post,
        "held": held_post(post),
        "form": form or PostForm(access=access, region=post.region, own=post, initial=PostForm.of(post)),
        "appoint_form": appoint_form or AppointForm(access=access, region=post.region),
        "end_form": EndForm(),
    }
    return render(request, "desk/settings/post.html", context)
