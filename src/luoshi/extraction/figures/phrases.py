"""What stands to the left of a figure: adverbs, a verb, the indicator's words, a predicate, a comparator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from luoshi.extraction.figures.comparators import BEFORE
from luoshi.extraction.figures.openings import VERB_KIND, has_subject, strip_opening
from luoshi.extraction.lexicon.loading import alternation, load_groups
from luoshi.extraction.statements import Op

Sense = Literal["", "up", "down", "up-to", "down-to", "reach", "cap"]

_WORDS = {group: list(entries) for group, entries in load_groups("predicates").items()}
_UP = frozenset(_WORDS["up"])
_AMOUNT_MOVES = frozenset(_WORDS["amounts"])
# Letters in front of which a short word is the end of another word: 新增, 节约, 国有, 公共, 通过.
_ENDINGS = {
    "增": "新", "约": "节制预公条集", "有": "国所公民私", "共": "公", "近": "附邻靠亲就", "过": "通超经越跨迈渡透",
    "为": "作行成认", "达": "发", "减": "双",
}  # fmt: skip


def _guarded(words: list[str]) -> str:
    """Alternatives for words, the short ones only where they do not end another word."""
    guarded = [w for w in words if w in _ENDINGS]
    alone = ["".join(f"(?<!{letter})" for letter in _ENDINGS[w]) + re.escape(w) for w in guarded]
    return "|".join([alternation([w for w in words if w not in _ENDINGS]), *alone]).strip("|")


# An earlier time that a figure is compared with. Sample: 较|2015年底, 比|上年同期
_EARLIER = (
    r"(?:较|比|与|同|在)?(?:(?:19|20)\d{2}年?|上年|去年|上一年|前一年|前年|同期|“十[二三四五六]五”(?:初|末|期间)?|五年前|基期|"
    r"年初|年底|上月|上季度)(?:底|末|初|全年|同期|水平){0,2}(?:相比|基础上)?"
)
# What a figure is counted for. Sample: 每人每月|810元, 每千人|6张
_EACH = r"每[一百千万]{1,2}(?:人|户|亩|公里|平方公里|名)?|(?:每人)?每(?:人|月|年|亩|天|日|吨|户|平方米|股|千克|公斤)"
_SOME_YEARS = r"(?:近|连续)?(?:(?<!\d)\d{1,2}|[一二三四五六七八九十两]{1,2})年(?:间|内|来|累计|连续)?"

# The last word before a figure, one kind each. Sample: 突破|, 近|; near miss: 节约 (a verb, not 约)
_COMPARATOR = re.compile(f"(?:{_guarded(list(BEFORE))})$")
# A predicate before a figure. Sample: 控制在|, 提高到|, 达到|; near miss: 新增 (a verb, not 增)
_PREDICATE = re.compile(
    f"(?:(?P<cap>{alternation(_WORDS['cap'])})|"
    f"(?P<move>{_guarded(_WORDS['up'] + _WORDS['down'])})(?:了)?(?P<to>到|至|为)?(?:了)?|"
    f"(?P<reach>{_guarded(_WORDS['reach'])})(?:了)?)$"
)
# A word before a figure that says neither what nor how. Sample: 同比|, 较2015年|, 年均|; near miss: 人均
_ADVERB = re.compile(
    rf"(?:(?<![人户亩地平])(?:{alternation(_WORDS['adverbs'])})|{_EARLIER}|{_EACH}|{_SOME_YEARS}|[的从由]|"
    r"(?<![主重需必])要|年内|(?<=[到至为])法定(?:办理|办结|审批)?(?:时限|时间|期限)|占?全[国省市区县州])$"
)
# The letters that the last word before a figure can end with: most indicators end with another one.
_COMPARATOR_LAST = frozenset(word[-1] for word in BEFORE)
_MOVES = ("cap", "up", "down", "reach")
_PREDICATE_LAST = frozenset(word[-1] for group in _MOVES for word in _WORDS[group]) | set("到至为了")
_ADVERB_LAST = frozenset(word[-1] for word in _WORDS["adverbs"]) | set(
    "0123456789年期底末初间限”前月度平上内来计续的从由要国省市区县州"  # times, 年内, 占全国
    "一百千万人户亩里名月天日吨米股克斤"  # 每百户, 每平方公里
)
# More of those that a figure is compared with: 全国|、全省平均水平.
_OTHERS = r"(?:[、和与及](?:全[国省市区县州]|[东中西]部|[一-龥]{2,6}(?=平均))(?:地区)?(?:平均)?(?:水平)?){0,3}"
# A comparison with somebody else. Sample: 高于全国平均|2个百分点, 比上年低|; near miss: 提高
_COMPARED = re.compile(
    rf"(?P<word>(?<![提升增])(?:{alternation(_WORDS['exceed'])}))(?P<whom>[^，。；、]{{0,16}}{_OTHERS})$|"
    r"比(?P<than>(?!上年|去年|上一年|前年|同期|年初|上月|(?:19|20)\d\d)[^，。；、]{1,12}"
    rf"{_OTHERS})(?:分别|均)?(?<![提升增降])(?P<how>[高低快慢多少])(?:出)?$"
)
# Somebody else alone, behind a comparison. Sample: 高于全国5个百分点、|全省|3个百分点; near miss: 全省投资
_BARE_WHOM = re.compile(r"(?:高于|快于|比)?(?P<whom>全[国省市区县州]|[东中西]部(?:地区)?)(?:平均)?(?:水平)?(?:高|快)?")
# What joins those that a figure is compared with. Sample: 全国|、|全省
_AND = re.compile(r"[、和与及](?=全[国省市区县州]|[东中西]部|[一-龥]{2,6}平均)")
# Fillers of a comparison that are no part of the indicator. Sample: 全国|平均水平
_AVERAGE = re.compile(r"分别|平均水平|平均|水平")
# A place restriction that begins an indicator. Sample: 市区|新增停车位; near miss: 市场
PLACE = re.compile(
    r"(?:市区|中心城区|主城区|城区|市本级|县城|主城|城镇范围内|县县|村村|镇镇|乡镇|每个[^，。、]{1,4})(?=.)"
)
_WHOM = frozenset("为对给向")
# What is done for somebody, between who and what. Sample: 残疾人家庭|实施|无障碍改造; near miss: 重点群体
_GIVEN = re.compile(r"(?<=..)(?:实施|开展|提供|进行|发放|安装|办理)(?=[一-龥“][一-龥“])")
# What each of them does. Sample: 每个村|至少|培育; near miss: 每年新建
_FOR_EACH = re.compile(
    r"(?P<whom>每个?(?:县（市、区）|[一-龥]{0,5}?[县市区镇乡道村校街园企院]))(?:要|都|均|各|力争|确保)?(?P<least>至少)?"
    r"(?P<verb>建成|建设|新建|培育|打造|创建|引进|配备|新增|落实|建立|组建|选派|安排|招引|设立|开展|举办|谋划|实施)"
    r"(?P<least2>至少|不少于)?"
)
_WINDOW = 12  # characters before a figure in which one predicate or adverb is looked for
_STEPS = 8  # predicates and adverbs taken off at most
_COMPARISON = 24  # characters a comparison may have


@dataclass(slots=True)
class Left:
    """The words left of a figure, taken apart; `head` is what remains as indicator and stands at `start`.

    `shared` is 分别, 均 or 各; `deed` a verb of doing right before the figure (提升|51条); `quote` is where the verb in
    front of the indicator begins (-1: none); `behind` says that the indicator stands behind the figure; `subject` is
    who attains it (企业|实现利税).
    """

    head: str
    start: int
    verb: str = ""
    sense: Sense = ""
    predicate: str = ""
    op: Op | None = None
    shared: str = ""
    yearly: bool = False
    compared: str = ""
    rivals: tuple[str, ...] = ()
    place: str = ""
    quote: int = -1
    behind: bool = False
    deed: str = ""
    subject: str = ""


def read_left(text: str, low: int, high: int, *, percent: bool) -> Left:
    """Take apart `text[low:high]`, the words left of a figure; `percent` when the figure is a rate (%, points, times).

    >>> left = read_left("力争全市研发投入强度提高到3%", 0, 13, percent=True)
    >>> left.head, left.sense
    ('研发投入强度', 'up-to')
    """
    left = Left("", low)
    end = _strip_predicates(text, low, high, left, percent)
    start = strip_opening(text, low, end, left)
    if end - start > 2 and text.endswith(("新增", "净增"), start, end):
        left.verb = left.verb or "新增"
        end = _strip_predicates(text, low, end - 2, left, percent)
        start = strip_opening(text, low, end, left)
    left.head, left.start = _rest(text, start, end, left), start
    return left


def _rest(text: str, start: int, end: int, left: Left) -> str:
    """What remains as indicator, without a verb that stands between it and its place or whom it is for."""
    head = text[start:end]
    if (place := PLACE.match(head)) and not left.verb and not left.sense and not left.shared:
        inner = Left("", start)
        after = strip_opening(text, start + place.end(), end, inner)
        adds = VERB_KIND.get(inner.verb) == "add" and (left.op is None or inner.verb[0] == "新")
        if adds and after < end:
            left.verb = inner.verb
            return place.group() + text[after:end]  # 中心城区|新增|停车位
    if text[start - 1 : start] in _WHOM and (match := _GIVEN.search(head)):
        return head[: match.start()] + head[match.end() :]  # 为残疾人家庭|实施|无障碍改造
    return head


def for_each(text: str, low: int, high: int) -> Left | None:
    """The left side of 每个村至少培育|2名乡村规划师: for each of whom, and no indicator; None when it is not that."""
    match = _FOR_EACH.search(text, low, high)
    if match is None or match.end() != high:
        return None
    least = match["least"] or match["least2"]
    return Left(match["whom"], match.start(), match["verb"], op=">=" if least else None, quote=match.start("verb"))


def compared_with(text: str, low: int, high: int) -> Left | None:
    """The left side of 增速高于全国平均2个百分点: the comparison is part of the indicator; None when there is none."""
    base = max(low, high - _COMPARISON)
    match = _COMPARED.search(text[base:high])
    if match is None or (match["whom"] or "").endswith("到"):
        return None
    left = Left("", low)
    left.op = "~" if text[high - 1] in "约近" else None
    left.shared = next((word for word in ("分别", "均") if word in text[base:high]), "")
    end = base + match.start()
    for word in ("分别", "均", "也", "都"):
        if text.endswith(word, low, end):
            end -= len(word)
    left.start = strip_opening(text, low, end, left)
    left.head = text[left.start : end]
    if match["than"]:
        left.rivals = tuple(f"比{whom}{match['how']}" for whom in _whoms(match["than"]))
    else:
        left.rivals = tuple(match["word"] + whom for whom in _whoms(match["whom"].rstrip("约近")))
    left.compared = left.rivals[0]
    return left


def _whoms(words: str) -> list[str]:
    """Whom a figure is compared with, one or several: 全国、全省平均水平."""
    return [_AVERAGE.sub("", whom) for whom in _AND.split(words)] if _AND.search(words) else [_AVERAGE.sub("", words)]


def next_rival(before: str, words: str) -> str:
    """The comparison of the next figure, when only somebody else's name stands before it.

    >>> next_rival("高于全国", "全省"), next_rival("比全国高", "全省"), next_rival("高于全国", "投资")
    ('高于全省', '比全省高', '')
    """
    match = _BARE_WHOM.fullmatch(words)
    if match is None or not before:
        return ""
    return f"比{match['whom']}{before[-1]}" if before[0] == "比" else before[:2] + match["whom"]


def _strip_predicates(text: str, low: int, high: int, left: Left, percent: bool) -> int:
    end = high
    for _ in range(_STEPS):
        if end <= low:
            break
        last, window = text[end - 1], text[max(low, end - _WINDOW) : end]
        base = end - len(window)
        if (
            last in _COMPARATOR_LAST
            and left.op is None
            and not left.sense
            and (match := _COMPARATOR.search(window)) is not None
        ):
            word = match.group()
            left.op, left.predicate = BEFORE[word], left.predicate or word
        elif not (
            last in _PREDICATE_LAST
            and (match := _PREDICATE.search(window))
            and _takes(match, left, percent, text, max(low, base - 60), base + match.start())
        ):
            match = _ADVERB.search(window) if last in _ADVERB_LAST else None
            if match is None:
                break
            _note_adverb(left, match.group())
        end = base + match.start()
    return end


def _note_adverb(left: Left, word: str) -> None:
    if word in ("分别", "均", "各"):
        left.shared = word
    elif word in ("双双", "均已"):
        left.shared = "均"
    elif word == "年均":
        left.yearly = True


def _takes(match: re.Match[str], left: Left, percent: bool, text: str, low: int, high: int) -> bool:
    """Whether a predicate found behind `text[low:high]` is one here; records it when it is."""
    word = match["cap"] or match["move"] or match["reach"]
    if match["move"]:
        sense = _movement(match, word, left, percent)
    elif left.sense or (match["reach"] and word in VERB_KIND and not has_subject(text, low, high)):
        return False
    else:
        sense = "cap" if match["cap"] else "reach"
    if sense:
        left.sense, left.predicate = sense, word
    return bool(sense)


def _movement(match: re.Match[str], word: str, left: Left, percent: bool) -> Sense:
    if left.sense not in ("", "reach") or (left.predicate and not left.sense and left.op is None):
        return ""
    goal = bool(match["to"]) or word[-1] in "到至"
    to = goal or left.sense == "reach"
    if not percent and not to and word not in _AMOUNT_MOVES:
        return ""
    if left.sense == "reach" and percent and not goal:
        to = False  # 经济增长保持在6.5%: a rate of growth, not a level grown to
    if word in _UP:
        return "up-to" if to else "up"
    return "down-to" if to else "down"
