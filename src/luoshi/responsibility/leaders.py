"""A written list of leaders becomes names and posts, each as written; leaders and units in one cell come apart."""

from __future__ import annotations

import re

from luoshi.responsibility.names import is_person
from luoshi.responsibility.vocabulary import words

# Names that may have run together: 4 to 12 characters; near miss: 李云舟.
_SEVERAL_NAMES = re.compile(r"[\u4e00-\u9fff]{4,12}")
# One word of a list of leaders: 李云舟; near miss: 、.
_LEADER_TOKEN = re.compile(r"[^、，,；;。\s/]+")
_SIDE_POSTS = words("persons", "side_posts")
_LONGEST_SIDE_POST = 9  # characters: 市政府党组副书记


def split_leaders(text: str) -> tuple[str, ...]:
    """The leaders that a cell names; a blank inside a name of two characters is healed, a post stays with its name.

    >>> split_leaders("李云舟 王  岚、副市长 赵晓川")
    ('李云舟', '王岚', '副市长赵晓川')
    >>> split_leaders("市委常委、副市长 赵晓川，李云舟")
    ('市委常委、副市长赵晓川', '李云舟')
    """
    tokens = _with_side_posts(text)
    found: list[str] = []
    for at, token in enumerate(tokens):
        broken = len(token) == 1 and at > 0 and len(tokens[at - 1]) == 1
        if found and (broken or token[0] in "（(" or _goes_on(found[-1], token)):
            found[-1] += token
        else:
            found.append(token)
    return tuple(dict.fromkeys(name for token in found for name in _names_apart(token)))


def _with_side_posts(text: str) -> list[str]:
    """The words of a list of leaders, a post of the party joined to the post behind it (市委常委、副市长)."""
    tokens: list[str] = []
    end = -1
    for match in _LEADER_TOKEN.finditer(text):
        token = match[0]
        alone = bool(tokens) and len(tokens[-1]) <= _LONGEST_SIDE_POST and tokens[-1].endswith(_SIDE_POSTS)
        if alone and text[end : match.start()].strip() == "、" and is_person(token) and not is_person_name(token):
            tokens[-1] += "、" + token
        else:
            tokens.append(token)
        end = match.end()
    return tokens


def _names_apart(token: str) -> list[str]:
    """Names that ran together (李云舟王岚), where there is one way of parting them, or all have three characters."""
    if not _SEVERAL_NAMES.fullmatch(token) or is_person(token):
        return [token]
    ways: list[list[str]] = [[]]
    done: list[list[str]] = []
    while ways:
        way = ways.pop()
        at = sum(map(len, way))
        if at == len(token):
            done.append(way)
        heads = {token[at : at + size] for size in (2, 3)}
        ways += [[*way, head] for head in sorted(heads) if is_person_name(head)]
    three = [way for way in done if all(len(name) == 3 for name in way)]
    return three[0] if three else (done[0] if len(done) == 1 else [token])


def _goes_on(before: str, token: str) -> bool:
    """Whether the token is the name to a post before it (副市长 李云舟)."""
    return (
        before.endswith(("长", "常委", "主任", "主席", "书记"))
        and len(before) >= 2
        and len(token) in (2, 3)
        and (is_person(token) and not token.endswith("长") and not is_person_name(before))
    )


def is_person_name(token: str) -> bool:
    """Whether the token is a bare name, not a post."""
    return 2 <= len(token) <= 4 and is_person(token) and not token.endswith(("长", "委", "记", "席", "任", "导"))


def people_then_units(text: str) -> tuple[str, str]:
    """Leaders and units that ran together into one cell, apart; the first is empty when no name opens the text.

    >>> people_then_units("李云舟 王岚 市应急局，各县（市、区）政府等")
    ('李云舟 王岚', '市应急局，各县（市、区）政府等')
    """
    end = 0
    for token in _LEADER_TOKEN.finditer(text):
        if not is_person(token[0]):
            break
        end = token.end()
    return text[:end].strip(), text[end:].strip("、，,；; \t\n\u3000")
