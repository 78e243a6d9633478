"""A visit to a server on this machine: signs in, opens what the navigation leads to, and what those pages list."""

from __future__ import annotations

import time
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

_REDIRECTS = 5
_LISTED = 3  # entries of a list that are opened
_SIGN_IN = "/accounts/login/"


class CheckFailedError(RuntimeError):
    """A page that does not answer as it should."""


class Visitor:
    """A browser without a window, a picture or a script; it keeps cookies and follows redirections."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> bytes:
        """A page. Raises CheckFailedError for any other status than 200."""
        return self._ask("GET", path)

    def sign_in(self, username: str, password: str) -> None:
        """Sign in by the form. Raises CheckFailedError when that is refused."""
        form = LexborHTMLParser(self.get(_SIGN_IN)).css_first("input[name=csrfmiddlewaretoken]")
        if form is None:
            raise CheckFailedError(f"{_SIGN_IN}: there is no form")
        token = form.attributes["value"] or ""
        fields = {"csrfmiddlewaretoken": token, "login": username, "password": password}
        if b'name="password"' in self._ask("POST", _SIGN_IN, urlencode(fields)):
            raise CheckFailedError(f"{username} cannot sign in")

    def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        for _hop in range(_REDIRECTS):
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            self._keep_cookies(answer)
            if answer.status not in (301, 302, 303):
                break
            method, body, path = "GET", None, urljoin(path, answer.headers["Location"])
        if answer.status != 200:
            raise CheckFailedError(f"{path}: status {answer.status}")
        return content

    def _keep_cookies(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}


def wait_for(port: int, seconds: float = 60.0) -> None:
    """Wait until a server says that it is well. Raises CheckFailedError when it does not in time."""
    until = time.monotonic() + seconds
    while True:
        try:
            Visitor(port).get("/health")
            return
        except (OSError, CheckFailedError) as error:
            if time.monotonic() > until:
                raise CheckFailedError(f"the server did not come up within {seconds:g} seconds: {error}") from error
        time.sleep(0.1)


def visit(port: int, username: str, password: str) -> list[str]:
    """Open every page that the navigation offers a person, and the first entries each lists; returns their paths.

    Raises CheckFailedError for the first that fails.
    """
    visitor = Visitor(port)
    visitor.sign_in(username, password)
    offered = _links(visitor.get("/"), "nav a")
    visited = ["/health", _SIGN_IN]
    for place in offered:
        listed = _links(visitor.get(place), "main a")
        visited.append(place)
        for path in [path for path in listed if place != "/" and path.startswith(place) and path not in offered][
            :_LISTED
        ]:
            visitor.get(path)
            visited.append(path)
    return visited


def _links(page: bytes, selector: str) -> list[str]:
    found = (node.attributes.get("href") or "" for node in LexborHTMLParser(page).css(selector))
    return list(dict.fromkeys(path for href in found if (path := urlsplit(href).path).startswith("/")))
