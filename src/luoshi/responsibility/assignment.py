"""Who answers for a task, as one bracket, cell or field says: by key (牵头单位：甲) or by verb (甲牵头，乙配合)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.responsibility.departments import is_known
from luoshi.responsibility.leaders import people_then_units, split_leaders
from luoshi.responsibility.names import is_deadline, is_unit, opens_unit
from luoshi.responsibility.unit_lists import split_units
from luoshi.responsibility.vocabulary import UNIT_ROLES, ColumnRole, alternation, column_role, words

Share = Literal["lead", "units", "helper"]

_KEY_ROLES: frozenset[ColumnRole] = frozenset(
    {"lead", "units", "helper", "leader", "person", "deadline", "milestone", "note", "progress"}
)
# A key and its colon: 牵头单位：, 配合:, 完成时限：; the key's meaning is looked up. Near miss: 10：30.
_KEY = re.compile(
    r"(?:^|(?<=[，,；;。、\s（(\[【〔：:]))([\u4e00-\u9fff]{2,12})[ \u3000]?[：:]"
    r"|[【\[]([\u4e00-\u9fff]{2,12})[】\]][：:]?"
)
_LEAD_VERBS, _OWN_VERBS, _HELP_VERBS = (words("roles", entry, "verbs") for entry in ("lead", "own", "help"))
_VERB_SHARES: dict[str, Share] = {
    **dict.fromkeys(_OWN_VERBS, "units"), **dict.fromkeys(_HELP_VERBS, "helper"), **dict.fromkeys(_LEAD_VERBS, "lead"),
}  # fmt: skip
_MANNERS = rf"(?:{alternation(words('roles', 'manner'))})"
# What units do, with how they share it before the verb: 牵头, 按职责分工负责, 分别负责, 配合.
# Near miss: 负责人, which ends no list of units.
_VERB = re.compile(
    rf"(?<![（(\[])(?:{_MANNERS}){{0,3}}(?<![（(\[])(?P<verb>{alternation(_VERB_SHARES)})(?!人|单位|部门|领导|任务)(?:[。；;]|(?=\W|[\u4e00-\u9fff]|$))"
)
# How units share, at the end of their names: 市财政局、市税务局|按职责分工; near miss: 分工 inside a name.
_MANNER_TAIL = re.compile(rf"(?:{_MANNERS}){{1,3}}$")
# The word that joins helpers to those they help: 市财政局|会同|市税务局; near miss: 商 in 市商务局.
_JOINED = re.compile(rf"({alternation(words('roles', 'joined'))})")
# What may open the names: 由市财政局, 分别由甲、乙; near miss: 自由贸易区管委会.
_BY = re.compile(r"^(?:分别)?由")
# Words of the rule that the first leads: 列第一位者为牵头部门，下同; near miss: 第一人民医院.
_FIRST_LEADS = re.compile(alternation(words("roles", "first_leads", "needs")))
# A role in brackets behind a name: 市财政局（牵头）, 市税务局(配合单位); near miss: 高新区（绿心）.
_MARKED = re.compile(r"[（(\[](?P<share>总?牵头|主办|主责|配合|协办|参与|负责)(?:单位|部门)?[）)\]]")
# A bracket, or what ends a clause.
_CLAUSE_MARK = re.compile(r"[（(\[【）)\]】，,；;。]")
# The rule that the first leads, in a bracket of its own: 市财政局（列第一位者为牵头部门，下同）.
_RULE_BRACKET = re.compile(
    rf"[（(][^（()）]{{0,40}}(?:{alternation(words('roles', 'first_leads', 'needs'))})[^（()）]{{0,40}}[）)]"
)
# The officer of a unit in brackets behind its name: 市水务局（责任人：李云舟）; near miss: 高新区（绿心）.
_OFFICER = re.compile(r"[（(]((?:具体|直接)?(?:责任人|负责人|联系人|联络员|经办人)[：:][^（()）]{1,40})[）)]")
_MARK_SHARES: dict[str, Share] = {"牵头": "lead", "总牵头": "lead", "主办": "lead", "主责": "lead", "负责": "units"}


@dataclass(frozen=True, slots=True)
class Assignment:
    """Units with their roles in the order written, leaders, whether the list is open, and the words beside them."""

    named: tuple[tuple[str, Share], ...] = ()
    leaders: tuple[str, ...] = ()
    etc: bool = False
    deadline: str | None = None
    milestones: str | None = None
    note: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every unit once, in the order written."""
        return tuple(dict.fromkeys(name for name, _ in self.named))

    @property
    def leads(self) -> tuple[str, ...]:
        """The units said to lead."""
        return self.in_role("lead")

    @property
    def lead_unit(self) -> str | None:
        """The unit that leads: the one said to, else the first of those that answer (列第一位者为牵头部门)."""
        return next(iter((*self.leads, *self.in_role("units"))), None)

    def in_role(self, share: Share) -> tuple[str, ...]:
        """The units in one role, in the order written."""
        return tuple(dict.fromkeys(name for name, role in self.named if role == share))

    def plus(self, share: Share, text: str) -> Assignment:
        """With the names in the text added in a role."""
        listed = split_units(text)
        return replace(self, named=(*self.named, *((name, share) for name in listed.names)), etc=self.etc or listed.etc)

    def merged(self, other: Assignment) -> Assignment:
        """Both together, this one first."""
        return Assignment(
            named=(*self.named, *other.named),
            leaders=tuple(dict.fromkeys((*self.leaders, *other.leaders))),
            etc=self.etc or other.etc,
            deadline=self.deadline or other.deadline,
            milestones=self.milestones or other.milestones,
            note=self.note or other.note,
        )


