"""The fixed points of a work report that everything else hangs on: title, salutation, closing words.

A report is read aloud to an assembly, so its form is fixed: a title, the session, the speaker, the salutation with the
sentence 现在，我代表…报告工作, the body, and a closing 各位代表！…让我们…奋斗！ What lies before or behind is not the report's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# White space inside a line. Spelled out because \s would run over the line's end.
BLANK = "[ \\t\u3000\xa0]"
# The words 政府工作报告, also with blanks or a line break between the characters.
# Sample: 政 府 工 作 报 告; near miss: 政府工作安排
REPORT_WORDS = r"政\s{0,4}府\s{0,4}工\s{0,4}作\s{0,4}(?:的\s{0,2})?报\s{0,4}告"
_REPORT_WORDS = re.compile(REPORT_WORDS)
# What shows that the words stand in a caption or a sentence. Sample: 省长某某作政府工作报告; near miss: 2022年临海市政府工作报告
_CAPTION = re.compile(r"作\s{0,2}政府|同志|听取|审议|讨论|解读|学习|贯彻|图解|。|；|，|,|我代表")
# The salutation with the sentence that opens the speech. Sample: 各位代表：现在，我代表市人民政府，向大会报告政府工作
# near miss: 各位代表！市政府高度重视民生实事
SALUTATION = re.compile(
    r"各\s{0,2}位\s{0,2}代\s{0,2}表\s{0,2}(?:、[^\s。：:]{1,12})?[：:，,！!]\s{0,9}(?:同志们\s{0,2}[：:，,！!]\s{0,9})?"
    r"(?:现在|下面|今天|我|受)[^。！\n]{0,60}?(?:代表|向)[^。！\n]{0,50}?(?:报\s{0,6}告|审议)"
)
# An address in the middle of the speech. Sample: 各位代表！实干…; near miss: 各位代表提出意见
ADDRESS = re.compile(r"(?:各位代表|同志们|各位代表、同志们)\s{0,2}[！!，,：:]")
# The words of a closing appeal. Sample: 让我们更加紧密地团结在…周围; near miss: 让我们更加清醒地看到
_APPEAL = re.compile(
    r"(?:让我们|我们要|我们将|我们一定)[^。！]{0,12}(?:团结|携手|高举|以习近平|同心|奋)"
    r"|而(?:不懈|努力|团结)?奋斗|(?:奋斗|贡献|篇章|辉煌|局面|胜利)！"
)
_SENTENCE_END = "。！？!?”’…"
_CLOSING_REACH = 1600  # characters a closing may have at most
_LINE = re.compile(r"[^\s][^\n]*")
# What opens an annex or the colophon of an official document. Sample: 抄送：市委各部门; near miss: 附件上传系统
AFTERMATH = re.compile(
    r"(?:附件?|注释?|抄\s?送|名词注释|有关名词|主题词|责任编辑|编辑|来源|印发)\s{0,2}(?:[：:\d一二三（]|$)|名词解释|（?此件"
)


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Offsets of a report's fixed points; -1 where the text has none."""

    title: int
    salutation: int
    body: int
    closing: int
    end: int


def line_at(text: str, at: int, low: int, high: int) -> tuple[int, int]:
    """The line around `at`, clipped to `low`/`high`, white space at both ends left out."""
    start = max(low, text.rfind("\n", low, at) + 1)
    end = text.find("\n", at, high)
    end = high if end < 0 else end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def titles(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Lines that look like a report's title: the words 政府工作报告 in a short line that is no sentence."""
    found = []
    for match in _REPORT_WORDS.finditer(text, low, high):
        start, _ = line_at(text, match.start(), low, high)
        _, end = line_at(text, match.end(), low, high)
        line = text[start:end]
        if len(line) <= 60 and not _CAPTION.search(line):
            found.append((start, end))
    return found


def landmarks(text: str, low: int = 0, high: int | None = None) -> Landmarks:
    """Find the fixed points of the report that stands in `text[low:high]`."""
    high = len(text) if high is None else high
    opened = SALUTATION.search(text, low, high)
    salutation = opened.start() if opened else -1
    before = titles(text, low, salutation if opened else min(high, low + 3000))
    title = before[-1][0] if before else -1
    body = _sentence_end(text, opened.end(), high) if opened else -1
    closing = _closing(text, max(body, low), high)
    return Landmarks(title, salutation, body, closing, _end(text, closing, high))


def _sentence_end(text: str, at: int, high: int) -> int:
    """The end of the sentence that `at` stands in (the opening sentence of the speech)."""
    stop = text.find("。", at, min(high, at + 160))
    if stop < 0:
        stop = text.find("\n", at, min(high, at + 160))
    return high if stop < 0 else stop + 1


def _closing(text: str, low: int, high: int) -> int:
    """The start of the closing appeal: the last address near the end that holds its words, else -1."""
    tail = max(low, high - (high - low) // 3)
    for match in reversed(list(ADDRESS.finditer(text, tail, high))):
        if _APPEAL.search(text, match.end(), min(high, match.end() + _CLOSING_REACH)):
            return match.start()
    at = max(text.rfind(words, tail, high) for words in ("让我们更加紧密", "让我们紧密", "让我们高举"))
    return line_at(text, at, low, high)[0] if at >= 0 else -1


def _end(text: str, closing: int, high: int) -> int:
    """Where the speech ends: behind the closing's last line of prose; `high` where there is no closing."""
    if closing < 0:
        return high
    end = closing
    for match in _LINE.finditer(text, closing, min(high, closing + _CLOSING_REACH)):
        line = match.group().rstrip()
        if AFTERMATH.match(line):
            break
        last = max(line.rfind(mark) for mark in "。！!？")
        if last < 0 and not (line[-1] in "，,、；：" and len(line) > 4):
            break
        end = match.start() + (len(line) if line[-1] in "，,、；：" + _SENTENCE_END else last + 1)
        if end < match.start() + len(line):
            break
    return end if end > closing else high
