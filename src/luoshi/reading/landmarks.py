"""The fixed points of a work report that everything else hangs on: title, salutation, closing words.

A report is read aloud to an assembly, so its form is fixed: title, session, speaker, the salutation with the sentence
现在，我代表…报告工作, the body, and a closing 各位代表！…让我们…奋斗！ What lies around that is not the report's.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

# The words 政府工作报告, also with blanks or a line break between the characters.
# Sample: 政 府 工 作 报 告; near miss: 政府工作安排
REPORT_WORDS = r"政\s{0,4}府\s{0,4}工\s{0,4}作\s{0,4}(?:的\s{0,2})?报\s{0,4}告"
_REPORT_WORDS = re.compile(REPORT_WORDS)  # the sample and near miss above
# What shows that the words stand in a caption or a sentence.
# Sample: 省长某某作政府工作报告; near miss: 2022年临海市政府工作报告
_CAPTION = re.compile(r"作\s{0,2}政府|同志|听取|审议|讨论|通\s{0,2}知|解读|学习|贯彻|图解|。|；|，|,|我代表")
# The salutation with the sentence that opens the speech. Sample: 各位代表：现在，我代表某县政府报告工作
# near miss: 各位代表！市政府高度重视民生实事
SALUTATION = re.compile(
    r"各\s{0,2}位\s{0,2}代\s{0,2}表\s{0,2}(?:、[^\s。：:]{1,12})?[：:，,！!]\s{0,30}(?:同志们\s{0,2}[：:，,！!]\s{0,30})?"
    r"(?:现在|下面|今天|我|受|根据|请允许)[^。！\n]{0,60}?(?:代表|向)[^。！\n]{0,50}?(?:报\s{0,6}告|审议)"
)
# An address in the middle of the speech. Sample: 各位代表！实干…; near miss: 各位代表提出意见
ADDRESS = re.compile(r"(?:各位代表|同志们|各位代表、同志们)\s{0,2}[！!，,：:]")
# The words of a closing appeal. Sample: 让我们更加紧密地团结在…周围; near miss: 让我们更加清醒地看到
_APPEAL = re.compile(
    r"(?:让我们|我们要|我们将|我们一定)[^。！]{0,12}(?:团结|携手|高举|以习近平|同心|奋)"
    r"|而(?:不懈|努力|团结)?奋斗|(?:奋斗|贡献|篇章|辉煌|局面|胜利)！"
)
# The last words of a closing. Sample: 作出新的更大贡献！; near miss: 让我们奋斗不息，
_LAST_WORDS = re.compile(r"(?:奋斗|贡献|篇章|辉煌|局面|胜利|明天|未来|华章|答卷|伟业|目标|新业绩|前进)[^。！，]{0,6}！")
_STILL_CLOSING = ("谢谢", "让我们", "我们", "各位代表")
_LONG_CLOSING = 900  # characters from which a line holds more than the closing
_SENTENCE_END = "。！？!?”’…"
_CLOSING_REACH = 1600  # characters a closing may have at most
_TITLE = 60  # characters a title may have at most
# What follows a title in an endless line. Sample: 第一次人民代表大会, 2021年2月5日; near miss: 目标任务分解
_AFTER_TITLE = re.compile(r"人民代表大会|各位代表|\d{4}年\d{1,2}月\d{1,2}日")
_LINE = re.compile(r"[^\s][^\n]*")  # a line without the blanks before it; not a blank line
# What opens an annex or the colophon of an official document. Sample: 抄送：市委各部门; near miss: 附件上传系统
AFTERMATH = re.compile(
    r"(?:附件?|注释?|抄\s?送|名词注释|有关名词|主题词|责任编辑|编辑|来源|印发)\s{0,2}(?:[：:\d一二三（]|$)|(?:\d{1,2}[.．、]\s?)?名词解释|（?此件"
)
# What opens a colophon. Sample: 抄送：市委各部门; near miss: 抄送各县
COLOPHON = re.compile(
    r"(?:抄\s?送|主题词|责任编辑|责编|编辑)\s{0,2}[：:]"
    r"|(?:附件?\s{0,2}\d?\s{0,2}[：:]?\s{0,2}|\d{1,2}[.．、]\s?)?(?:有关)?名词(?:解释|注释)"
)
# An official notice that passes a report on, from 关于. Sample: 关于印发…政府工作报告的通知; near miss: 关于加强…的意见
_NOTICE = re.compile(r"关于\s{0,2}(?:印发|下达|转发|公布|下发|做好)[^。，；：]{2,90}?的\s{0,3}通\s{0,2}知")
_NOTICE_REACH = 6000  # characters from the beginning in which a notice stands
_NOTICE_ISSUER = 32  # characters the issuer's name may have
_ADDRESSES = 30  # addresses from the end among which the closing is looked for


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Offsets of a report's fixed points; -1 where the text has none."""

    title: int
    salutation: int
    body: int
    closing: int
    end: int


