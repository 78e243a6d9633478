"""A small identity provider on loopback, for one test: discovery, authorisation, tokens, user information, keys."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

KEY = "the secret that both sides share, long enough for its algorithm"


@dataclass
class Provider:
    """What the provider knows: its address, who is signed in there, and the codes and tokens it gave out."""

    address: str = ""
    person: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def authorise(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, with a code."""
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def give_token(self, asked: dict[str, str]) -> dict[str, Any]:
        """Tokens for a code, which holds once and only for who asked (PKCE)."""
        began = self.codes.pop(asked["code"])
        assert began["code_challenge_method"] == "S256"
        assert asked["code_verifier"]
        assert asked["redirect_uri"] == began["redirect_uri"]
        token = secrets.token_urlsafe()
        self.tokens.add(token)
        claims = {"iss": self.address, "sub": f"id-of-{self.person}", "aud": "luoshi", "exp": 4102444800, "iat": 1}
        return {"access_token": token, "token_type": "Bearer", "id_token": jwt.encode(claims, KEY, "HS256")}

    def claims(self, token: str) -> dict[str, Any]:
        """Who a token speaks for."""
        assert token in self.tokens
        return {"sub": f"id-of-{self.person}", "preferred_username": self.person, "name": self.person}

    def discovery(self) -> dict[str, Any]:
        """Where everything is."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorise",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that serves until the block ends."""
    known = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/.well-known/"):
                self._answer(known.discovery())
            elif self.path == "/userinfo":
                self._answer(known.claims(self.headers["Authorization"].removeprefix("Bearer ")))
            else:
                self._answer({"keys": []})

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(known.give_token(one_of_each(sent)))

        def _answer(self, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def one_of_each(query: str) -> dict[str, str]:
    """The first value of each name in a query or a form."""
    return {name: values[0] for name, values in parse_qs(query).items()}


def asked_in(address: str) -> dict[str, str]:
    """What an address of authorisation asks for."""
    return one_of_each(urlsplit(address).query)
