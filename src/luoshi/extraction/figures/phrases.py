"""What stands to the left of a figure: adverbs, a verb, the indicator's words, a predicate, a comparator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from luoshi.extraction.figures.comparators import BEFORE
from luoshi.extraction.lexicon.loading import Prefixes, alternation, load_groups
from luoshi.extraction.statements import Op

Sense = Literal["", "up", "down", "up-to", "down-to", "reach", "cap", "exceed"]
VerbKind = Literal["", "add", "act", "cut"]

_WORDS = {group: list(entries) for group, entries in load_groups("predicates").items()}
VERB_KIND: dict[str, VerbKind] = {
    **dict.fromkeys(_WORDS["add"], "add"), **dict.fromkeys(_WORDS["act"], "act"), **dict.fromkeys(_WORDS["cut"], "cut"),
}  # fmt: skip
_UP, _DOWN, _REACH = frozenset(_WORDS["up"]), frozenset(_WORDS["down"]), frozenset(_WORDS["reach"])
# Movements that also go with an amount, not only with a percentage: 增加15人, 减少500吨; but 改造提升45个 is a thing done.
_AMOUNT_MOVES = frozenset(
    {"增长", "增加", "净增", "净增加", "净增长", "多增", "增", "减少", "下降", "降低", "减", "缩减"}
)
# Letters in front of which a short predicate is the end of another word: 新增, 节约, 国有, 公共.
_NOT_ALONE = r"(?<!新)(?<!节)(?<!国)(?<!所)(?<!公)(?<!民)(?<!私)(?<!制)(?<!预)"
_YEAR = r"(?:(?:19|20)\d{2}年?|上年|去年|上一年|前一年|前年|同期|上年同期|去年同期|“十[二三四五六]五”(?:初|末|期间)?|五年前|基期|年初|年底|上月|上季度)(?:底|末|初|全年|同期|水平)*"

# The last word before a figure, one kind each. Sample: …|达到, …|较2015年, …|同比; near miss: 新增 (a verb, not 增)
_COMPARATOR = re.compile(_NOT_ALONE + f"(?:{alternation(list(BEFORE))})$")
_PREDICATE = re.compile(
    _NOT_ALONE
    + f"(?P<cap>{alternation(_WORDS['cap'])})$|"
    + _NOT_ALONE
    + f"(?P<move>{alternation([*_UP, *_DOWN])})(?:了)?(?P<to>到|至|为)?(?:了)?$|"
    + _NOT_ALONE
    + f"(?P<reach>{alternation(list(_REACH))})(?:了)?$"
)
_ADVERB = re.compile(
    rf"(?<![人户亩地平])(?:{alternation(_WORDS['adverbs'])})$|(?:较|比|与|同|在)?{_YEAR}(?:相比|基础上)?$|每[一百千万]{1, 2}(?:人|户|亩|公里|平方公里|名)?$|(?:每人)?(?:每人|每月|每年|每亩|每天|每日|每吨|每户|每平方米|每股|每千克|每公斤)$|(?:近|连续)?(?:\d{1, 2}|[一二三四五六七八九十两]{1, 2})年(?:间|内|来|累计|连续)?$|的$|从$|由$|,$|(?<![主重需必])要$|年内$|占?全[国省市区县州]$"
)
_COMPARED = re.compile(
    rf"(?P<word>(?<![提升增])(?:{alternation(_WORDS['exceed'])}))(?P<whom>[^，。；、]{{0,16}})$|比(?P<than>[^，。；、]{{1,12}})(?P<how>[高低快慢多少])(?:出)?$"
)
# Time and place words before an indicator that are no part of it. Sample: 到2025年|…, 全市|…; near miss: 年末生猪存栏
_LEAD = re.compile(
    r"(?:到|至|截至|截止|自)?(?:(?:19|20)\d{2}年|今年|去年|明年|上年|全年|年内|当年|本年|今后五年|未来五年|五年来|一年来|过去一年|"
    r"过去五年|“十[二三四五六]五”(?:期间|时期|末|以来)?|上半年|下半年|一季度|年底|年底前|目前|每年|(?:近|前)?[一二三四五六七八九十两\d]年(?:来|间|中)?)(?:底|末|初|前|以来|来|间)?"
    r"|\d{1,3}(?:个)?(?:大类|方面|大|类|批次|批|轮)|全市域?|全省|全县|全区|全州|全镇|全乡|全盟|全旗|全域|全自治区|我[市省县区州镇国]|本[市省县区]|在全国|[省市区县境域]内|[一二三四五六七八九十]是|[一二三四五六七八九十]要|——|—|：|“十[二三四五六]五”"
)
_MODIFIERS = Prefixes(dict.fromkeys(_WORDS["modifiers"], "modifier"))
_ADVERBIALS = Prefixes(dict.fromkeys(_WORDS["adverbials"], "adverbial"))
_VERBS = Prefixes(VERB_KIND)
_COMPOUNDS = Prefixes(dict.fromkeys(_WORDS["compounds"], "compound"))
_GOVERNORS = Prefixes(dict.fromkeys(_WORDS["govern"], "govern") | VERB_KIND)
DEEDS = frozenset(_WORDS["deeds"])
REFERRING = frozenset(_WORDS["refer"])
_CAUSING = frozenset(
    {"推动", "支持", "引导", "鼓励", "带动", "促进", "助力", "吸引", "指导", "组织", "撬动", "服务", "协助", "保障"}
)
# A verb inside the words behind which the object begins. Sample: 县级市|力争|各引进; near miss: 力争上游
_AIM = re.compile(r"(?:力争|确保|争取|实现(?!率)|达到)")
# After a causing verb the object's own verb may follow. Sample: 支持企业|新建|研发机构; near miss: 支持建成区改造
_INNER_VERB = re.compile(
    r"(?:新增(?!长|就业)|新建(?!商品|住宅|房)|新引进|建成(?!区)|创成|创建(?!率)|争创|引进(?!外资|人才)|打造|招引|新培育|完成(?!率|额)|新认定|净增|开工建设|建设(?!用地)|实施)"
)
# Jobs are new by name. Sample: 新增|城镇就业; near miss: 新增就业岗位
_JOBS = re.compile("(?:城镇|农村)?(?:劳动力)?就业$")
# A place restriction that begins an indicator. Sample: 市区|新增停车位; near miss: 市场
PLACE = re.compile(
    r"(?:市区|中心城区|主城区|城区|市本级|县城|主城|城镇范围内|县县|村村|镇镇|乡镇|每个[^，。、]{1,4})(?=.)"
)


@dataclass(slots=True)
class Left:
    """The words left of a figure, taken apart. `head` is what remains as indicator; it stands at `start` of the sentence."""

    head: str
    start: int
    verb: str = ""
    sense: Sense = ""
    predicate: str = ""
    op: Op | None = None
    shared: str = ""  # 分别, 均 or 各
    yearly: bool = False
    compared: str = ""
    origin: bool = False  # 从, 由: the figure is where a movement starts
    place: str = ""
    quote: int = -1  # where the verb in front of the indicator begins, when there is one
    behind: bool = False  # the indicator stands behind the figure
    deed: str = ""  # a verb of doing right before the figure: 建成投产|5个, 提升|51条


def read_left(text: str, low: int, high: int, *, percent: bool) -> Left:
    """Take apart `text[low:high]`, the words left of a figure; `percent` when the figure is a rate (%, points, times)."""
    left = Left("", low)
    end = _strip_right(text, low, high, left, percent)
    start = _strip_left(text, low, end, left)
    left.head, left.start = text[start:end], start
    return left


def _strip_right(text: str, low: int, high: int, left: Left, percent: bool) -> int:
    end = high
    for _ in range(8):
        window = text[max(low, end - 12) : end]
        if not window:
            break
        base = end - len(window)
        if left.op is None and not left.sense and (match := _COMPARATOR.search(window)):
            word = match.group()
            left.op, left.predicate = BEFORE[word], left.predicate or word
            end = base + match.start()
        elif (match := _PREDICATE.search(window)) and _takes(
            match, left, percent, _has_subject(text, low, base + match.start())
        ):
            end = base + match.start()
        elif match := _ADVERB.search(window):
            word = match.group()
            if word in ("分别", "均", "各"):
                left.shared = word
            elif word == "年均":
                left.yearly = True
            elif word in ("从", "由"):
                left.origin = True
            end = base + match.start()
        else:
            break
    return end


def _has_subject(text: str, low: int, end: int) -> bool:
    """Whether anything but adverbs stands before a verb: 圆满|完成 has no subject, 投资|完成 has one."""
    start = low
    while start < end:
        lead = _LEAD.match(text, start, end)
        word = lead.group() if lead else _MODIFIERS.at(text, start, end) or _ADVERBIALS.at(text, start, end)
        if not word:
            return True
        start += len(word)
    return False


def _takes(match: re.Match[str], left: Left, percent: bool, has_subject: bool) -> bool:
    """Whether a predicate found is one here; records it when it is."""
    word = match["cap"] or match["move"] or match["reach"]
    if match["move"]:
        if left.sense not in ("", "reach") or (left.predicate and not left.sense and left.op is None):
            return False
        to = bool(match["to"]) or word[-1] in "到至" or left.sense == "reach" or left.op is not None
        if not percent and not to and word not in _AMOUNT_MOVES:
            return False
        direction = "up" if word in _UP else "down"
        if left.sense == "reach" and percent and not match["to"] and word[-1] not in "到至":
            to = False  # 经济增长保持在6.5%: a rate of growth, not a level grown to
        left.sense = "up-to" if direction == "up" and to else "down-to" if to else direction  # type: ignore[assignment]
    elif match["cap"]:
        if left.sense:
            return False
        left.sense = "cap"
    else:
        if left.sense:
            return False
        if word in VERB_KIND and not has_subject:
            return False
        left.sense = "reach"
    left.predicate = word
    return True


def _strip_left(text: str, low: int, end: int, left: Left) -> int:
    start, causing = low, False
    for _ in range(10):
        if start >= end:
            break
        after = _skip(text, start, end, left)
        if after == start:
            break
        causing = causing or text[start:after] in _CAUSING
        start = after
    if left.shared == "分别":
        return start  # 接待游客、实现旅游总花费分别…: a verb inside belongs to a member of the list
    inner = None
    pattern = _INNER_VERB if causing else _AIM
    for inner in pattern.finditer(text, start + 1, max(start + 1, end - 1)):
        pass
    if inner is not None and text.rfind("“", start, inner.start()) <= text.rfind("”", start, inner.start()):
        if pattern is _INNER_VERB:
            left.verb, left.quote = inner.group(), inner.start()
        return _strip_left(text, inner.end(), end, left)
    return start


def _skip(text: str, start: int, end: int, left: Left) -> int:
    """Where the next word begins when the one at `start` is no part of the indicator; else `start` again."""
    lead = _LEAD.match(text, start, end)
    if lead:
        return lead.end()
    word = _VERBS.at(text, start, end)
    if word:
        after = _after_verb(text, start, end, word, left)
        if after != start or VERB_KIND[word] == "act":
            return after
    word = _MODIFIERS.at(text, start, end)
    if word and (len(word) > 1 or not _COMPOUNDS.at(text, start, end)):
        return start + len(word)
    word = _ADVERBIALS.at(text, start, end)
    if word and (_VERBS.at(text, start + len(word), end) or _MODIFIERS.at(text, start + len(word), end)):
        return start + len(word)
    return start


def _after_verb(text: str, start: int, end: int, word: str, left: Left) -> int:
    after = start + len(word)
    if VERB_KIND[word] == "act":
        left.verb, left.quote = word, start
        if after == end and word not in DEEDS:
            left.deed = word
            return after
        return start  # the verb is the point and stays in the indicator
    if after == end and word[0] == "新" and word not in ("新增", "新建"):
        left.deed = word
    if after < end and (len(word) == 1 or _part_of_noun(text, after, end, word)):
        return start
    left.verb, left.quote = word, start
    if word == "新增" and _JOBS.match(text, after, end):
        return start  # 新增就业 is the indicator's name
    return after + text.startswith("了", after)


def bare_object(words: str) -> str:
    """Words without the adverbs and adding verbs that begin them: 实现旅游总花费 is 旅游总花费."""
    return words[_strip_left(words, 0, len(words), Left("", 0)) :] or words


def topic_of(text: str, low: int, high: int) -> str:
    """What a clause without figures is about: the words behind its last governing verb."""
    left = Left("", low)
    start = _strip_left(text, low, high, left)
    for at in range(high - 2, start, -1):
        word = _GOVERNORS.at(text, at, min(high, at + 2))
        if len(word) == 2 and at + len(word) < high - 1 and text.rfind("“", start, at) <= text.rfind("”", start, at):
            start = at + len(word)
            break
    topic = text[start:high].removesuffix("等").removesuffix("建设")
    return topic if 2 <= len(topic) <= 24 else ""


def _part_of_noun(text: str, at: int, end: int, word: str) -> bool:
    """Whether the verb is really the start of a noun: 建成区面积, 新建商品房销售面积, 建设用地, 落地率."""
    after = text[at : min(end, at + 2)]
    if after[:1] in ("区", "率", "额", "者", "量", "数", "度", "费", "类", "物", "线", "业", "值"):
        return True
    return word in ("新建", "建设", "供应", "发展", "创新", "实际") and after in (
        "商品",
        "用地",
        "住宅",
        "指数",
        "链条",
        "链稳",
        "能力",
        "平台",
        "券发",
    )


def compared_with(text: str, low: int, high: int) -> Left | None:
    """The left side of 增速高于全国平均2个百分点: the comparison is part of the indicator; None when it is no comparison."""
    base = max(low, high - 24)
    match = _COMPARED.search(text[base:high])
    if match is None or (match["whom"] or "").endswith("到"):
        return None
    left = Left("", low)
    end = base + match.start()
    whom = (match["whom"] or "").rstrip("约近")
    for word in ("分别", "均"):
        if word in text[low:high]:
            left.shared = word
    subject_end = end
    for word in ("分别", "均", "也", "都"):
        if text.endswith(word, low, subject_end):
            subject_end -= len(word)
    start = _strip_left(text, low, subject_end, left)
    left.head, left.start = text[start:subject_end], start
    if match["than"]:
        left.compared = f"比{match['than']}{match['how']}"
        return left
    left.compared = match["word"] + re.sub(r"(?:分别|平均水平|平均|水平)", "", whom)
    return left
