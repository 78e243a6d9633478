"""Responsibilities in running text: brackets after tasks, and items whose next lines are fields (责任单位：…)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from luoshi.responsibility.assignment import Assignment, assign, keys_in, without_officers
from luoshi.responsibility.brackets import Bracket, find_brackets
from luoshi.responsibility.drafts import Draft
from luoshi.responsibility.labels import label_of, looks_like_heading, run_in_heading
from luoshi.responsibility.lines import FURNITURE, Line
from luoshi.responsibility.names import is_deadline
from luoshi.responsibility.paths import Path
from luoshi.responsibility.vocabulary import UNIT_ROLES, ColumnRole, alternation, column_role, words

_STRONG_KEYS = alternation(words("roles", "strong_keys"))
# A field inside a line: …建成通车。牵头单位：市交通运输局; its key is one of a few. Near miss: 牵头单位负责人：.
_INLINE_FIELD = re.compile(rf"(?<=[。；;\s—–])(?:{_STRONG_KEYS})[ \u3000]?[：:]")
# What may stand before a field's key: bullets and blanks.
_BULLETS = " \t\u3000●·▪◆■*＊•△▲-—–→"
_DASHES = "—– "
# A blank inside a key: 牵头 单位：, 责 任单位：; near misses: a blank behind the colon, 李云舟 牵头单位：.
_KEY_BLANKS = re.compile(
    rf"(?<=[\u4e00-\u9fff])[ \u3000](?!(?:{_STRONG_KEYS})[：:])(?=[\u4e00-\u9fff \u3000]{{0,8}}[：:])"
)
# A short bracket: （2025年9月底前完成）; near miss: （牵头单位：…（市、区）…）.
_NEXT_BRACKET = re.compile(r"[（(]([^（()）]{2,24})[）)]")
# What ends a key: a colon, or a bracket round it (【责任单位】市财政局); near miss: （责任单位）.
_COLON = re.compile(r"[：:】\]]")
_GOES_ON = ("、", "，", ",", "和", "及")
_LONG_ROLES: frozenset[ColumnRole] = frozenset({"progress", "milestone", "note"})
# A key before a task: 工作任务：新建学校3所; near miss: （工作任务）.
_TASK_KEY = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]\s*")
_ITEM_RANK = 3  # numbers down to 1. open an item; （1） and ① go on with one
_SKIPPED = " \t\n\u3000。；;，,、"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with what it is: its fields (role and value), or its brackets."""

    line: Line
    fields: tuple[tuple[ColumnRole, str], ...] = ()
    brackets: tuple[Bracket, ...] = ()

    @property
    def answers(self) -> bool:
        return any(role in UNIT_ROLES for role, _ in self.fields)

    @property
    def is_bracket_alone(self) -> bool:
        return bool(self.brackets) and not self.line.text[: self.brackets[0].start - self.line.start].strip(_SKIPPED)


@dataclass(slots=True)
class _State:
    """What has been read and is not yet in a row."""

    path: Path = field(default_factory=Path)
    waiting: list[Line] = field(default_factory=list)
    fields: list[tuple[ColumnRole, str]] = field(default_factory=list)
    fields_end: int = 0
    drafts: list[Draft] = field(default_factory=list)


def prose_drafts(text: str, lines: Sequence[Line]) -> list[Draft]:
    """The rows that running text holds, in order; none where nobody is said to answer for anything."""
    paragraphs = _sorted_out(text, lines)
    if not any(paragraph.brackets or paragraph.answers for paragraph in paragraphs):
        return []
    gathers = any(len(one.brackets) > 1 and _rank(one.line) == _ITEM_RANK for one in paragraphs)
    state = _State()
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        if paragraph.fields:
            state.fields.extend(paragraph.fields)
            state.fields_end = paragraph.line.end
            continue
        _flush(state)
        if paragraph.brackets:
            _bracketed(paragraph, state, gathers=gathers)
        else:
            is_task = following is not None and bool(following.fields or following.is_bracket_alone)
            _plain(paragraph.line, state, is_task=is_task)
    _flush(state)
    return state.drafts


def _rank(line: Line) -> int | None:
    label = label_of(line.text)
    return label.rank if label else None


