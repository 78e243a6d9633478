"""Robots: each service takes what is signed as it asks, and what its codes and faults mean."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from luoshi.ledger.messages import message
from luoshi.records.models import Channel
from luoshi.services.notices.network import Answer, NotAllowedError, NotReachedError, check_address, post_json
from luoshi.services.notices.outcomes import Outcome, Verdict
from luoshi.services.notices.robots import outcome_of, send_to_robot
from luoshi.services.notices.texts import Line, Text
from tests.services.notices.robot_servers import RobotServer, robot_server

SECRETS = {"dingtalk": "SEC0123456789abcdef", "wecom": "", "feishu": "feishu-secret"}
TEXT = Text([Line("催办单：高新技术企业[点此](http://x) <@all>", "/ledger/"), Line("第二条", "/ledger/2")])


@pytest.fixture(autouse=True)
def _loopback(settings: Settings) -> None:
    settings.WEBHOOK_LOOPBACK, settings.ADDRESS = True, "https://desk.example"


def channel(server: RobotServer, **more: str) -> Channel:
    said = {"service": server.service, "address": server.address, "secret": server.secret}
    return Channel(name="群", **{**said, **more})


@pytest.mark.parametrize("service", SECRETS)
def test_a_signed_message_is_taken_and_is_only_text(service: str) -> None:
    with robot_server(service, SECRETS[service]) as server:
        assert send_to_robot(channel(server), TEXT).verdict == Verdict.SENT
    assert "https://desk.example/ledger/" in server.words()
    assert "第二条" in server.words()
    if service != "feishu":  # whose spans are text and nothing else
        assert "<@all>" not in server.words()
        assert "[点此]" not in server.words()


@pytest.mark.parametrize("service", ["dingtalk", "feishu"])
def test_a_wrong_secret_is_refused_for_good_and_said_in_our_words(service: str) -> None:
    with robot_server(service, SECRETS[service]) as server:
        outcome = send_to_robot(channel(server, secret="another secret"), TEXT)
    assert outcome.verdict == Verdict.REFUSED
    assert "密钥" in str(outcome.why)


def test_dingtalk_an_address_pasted_with_a_signature_is_signed_anew() -> None:
    with robot_server("dingtalk", SECRETS["dingtalk"]) as server:
        pasted = channel(server, address=f"{server.address}&timestamp=1&sign=old")
        assert send_to_robot(pasted, TEXT).verdict == Verdict.SENT


def test_wecom_a_long_message_fits_and_tells_how_many_more(settings: Settings) -> None:
    settings.ADDRESS = ""
    with robot_server("wecom") as server:
        long = Text([Line(f"{at} " + "很长的事项" * 60, "/") for at in range(60)])
        assert send_to_robot(channel(server), long).verdict == Verdict.SENT
    told = server.taken[0]["markdown"]["content"]
    assert "另有 5" in told
    assert len(told.encode()) <= 4096


def test_without_titles_only_the_number_is_told() -> None:
    for service, secret in SECRETS.items():
        with robot_server(service, secret) as server:
            assert send_to_robot(channel(server), Text(TEXT.lines, hidden=True)).verdict == Verdict.SENT
        assert "2 条通知" in server.words()
        assert "催办单" not in server.words()


@pytest.mark.parametrize(
    ("service", "status", "body", "verdict"),
    [
        ("dingtalk", 200, {"errcode": 130101, "errmsg": "send too fast"}, Verdict.AGAIN),
        ("dingtalk", 200, {"errcode": 300001, "errmsg": "token is not exist"}, Verdict.REFUSED),
        ("wecom", 200, {"errcode": 45009, "errmsg": "api freq out of limit"}, Verdict.AGAIN),
        ("wecom", 200, {"errcode": 93000, "errmsg": "invalid webhook url"}, Verdict.REFUSED),
        ("feishu", 200, {"code": 11232, "msg": "frequency limited"}, Verdict.AGAIN),
        ("feishu", 200, {"code": 0, "msg": "success"}, Verdict.SENT),
        ("feishu", 429, {}, Verdict.AGAIN),
        ("wecom", 503, {}, Verdict.AGAIN),  # it says that it did not take it
        ("wecom", 502, {}, Verdict.UNKNOWN),  # what stands behind a gateway may have taken it
        ("wecom", 200, ["no object"], Verdict.REFUSED),
        ("wecom", 404, {}, Verdict.REFUSED),
    ],
)
def test_what_an_answer_means(service: str, status: int, body: object, verdict: Verdict) -> None:
    with robot_server(service, SECRETS[service]) as server:
        server.answers.append((status, body))
        assert send_to_robot(channel(server), TEXT).verdict == verdict


def test_a_redirect_is_not_followed() -> None:
    with robot_server("wecom") as server, robot_server("wecom") as elsewhere:
        server.answers.append((307, {}))
        server.headers["Location"] = elsewhere.address
        assert send_to_robot(channel(server), TEXT).verdict == Verdict.REFUSED
    assert elsewhere.asked == 0


def test_no_answer_leaves_open_whether_it_arrived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.services.notices.network._ANSWER", 0.2)
    with robot_server("wecom") as server:
        server.silent = True
        assert send_to_robot(channel(server), TEXT).verdict == Verdict.UNKNOWN
    with robot_server("wecom") as gone:
        pass
    assert send_to_robot(channel(gone), TEXT).verdict == Verdict.AGAIN


def test_an_error_repeats_nothing_that_is_secret() -> None:
    known = Channel(service="wecom", address="https://qyapi.weixin.qq.com/send?key=0123456789", secret="")
    outcome = outcome_of(known, Answer(200, {"errcode": 7, "errmsg": "no such key 0123456789"}))
    assert outcome == Outcome(Verdict.REFUSED, message("对方拒收（%(code)s）：%(why)s", code=7, why="no such key …"))


@pytest.mark.parametrize(
    "address",
    [
        "http://oapi.dingtalk.com/robot/send",
        "https://elsewhere.example/robot/send",
        "https://oapi.dingtalk.com.elsewhere.example/",
        "https://oapi.dingtalk.com:8443/",
        "https://user@oapi.dingtalk.com/",
        "https://oapi.dingtalk.com/a b",
        "https://127.0.0.1/",
        "https://[::1]/",
        "file:///etc/passwd",
        "https://oapi.dingtalk.com:port/",
        "",
    ],
)
def test_addresses_that_nothing_is_sent_to(address: str, settings: Settings) -> None:
    settings.WEBHOOK_LOOPBACK = False
    with pytest.raises(NotAllowedError):
        check_address(address)


def test_a_listed_name_that_leads_into_the_own_network_is_not_followed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOK_LOOPBACK = False
    for inner in ("10.0.0.8", "127.0.0.1", "169.254.169.254", "::1", "fd00::1"):
        monkeypatch.setattr("socket.getaddrinfo", lambda *_a, at=inner, **_k: [(2, 1, 6, "", (at, 443))])
        with pytest.raises(NotReachedError):
            post_json("https://oapi.dingtalk.com/robot/send", {})
