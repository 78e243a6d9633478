"""Site furniture in pasted text: navigation, share bars, user cards, log-in prompts, imprints, what follows a report.

A text copied from a web page carries the page's furniture as short lines around the report. What is furniture is told
by a grammar over lines (made of furniture words, digits and separators only; or a label, a colon and a value; or a
page counter) and by place (before the title, behind the closing words), not by a list of sites.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from luoshi.reading.landmarks import AFTERMATH, COLOPHON, Landmarks, find_notice, landmarks

Span = tuple[int, int]

_LINE = re.compile(r"[^\s][^\n]*")  # a line without the blanks before it; not a blank line
_LONGEST = 80  # characters a line of furniture may have
_SHORTEST = 4  # characters from which a line amid a report may be furniture: 数据 may be a heading there
_COLOPHON = 600  # characters a colophon has at most
_TAIL_LINES = 40  # lines from the end in which a colophon is looked for where a text has no closing words
# A page counter. Sample: - 3 -, 第 3 页 共 10 页; near miss: 3.5, 第三部分
_COUNTER = re.compile(
    r"[-—–－]{1,2}\s?\d{1,4}\s?[-—–－]{1,2}"
    r"|第\s?\d{1,4}\s?页(?:[/，,\s]{0,3}共\s?\d{1,4}\s?页)?|共\s?\d{1,4}\s?页"
)
# A trail through a site, or its imprint. Sample: 首页 > 公文, Powered by X; near miss: 首页改版
_PLACE_ON_SITE = re.compile(
    r"(?:您?的?(?:当前|现在)?的?位置|(?:网站)?首页)\s{0,3}[:：>＞»/|]"
    r"|Powered by|Copyright|©|版权所有|\S{0,3}ICP备|\S{0,3}公网安备",
    re.IGNORECASE,
)
# A moment. Sample: 2026-02-03 09:02:33, 2022/1/5; near miss: 2022年工作安排
_MOMENT = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s{0,3}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?")
# An annex's first line. Sample: 附件1; near miss: 附近
_ANNEX = re.compile(r"附\s{0,2}件\s{0,2}[\d一二三]{0,2}|附\s{0,2}[：:]")
# An annex's line with nothing else on it. Sample: 附件：, 附件2; near miss: 附件：任务分解表
_BARE_ANNEX = re.compile(r"^[ \t\u3000]{0,4}附\s?件\s?[\d一二三四]{0,2}[：:]?[ \t\u3000]{0,4}$", re.MULTILINE)
_MOSTLY = 0.6  # share of a speech behind which a bare line 附件 ends it
# An annex that holds the livelihood list. Sample: 附件1 2026年省十件民生实事; near miss: 附件2 名词解释
_LIVELIHOOD_ANNEX = re.compile(
    r"附\s{0,2}件?\s{0,2}[\d一二三]{0,2}[：:]?\s{0,6}(?P<title>[^\n。]{0,30}(?:实事|民生项目)[^\n。]{0,12})"
)
_SEPARATORS = r"[\s\d:：|>＞»《》<·\-/~～—_,，.、\[\]【】()（）×•●©&+*!！?？#→↑↓=]"
_WORDS = {
    name: sorted(group["words"], key=len, reverse=True)
    for name, group in tomllib.loads(
        files("luoshi.reading").joinpath("data/chrome.toml").read_text(encoding="utf-8")
    ).items()
}
_FURNITURE_WORDS = sorted(
    {w for name, listed in _WORDS.items() if name != "label" for w in listed}, key=len, reverse=True
)
# Any furniture word, for a line of separators alone is none. Sample: 打印; near miss: ——
_FURNITURE_WORD = re.compile("|".join(map(re.escape, _FURNITURE_WORDS)))
# A line of furniture words and separators only; atomic, so that no line can be tried in many ways.
# Sample: 查看: 1008|回复: 0; near miss: 查看工作安排
_FURNITURE = re.compile(rf"(?:(?>{_FURNITURE_WORD.pattern}|{_SEPARATORS}))++")
# A label with a colon and a value. Sample: 来源：某某日报; near miss: 主要目标：生产总值增长6%
_LABEL = re.compile(rf"(?:{'|'.join(map(re.escape, _WORDS['label']))})\s{{0,3}}[:：]")


def chrome_spans(text: str) -> tuple[Span, ...]:
    r"""The stretches of a text that are site furniture or stand behind the report (but no livelihood list).

    Spans are half-open, in order, without overlap, and begin and end at characters that are no white space.

    >>> page = "首页 > 政务公开 > 正文\n某县政府工作报告\n各位代表：\n现在，我代表某县政府报告工作，请审议。"
    >>> page += "\n各位代表！让我们团结奋斗！\n分享到：微信 微博\n"
    >>> [page[start:end] for start, end in chrome_spans(page)]
    ['首页 > 政务公开 > 正文', '分享到：微信 微博']
    """
    marks = landmarks(text)
    lines = [(m.start(), m.start() + len(m.group().rstrip())) for m in _LINE.finditer(text)]
    before = head_end(text, 0, len(text), marks)
    after = tail_start(text, 0, len(text), marks)
    kept = [(a.start, a.end) for a in annexes(text, after, len(text)) if a.livelihood]
    found: list[Span] = []
    run: list[Span] = []
    for start, end in lines:
        if end <= before or (start >= after and not any(a <= start < b for a, b in kept)):
            found.append((start, end))
        elif start != marks.title and end - start <= _LONGEST and _is_candidate(text[start:end]):
            run.append((start, end))
            continue
        found.extend(_with_a_strong_line(text, run))
        run = []
    found.extend(_with_a_strong_line(text, run))
    return tuple(_merged(text, sorted(found)))


def _is_candidate(line: str) -> bool:
    return is_chrome(line) or _MOMENT.fullmatch(line) is not None


def _with_a_strong_line(text: str, run: list[Span]) -> list[Span]:
    """A run of possible furniture amid a report counts when one of its lines can be nothing else."""
    strong = any(end - start >= _SHORTEST and is_chrome(text[start:end]) for start, end in run)
    return run if strong else []


def is_chrome(line: str) -> bool:
    """Whether a line by itself is furniture.

    >>> [is_chrome(line) for line in ("查看: 1008|回复: 0", "来源：某某日报", "- 3 -")]
    [True, True, True]
    >>> [is_chrome(line) for line in ("一、2021年工作回顾", "2.5", "各位代表：")]
    [False, False, False]
    """
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return False
    if _COUNTER.fullmatch(line) or _PLACE_ON_SITE.match(line):
        return True
    if _LABEL.match(line):
        return "。" not in line
    found = _FURNITURE.fullmatch(line)
    return (
        found is not None
        and not line.replace(".", "").isdigit()
        and bool(_FURNITURE_WORD.search(line) or len(line) == 1)
    )


def head_end(text: str, low: int, high: int, marks: Landmarks) -> int:
    """Where the furniture before a report ends: at its title; before a notice only plain furniture counts."""
    limit = marks.salutation if marks.salutation >= 0 else min(high, low + 6000)
    notice = find_notice(text, low, limit)
    end = low
    if notice is None and marks.title >= 0 and marks.salutation >= 0:
        return marks.title
    for match in _LINE.finditer(text, low, notice[0] if notice else max(low, marks.title)):
        line = match.group().rstrip()
        if is_chrome(line) or _MOMENT.fullmatch(line):
            end = match.end()
    return end


def tail_start(text: str, low: int, high: int, marks: Landmarks) -> int:
    """Where the report is over: behind its closing words; without such, where colophon and furniture begin."""
    if marks.closing >= 0:
        return marks.end
    if marks.body >= 0 and (bare := _BARE_ANNEX.search(text, low + int((high - low) * _MOSTLY), high)):
        high = bare.start()
    tail = high
    only_furniture = True
    for start, end in _lines_from_end(text, low, high):
        line = text[start:end].strip()
        if COLOPHON.match(line) and (high - start < _COLOPHON or "解释" in line):
            return start
        only_furniture = only_furniture and (is_chrome(line) or _MOMENT.fullmatch(line) is not None)
        if only_furniture:
            tail = start
    return tail


def _lines_from_end(text: str, low: int, high: int) -> Iterator[Span]:
    """The last lines that are not blank, the last one first."""
    at = high
    for _ in range(_TAIL_LINES):
        while at > low and text[at - 1].isspace():
            at -= 1
        if at <= low:
            return
        start = max(low, text.rfind("\n", low, at) + 1)
        yield start, at
        at = start


@dataclass(frozen=True, slots=True)
class Annex:
    """A stretch behind the report; `title` is the place of its title where it holds the year's livelihood list."""

    start: int
    end: int
    title: Span | None = None

    @property
    def livelihood(self) -> bool:
        """Whether it is a part of the promise, and not a glossary, colophon or furniture."""
        return self.title is not None


def annexes(text: str, low: int, high: int) -> list[Annex]:
    """Cut what stands behind a report into annexes; all between two livelihood lists is one piece."""
    starts: list[tuple[int, Span | None]] = []
    for match in _LINE.finditer(text, low, high):
        line = match.group().rstrip()
        title = None
        if len(line) < 40 and (_ANNEX.match(line) or AFTERMATH.match(line)):
            named = _LIVELIHOOD_ANNEX.match(text, match.start())
            title = named.span("title") if named else None
        elif starts and (starts[-1][1] is None or not (len(line) >= _SHORTEST and is_chrome(line))):
            continue
        if not starts or title or starts[-1][1]:
            starts.append((match.start(), title))
    ends = [*(start for start, _ in starts[1:]), high][: len(starts)]
    return [Annex(start, end, title) for (start, title), end in zip(starts, ends, strict=True)]


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """Join spans that only white space parts."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