def _sorted_out(text: str, lines: Sequence[Line]) -> list[_Paragraph]:
    """Each paragraph as what it is; a field inside a line is cut off, one that goes on in the next line is joined."""
    if not lines:
        return []
    brackets = find_brackets(text, lines[0].start, lines[-1].end)
    lines = _whole(text, lines, brackets)
    found: list[_Paragraph] = []
    more: list[str] = []  # what further lines add to the last field of the last paragraph
    at = 0
    for line in lines:
        own: list[Bracket] = []
        while at < len(brackets) and brackets[at].start < line.end:
            if brackets[at].start >= line.start and brackets[at].end <= line.end:
                own.append(brackets[at])
            at += 1
        for piece in _cut_fields(line) if not own else (line,):
            fields = () if own else _fields_of(piece.text)
            if not own and not fields and found and _goes_on(found[-1], more, piece):
                more.append(piece.text.strip())
                continue
            _close_field(found, more)
            found.append(_Paragraph(piece, fields, tuple(own)))
    _close_field(found, more)
    return found


def _whole(text: str, lines: Sequence[Line], brackets: Sequence[Bracket]) -> list[Line]:
    """The lines, those that one bracket runs over joined."""
    found: list[Line] = []
    at = 0
    for line in lines:
        while at < len(brackets) and found and brackets[at].end <= found[-1].end:
            at += 1
        runs_on = at < len(brackets) and found and brackets[at].start < found[-1].end < brackets[at].end
        if runs_on and line.start == found[-1].end + 1:
            found[-1] = Line(found[-1].start, text[found[-1].start : line.end])
        else:
            found.append(line)
    return found


def _close_field(found: list[_Paragraph], more: list[str]) -> None:
    """Add the further lines of the last field to it."""
    if more:
        last = found[-1]
        role, value = last.fields[-1]
        joint = "" if role in UNIT_ROLES else "\n"
        found[-1] = replace(last, fields=(*last.fields[:-1], (role, joint.join([value, *more] if value else more))))
        more.clear()


def _cut_fields(line: Line) -> tuple[Line, ...]:
    """A line cut before the first field that stands in its middle."""
    match = _INLINE_FIELD.search(line.text)
    if match is None or not line.text[: match.start()].strip(_BULLETS) or _fields_of(line.text):
        return (line,)
    cut = line.start + match.start()
    return line.part(line.start, line.start + len(line.text[: match.start()].rstrip(_DASHES))), line.part(cut, line.end)


def _fields_of(text: str) -> tuple[tuple[ColumnRole, str], ...]:
    """The fields of a line that begins with a key.

    >>> _fields_of("牵头单位：市科技局；责任单位：市财政局")
    (('lead', '市科技局'), ('units', '市财政局'))
    """
    bare = _KEY_BLANKS.sub("", text.strip(_BULLETS)) if _COLON.search(text) else ""
    bare, officers = without_officers(bare)
    keys = keys_in(bare) if bare else []
    if not keys or keys[0][0] != 0:
        return ()
    ends = [start for start, _, _ in keys[1:]] + [len(bare)]
    found = [(role, bare[start:end].strip(" \t\u3000，,；;")) for (_, start, role), end in zip(keys, ends, strict=True)]
    return (
        *([("note", officers)] if officers else ()),
        *found,
    )  # last stands the field that the next line may go on with


def _goes_on(before: _Paragraph, more: list[str], line: Line) -> bool:
    """Whether a line goes on with the last field of the paragraph before it."""
    bare = line.text.strip()
    if not before.fields or label_of(bare) is not None or bare.startswith(FURNITURE):
        return False
    role, value = before.fields[-1]
    value = more[-1] if more else value
    return role in _LONG_ROLES or not value or value.endswith(_GOES_ON)


def _flush(state: _State) -> None:
    """The fields read so far become a row with the words before them, if they name a unit."""
    fields, state.fields = state.fields, []
    if not any(role in UNIT_ROLES for role, _ in fields):
        return
    found = Assignment()
    has_leader = any(role == "leader" for role, _ in fields)
    for role, value in fields:
        found = found.merged(assign("note" if role == "person" and has_leader else role, value))
    task = _item(state.waiting)
    state.waiting = []
    if task is not None and found.names:
        _put(state, task, found)


