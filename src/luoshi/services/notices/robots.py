"""Robots of DingTalk, WeCom and Feishu: what is posted, how it is signed, and what their answers mean.

DingTalk (custom robot access): `timestamp` in milliseconds and `sign` are appended to the address; `sign` is the base64
of HMAC-SHA256 of timestamp, line feed and secret, under the secret as key. Feishu and Lark (custom bot): `timestamp` in
seconds and `sign` stand in the body; `sign` is the base64 of HMAC-SHA256 of nothing, under timestamp, line feed and
secret as key. WeCom (group robot): the key in the address is all there is. Each takes 20 messages a minute or more, and
answers 200 with a code.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from luoshi.ledger import Message
from luoshi.ledger.messages import message as _
from luoshi.records.models import Channel
from luoshi.services.notices.network import Answer, NoAnswerError, NotAllowedError, NotReachedError, post_json
from luoshi.services.notices.outcomes import SENT, Outcome, Verdict
from luoshi.services.notices.texts import Text

_WECOM_BYTES = 4_096
_DINGTALK_BYTES = 18_000  # of 20,000 for the whole document; as many for Feishu, which no message of ours reaches
_TOO_OFTEN = 429
_BUSY = 503
# Codes that pass by themselves: too many messages, or the service is busy.
_AGAIN = {
    Channel.Service.DINGTALK: {-1, 130101},
    Channel.Service.WECOM: {-1, 45009},
    Channel.Service.FEISHU: {11232},
}
_HINTS = {
    (Channel.Service.DINGTALK, 310000): _("安全设置不符，请核对加签密钥、关键词、来源地址和服务器时间"),
    (Channel.Service.DINGTALK, 300001): _("机器人不存在，请核对 Webhook 地址"),
    (Channel.Service.WECOM, 93000): _("机器人不存在，请核对 Webhook 地址"),
    (Channel.Service.FEISHU, 19001): _("机器人不存在，请核对 Webhook 地址"),
    (Channel.Service.FEISHU, 19021): _("签名不符，请核对密钥和服务器时间"),
    (Channel.Service.FEISHU, 19022): _("服务器地址不在机器人的白名单内"),
    (Channel.Service.FEISHU, 19024): _("不含机器人要求的关键词"),
}
_LONGEST_SAID = 80  # characters of what a service says of itself


@dataclass(frozen=True, slots=True)
class Request:
    """What is posted where."""

    address: str
    document: dict[str, Any]


def send_to_robot(channel: Channel, text: Text) -> Outcome:
    """Send one message once, and say what became of it."""
    if not channel.address:
        return Outcome(Verdict.REFUSED, _("系统密钥已更换，地址和密钥读不出来，请在渠道设置中重新填写"))
    # A service compares with its own clock: never the ledger's, which may stand still.
    request = request_for(channel, text, time.time())
    try:
        answer = post_json(request.address, request.document)
    except NotAllowedError:
        return Outcome(Verdict.REFUSED, _("地址不在允许的范围内，须为 HTTPS 且主机在 LUOSHI_WEBHOOK_HOSTS 中"))
    except NotReachedError:
        return Outcome(Verdict.AGAIN, _("连接不上，请检查服务器能否访问外网"))
    except NoAnswerError:
        return Outcome(Verdict.UNKNOWN, _("已发出，但没有收到答复"))
    return outcome_of(channel, answer)


def request_for(channel: Channel, text: Text, now: float) -> Request:
    """The signed request; `now` in seconds since 1970."""
    if channel.service == Channel.Service.DINGTALK:
        said = {"title": text.subject, "text": text.markdown(_DINGTALK_BYTES)}
        return Request(_signed(channel, now), {"msgtype": "markdown", "markdown": said})
    if channel.service == Channel.Service.WECOM:
        return Request(channel.address, {"msgtype": "markdown", "markdown": {"content": text.markdown(_WECOM_BYTES)}})
    post = {"zh_cn": {"title": text.subject, "content": text.spans()}}
    document: dict[str, Any] = {"msg_type": "post", "content": {"post": post}}
    if channel.secret:
        timestamp = str(int(now))
        key = f"{timestamp}\n{channel.secret}".encode()
        document |= {"timestamp": timestamp, "sign": _base64(hmac.new(key, b"", hashlib.sha256))}
    return Request(channel.address, document)


def _signed(channel: Channel, now: float) -> str:
    """The address with its signature; one that was pasted with a signature loses that."""
    if not channel.secret:
        return channel.address
    timestamp = str(int(now * 1000))
    signed = hmac.new(channel.secret.encode(), f"{timestamp}\n{channel.secret}".encode(), hashlib.sha256)
    parts = urlsplit(channel.address)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("timestamp", "sign")]
    query = urlencode([*kept, ("timestamp", timestamp), ("sign", _base64(signed))])
    return urlunsplit(parts._replace(query=query))


def _base64(signed: hmac.HMAC) -> str:
    return base64.b64encode(signed.digest()).decode()


def outcome_of(channel: Channel, answer: Answer) -> Outcome:
    """What an answer means. A fault of a gateway leaves open whether the message went through."""
    if answer.status in (_TOO_OFTEN, _BUSY):
        return Outcome(Verdict.AGAIN, _("对方服务繁忙（%(code)s）", code=answer.status))
    if answer.status >= 500:
        return Outcome(Verdict.UNKNOWN, _("对方服务出错（%(code)s），不知是否送达", code=answer.status))
    code = _code(answer.data)
    if answer.status == 200 and code == 0:
        return SENT
    why = _refusal(channel, answer.status if code is None else code, answer.data)
    again = code in _AGAIN[Channel.Service(channel.service)]
    return Outcome(Verdict.AGAIN if again else Verdict.REFUSED, why)


def _code(data: dict[str, Any]) -> int | None:
    for name in ("errcode", "code", "StatusCode"):
        if isinstance(data.get(name), int):
            return int(data[name])
    return None


def _refusal(channel: Channel, code: int, data: dict[str, Any]) -> Message:
    """What is wrong in our words where the code is known, else in the service's, without what is secret."""
    hint = _HINTS.get((Channel.Service(channel.service), code))
    if hint is not None:
        return _("对方拒收（%(code)s）：%(why)s", code=code, why=hint)
    said = str(data.get("errmsg") or data.get("msg") or data.get("StatusMessage") or "")
    for word in secrets_of(channel):
        said = said.replace(word, "…")
    return _("对方拒收（%(code)s）：%(why)s", code=code, why=said[:_LONGEST_SAID] or "—")


def secrets_of(channel: Channel) -> list[str]:
    """What of a channel must stand nowhere: its secret, and the parts of its address that let one in."""
    parts = urlsplit(channel.address)
    keys = [value for _name, value in parse_qsl(parts.query)] + parts.path.split("/")[-1:]
    return [word for word in (channel.secret, *keys) if len(word) >= 8]