def keys_in(text: str) -> list[tuple[int, int, ColumnRole]]:
    """Where keys with a colon stand in the text, and what each holds."""
    found = []
    for match in _KEY.finditer(text):
        role = column_role(match[1] or match[2])
        if role is not None and role in _KEY_ROLES:
            found.append((match.start(), match.end(), role))
    return found


def without_officers(text: str) -> tuple[str, str]:
    """The text without officers in brackets behind their units, and what those brackets say.

    >>> without_officers("市水务局（责任人：李云舟）、市财政局")
    ('市水务局、市财政局', '责任人：李云舟')
    """
    said = "；".join(_OFFICER.findall(text)) if "人" in text or "联络员" in text else ""
    return (_OFFICER.sub("", text), said) if said else (text, "")


def says_role(text: str) -> bool:
    """Whether a word of the text says what units do (甲牵头, 乙、丙按职责分工负责)."""
    return _VERB.search(text) is not None


def parse_assignment(text: str, share: Share = "units") -> Assignment:
    """What a bracket, cell or field says of who answers for the task; names without a role get `share`.

    >>> found = parse_assignment("市教育局牵头，市财政局、市人社局配合，9月底前完成")
    >>> found.leads, found.in_role("helper"), found.deadline
    (('市教育局',), ('市财政局', '市人社局'), '9月底前完成')
    >>> parse_assignment("牵头单位：市科技局；责任单位：市财政局等").names
    ('市科技局', '市财政局')
    """
    text, officers = without_officers(_RULE_BRACKET.sub("", text))
    if officers:
        return replace(parse_assignment(text, share), note=officers)
    keys = keys_in(text)
    if not keys:
        return _by_verbs(text, share)
    found = _by_verbs(text[: keys[0][0]], share) if text[: keys[0][0]].strip("，,；;。 \n") else Assignment()
    ends = [start for start, _, _ in keys[1:]] + [len(text)]
    for (_, start, role), end in zip(keys, ends, strict=True):
        found = found.merged(assign(role, text[start:end].strip(" \t\n\u3000，,；;")))
    return found


