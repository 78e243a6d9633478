"""Finding the verb of an undertaking: what stands before it, the longest verb, and verbs that form one."""

from __future__ import annotations

import re

from luoshi.extraction.lexicon.undertakings import Verb, undertaking_words

_WORDS = undertaking_words()
VERBS, ADVERBS, SHORT_ADVERBS = _WORDS.verbs, _WORDS.adverbs, _WORDS.short_adverbs
COMPLEMENTS = frozenset("好牢实强优活密入")  # a verb that ends so joins the verb before it: 建好用好
AND = frozenset("和并、")
_MOST_LEADS = 6

# What opens a clause and is no part of the undertaking: item marks, conjunctions, times.
# Sample: （一）, 1., 一是, 到2025年, 年底前, 同时; near miss: 1.5万个, 一是一
_LEAD = re.compile(
    r"(?:[\s—●•■◆]{1,8}|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、](?!\d)|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}(?:、|是(?:要)?)"
    r"|(?:力争)?(?:到|在|至)?(?:20\d\d\s?年|今年|明年|全年|年内|年底|年末|上半年|下半年"
    r"|(?:今后|未来)[一-龥]年|(?:[一二两三四五六七八九十]|\d{1,2})(?:到[一二两三四五六七八九十])?年(?:时间)?内|[一-龥\d]{1,2}月(?:份|底|末)?|“十[一-龥]五”(?:时期|期间)?|[一二三四]季度)(?:底|末)?(?:以?前|内)?"
    r"|我们|同时|此外|另外|并且|其中|[“‘])"
)
LEAD_FIRST = frozenset(
    "\u3000 \t\n\xa0—●•■◆“‘（(0123456789①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十力到在至今明全年上下未我同此另并其两"
)


def skip_lead(text: str, start: int, end: int) -> int:
    """Where the undertaking begins: behind item marks, conjunctions and times.

    >>> text = "（一）到2025年，建成"
    >>> text[skip_lead(text, 0, 9):]
    '，建成'
    """
    at = start
    for _ in range(_MOST_LEADS):
        if at >= end or text[at] not in LEAD_FIRST:
            break
        lead = _LEAD.match(text, at, end)
        if lead is None:
            break
        at = lead.end()
    return at


def skip_adverbs(text: str, at: int, end: int) -> int:
    """Where the verb may begin: behind adverbs.

    >>> skip_adverbs("进一步深入推进", 0, 7)
    5
    """
    while at < end:
        words = ADVERBS.get(text[at : at + 2])
        if not words:
            if text[at] not in SHORT_ADVERBS:
                return at
            at += 1
            continue
        for word in words:
            if text.startswith(word, at):
                at += len(word)
                break
        else:
            return at
    return end


def verb_at(text: str, at: int, end: int) -> Verb | None:
    """The longest verb that begins at `at` and is no noun.

    >>> verb_at("建成投用水厂", 0, 6).word, verb_at("建成区面积", 0, 5)
    ('建成投用', None)
    """
    verbs = VERBS.get(text[at : at + 2])
    if verbs is None:
        return None
    for verb in verbs:
        if (verb.length == 2 or text.startswith(verb.word, at)) and at + verb.length <= end:
            return None if verb.nouns and text.startswith(verb.nouns, at) else verb
    return None


def chain(text: str, at: int, verb: Verb, end: int) -> tuple[int, int, Verb]:
    """Start, end and ruling verb of the verbs that stand together at `at`.

    Coordinated verbs (激发和保护, 新建、改造, 建好用好) are one, so are verbs that say nearly the same (规范提升).
    A light verb is one with the verb behind it; the one that says more rules (推进 in 加快推进, 启动 in 启动编制).
    坚持 gives way to what is done.

    >>> text = "加快推进水厂"
    >>> chain(text, 0, verb_at(text, 0, 6), 6)[:2]
    (0, 4)
    """
    high = at + verb.length
    if high >= end:
        return at, high, verb
    if text[high] in AND:
        return at, _coordinated(text, high, end), verb
    principle = verb.kind.principle
    if principle:
        if verb.word != "坚持":
            return at, high, verb
    elif high + 1 < end and text[high + 1] in COMPLEMENTS and _is_verb(text, high, end):
        return at, high + 2, verb
    elif verb.joining:
        other = verb_at(text, high, end)
        if other and other.joined and high + other.length < end:
            return at, high + other.length, verb
    if not (verb.light or principle):
        return at, high, verb
    low = skip_adverbs(text, high, end)
    second = verb_at(text, low, end)
    if second is None or not second.chained or _is_thing(text, low, verb, second, end):
        return at, high, verb
    if principle:
        return low, low + second.length, second
    return at, low + second.length, second if verb.kind.stage == "advance" else verb


def _coordinated(text: str, high: int, end: int) -> int:
    """Where the verbs end that are joined by 和, 并 and 、 from `high` on, with an object behind the last one."""
    last = high
    while last < end and text[last] in AND:
        other = verb_at(text, last + 1, end)
        if other is None or last + 1 + other.length >= end:
            break
        last += 1 + other.length
    return last


def _is_verb(text: str, at: int, end: int) -> bool:
    """Whether a verb of two characters stands at `at`."""
    verb = verb_at(text, at, end)
    return verb is not None and verb.length == 2


def _is_thing(text: str, low: int, verb: Verb, second: Verb, end: int) -> bool:
    """Whether the second verb, at `low`, is a thing: 统筹发展和安全, or begins a paper's name: 实施提升品质行动."""
    high = low + second.length
    if high < end and text[high] in AND and _coordinated(text, high, end) == high:
        return True
    return verb.takes and not second.takes and text.endswith(_WORDS.papers, high, end)
