"""The log of events, as its page shows it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Event, User

# What acts are called; one that is not here shows its code.
ACT_NAMES = {
    "create-programme": _("新建年度项目"),
    "change-programme": _("修改年度项目"),
    "create-unit": _("新建单位"),
    "change-unit": _("修改单位"),
    "change-unit-names": _("修改单位的其他名称"),
    "create-post": _("新建职务"),
    "change-post": _("修改职务"),
    "appoint": _("任职"),
    "end-tenure": _("离任"),
    "create-person": _("新建人员"),
    "change-person": _("修改人员"),
    "activate-person": _("启用账号"),
    "deactivate-person": _("停用账号"),
    "reset-password": _("重置密码"),
    "change-password": _("修改密码"),
    "unlock-person": _("解除锁定"),
    "remove-second-factor": _("解除动态口令"),
    "grant-role": _("授予角色"),
    "revoke-role": _("收回角色"),
}


def listed_events(
    access: Access, *, person: User | None = None, act: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Event]:
    """Events whose log the person may read, the latest first; both days of a period included."""
    events = visible.events(access)
    if person is not None:
        events = events.filter(actor=person)
    if act:
        events = events.filter(act=act)
    if since:
        events = events.filter(at__date__gte=since)
    if until:
        events = events.filter(at__date__lte=until)
    return events.select_related("actor", "chain__programme", "chain__region").order_by("-at", "-id")


def actors(access: Access) -> QuerySet[User]:
    """Everybody who did something in that log."""
    return User.objects.filter(pk__in=visible.events(access).values("actor")).order_by("name")


def acts(access: Access) -> list[tuple[str, str]]:
    """Every act in that log, with what it is called."""
    codes = visible.events(access).order_by("act").values_list("act", flat=True).distinct()
    return [(code, str(ACT_NAMES.get(code, code))) for code in codes]
