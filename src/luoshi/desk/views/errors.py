"""Error pages: what happened, and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "desk/error.html", {"status": status, "title": title, "advice": advice}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, _("无法理解这个请求"), _("请返回上一页，检查填写的内容后重试。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403, _("没有权限"), _("您的角色不能打开此页。需要时请联系本单位管理员。"))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose proof of origin is missing or stale."""
    return _page(request, 403, _("表单已过期"), _("请刷新页面后重新提交，已填写的内容可先复制保存。"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for what exists but may not be seen."""
    return _page(request, 404, _("找不到此页"), _("它可能已被移走，或者不在您的查看范围内。"))


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, 500, _("系统出错"), _("没有数据丢失。请稍后重试；仍不行时请把出错时间告诉管理员。"))


def busy(request: HttpRequest) -> HttpResponse:
    """503 where two wrote at once and one had to give way."""
    page = _page(request, 503, _("刚好有人同时在保存"), _("您这次的内容没有保存。请返回上一页，再提交一次。"))
    page["Retry-After"] = "1"
    return page
