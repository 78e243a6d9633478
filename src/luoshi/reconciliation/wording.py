"""What an indicator's words say: the thing itself, who recognises it, what size it must have, what is done to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from luoshi.extraction.concepts import even
from luoshi.extraction.lexicon.indicator_lexicon import wording
from luoshi.extraction.lexicon.loading import alternation
from luoshi.reconciliation.vocabulary import words

_SHORTEST = 2  # characters of an indicator below which nothing more is taken off it
# A size that things counted must have. Sample: 5亿元以上, 千万元以上; near miss: 规上
_SIZE = re.compile(
    r"[\d.一二三四五六七八九十百千万亿]{1,10}(?:元|美元|吨|吨级|平方米|亩|人|公里|千瓦)?"
    r"(?:及?以上|以下|级以上)"
)
# Who recognises the thing. Sample: 省级, 国家级, at the front 省; near miss: 省道, 市场
_LEVEL = re.compile(
    f"(?:{alternation([even(word) for word in words('levels') if len(even(word)) > 1])})"
    "|^(?:省(?![道内外会际市区县])|市(?![场政区容民县域])|县(?![域城长级])|国家)"
)
# What a figure is held beside, which is no part of it. Sample: 增速高于规上工业; near miss: 高速
_BESIDE = re.compile("(?:增速)?(?:高于|低于|快于|慢于|高出)")
# Neutral words in front, and what is done to the thing. Sample: 新增, 全市; near miss: 新能源
_FRONT = re.compile("^(?:" + alternation([*wording().prefixes, *map(even, words("actions"))]) + ")")
# What stands behind and tells nothing. Sample: 总数, 项目; near miss: 项目部
_BEHIND = re.compile("(?:" + alternation([*wording().suffixes, *map(even, words("tails"))]) + ")$")


@dataclass(frozen=True, slots=True)
class Wording:
    """An indicator's words apart: `core` is the thing, evened out; `levels` and `sizes` narrow it; `whole` is all."""

    whole: str
    core: str
    levels: frozenset[str]
    sizes: frozenset[str]


@lru_cache(maxsize=1 << 15)
def wording_of(indicator: str) -> Wording:
    """Take an indicator's words apart.

    >>> found = wording_of("新增省级产业创新服务综合体")
    >>> found.core, sorted(found.levels), wording_of("5亿元以上产业投资项目").core
    ('产业创新服务综合体', ['省'], '产业投资')
    """
    whole = _BESIDE.split(even(indicator), maxsplit=1)[0] or even(indicator)
    plain = _stripped(whole)
    sizes = frozenset(_SIZE.findall(plain))
    core = _stripped(_SIZE.sub("", plain))
    levels = frozenset(found.removesuffix("级") for found in _LEVEL.findall(core))
    core = _stripped(_LEVEL.sub("", core)) or core
    return Wording(whole, core, levels, sizes)


def _stripped(text: str) -> str:
    """A wording without the neutral words at its ends, as long as something is left that says what it is."""
    for pattern in (_FRONT, _BEHIND):
        while True:
            shorter = pattern.sub("", text, count=1)
            if shorter == text or len(shorter) < _SHORTEST:
                break
            text = shorter
    return text


@lru_cache(maxsize=1 << 15)
def grams(core: str) -> frozenset[str]:
    """A wording's characters alone and in pairs.

    >>> sorted(grams("绿道网"))
    ['绿', '绿道', '网', '道', '道网']
    """
    return frozenset(core) | {core[at : at + 2] for at in range(len(core) - 1)}
