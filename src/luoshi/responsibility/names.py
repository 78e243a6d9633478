"""What is the name of a unit, of a person, of a deadline: tests of shape, none of them a register."""

from __future__ import annotations

import re

from luoshi.responsibility.departments import is_known
from luoshi.responsibility.vocabulary import alternation, load, words

_LEVELS = "".join(words("units", "levels"))
_SUFFIX = rf"(?:{alternation(words('units', 'suffixes'))})"
# A whole unit's name: no marks of running text, a unit's last word, perhaps a bracket behind it.
# Samples: 市发展改革委, 各县（市、区）政府, 市“三改一拆”办; near misses: 加快建设, 完成20个.
_UNIT_END = re.compile(rf"{_SUFFIX}(?:[（(][^（()）]{{1,40}}[）)])?$")
# How the name of a unit opens: 市…, 各…, 国网…; near miss: 市、县.
_UNIT_START = re.compile(rf"(?:[{_LEVELS}](?![，。；、])|{alternation(words('units', 'openers'))})")
# A name that stands for many units: 各县（市、区）政府, 市级相关单位; near miss: 市财政局.
_GROUP = re.compile(
    rf"^(?:{alternation(words('units', 'groups', 'openings'))})|(?:{alternation(words('units', 'groups', 'inside'))})"
)
# Marks of running text: 的, ，, %; near miss: 、, which lists hold.
_SENTENCE = re.compile(alternation(words("units", "sentence_marks")))
# A verb that opens a task: 加快, 推进; matched at the start only. Near miss: 市推进办.
_VERB = re.compile(rf"(?:{alternation(words('units', 'verbs'))})")
# Figures that no name holds: 学校2所, 100个中心; near misses: 第1小学, 12345热线中心.
_DIGITS = re.compile(r"(?<![第“\d])\d{1,9}(?![”\d号])(?!5热线)")
_LONGEST_UNIT = 40

_SURNAMES = load("persons")["surnames"]["text"]
_NAME = rf"(?:{alternation(words('persons', 'compound_surnames'))}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
_POST = rf"(?:{alternation(words('persons', 'posts'))})"
# A person, alone or with posts: 李云舟, 副市长李云舟, 李云舟（常务副市长）, 常务副市长; near misses: 应急局, 全年.
_PERSON = re.compile(
    rf"(?:{_POST}[、，, ]?){{0,3}}{_NAME}(?:[ ]?{_POST}){{0,2}}(?:[（(][^（()）]{{1,30}}[）)])?|(?:{_POST}){{1,3}}"
)
# Words that open like names but are none: 全年, 安全; matched at the start. Near miss: 安娜.
_NOT_NAMES = re.compile(alternation(words("persons", "not_names")))
_NEVER_ENDS_A_NAME = "局厅署院处室站校队库厂府"
# An ethnic name with dots: 阿不都·买买提; near miss: 市·县.
_DOTTED = re.compile(r"[\u4e00-\u9fff]{2,8}[·•][\u4e00-\u9fff]{2,8}")

_WHOLE_DEADLINES = frozenset(words("deadlines", "words", "whole"))
# The time a deadline names: 12月底, 2025年, 第三季度, 上半年, 年底, 6月30日, 2025.12; near miss: 三年行动计划.
_TIME = re.compile(
    r"(?:20\d\d年?[-—至到]{0,2})?(?:20\d\d[.年/-]\d{1,2}|\d{1,2}月(?:\d{1,2}日|底|份|中旬|上旬|下旬|末)?|(?:第?[一二三四1-4]季度)|上半年|下半年|年底|年内|年末|年中|年初|全年|20\d\d年|汛期|长期|持续)"
)
# How a deadline ends: 年底前, 5月底前动工; near miss: 年底前后.
_DEADLINE_TAIL = re.compile(rf"(?:{alternation(words('deadlines', 'words', 'tails'))})$")
_LONGEST_DEADLINE = 24


def is_unit(name: str) -> bool:
    """Whether the words look like the name of a unit (or a group of units).

    >>> [is_unit(n) for n in ("市发展改革委", "各县（市、区）政府", "加快建设文化中心", "市场化改革")]
    [True, True, False, False]
    """
    if not 2 <= len(name) <= _LONGEST_UNIT:
        return False
    if _VERB.match(name):  # 发展改革委, 建设局 open with what tasks open with
        return is_known(name)
    if _GROUP.search(name) and len(name) >= 3:
        return not _SENTENCE.search(name) and not _DIGITS.search(name)
    return bool(_UNIT_END.search(name)) and not _SENTENCE.search(name) and not _DIGITS.search(name)


def opens_unit(text: str) -> bool:
    """Whether the text opens as units' names do: with a level (市, 省…) or a word like 各, 国网, 中国."""
    return bool(_UNIT_START.match(text))


def opens_task(text: str) -> bool:
    """Whether the text opens with a verb as tasks do (加快, 推进, 新建)."""
    return _VERB.match(text) is not None


def is_group(name: str) -> bool:
    """Whether the name stands for many units (各县（市、区）政府, 市级相关单位).

    >>> is_group("市级相关单位"), is_group("市财政局")
    (True, False)
    """
    return bool(_GROUP.search(name))


def is_person(token: str) -> bool:
    """Whether the token is a person's name or a leader's post.

    >>> [is_person(t) for t in ("李云舟", "副市长李云舟", "市财政局", "全年")]
    [True, True, False, False]
    """
    if _DOTTED.fullmatch(token):
        return True
    if not _PERSON.fullmatch(token) or _NOT_NAMES.match(token) or token[-1] in _NEVER_ENDS_A_NAME:
        return False
    return not (_UNIT_END.search(token) and (opens_unit(token) or is_known(token)))


def is_deadline(text: str) -> bool:
    """Whether a cell or clause is nothing but a deadline.

    >>> [is_deadline(t) for t in ("2025年12月底前", "持续推进", "年内见成效", "5月底前动工", "三年行动计划")]
    [True, True, True, True, False]
    """
    bare = "".join(text.split()).strip("。；;，,")
    if not bare or len(bare) > _LONGEST_DEADLINE:
        return False
    if bare in _WHOLE_DEADLINES:
        return True
    time = _TIME.search(bare)
    if time is None or time.start() > 4:
        return False
    return time.end() == len(bare) or bool(_DEADLINE_TAIL.search(bare)) or len(bare) <= 14
