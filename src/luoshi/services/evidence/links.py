"""Links to published pages: what a person typed, looked over. The server never opens an address."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.utils.translation import gettext as _

from luoshi.records import clock
from luoshi.services.errors import RefusedError

_LONGEST_ADDRESS = 2_000
_LONGEST_TITLE, _LONGEST_SOURCE = 200, 100
_FIRST_YEAR = 1990
_PORTS = {"http": 80, "https": 443}


def checked_link(address: str, title: str, published: str, source: str) -> dict[str, Any]:
    """The fields of a link; RefusedError, naming what to do, for what cannot be one.

    `sha256` is that of the address without what makes no difference (case of the host, the usual port, the place
    within the page), by which the same page is found again.
    """
    parts = urlsplit(_address(address))
    title, source = " ".join(title.split()), " ".join(source.split())
    if not title:
        raise RefusedError(_("请填写网页标题，照原样抄写。"))
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    same = urlunsplit((parts.scheme, host + port, parts.path or "/", parts.query, ""))
    return {
        "address": urlunsplit(parts),
        "title": title[:_LONGEST_TITLE],
        "published": _day(published),
        "source": source[:_LONGEST_SOURCE],
        "sha256": hashlib.sha256(same.encode()).hexdigest(),
    }


def _address(written: str) -> str:
    """An address of the web: http or https, a host, nothing that hides where it leads."""
    written = written.strip()
    refused = RefusedError(_("请填写完整的网址，以 http:// 或 https:// 开头。"))
    if len(written) > _LONGEST_ADDRESS:
        raise RefusedError(_("网址太长，请用网页的短地址。"))
    if not written.isprintable() or any(character in ' <>"\\^`{|}' for character in written):
        raise refused
    try:
        parts = urlsplit(written)
        _port = parts.port  # raises ValueError for a port that is none
        host = parts.hostname or ""
        host.encode("idna")
    except (ValueError, UnicodeError) as error:
        raise refused from error
    if parts.scheme.lower() not in _PORTS or "." not in host.strip("."):
        raise refused
    if parts.username is not None or "@" in parts.netloc:
        raise RefusedError(_("网址里不能带用户名或密码，请重新复制网页地址。"))
    return written


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written.strip())
    except ValueError as error:
        raise RefusedError(_("请填写网页的发布日期，如 2025-03-31。")) from error
    if not day.year >= _FIRST_YEAR or day > clock.today():
        raise RefusedError(_("发布日期不能晚于今天，请核对。"))
    return day
