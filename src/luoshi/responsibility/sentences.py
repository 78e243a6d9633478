"""Sentences that are told to people in Chinese, and that a translator can take apart again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


class Sentence(str):
    """A sentence that remembers how it was put together: `msgid` with its places %(name)s, and the `values` in
    them, which may be sentences again.
    """

    __slots__ = ("msgid", "values")
    msgid: str
    values: dict[str, str]


def sentence(msgid: str, **values: object) -> Sentence:
    """A Chinese sentence with its values; modules import this as `_`, the name by which translators find sentences.

    >>> said = sentence("单位名册中没有“%(name)s”", name="市科计局")
    >>> said, said.msgid
    ('单位名册中没有“市科计局”', '单位名册中没有“%(name)s”')
    """
    told = {name: value if isinstance(value, Sentence) else str(value) for name, value in values.items()}
    made = Sentence(msgid % told if told else msgid)
    made.msgid, made.values = msgid, told
    return made


def as_data(said: Sentence) -> dict[str, Any]:
    """A sentence as JSON holds it, so that what is stored can be told in any language later.

    >>> as_data(sentence("%(asked)s；未见报告。", asked=sentence("目标：%(figure)s", figure="50家")))
    {'msgid': '%(asked)s；未见报告。', 'values': {'asked': {'msgid': '目标：%(figure)s', 'values': {'figure': '50家'}}}}
    """
    values = {name: as_data(value) if isinstance(value, Sentence) else value for name, value in said.values.items()}
    return {"msgid": said.msgid, "values": values}


def told_data(data: Mapping[str, Any], translate: Callable[[str], str]) -> str:
    """What `as_data` kept, in another language: `translate` gives a msgid's translation, as gettext does.

    >>> told_data(as_data(sentence("牵头%(n)s项", n=3)), {"牵头%(n)s项": "led: %(n)s"}.__getitem__)
    'led: 3'
    """
    values = data["values"]
    told = {name: told_data(one, translate) if isinstance(one, Mapping) else one for name, one in values.items()}
    return translate(data["msgid"]) % told if told else translate(data["msgid"])
