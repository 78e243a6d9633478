"""The network: one JSON document posted to a host that is on the list, over HTTPS, and nothing else.

No redirect is followed and no proxy used. A name is resolved once, its address must be a public one, and the connection
goes to that very address, so that a name which answers otherwise the second time gains nothing.
"""

from __future__ import annotations

import json
import socket
import ssl
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

_CONNECT, _ANSWER = 5.0, 15.0  # seconds
_LONGEST_ANSWER = 65_536  # bytes
_HTTPS = 443


class NotAllowedError(ValueError):
    """An address that nothing is sent to."""


class NotReachedError(OSError):
    """No connection came about: surely nothing was sent."""


class NoAnswerError(OSError):
    """The message left, wholly or in part, and no answer came back: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, and what the body says if it is a JSON object, else nothing."""

    status: int
    data: dict[str, Any]


def check_address(address: str) -> SplitResult:
    """The parts of an address. Raises NotAllowedError unless it is HTTPS at a host of the list, at the usual port."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotAllowedError("no address") from error
    if settings.WEBHOOK_LOOPBACK and host == "127.0.0.1" and parts.scheme == "http":
        return parts
    if parts.scheme != "https" or host not in settings.WEBHOOK_HOSTS or port not in (None, _HTTPS):
        raise NotAllowedError("not HTTPS at a host of the list")
    if parts.username or parts.password or not address.isascii() or any(one.isspace() for one in address):
        raise NotAllowedError("an address that hides something")
    return parts


def post_json(address: str, document: dict[str, Any]) -> Answer:
    """Post a document once. Raises NotAllowedError, NotReachedError or NoAnswerError."""
    parts = check_address(address)
    body = json.dumps(document, ensure_ascii=False).encode()
    connection = _connected(parts)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, {"Content-Type": "application/json; charset=utf-8"})
        return _answer(connection.getresponse())
    except (OSError, HTTPException) as error:
        raise NoAnswerError(type(error).__name__) from error
    finally:
        connection.close()


def _connected(parts: SplitResult) -> HTTPConnection:
    """A connection to the host, made, at an address that may be reached."""
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or _HTTPS
    connection = HTTPConnection(host, port, timeout=_ANSWER)
    try:
        plain = socket.create_connection((_public_address(host, port), port), timeout=_CONNECT)
        connection.sock = _tls().wrap_socket(plain, server_hostname=host) if secure else plain
    except OSError as error:  # ssl.SSLError and socket.gaierror are such
        raise NotReachedError(type(error).__name__) from error
    connection.sock.settimeout(_ANSWER)
    return connection


def _public_address(host: str, port: int) -> str:
    """The first address of a host; NotReachedError when any of its addresses lies within somebody's own network."""
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    inside = [one for one in found if not ip_address(one).is_global]
    if inside and not (settings.WEBHOOK_LOOPBACK and all(ip_address(one).is_loopback for one in found)):
        raise NotReachedError("an address of an inner network")
    return found[0]


def _answer(response: HTTPResponse) -> Answer:
    try:
        data = json.loads(response.read(_LONGEST_ANSWER))
    except ValueError:
        data = {}
    return Answer(response.status, data if isinstance(data, dict) else {})


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
