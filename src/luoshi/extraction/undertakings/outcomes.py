"""Clauses that do not begin with their verb: a framed one (把…打造成), a named doer (某镇要…), an outcome."""

from __future__ import annotations

import re

from luoshi.extraction.lexicon.loading import alternation
from luoshi.extraction.lexicon.undertakings import Verb, undertaking_words
from luoshi.extraction.undertakings.clauses import Clause
from luoshi.extraction.undertakings.proofs import EVENT, REACHED, WISHED, event_stage, settle
from luoshi.extraction.undertakings.verbs import chain, skip_adverbs, verb_at

_WORDS = undertaking_words()
_SIGNS = _WORDS.signs
_EVENT_TAIL = 4  # characters at a clause's end in which an event told of its subject stands
_COMPARED = ("比", "较", "高于", "低于", "同比")  # a comparison with another year or place: no promise of its own
_NOT_COMPARED = ("比重", "比例", "比率", "较大", "较好", "较高")

_PREDICATE = alternation(list(_SIGNS["predicates"]))
# The predicate next to a figure. Sample: 总数突破60家, 增长约7%; near miss: 突破性进展
_REACH_FIGURE = re.compile(rf"(?P<verb>{_PREDICATE})(?:了|到)?(?:约|近)?(?=[\s\d])")
# The predicate of a clause that names its subject first. Sample: 收入稳步增长; near miss: 增长收入
_REACH = re.compile(_PREDICATE)
# Any digit. Sample: 交付3万套; near miss: 三万套
_FIRST_DIGIT = re.compile(r"\d")
# An examination passed. Sample: 通过国家卫生城市复评; near miss: 通过改革创新
_PASSED = re.compile(rf"通过[^，]{{1,30}}(?:{alternation(list(_SIGNS['examinations']))})$")
# Told, not promised. Sample: 是第一个五年, 提供了机遇; near miss: 是否, 了解
_TOLD = re.compile(r"是(?!否)|了(?!解)|已经|正在")
# Who shall do it stands before 要 or 将. Sample: 杜桥要创成小城市; near miss: 重要平台, 需要
_SHALL = re.compile(r"[^重主必需不首紧，。]{1,24}?[^重主必需不首紧，。](?:要|将)(?![求素点件道])")
# The verb behind 把 or 将. Sample: 把老城打造成景区; near miss: 把项目作为抓手
_TURNED = re.compile(alternation(list(_SIGNS["turned"])))
# The verb behind 在, 对, 与 and their like. Sample: 在城区推行, 与沪杭共建; near miss: 在全局中的地位
_FRAMED = re.compile(alternation(list(_SIGNS["framed"])))
# What stands between 以 and the verb. Sample: 以项目为抓手推进; near miss: 以人民为中心
_ABOUT = re.compile(f"为(?:{alternation(list(_SIGNS['about']))})(?=[一-龥])")


def is_comparison(text: str, at: int) -> bool:
    """Whether a comparison begins at `at`.

    >>> is_comparison("比去年增加300亿元", 0), is_comparison("比重达到3%", 0)
    (True, False)
    """
    return text.startswith(_COMPARED, at) and not text.startswith(_NOT_COMPARED, at)


def tells_of_subject(text: str, low: int, end: int) -> bool:
    """Whether a predicate stands next to a figure behind `low`.

    What stands next to the verb itself counts its object (服务超过300家).

    >>> tells_of_subject("研究经费增长7%", 2, 8), tells_of_subject("研究政策7项", 2, 7)
    (True, False)
    """
    return _REACH_FIGURE.search(text, low + 1, end) is not None


def remark(start: int, end: int, at: int, figure: bool) -> Clause:
    """A clause in which nothing is undertaken."""
    return Clause(start, end, at, at, None, figure=figure, subject_first=True)


