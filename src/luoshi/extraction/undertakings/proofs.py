"""What would prove an undertaking: the stage that it promises and the sign by which it is seen."""

from __future__ import annotations

import re

from luoshi.extraction.lexicon.loading import alternation
from luoshi.extraction.lexicon.undertakings import Proof, Stage, Verb, VerbClass, undertaking_words

_WORDS = undertaking_words()
_SIGNS = _WORDS.signs
_CAUSATIVE_TAIL = 60  # characters behind a causative verb in which its event is looked for
_NAMED = 3  # characters that the name of what is to happen has at least
# A clause that ends so is a matter of preparation: 做好大桥项目前期, 推进规划编制.
PREPARED = ("前期", "前期工作", "前期研究", "前期论证", "前期准备", "编制", "修编")
_NOTHING = (*_WORDS.vague, *_WORDS.anything)
_UNMEASURED = frozenset({"突破", "达到", "取得", "赢得", "夺取"})  # results only when a figure stands with them
_ON_THE_WAY: frozenset[Stage] = frozenset({"advance", "plan", "start"})
_CARRIED_OUT = frozenset({"开展", "实施"})
_HELD = frozenset({"开展", "做好", "抓好", "参加"})
_FOUND = frozenset({"建立", "搭建", "共建"})

# An event told inside a clause. Sample: 创成5A级景区, 通过验收; near miss: 建成区, 验收标准, 文明创建
# (Each word with its own look-ahead: so every branch begins with a letter, and the search leaps to where one stands.)
EVENT = re.compile(
    "|".join(f"{word}(?![区率前面难标条])" for word in sorted(_WORDS.events, key=len, reverse=True))
    + r"|创建(?=[一-龥“\d]{4})(?!工作|活动|行动|成果)"
)
# Trials, censuses and gatherings. Sample: 开展国家试点; near miss: 开展专项整治
_GATHERING = re.compile(alternation(list(_SIGNS["gatherings"])))
# Named programmes. Sample: 实施质量提升行动; near miss: 实施精细化管理
_PROGRAMME = re.compile(f"(?:{alternation(list(_SIGNS['programmes']))})$")
# What is staged. Sample: 办好民营企业节; near miss: 办好特殊教育
_STAGED = re.compile(alternation([*_SIGNS["staged"], *_SIGNS["gatherings"]]))
# Things that are there once they are set up. Sample: 建立产业基金; near miss: 建立长效机制
_FOUNDED = re.compile(f"(?:{alternation(list(_SIGNS['founded']))})$")
# Results that can be seen. Sample: 实现县县通高速; near miss: 实现新跨越
_SEEN = re.compile(alternation(list(_SIGNS["seen"])) + "|[一-龥]连[冠创]")
# Names of what is striven for. Sample: 争取国家试点; near miss: 争取更多支持
_TITLE = re.compile(alternation(list(_SIGNS["titles"])))


def event_stage(word: str) -> Stage:
    """The stage that an event found by EVENT promises."""
    return _WORDS.events.get(word, "win")


def settle(text: str, verb: Verb, high: int, end: int, figure: bool) -> tuple[Stage, Proof, bool]:
    """Stage, proof and whether it is but a hope, for a verb that ends at `high` in a clause that ends at `end`.

    >>> from luoshi.extraction.undertakings.verbs import verb_at
    >>> text = "推动城北枢纽开工"
    >>> settle(text, verb_at(text, 0, 8), 2, 8, False)
    ('start', 'event', False)
    """
    kind = verb.kind
    if text.endswith(PREPARED, high, end) and kind.stage in _ON_THE_WAY:
        return "plan", "direction", False
    if verb.plain:
        return kind.stage, "direction", False
    hope = verb.word[0] == "争"
    if verb.causative:
        event = EVENT.search(text, high, min(end, high + _CAUSATIVE_TAIL))
        if event and event.start() >= high + _NAMED and not text.startswith(_NOTHING, high):
            return event_stage(event[0]), "event", hope or event[0] in ("争创", "创建")
    if kind.proof == "quantity":
        return (kind.stage, "quantity", hope) if figure else ("advance", "direction", hope)
    if kind.proof == "event":
        vague = high == end or text.startswith(_WORDS.vague, high) or text.endswith(_WORDS.vague, high, end)
        return kind.stage, "direction" if vague else "event", hope
    return _settle_direction(text, verb, high, end, figure, hope)


def _settle_direction(
    text: str, verb: Verb, high: int, end: int, figure: bool, hope: bool
) -> tuple[Stage, Proof, bool]:
    stage, last = verb.kind.stage, verb.word[-2:]
    if stage == "complete":
        if verb.word in _UNMEASURED:
            return ("complete" if figure else "advance"), "direction", hope
        return "complete", "event" if _SEEN.search(text, high, end) else "direction", hope
    if stage == "win":
        if _TITLE.search(text, high, end) and not text.startswith(_WORDS.vague, high):
            return "win", "event", hope
        return ("win" if hope else "advance"), "direction", hope
    if last == "办好" and _STAGED.search(text, high, end):
        return "complete", "event", hope
    if last in _CARRIED_OUT and end > high + _NAMED and _PROGRAMME.search(text, high, end):
        return stage, "event", hope
    if last in _HELD and _GATHERING.search(text, high, end):
        return stage, "event", hope
    if last in _FOUND and _FOUNDED.search(text, high, end):
        return "complete", "event", hope
    return stage, "direction", hope


# An outcome told with its own subject, as headline targets are, and a mere wish.
REACHED = VerbClass("complete", "direction", _WORDS.lacks["amount"])
WISHED = VerbClass("advance", "direction", _WORDS.lacks["outcome"])
