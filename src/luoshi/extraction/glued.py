"""Headings glued to their text: where a heading ends when the page that was copied has lost the line's end behind it.

`二、2021年工作安排今年是…` has no mark between heading and text. The end is told by the words a heading ends with and a text
begins with. A guess, better than none: a chapter's role hangs on its heading.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from statistics import median

_LONGEST_CHAPTER = 60
_LONGEST_SECTION = 60
_SHORTEST = 4
# Characters behind which no heading ends, since the phrase goes on.
_GOES_ON = frozenset("和与及、的，,暨”》（(在对把将以向为")
# A year or a five-year plan that opens a sentence. Sample: 2021年是, “十四五”时期是, “十四五”以来; near miss: 2021年工作
_DATED_OPENING = re.compile(r"(?:20\d\d\s?年(?!(?:度)?(?:的)?(?:主要|重点|工作|目标|发展|经济社会|政府))|“?十[一二三四五六]五”?(?:时期|以来|期间)[是，,我])")
# A single blank that parts heading and text: between Chinese characters. Sample: 工作回顾 过去; near miss: 2019 年
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff”）]) (?=[\u4e00-\u9fff“（\d])")
_STYLE = 34  # characters: when first sentences are longer than this in the median, headings are glued


@cache
def _words(name: str) -> re.Pattern[str]:
    entry = tomllib.loads(files("luoshi.extraction").joinpath("lexicon/headings.toml").read_text(encoding="utf-8"))[name]
    return re.compile("|".join(map(re.escape, sorted(entry["words"], key=len, reverse=True))))


def is_glued(sentences: list[str]) -> bool:
    """Whether headings run into their text without a stop, by the first sentences behind the marks of a document.

    >>> is_glued(["强工业", "惠民生，办实事"]), is_glued(["强工业坚持把实体经济作为着力点，加快产业升级，提高质量效益，增强发展后劲和竞争力"])
    (False, True)
    """
    return bool(sentences) and median(map(len, sentences)) > _STYLE


def chapter_end(text: str, start: int, limit: int) -> int:
    """The end of a chapter's heading that begins at `start` and is glued to its text.

    >>> text = "2021年主要目标和重点工作2021年是开局之年。"
    >>> text[: chapter_end(text, 0, len(text))]
    '2021年主要目标和重点工作'
    """
    limit = min(limit, start + _LONGEST_CHAPTER)
    blank = _BLANK.search(text, start + _SHORTEST, limit)
    if blank:
        return blank.start()
    final, opening = _words("final"), _words("chapter-opening")
    guess = -1
    for found in final.finditer(text, start + _SHORTEST - 2, limit):
        end = found.end()
        if text[end : end + 1] in _GOES_ON or final.match(text, end):
            continue
        if opening.match(text, end) or _DATED_OPENING.match(text, end):
            return end
        if guess < 0:
            guess = end
    return guess if guess >= 0 else section_end(text, start, limit)


def section_end(text: str, start: int, limit: int) -> int:
    """The end of a section's heading that begins at `start` and is glued to its text.

    >>> text = "促进消费和投资良性互动，有效释放内需潜力深入实施提振消费专项行动。"
    >>> text[: section_end(text, 0, len(text))]
    '促进消费和投资良性互动，有效释放内需潜力'
    """
    stop = text.find("。", start, limit)
    limit = min(limit if stop < 0 else stop, start + _LONGEST_SECTION)
    blank = _BLANK.search(text, start + _SHORTEST, limit)
    if blank:
        return blank.start()
    comma = max(text.find(mark, start, min(limit, start + 26)) for mark in "，,")
    floor = comma + 1 if comma >= 0 else start
    for found in _words("section-opening").finditer(text, floor + _SHORTEST, limit):
        if text[found.start() - 1] not in _GOES_ON:
            return found.start()
    return comma if comma >= 0 else limit