def read_verbless(text: str, start: int, end: int, modal: int, at: int, figure: bool) -> Clause:
    """Read the clause `text[start:end]`, which has no verb at `at`.

    A modal (力争, 确保) stands at `modal` if that differs from `at`.

    >>> text = "上市公司总数突破60家"
    >>> clause = read_verbless(text, 0, len(text), 0, 0, True)
    >>> text[clause.verb_start:clause.verb_end], clause.stage
    ('突破', 'complete')
    """
    if text.startswith("通过", at) and _PASSED.match(text, at, end):
        return Clause(start, end, at, at + 2, REACHED, "win", "event", figure)
    if text.startswith(_WORDS.prepositions, at):
        framed = _framed(text, start, at, end, figure)
        if framed or at > modal or text.startswith(_WORDS.frames, at):
            return framed or remark(start, end, at, figure)
    if is_comparison(text, at):
        return remark(start, end, at, figure)
    shall = _SHALL.match(text, at, end) if text.find("要", at, end) > 0 or text.find("将", at, end) > 0 else None
    if shall:
        low = skip_adverbs(text, shall.end(), end)
        verb = verb_at(text, low, end)
        if verb:
            return clause_of(text, start, end, *chain(text, low, verb, end), figure)
    if _TOLD.search(text, at + 1, end):
        return remark(start, end, at, figure)
    event = EVENT.search(text, at, end)
    if event and (event.end() > end - _EVENT_TAIL or at > modal):
        return Clause(start, end, *event.span(), REACHED, event_stage(event[0]), "event", figure, True)
    return _outcome(text, start, end, modal, at, figure)


def clause_of(text: str, start: int, end: int, low: int, high: int, verb: Verb, figure: bool) -> Clause:
    """The clause whose verb stands at `text[low:high]`."""
    stage, proof, hope = settle(text, verb, high, end, figure)
    return Clause(start, end, low, high, verb.kind, stage, proof, figure, False, hope, verb.concluding)


def _framed(text: str, start: int, at: int, end: int, figure: bool) -> Clause | None:
    """The verb behind a preposition's frame, if the clause has one."""
    first = text[at]
    if first == "以":
        about = _ABOUT.search(text, at + 1, end)
        low = skip_adverbs(text, about.end(), end) if about else at
        verb = verb_at(text, low, end) if about else None
        return clause_of(text, start, end, *chain(text, low, verb, end), figure) if verb else None
    if first not in "把将在对与向就给通":
        return None
    found = (_TURNED if first in "把将" else _FRAMED).search(text, at + 1, end)
    if found is None:
        return None
    verb = verb_at(text, found.start(), end)
    if verb:
        return clause_of(text, start, end, *found.span(), verb, figure)
    return Clause(start, end, *found.span(), WISHED, figure=figure)


def _outcome(text: str, start: int, end: int, modal: int, at: int, figure: bool) -> Clause:
    """An outcome told with its own subject: 总数突破60家, or 力争 and 确保 with such an outcome."""
    near = _REACH_FIGURE.search(text, at, end) if figure else None
    reach = near or _REACH.search(text, at + 1, end)
    low, high = near.span("verb") if near else reach.span() if reach else (at, at)
    if figure and not reach:
        digit = _FIRST_DIGIT.search(text, at + 3, end)
        verb = verb_at(text, digit.start() - 2, digit.start()) if digit else None
        if digit and verb:  # 安置房交付3万套
            low, high = digit.start() - 2, digit.start()
            return Clause(start, end, low, high, REACHED, "complete", "direction", True, True)
    if at > modal:  # 力争 or 确保 stands before it
        if reach is None or not figure:
            return Clause(start, end, modal, modal + 2, WISHED, figure=figure)
        return Clause(start, end, low, high, REACHED, "complete", "direction", True, True)
    done = text[low:high] == "完成"
    if reach and (figure or done):
        return Clause(start, end, low, high, REACHED, "complete", "event" if done else "direction", figure, True)
    return Clause(start, end, low, high, None, figure=figure, subject_first=True)
