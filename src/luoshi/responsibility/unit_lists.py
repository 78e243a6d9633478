"""A written list of units becomes its names, each as written, healed of the breaks that line wrapping made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.responsibility.departments import is_known
from luoshi.responsibility.names import is_group, is_unit, opens_unit
from luoshi.responsibility.vocabulary import alternation, words

# A bracket, or a run of what separates names; blanks alone are a "soft" separator that may be a wrapped line.
_TOKEN = re.compile(r"[（(\[【〔]|[）)\]】〕]|[、，,；;。\s/]+|$")
_OPENING, _CLOSING = frozenset("（([【〔"), frozenset("）)]】〕")
_KINDS = r"(?:县|市|区|旗|镇|乡|乡镇|街道|园区|功能区)"
# A group written with its kinds as a list, one name: 各县、市、区政府, 各镇、街道; near miss: 各县、市财政局.
_KIND_LIST = re.compile(
    rf"(?:各|相关|有关|各有关|各相关){_KINDS}(?:[、，,]{_KINDS}(?=[、，,；;。\s（(]|$|政府|人民政府|党委|管委))+"
    r"|(?:各|有关|相关)部门[、和](?:有关|相关)?单位"
)
# What closes an open list: 市财政局|等, 市财政局|等部门; near miss: 高等学校.
_OPEN_LIST = re.compile(rf"(?:{alternation(words('units', 'open_list'))})$")
# A number before a name: 1.市财政局, ①市财政局; near miss: 12345热线中心.
_ITEM_NUMBER = re.compile(r"\d{1,2}[.、．]\s*(?=\D)|[\u2460-\u2473]")
# Where two names stand together with nothing between: …局|市…, …办|省…, …府|各…; near misses: 市委|市政府, 政府|各部门.
_GLUED = re.compile(
    r"(?<=[局委办厅部院会司站队处])(?=[市区县省]|国网|人行|人民银行)|(?<=[道镇园府）)区局委办厅部院会司站队处])(?=各(?!部门|单位|有关|相关|职能|科室|园))"
    r"|(?<=[道镇园府）)区])(?=市(?!场))"
)
# A party committee, which the government's name often follows: 市委|市政府督查室; near miss: 市发改委.
_COMMITTEE = re.compile(r"团?[省市区县州旗]委")
# Two names joined by a word: 市财政局和市税务局; near miss: 市港航口岸和渔业局.
_JOINED = re.compile(r"(?:以及|和|及|与)")
_PLACES, _SHARED = alternation(words("units", "shared", "places")), alternation(words("units", "shared"))
# A place with the word that others may share: 丙区政府; near miss: 市财政局.
_SHARES = re.compile(rf"[\u4e00-\u9fff“”]{{1,12}}?(?P<place>{_PLACES})(?P<word>{_SHARED})")
# A place without its word: 甲区, 云川新区; near miss: 甲.
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,10}}(?:{_PLACES})")
# A zone, which has a committee and no government: 云川高新区; near miss: 南湾区.
_ZONE = re.compile(r"(?:开发|集聚|高新|经开|新|园|示范|度假|保税|试验|实验|合作)区$")
# Parts of a unit that never stand for themselves in a list: a line that begins with one goes on with the name above.
_SUB_UNIT = re.compile(r"管理|办公|监督|保障|委员|员会|（|\(|交警|政府|服务|执法|事务|发展")


@dataclass(frozen=True, slots=True)
class UnitList:
    """Names in the order written, and whether the list is an open one (等)."""

    names: tuple[str, ...] = ()
    etc: bool = False


def split_units(text: str) -> UnitList:
    r"""The units that a cell or clause names.

    >>> split_units("市发展改革委、市财政局，各县（市、区）政府等。")
    UnitList(names=('市发展改革委', '市财政局', '各县（市、区）政府'), etc=True)
    >>> split_units("南湾区、北岭区政府，市数据资源\n管理局 市税务局").names
    ('南湾区政府', '北岭区政府', '市数据资源管理局', '市税务局')
    """
    names: list[str] = []
    etc = False
    for piece in _pieces(text):
        bare, was_open = _close(piece)
        etc = etc or was_open
        for name in _unjoin(bare):
            names.extend(_unglue(name))
    return UnitList(tuple(dict.fromkeys(_write_out(names))), etc)


def _close(piece: str) -> tuple[str, bool]:
    """The piece without its 等 and number, and whether it had a 等."""
    bare = piece.strip("“”") if piece.count("“") != piece.count("”") else piece
    number = _ITEM_NUMBER.match(bare)
    bare = bare[number.end() :] if number else bare
    cut = _OPEN_LIST.search(bare)
    return (bare[: cut.start()], True) if cut else (bare, False)


def _pieces(text: str) -> list[str]:
    """The list cut at its separators outside brackets; a blank cuts only between two whole names."""
    whole = _cut(text, deep=True)
    return whole if whole is not None else _cut(text, deep=False) or []


def _cut(text: str, *, deep: bool) -> list[str] | None:
    """The pieces; None when brackets are to be minded (`deep`) but do not match."""
    guarded = [match.span() for match in _KIND_LIST.finditer(text)] if deep else []
    pieces: list[str] = []
    depth, start, soft, low = 0, 0, False, 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if deep and mark in _OPENING and mark:
            depth += 1
        elif deep and mark in _CLOSING and mark:
            depth -= 1
            if depth < 0:
                return None
        elif mark in _OPENING | _CLOSING and mark:
            continue
        elif mark == "" or depth == 0:
            while low < len(guarded) and guarded[low][1] <= token.start():
                low += 1
            if mark and low < len(guarded) and guarded[low][0] < token.start():
                continue
            _add(pieces, "".join(text[start : token.start()].split()), soft)
            start, soft = token.end(), mark.isspace()
    return None if depth else pieces


def _add(pieces: list[str], piece: str, soft: bool) -> None:
    if not piece:
        return
    if soft and pieces and not are_two_names(pieces[-1], piece):
        pieces[-1] += piece
    else:
        pieces.append(piece)


def are_two_names(left: str, right: str) -> bool:
    """Whether two words with only a blank between them are two names, not one broken by a wrapped line."""
    if not is_unit(_close(left)[0]):
        return False
    bare = _close(right)[0]
    if is_known(bare):
        return True
    if not is_unit(bare) or len(bare) < 3:
        return False
    if opens_unit(bare):
        return True
    return (len(bare) >= 4 or bare[-1] == left[-1]) and not opens_inside(bare)


def opens_inside(part: str) -> bool:
    """Whether the words are how the rest of a broken name opens (管理局, 会, （高新区）), never a name itself."""
    return _SUB_UNIT.match(part) is not None or (len(part) <= 2 and not is_known(part))


def _unjoin(name: str) -> list[str]:
    """One piece, cut at a 和 that joins two whole names."""
    for joint in _JOINED.finditer(name):
        left, right = name[: joint.start()], name[joint.end() :]
        if _is_place_then_shared(left, right):
            return [left, right]
        if len(left) >= 3 and is_unit(left) and is_unit(right) and (opens_unit(right) or is_known(right)):
            return [left, *_unjoin(right)]
    return [name] if name else []


def _is_place_then_shared(left: str, right: str) -> bool:
    return bool(_PLACE.fullmatch(left) and _SHARES.fullmatch(right)) and not is_group(left)


def _unglue(name: str) -> list[str]:
    """One piece, cut where whole names stand together without any separator."""
    if len(name) < 6:
        return [name]
    found: list[str] = []
    start = 0
    for gap in _GLUED.finditer(name):
        left, right = name[start : gap.start()], name[gap.start() :]
        if len(left) < 3 or _COMMITTEE.fullmatch(left) or left.count("（") != left.count("）"):
            continue
        if is_unit(left) and (is_unit(right) or _GLUED.search(right)):
            found.append(left)
            start = gap.start()
    return [*found, name[start:]]


def _write_out(names: list[str]) -> list[str]:
    """A word that several places share, given to each: 甲区、乙区、丙区政府 and 甲、乙、丙市政府 are three units."""
    written = list(names)
    place = word = ""
    for at in range(len(names) - 1, -1, -1):
        shares = _SHARES.fullmatch(names[at])
        if shares:
            place, word = ("", "") if is_group(names[at]) else (shares["place"], shares["word"])
        elif word and _PLACE.fullmatch(names[at]) and not is_group(names[at]):
            is_zone = _ZONE.search(names[at]) is not None
            if is_zone == ("管" in word or "工委" in word) or "办事处" in word:
                written[at] = names[at] + word
        elif word and 2 <= len(names[at]) <= 4 and not is_unit(names[at]) and not is_known(names[at]):
            written[at] = names[at] + place + word
        else:
            word = ""
    return written


def units_share(text: str) -> float:
    """How much of the text, from 0 to 1, reads as names of units: 1.0 for a list of units, near 0 for a task."""
    pieces = _pieces(text[:400])
    if not pieces:
        return 0.0
    named = [is_unit(_close(piece)[0]) or is_known(_close(piece)[0]) for piece in pieces]
    letters = sum(map(len, pieces))
    return sum(len(piece) for piece, unit in zip(pieces, named, strict=True) if unit) / letters