def _put(state: _State, task: Line, assignment: Assignment) -> None:
    key = _TASK_KEY.match(task.text)
    if key and column_role(key[0].strip().rstrip("：:")) == "task":
        task = Line(task.start + key.end(), task.text[key.end() :])
    label = label_of(task.text)
    if label is not None:
        state.path.cut(label.rank)  # a numbered item ends the heading of its own rank before it
    state.drafts.append(Draft(state.path.texts, task.text, assignment, task.start, task.end, task.start, task.end))


def _item(waiting: list[Line]) -> Line | None:
    """The words an assignment behind them is about: back to the nearest paragraph that opens an item, else the last."""
    if not waiting:
        return None
    first = len(waiting) - 1
    for at in range(len(waiting) - 1, max(-1, len(waiting) - 12), -1):
        rank = _rank(waiting[at])
        if rank is not None and rank <= _ITEM_RANK:
            first = at
            break
    whole = "\n".join(line.text for line in waiting[first:])
    joined = Line(waiting[first].start, whole)
    return joined if joined.end == waiting[-1].end else waiting[-1]


def _plain(line: Line, state: _State, *, is_task: bool) -> None:
    """A paragraph that assigns nothing: a heading, or words that wait for an assignment."""
    bare = line.part(line.start, line.end)
    rank = _rank(bare)
    if not is_task and rank is not None and rank <= _ITEM_RANK:
        short = bare.text.rstrip("。")
        if looks_like_heading(short):
            state.path.put(rank, short)
            state.waiting = []
            return
        stop = run_in_heading(bare.text) if rank < _ITEM_RANK else None
        if stop is not None:
            state.path.put(rank, bare.text[:stop])
            state.waiting = []
            bare = bare.part(bare.start + stop + 1, bare.end)
    state.waiting.append(bare)


def _bracketed(paragraph: _Paragraph, state: _State, *, gathers: bool) -> None:
    """A paragraph with brackets: each is about the words between it and the one before."""
    line = paragraph.line.part(paragraph.line.start, paragraph.line.end)
    if paragraph.is_bracket_alone and state.waiting:
        task = _item(state.waiting)
        if task is not None:
            _put(state, task, paragraph.brackets[0].assignment)
        state.waiting = []
        at, brackets = paragraph.brackets[0].end, paragraph.brackets[1:]
    else:
        at, brackets = _after_heading(line, state, paragraph.brackets[0].start, gathers=gathers), paragraph.brackets
        state.waiting = []
    for number, bracket in enumerate(brackets):
        task = _trim(line.part(at, bracket.start))
        if not task.text and number == 0:
            task = _trim(line.part(bracket.end, brackets[1].start if len(brackets) > 1 else line.end))
        at, deadline = _deadline_behind(line, bracket.end)
        assignment = replace(bracket.assignment, deadline=bracket.assignment.deadline or deadline)
        if task.text:
            _put(state, task, assignment)
        elif state.drafts:
            last = state.drafts.pop()
            state.drafts.append(replace(last, assignment=last.assignment.merged(assignment)))


def _deadline_behind(line: Line, at: int) -> tuple[int, str | None]:
    """A deadline in a bracket of its own right behind that of the units, and where the words go on."""
    match = _NEXT_BRACKET.match(line.text, at - line.start)
    if match is None or not is_deadline(match[1]):
        return at, None
    return line.start + match.end(), match[1]


def _trim(line: Line) -> Line:
    """The line without the marks that part it from what stands before."""
    kept = line.text.lstrip(_SKIPPED)
    return Line(line.end - len(kept), kept)


def _after_heading(line: Line, state: _State, bracket: int, *, gathers: bool) -> int:
    """Where the words begin after a heading that runs into them; the heading is put on the path."""
    rank = _rank(line)
    if rank is None or rank > _ITEM_RANK or (rank == _ITEM_RANK and not gathers):
        return line.start
    stop = run_in_heading(line.text)
    if stop is None or line.start + stop >= bracket:  # the first sentence is a task of its own
        return line.start
    state.path.put(rank, line.text[:stop])
    return line.start + stop + 1
