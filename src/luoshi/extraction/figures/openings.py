"""The opening of a clause: time, place, adverbs and the verb in front of an indicator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from luoshi.extraction.lexicon.loading import Prefixes, load_groups

if TYPE_CHECKING:
    from luoshi.extraction.figures.phrases import Left

VerbKind = Literal["", "add", "act", "cut"]

_WORDS = {group: list(entries) for group, entries in load_groups("predicates").items()}
_KINDS: tuple[VerbKind, ...] = ("add", "act", "cut")
VERB_KIND: dict[str, VerbKind] = {word: kind for kind in _KINDS for word in _WORDS[kind]}
DEEDS = frozenset(_WORDS["deeds"])
REFERRING = frozenset(_WORDS["refer"])
_CAUSING = frozenset(_WORDS["causing"])
_MODIFIERS = Prefixes(dict.fromkeys(_WORDS["modifiers"], "modifier"))
_ADVERBIALS = Prefixes(dict.fromkeys(_WORDS["adverbials"], "adverbial"))
_COMPOUNDS = Prefixes(dict.fromkeys(_WORDS["compounds"], "compound"))
_VERBS = Prefixes(VERB_KIND)
_GOVERNORS = Prefixes(dict.fromkeys(_WORDS["govern"], "govern") | VERB_KIND)
_NOUN_LETTERS = frozenset(_WORDS["noun letters"])
_NOUN_WORDS = frozenset(_WORDS["noun words"])
_BUILDING = frozenset({"新建", "建设", "供应", "发展", "创新"})

# Time and place words before an indicator that are no part of it. Sample: 到2025年|…, 全市|…; near miss: 年末生猪存栏
_LEAD = re.compile(
    r"(?:到|至|截至|截止|自)?(?:(?:(?:19|20)\d{2}年?[—–~至到-]{1,2})?(?:19|20)\d{2}年|今年|去年|明年|上年|全年|年内|"
    r"当年|本年|今后五年|未来五年|五年来|一年来|"
    r"过去一年|过去五年|“十[二三四五六]五”(?:期间|时期|末|以来)?|上半年|下半年|一季度|年底|年底前|目前|每年|"
    r"(?:近|前|今后|未来|过去|接下来)?[一二三四五六七八九十两\d]年(?!义务|一贯|制|级|期)(?:来|间|中)?)(?:底|末|初|前|以来|来|间)?"
    r"|\d{1,3}(?:个)?(?:大类|方面|大|类|批次|批|轮)|拥有(?![量率数者])|全市域?|全省|全县|全区|全州|全镇|全乡|全盟|全旗|全域|全自治区"
    r"|(?:较|比|同)(?:(?:19|20)\d{2}年?|上年|去年|上一年|前年|同期|年初)(?:同期|底|末|初)?(?:相比)?"
    r"|（(?:\d{1,2}|[一二三四五六七八九十]{1,3})）|\d{1,3}[.、](?!\d)|\d{1,2}月(?:底|末|份|初|中旬|[0-3]?\d日)?(?:前|之前)?|我[市省县区州镇国]|本[市省县区]|在全国|[省市区县境域]内|[一二三四五六七八九十](?:是|要)|——|—|："
)
# A verb inside the words behind which the object begins. Sample: 县级市|力争|各引进; near miss: 力争上游
_AIM = re.compile(r"(?:力争|确保|争取|实现(?!率))")
# After a causing verb the object's own verb may follow. Sample: 支持企业|新建|研发机构; near miss: 支持建成区改造
_INNER_VERB = re.compile(
    r"(?:新增(?!长|就业)|新建(?!商品|住宅|房)|新引进|建成(?!区)|创成|创建(?!率)|争创|引进(?!外资|人才)|打造|招引|新培育|"
    r"完成(?!率|额)|新认定|净增|开工建设|建设(?!用地)|实施)"
)
# Jobs are new by name. Sample: 新增|城镇就业; near miss: 新增就业岗位
_JOBS = re.compile("(?:城镇|农村)?(?:劳动力)?就业$")
_KEEPING = frozenset({"保持", "实现", "稳定", "创下"})
# A streak in front of a verb of keeping. Sample: 工业增加值增速|连续12个月
_STREAK_END = re.compile(r"(?:连续|已连续)[^，。；、]{1,8}$")
# A noun that begins like a doing. Sample: 服务|贸易额, 转移|支付; near miss: 服务|企业
_NOUN_OF_ACT = re.compile(
    r"服务(?:业|贸易|外包|消费|收入|出口|进口)|转移支付|培训(?:机构|基地|中心)|回收(?:网点|站)|补[贴助](?:资金|标准)|救助(?:站|标准)"
    r"|检查站|处[理置]能力|安置[房点]|搬迁点|竣工面积"
)
_PLAIN_ADVERBS = ("全力", "大力", "扎实", "深入", "着力", "持续", "奋力", "切实", "稳步", "有序", "进一步", "努力")
_STEPS = 10  # words taken off an opening at most
_TOPIC = range(2, 25)  # characters a topic may have
# Verbs that qualify what a rate is of: 签约项目履约率, 新建建筑装配率. Near miss: 推进项目开工率
_QUALIFYING = frozenset(
    {"签约", "引进", "招引", "落地", "入库", "新建", "新签约", "新引进", "新招引", "新落地", "新入库"}
)
# A rate of what a verb before its noun qualifies. Sample: 签约|项目履约率; near miss: 签约项目|
_RATE_OF = re.compile(r"(?:项目|企业|人才|建筑|住宅|合同|协议|房屋)[^，。；]{0,20}(?:率|占比|比例|比重)$")
# The rest of a noun that begins like an adverb. Sample: 成功|率, 通过|率; near miss: 成功|率先
_RATE = re.compile(r"率(?!先|领)")
# What has happened to a subject, at a clause's end. Sample: 2号线|建成通车; near miss: 新城建设
_EVENT_END = re.compile(
    r"(?:全线|全面|全部|正式|顺利|如期|基本|提前|相继|先后)?(?:已)?(?:建成|竣工|开工|投入)?"
    r"(?:通车|投用|投运|投产|运营|开通|启用|营业|开业|开馆|开园|完工)(?:使用|运营)?$"
)
# How something fares, at a clause's end. Sample: 茶产业|持续壮大; near miss: 改造提升
_STATE_END = re.compile(
    r"(?:稳步|显著|不断|持续|明显|大幅|有效|进一步|更加|日益|逐步|加快|加速)"
    r"(?:提升|提高|增强|完善|改善|向好|加快|优化|壮大|扩大|巩固|推进|夯实|凸显|显现|好转|健全|深化|拓展|加强|发展|集聚|释放)$"
    r"|(?:成效|成果|效果|势头|态势)(?:明显|显著|良好|突出)$"
)
# Since when, behind a subject. Sample: 企业数量|较2020年; near miss: 较好
_SINCE = re.compile(r"(?:较|比)(?:(?:19|20)\d{2}年|上年|去年)[^，。；]{0,4}$")
# A streak or an event in quotation marks, which is nothing that could be counted. Sample: “十连丰”
_QUOTED_EVENT = re.compile(r"(?:了)?“[^“”]{2,12}”$")


def strip_opening(text: str, low: int, end: int, left: Left) -> int:
    """Where the indicator begins in `text[low:end]`; the verb in front of it is noted in `left`."""
    start, causing = low, False
    for _ in range(_STEPS):
        after = _skip(text, start, end, left) if start < end else start
        if after == start:
            break
        causing = causing or text[start:after] in _CAUSING
        start = after
    if left.shared == "分别":
        return start  # 接待游客、实现旅游总花费分别…: a verb inside belongs to a member of the list
    pattern = _INNER_VERB if causing else _AIM
    inner = [
        m for m in pattern.finditer(text, start + 1, max(start + 1, end - 1)) if not _quoted(text, start, m.start())
    ]
    if not inner:
        return start
    if causing:
        left.verb, left.quote = inner[-1].group(), inner[-1].start()
    elif inner[-1].group() == "实现":
        left.subject = text[start : inner[-1].start()]
    return strip_opening(text, inner[-1].end(), end, left)


def has_subject(text: str, low: int, end: int) -> bool:
    """Whether anything but adverbs stands before a verb: 圆满|完成 has no subject, 投资|完成 has one."""
    start = low
    while start < end:
        lead = _LEAD.match(text, start, end)
        word = lead.group() if lead else _MODIFIERS.at(text, start, end) or _ADVERBIALS.at(text, start, end)
        if not word:
            return True
        start += len(word)
    return False


def begins_doing(words: str) -> bool:
    """Whether words behind a figure begin a clause of their own, glued to it without a comma.

    >>> begins_doing("全力促进重点群体就业"), begins_doing("全面小康村"), begins_doing("重点项目")
    (True, False, False)
    """
    if words.startswith(_PLAIN_ADVERBS):
        return len(words) > 6
    at = 0
    while at < len(words):
        lead = _LEAD.match(words, at)
        word = lead.group() if lead else _MODIFIERS.at(words, at, len(words)) or _ADVERBIALS.at(words, at, len(words))
        if len(word) < 2:
            break
        at += len(word)
    return at > 0 and len(words) - at > 4 and len(_GOVERNORS.at(words, at, len(words))) > 1


def bare_object(words: str) -> str:
    """Words without the adverbs and adding verbs that begin them.

    >>> bare_object("实现旅游总花费"), bare_object("高标准农田")
    ('旅游总花费', '高标准农田')
    """
    from luoshi.extraction.figures.phrases import Left

    return words[strip_opening(words, 0, len(words), Left("", 0)) :] or words


def topic_of(text: str, low: int, high: int) -> str:
    """What a clause without figures is about: the words behind its last governing verb; "" when they are too many."""
    from luoshi.extraction.figures.phrases import Left

    low = max(low, high - 60)
    opening = Left("", low)
    start = strip_opening(text, low, high, opening)
    if opening.subject and _QUOTED_EVENT.match(text, start, high):
        return _SINCE.sub("", opening.subject)[:24]  # 粮食总产|实现“十连丰”
    if (state := _STATE_END.search(text, start, high)) and state.start() - start in _TOPIC:
        high = state.start()
    if (event := _EVENT_END.search(text, start, high)) and event.start() - start in _TOPIC:
        return text[start : event.start()]
    for at in range(high - 2, start, -1):
        word = _GOVERNORS.at(text, at, min(high, at + 2))
        if len(word) == 2 and at + 2 < high - 1 and not _quoted(text, start, at):
            if word in _KEEPING and at - start > 2:
                return _STREAK_END.sub("", text[start:at])[:24]  # 工业增加值|连续12个月|保持两位数增长
            start = at + 2
            break
    if (word := text[start : start + 2]) in _WORDS["govern"] and start + 2 < high - 1:
        start += 2  # 做大|做强锂电产业
    topic = text[start:high].removesuffix("等").removesuffix("建设")
    if topic.endswith(("方面", "领域")):
        return ""  # 财政金融方面，新增贷款…: where, not what
    return topic if len(topic) in _TOPIC else ""


def _quoted(text: str, low: int, at: int) -> bool:
    """Whether a place stands inside quotation marks opened after `low`."""
    return text.rfind("“", low, at) > text.rfind("”", low, at)


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
    if (
        word
        and (len(word) > 1 or not _COMPOUNDS.at(text, start, end))
        and not _RATE.match(text, start + len(word), end)
    ):
        return start + len(word)
    word = _ADVERBIALS.at(text, start, end)
    after = start + len(word)
    if word and not left.verb and (_VERBS.at(text, after, end) or _MODIFIERS.at(text, after, end)):
        return after
    return start


def _after_verb(text: str, start: int, end: int, word: str, left: Left) -> int:
    after = start + len(word)
    if VERB_KIND[word] == "act":
        if _NOUN_OF_ACT.match(text, start, end):
            return start
        left.verb, left.quote = word, start
        if word not in DEEDS and (after == end or text[after:end] == "了"):
            left.deed = word
            return end
        return start  # the verb is the point and stays in the indicator
    if after == end and word[0] == "新" and word not in ("新增", "新建"):
        left.deed = word
    if after < end and (len(word) == 1 or _begins_noun(text, after, end, word)):
        return start
    left.verb, left.quote = word, start
    if word == "新增" and _JOBS.match(text, after, end):
        return start  # 新增就业 is the indicator's name
    return after + text.startswith("了", after)


def _begins_noun(text: str, at: int, end: int, word: str) -> bool:
    """Whether the verb is really the start of a noun: 建成区面积, 新建商品房销售面积, 建设用地, 落地率."""
    after = text[at : min(end, at + 2)]
    if word in _QUALIFYING and _RATE_OF.match(text, at, end):
        return True
    if word in ("签约", "新签约") and text[at:end] == "项目":
        return True
    if after[:1] in ("及", "和", "与") and len(word) >= 4 and VERB_KIND[word] == "cut":
        return True  # 减税降费及退税: a member of a list
    return after[:1] in _NOUN_LETTERS or (word in _BUILDING and after in _NOUN_WORDS)
