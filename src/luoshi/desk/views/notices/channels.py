"""Channels: list, new, change, trying out, and what was sent."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.desk.forms.notices import ChannelForm, NewChannelForm
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.outcomes import attempt, try_to
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.notices import listed_channels, masked_address, told_deliveries
from luoshi.records import clock
from luoshi.records.models import Channel, Delivery
from luoshi.services.notices.channels import (
    change_channel,
    create_channel,
    send_again,
    set_channel_active,
    try_channel,
)

_SHOWN = 20
_SOON = timedelta(seconds=30)  # a page waits for what is sent so soon
_UNDER_WAY = {Delivery.State.PENDING, Delivery.State.SENDING}


@needs(Permission.EDIT_CHANNELS)
@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """The channels of the person's regions, and whether mail is set up."""
    access = access_of(request)
    regions = visible.regions(access).filter(pk__in=access.regions_with(Permission.EDIT_CHANNELS))
    context = {
        "rows": listed_channels(access),
        "regions": regions,
        "mail_on": settings.MAIL_ON,
        "mail_from": settings.DEFAULT_FROM_EMAIL,
    }
    return render(request, "desk/notices/channels.html", context)


@needs(Permission.EDIT_CHANNELS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, region: int) -> HttpResponse:
    """Add a channel to a region."""
    place = get_object_or_404(visible.regions(access_of(request)), pk=region)
    must(request, Permission.EDIT_CHANNELS, place.pk)
    form = NewChannelForm(request.POST or None)
    if form.is_valid():
        service, said = form.cleaned_data["service"], form.channel_fields()
        made = attempt(form, lambda: create_channel(actor=actor_of(request), region=place, service=service, said=said))
        if made:
            messages.success(request, _("已新建“%(name)s”，请发一条测试消息。") % {"name": made})
            return redirect("settings-channels-edit", made.pk)
    return render(request, "desk/notices/new.html", {"form": form})


@needs(Permission.EDIT_CHANNELS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A channel, and what was sent to it."""
    channel = _channel(request, pk)
    form = ChannelForm(request.POST or None, initial=ChannelForm.of(channel))
    if form.is_valid():
        revision, said = form.cleaned_data["revision"], form.channel_fields()
        saved = attempt(
            form,
            lambda: change_channel(actor=actor_of(request), channel=channel, revision=revision, said=said),
            revision=lambda: Channel.objects.get(pk=pk).revision,
        )
        if saved:
            messages.success(request, _("已保存“%(name)s”。") % {"name": saved})
            return redirect("settings-channels-edit", pk)
    context = {"channel": channel, "form": form, "masked": masked_address(channel), **_sent(channel)}
    return render(request, "desk/notices/channel.html", context)


@needs(Permission.EDIT_CHANNELS)
@never_cache
@require_safe
def deliveries(request: HttpRequest, pk: int) -> HttpResponse:
    """The last deliveries alone, for a page that waits for one."""
    channel = _channel(request, pk)
    return render(request, "desk/notices/deliveries.html", {"channel": channel, **_sent(channel)})


@needs(Permission.EDIT_CHANNELS)
@require_POST
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a channel into use, or out of it."""
    channel, active = _channel(request, pk), request.POST.get("active") == "1"
    try_to(
        request,
        lambda: set_channel_active(actor=actor_of(request), channel=channel, revision=channel.revision, active=active),
        _("已启用渠道。") if active else _("已停用渠道，不再发送消息。"),
    )
    return redirect("settings-channels-edit", pk)


@needs(Permission.EDIT_CHANNELS)
@require_POST
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a message that says that the channel works."""
    channel = _channel(request, pk)
    done = _("测试消息已交付发送，结果见下方“最近发送”。")
    try_to(request, lambda: try_channel(actor=actor_of(request), channel=channel), done)
    return redirect("settings-channels-edit", pk)


@needs(Permission.EDIT_CHANNELS)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send once more what failed, or what may not have arrived."""
    found = visible.deliveries(access_of(request)).select_related("channel__region")
    delivery = get_object_or_404(found, pk=pk)
    try_to(request, lambda: send_again(actor=actor_of(request), delivery=delivery), _("已重新交付发送。"))
    return redirect("settings-channels-edit", delivery.channel_id or 0)


def _channel(request: HttpRequest, pk: int) -> Channel:
    return get_object_or_404(visible.channels(access_of(request)).select_related("region"), pk=pk)


def _sent(channel: Channel) -> dict[str, object]:
    rows = told_deliveries(channel, _SHOWN)
    soon = clock.passing() + _SOON
    waiting = any(row.delivery.state in _UNDER_WAY and row.delivery.next_try <= soon for row in rows)
    return {"deliveries": rows, "waiting": waiting}