def assign(role: ColumnRole, value: str) -> Assignment:
    """What a field or cell of the given role says."""
    value = _RULE_BRACKET.sub("", value).strip()
    if not value or value in {"/", "-", "—", "——", "无", "－"}:
        return Assignment()
    bare, officers = without_officers(value) if role in UNIT_ROLES else (value, "")
    if officers:
        return replace(assign(role, bare), note=officers)
    if role == "lead":
        return _by_verbs(value, "lead")
    if role == "units":
        return parse_assignment(value) if keys_in(value) else _by_verbs(value, "units")
    if role == "helper":
        return _by_verbs(value, "helper")
    if role in ("leader", "person"):
        return _leaders(value)
    if role == "deadline":
        return Assignment(deadline=value.rstrip("。；;"))
    if role == "milestone":
        return Assignment(milestones=value)
    return Assignment(note=value)


def _leaders(value: str) -> Assignment:
    people, rest = people_then_units(value)
    if people and rest and any(map(is_unit, split_units(rest).names)):
        return replace(_by_verbs(rest, "units"), leaders=split_leaders(people))
    return Assignment(leaders=split_leaders(value))


def _by_verbs(text: str, share: Share) -> Assignment:
    """Names followed by what they do; names that nothing follows get the last role in force, or `share`."""
    found, waiting = Assignment(), ""
    for clause in _clauses(text):
        bare = clause.strip()
        if not bare or _FIRST_LEADS.search(bare):
            continue
        rest, found, waiting = _verbs_of(bare, found, waiting, share)
        if not rest:
            continue
        if is_deadline(rest) and not any(map(is_unit, split_units(rest).names)):
            found = replace(found, deadline=found.deadline or rest)
        else:
            waiting = f"{waiting}，{rest}" if waiting else rest
    if waiting:
        after: Share = "helper" if found.leads and share == "units" else share
        found = _with_joined(found, after, _BY.sub("", waiting))
    return found


def _verbs_of(clause: str, found: Assignment, waiting: str, default: Share) -> tuple[str, Assignment, str]:
    """The clause eaten verb by verb: what is left of it, the assignment so far, names still waiting for a verb."""
    at = 0
    for match in _VERB.finditer(clause):
        names = _MANNER_TAIL.sub("", clause[at : match.start()])
        names = f"{waiting}，{names}" if waiting and names else waiting or names
        share = _VERB_SHARES[match["verb"]]
        share = default if share == "units" else share
        if names and any(map(_could_be_unit, split_units(_BY.sub("", names)).names)):
            found = _with_joined(found, share, _BY.sub("", names))
            at, waiting = match.end(), ""
        elif not names:
            at = match.end()
    return clause[at:].strip(" ，,；;。"), found, waiting


def _could_be_unit(name: str) -> bool:
    return is_unit(name) or name.endswith(("府", "区", "各部门", "单位"))


def _with_joined(found: Assignment, share: Share, names: str) -> Assignment:
    """Names in a role, those after 会同 or 商 as helpers of those before."""
    before, word, after = (*_JOINED.split(names, maxsplit=1), "", "")[:3]
    first = split_units(before).names if word else ()
    if first and is_unit(first[-1]) and (opens_unit(after) or is_known(after)):
        return found.plus("lead" if share != "helper" else share, before).plus("helper", after)
    return _with_marked(found, share, names)


def _clauses(text: str) -> Iterable[str]:
    """The text cut at commas and semicolons outside brackets."""
    depth = start = 0
    for match in _CLAUSE_MARK.finditer(text):
        mark = match[0]
        if mark in "（([【":
            depth += 1
        elif mark in "）)]】":
            depth = max(0, depth - 1)
        elif depth == 0:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _with_marked(found: Assignment, share: Share, text: str) -> Assignment:
    """Names in a role, but those marked by a role of their own in brackets behind them in that one."""
    if _MARKED.search(text) is None:
        return found.plus(share, text)
    at = 0
    for mark in _MARKED.finditer(text):
        listed = split_units(text[at : mark.start()])
        own = tuple((name, share) for name in listed.names[:-1])
        last = tuple((name, _MARK_SHARES.get(mark["share"], "helper")) for name in listed.names[-1:])
        found = replace(found, named=(*found.named, *own, *last), etc=found.etc or listed.etc)
        at = mark.end()
    return found.plus(share, text[at:])
