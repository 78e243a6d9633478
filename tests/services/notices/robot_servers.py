"""Servers that stand in for those of DingTalk, WeCom and Feishu: they check what those check, by their own sums.

Each keeps what it took, and answers with a service's own code. `robot_server("dingtalk", secret)` gives one on this
machine, which the setting WEBHOOK_LOOPBACK lets be reached.
"""

from __future__ import annotations

import json
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

HOUR = 3600


def signature(key: str, text: str) -> str:
    """By another library than the one under test."""
    sum_ = HMAC(key.encode(), SHA256())
    sum_.update(text.encode())
    return b64encode(sum_.finalize()).decode()


@dataclass
class RobotServer:
    """What a server was sent and took; `answers` are given first (status, body), `silent` gives none at all."""

    service: str
    secret: str
    address: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    answers: list[tuple[int, object]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    reached: Event = field(default_factory=Event)

    def reply(self, path: str, document: dict[str, Any]) -> tuple[int, object]:
        """The answer to one message."""
        self.asked += 1
        if self.answers:
            return self.answers.pop(0)
        refusal = _CHECKS[self.service](
            self, {name: one[0] for name, one in parse_qs(urlsplit(path).query).items()}, document
        )
        if refusal is None:
            self.taken.append(document)
        return 200, refusal or _TAKEN[self.service]

    def words(self) -> str:
        """All that it took, as text."""
        return json.dumps(self.taken, ensure_ascii=False)


def _dingtalk(server: RobotServer, query: dict[str, str], document: dict[str, Any]) -> object:
    if query.get("access_token") != "0123456789":
        return {"errcode": 300001, "errmsg": "token is not exist"}
    at = query.get("timestamp", "")
    fresh = len(at) == 13 and abs(int(at) / 1000 - time.time()) < HOUR
    if not fresh or query.get("sign") != signature(server.secret, f"{at}\n{server.secret}"):
        return {"errcode": 310000, "errmsg": "sign not match"}
    said = document["markdown"]
    assert document["msgtype"] == "markdown"
    assert said["title"]
    assert len(said["text"].encode()) < 20_000
    return None


def _wecom(_server: RobotServer, query: dict[str, str], document: dict[str, Any]) -> object:
    if query.get("key") != "0123456789":
        return {"errcode": 93000, "errmsg": "invalid webhook url"}
    if len(document["markdown"]["content"].encode()) > 4096:
        return {"errcode": 40058, "errmsg": "markdown.content exceed max length 4096"}
    return None


def _feishu(server: RobotServer, _query: dict[str, str], document: dict[str, Any]) -> object:
    at = document.get("timestamp", "")
    fresh = len(at) == 10 and abs(int(at) - time.time()) < HOUR
    if server.secret and (not fresh or document.get("sign") != signature(f"{at}\n{server.secret}", "")):
        return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
    assert document["msg_type"] == "post"
    assert all(
        span["tag"] in ("text", "a") for line in document["content"]["post"]["zh_cn"]["content"] for span in line
    )
    return None


_CHECKS: dict[str, Callable[[RobotServer, dict[str, str], dict[str, Any]], object]] = {
    "dingtalk": _dingtalk,
    "wecom": _wecom,
    "feishu": _feishu,
}
_TAKEN = {
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"StatusCode": 0, "StatusMessage": "success"},
}
_PATHS = {
    "dingtalk": "/robot/send?access_token=0123456789",
    "wecom": "/cgi-bin/webhook/send?key=0123456789",
    "feishu": "/open-apis/bot/v2/hook/0123456789",
}


@contextmanager
def robot_server(service: str, secret: str = "") -> Iterator[RobotServer]:
    """A server of a service, for as long as the block lasts."""
    state, over = RobotServer(service, secret), Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            document = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.reached.set()
            if state.silent:
                over.wait(30)
                return
            status, body = state.reply(self.path, document)
            written = json.dumps(body).encode()
            self.send_response(status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *_arguments: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.address = f"http://127.0.0.1:{server.server_port}{_PATHS[service]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
