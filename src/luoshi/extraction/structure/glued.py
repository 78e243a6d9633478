"""Headings glued to their text: where a heading ends when the page that was copied has lost the line's end behind it.

`二、2021年工作安排今年是…` has no mark between heading and text. The end is told by the words that a heading ends with
and a text begins with. A guess, better than none: a chapter's role hangs on its heading.
"""

from __future__ import annotations

import re

from luoshi.extraction.lexicon.loading import alternation, load_lists

_LONGEST = 60  # characters a glued heading may have
_SHORTEST = 4
_CLAUSE = 26  # characters in which a heading of two clauses has its comma
_PLAIN = 45  # characters in which a heading with a full stop of its own ends
_SHARE = 0.6  # of a chapter's sections that must look glued before any is cut
# Characters behind which no heading ends, since the phrase goes on.
_GOES_ON = frozenset("和与及、的，,暨”》（(在对把将以向为")
# A year or a five-year plan that opens a sentence.
# Sample: 2021年是, “十四五”时期是; near miss: 2021年工作, 2021年主要任务
_DATED_OPENING = re.compile(
    r"20\d\d\s?年(?!(?:度)?(?:的)?(?:主要|重点|工作|目标|发展|经济社会|政府|及|和|、))|“?十[一二三四五六]五”?(?:时期|以来|期间)[是，,我]"
)
_COMMA = re.compile("[，,]")  # full-width and half-width; not 、
# A single blank that parts heading and text: between Chinese characters. Sample: 工作回顾 过去; near miss: 2019 年
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff”）]) (?=[\u4e00-\u9fff“（\d])")


# The words of each entry of the lexicon. Sample: final finds 回顾 in 工作回顾; near miss: 回望
_WORDS = {name: re.compile(alternation(listed)) for name, listed in load_lists("headings").items()}


def are_glued(text: str, sections: list[tuple[int, int]]) -> bool:
    """Whether the headings of a chapter's sections, given by where they begin and their text ends, run into their text.

    >>> glued = "加快完善水利基础体系实施河道治理行动。"
    >>> are_glued(glued, [(0, len(glued))]), are_glued("强工业，增强发展后劲。", [(0, 11)])
    (True, False)
    """
    cuts = [_section_cut(text, start, limit) for start, limit in sections]
    return bool(cuts) and sum(cut >= 0 for cut in cuts) >= _SHARE * len(cuts)


def chapter_end(text: str, start: int, limit: int) -> int:
    """The end of a chapter's heading that begins at `start` and is glued to its text.

    >>> text = "2021年主要目标和重点工作2021年是开局之年。"
    >>> text[: chapter_end(text, 0, len(text))]
    '2021年主要目标和重点工作'
    """
    limit = min(limit, start + _LONGEST)
    ends = [m.end() for m in _WORDS["final"].finditer(text, start + _SHORTEST - 2, limit)]
    blank = _BLANK.search(text, start + _SHORTEST, limit)
    opened = next((e for e in ends if _opens(text, e, "chapter-opening")), -1)
    if blank and (opened < 0 or blank.start() < opened):
        return blank.start()
    if opened >= 0:
        return opened
    stop = text.find("。", start, start + _PLAIN)
    if stop >= 0:
        return stop
    cut = next((e for e in ends if _opens(text, e, "section-opening")), -1)
    if cut < 0:
        cut = _section_cut(text, start, limit)
    if cut >= 0:
        return cut
    likely = [e for e in ends if text[e : e + 1] not in _GOES_ON and not _WORDS["final"].match(text, e)]
    return likely[0] if likely else section_end(text, start, limit)


def _opens(text: str, at: int, opening: str) -> bool:
    return bool(_WORDS[opening].match(text, at) or _DATED_OPENING.match(text, at))


def section_end(text: str, start: int, limit: int) -> int:
    """The end of a section's heading that begins at `start` and is glued to its text; up to its comma in doubt.

    >>> text = "强工业稳增长，培育发展新动能深入实施技改行动。"
    >>> text[: section_end(text, 0, len(text))]
    '强工业稳增长，培育发展新动能'
    """
    cut = _section_cut(text, start, limit)
    if cut >= 0:
        return cut
    stop = text.find("。", start, limit)
    limit = min(limit if stop < 0 else stop, start + _LONGEST)
    clauses = [m.start() for m in _COMMA.finditer(text, start, limit)]
    if len(clauses) < 2:
        return limit
    verbs = _WORDS["section-opening"].finditer(text, clauses[0] + 1 + _SHORTEST, clauses[1])
    return next((m.start() for m in verbs if text[m.start() - 1] not in _GOES_ON), clauses[1])


def _section_cut(text: str, start: int, limit: int) -> int:
    """Where a verb that opens a text follows a noun that ends a heading, before the first full stop; -1 if nowhere."""
    stop = text.find("。", start, limit)
    limit = min(limit if stop < 0 else stop, start + _LONGEST)
    blank = _BLANK.search(text, start + _SHORTEST, limit)
    if blank:
        return blank.start()
    comma = max(text.find(mark, start, min(limit, start + _CLAUSE)) for mark in "，,")
    floor = comma + 1 if comma >= 0 else start
    shortest = _SHORTEST if comma >= 0 else 2 * _SHORTEST - 1
    for found in _WORDS["section-opening"].finditer(text, floor + shortest, limit):
        if _WORDS["noun"].match(text, found.start() - 2):
            return found.start()
    return -1