def line_at(text: str, at: int, low: int, high: int, reach: int | None = None) -> tuple[int, int]:
    """The line around `at` without white space at its ends, within `low`/`high` and `reach` characters around."""
    if reach is not None:
        low, high = max(low, at - reach), min(high, at + reach)
    start = max(low, text.rfind("\n", low, at) + 1)
    end = text.find("\n", at, high)
    end = high if end < 0 else end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def titles(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Where 政府工作报告 stands as a title: in a short line that is no sentence, or at the head of one endless line."""
    found = []
    for match in _REPORT_WORDS.finditer(text, low, high):
        start, _ = line_at(text, match.start(), low, high, _TITLE)
        _, end = line_at(text, match.end(), low, high, _TITLE)
        if end - start > _TITLE:  # an endless line: the title is its head, up to the words
            start = _inline_start(text, match.start(), start)
            end = match.end()
            if end - start > _TITLE or not _AFTER_TITLE.search(text, end, min(high, end + 160)):
                continue
        while text[start] in "#* ":
            start += 1
        if not _CAPTION.search(text[start:end]) and text[end : end + 1] not in ("》", "的"):
            found.append((start, end))
    return found


def find_notice(text: str, low: int, high: int) -> tuple[int, int] | None:
    """The words of the official notice that passes a report on, near the beginning of `text[low:high]`.

    >>> text = "某市人民政府关于印发政府工作报告的通知"
    >>> find_notice(text, 0, len(text)), find_notice("请遵照通知执行", 0, 7)
    ((0, 19), None)
    """
    high = min(high, low + _NOTICE_REACH)
    at = text.find("关于", low, high)
    while at >= 0:
        found = _NOTICE.match(text, at, high)
        if found:
            start = max(low, at - _NOTICE_ISSUER)
            start = max(start, *(text.rfind(mark, start, at) + 1 for mark in "\n。，："))
            while text[start].isspace():
                start += 1
            if at - start > 1:
                return start, found.end()
        at = text.find("关于", at + 2, high)
    return None


def _inline_start(text: str, at: int, floor: int) -> int:
    """Where a title begins inside a long line: behind the last sentence's end or wide blank."""
    start = max(floor, at - _TITLE)
    for mark in "。！？；：:\u3000\t|》】>）)":
        start = max(start, text.rfind(mark, start, at) + 1)
    while start < at and text[start].isspace():
        start += 1
    return start


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
    tail = low + (high - low) // 3  # annexes may be long, but nobody closes in the first third
    for match in reversed(deque(ADDRESS.finditer(text, tail, high), maxlen=_ADDRESSES)):
        if _APPEAL.search(text, match.end(), min(high, match.end() + _CLOSING_REACH)):
            return match.start()
    at = text.rfind("让我们", high - (high - low) // 6, high)
    if at < 0 or not _APPEAL.search(text, at, min(high, at + _CLOSING_REACH)):
        return -1
    return line_at(text, at, low, high, _CLOSING_REACH)[0]


def _end(text: str, closing: int, high: int) -> int:
    """Where the speech ends: behind the closing's last line of prose; `high` where there is no closing."""
    if closing < 0:
        return high
    end = closing
    for match in _LINE.finditer(text, closing, min(high, closing + _CLOSING_REACH)):
        line = match.group().rstrip()
        if AFTERMATH.match(line) or (_ended(text, closing, end) and not line.startswith(_STILL_CLOSING)):
            break
        words = next((w for w in _LAST_WORDS.finditer(line) if not line.startswith(_STILL_CLOSING, w.end())), None)
        if words and (len(line) > _LONG_CLOSING or AFTERMATH.match(line, words.end())):
            return match.start() + words.end()  # an endless line: the closing is its stretch up to the last words
        if len(line) > _LONG_CLOSING:
            return match.start() + max(line.rfind("。"), line.rfind("！")) + 1
        last = max(line.rfind(mark) for mark in "。！!？")
        unfinished = line[-1] in "，,、；" and len(line) > 4  # a sentence broken at a comma goes on in the next line
        if last < 0 and not unfinished:
            break
        rest = line[last + 1 :]
        unfinished = unfinished or rest.startswith(_STILL_CLOSING) or (len(rest) > 7 and "，" in rest)
        whole = unfinished or line[-1] in _SENTENCE_END
        end = match.start() + (len(line) if whole else last + 1)
        if not whole:
            break
    return end if end > closing else high


def _ended(text: str, closing: int, end: int) -> bool:
    """Whether the last words of a closing stand right before `end`."""
    words = deque(_LAST_WORDS.finditer(text, max(closing, end - 40), end), maxlen=1)
    return bool(words) and not text[words[0].end() : end].strip()
