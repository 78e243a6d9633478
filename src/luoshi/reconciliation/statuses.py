"""What status words of a table of progress say (已完成, 达进度, 欠进度, 未启动), and shares of what was to be done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from luoshi.extraction.lexicon.loading import alternation
from luoshi.reconciliation.vocabulary import words

Status = Literal["done", "advanced", "behind", "not-begun", "missed", "dropped"]

_STATUSES: tuple[Status, ...] = ("done", "advanced", "behind", "not-begun", "missed", "dropped")
_LONGEST = 16  # characters of a clause that is nothing but a status
_WHOLE = 100.0
# Marks that part the clauses of a cell, and the number that may open one. Sample: 。 and 1. ; near miss: 1.5
_MARKS = re.compile(r"[，。；！,;\n\t（(）)、：:]|^\s{0,9}\d{1,2}[.、．](?!\d)")
# Blanks within words of a cell. Sample: the one in 已 完成; near miss: an empty cell
_BLANKS = re.compile(r"\s+")
# A share of what was to be done, alone in its cell. Sample: 57%, 57%（甲镇偏慢）; near miss: 增长57%
_SHARE = re.compile(r"^\s{0,9}(\d{1,4}(?:\.\d{1,4})?)\s?[%％]\s{0,9}(?:$|[（(，。；])")
# The same said in words. Sample: 完成率120%, 完成年度目标的106.7%, 占全年计划的98%; near miss: 完成投资增长8%
_SAID_SHARE = re.compile(
    r"(?:完成率|完成比例|完成进度|(?:完成|占|达到?|为)(?:全年|年度|年初|预期){0,2}(?:目标|任务|计划){1,2}数?)(?:达到?|为|的|已){0,2}(\d{1,4}(?:\.\d{1,4})?)[%％]"
)
_MEANINGS: Mapping[str, Status] = {word: status for status in _STATUSES for word in words(f"status-{status}")}
# Any status word. Sample: 未完成, which holds 完成; near miss: 完整
_STATUS = re.compile(alternation(_MEANINGS))
# What stands beside a status word without adding to it. Sample: 年度目标任务; near miss: 前期工作
_FILLERS = re.compile(alternation(words("status-fillers")))


def status_of(cell: str) -> Status | None:
    """What the cell of a column of status words says; None where it says nothing known.

    >>> status_of("达到序时进度"), status_of("未完成"), status_of("100%"), status_of("绿")
    ('advanced', 'missed', 'done', None)
    """
    bare = _BLANKS.sub("", cell)
    if not bare:
        return None
    found = _STATUS.search(bare)
    return _MEANINGS[found[0]] if found else share_of(bare)


def status_in(text: str) -> tuple[Status, str] | None:
    """The status that a text of progress says by itself, and the words that say it; the first one counts.

    A clause counts that is a status and nothing else: that something of it is done (已完成前期工作) says nothing of it.

    >>> status_in("已完成年度目标任务，新建公园32座。"), status_in("已完成前期工作。")
    (('done', '已完成年度目标任务'), None)
    """
    for clause in _MARKS.split(text):
        bare = _BLANKS.sub("", clause or "")
        if 2 <= len(bare) <= _LONGEST and (found := _STATUS.search(bare)):
            rest = bare[: found.start()] + "\0" + bare[found.end() :]
            if not _FILLERS.sub("", rest).strip("\0"):
                return _MEANINGS[found[0]], bare
    share = share_of(text)
    return None if share is None else (share, _BLANKS.sub("", _said(text)))


def share_of(text: str) -> Status | None:
    """What a share of the work says: all of it is done, or only some.

    >>> share_of("57%（甲镇偏慢）"), share_of("完成率120%"), share_of("增长57%")
    ('advanced', 'done', None)
    """
    found = _SHARE.search(text) or _SAID_SHARE.search(text)
    if found is None:
        return None
    return "done" if float(found[1]) >= _WHOLE else "advanced"


def _said(text: str) -> str:
    found = _SHARE.search(text) or _SAID_SHARE.search(text)
    return found[0].strip("（(，。； ") if found else ""
