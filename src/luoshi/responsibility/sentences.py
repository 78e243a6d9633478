"""Sentences that are told to people in Chinese, and that a translator can take apart again."""

from __future__ import annotations


class Sentence(str):
    """A sentence that remembers how it was put together: `msgid` with its places %(name)s, and the `values` in them."""

    __slots__ = ("msgid", "values")
    msgid: str
    values: dict[str, str]


def sentence(msgid: str, **values: object) -> Sentence:
    """A Chinese sentence with its values; modules import this as `_`, the name by which translators find sentences.

    >>> said = sentence("单位名册中没有“%(name)s”", name="市科计局")
    >>> said, said.msgid
    ('单位名册中没有“市科计局”', '单位名册中没有“%(name)s”')
    """
    told = {name: str(value) for name, value in values.items()}
    made = Sentence(msgid % told if told else msgid)
    made.msgid, made.values = msgid, told
    return made
