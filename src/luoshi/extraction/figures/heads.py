"""Indicators completed to stand alone: lists that share an owner or an attribute are written out.

城乡居民人均可支配收入 is 城镇居民… and 农村居民…; 省“152”项目、市县长项目落地率 is two landing rates.
"""

from __future__ import annotations

import re
from functools import cache

from luoshi.extraction.lexicon.loading import Prefixes, alternation, load_groups

_GROUPS = load_groups("heads")
_ATTRIBUTES = frozenset(_GROUPS["attributes"])
DEPENDENT = frozenset(_GROUPS["dependent"])
ACTS = frozenset(load_groups("predicates")["act"])
_ACTS = Prefixes(load_groups("predicates")["act"])
_PAIRS = {word: tuple(both.split("|")) for word, both in _GROUPS["pairs"].items()}
# An attribute at the end of an indicator. Sample: …增加值|, …落地率|; near miss: 落地率高
ATTRIBUTE_END = re.compile(f"(?:{alternation(list(_ATTRIBUTES))})$")
# What may stand before an attribute and is shared with it. Sample: 增加值|增速, 年均|浓度
_BEFORE_ATTRIBUTE = re.compile(f"(?:{alternation([word for word in _ATTRIBUTES if len(word) > 1])}|年平均|平均|年均)$")
# A word that qualifies one member of a list. Sample: 国家级|, 农村|居民; near miss: 企业
_QUALIFIER = re.compile(f"(?:{alternation(list(_GROUPS['qualifiers']))})")
# A level that begins a member of a list. Sample: 省级|未来工厂; near miss: 省会城市
_LEVEL = re.compile(r"(?:国家级|省级|市级|县级|区级|国家|省(?!市|属|内|会|域|外|道|际)|自治区级|全国|世界级|地市级)")
# Where a list is cut, quotes and brackets kept whole. Sample: 财政收入|和|税收; near miss: “甲、乙”
_TOP_LEVEL_LIST = re.compile(
    r"“[^”]{0,60}”|（[^）]{0,60}）|《[^》]{0,60}》|[、]|(?<=[^、“”（）])(?:以及|和|与|及|或)(?=[^、“”（）])"
)
# Where 和 or 与 is part of a word, not a list. Sample: 参与, 和谐; near miss: 财政收入和一般公共预算收入
_WORD_WITH_AND = re.compile(
    r"参与|和谐|和美|共和|和平(?![台均方])|与会(?![展议计])|及格|及时(?!尚)|普及|和合(?![作同格约规资力法])|温和|以及|及以上|及以下|涉及|惠及|触及"
)


# A class word that wants a noun. Sample: 国家级|, 千亿级; near miss: 国家级平台
_CLASS = re.compile(r"(?:国家|自治区|省|市|县|区|镇|乡|村|地市|世界|[百千万亿十]{1,3})级")
# A size that stands for a class of things. Sample: 2亿元, 千万元; near miss: 2亿元以上项目
_SIZE = re.compile(r"(?:超|过)?[\d.一二三四五六七八九十百千万亿]+(?:元|美元|吨|亩|千瓦|平方米)?")


# An ordinal that shares the last member's noun. Sample: 第一 beside 第三产业增加值
_ORDINAL = re.compile(r"第[一二三四五六]")


def _level(word: str) -> str:
    match = _LEVEL.match(word)
    return match.group() if match else ""


def split_list(text: str) -> list[str]:
    """The members of a list at its top level: brackets and quotes are not cut, nor words such as 参与.

    >>> split_list("财政总收入和一般公共预算收入")
    ['财政总收入', '一般公共预算收入']
    >>> split_list("省“152、3”项目、市县长项目落地率")
    ['省“152、3”项目', '市县长项目落地率']
    """
    kept = {i for m in _WORD_WITH_AND.finditer(text) for i in range(m.start(), m.end())}
    parts, last = [], 0
    for match in _TOP_LEVEL_LIST.finditer(text):
        if match.group()[0] in "“（《" or match.start() in kept:
            continue
        parts.append(text[last : match.start()])
        last = match.end()
    parts.append(text[last:])
    return [part for part in parts if part]


def expand_heads(text: str, count: int | None = None) -> list[str]:
    """The indicators that a list names, each completed to stand alone.

    With `count` the list is cut only where that gives as many members as there are figures; else [] is returned.

    >>> expand_heads("城乡居民人均可支配收入", 2)
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> expand_heads("省“152”项目、市县长项目落地率", 2)
    ['省“152”项目落地率', '市县长项目落地率']
    >>> expand_heads("规上工业亩均增加值、亩均税收", 2)
    ['规上工业亩均增加值', '规上工业亩均税收']
    >>> expand_heads("城镇、农村常住居民人均可支配收入", 2)
    ['城镇常住居民人均可支配收入', '农村常住居民人均可支配收入']
    """
    if count == 2:
        for word in _PAIRS:  # 存、贷款余额
            text = text.replace(f"{word[0]}、{word[1:]}", word)
    parts = split_list(text)
    if count == 2 and len(parts) == 1:
        for word, both in _PAIRS.items():
            if word in text:
                return [text.replace(word, one, 1) for one in both]
    if count is not None and len(parts) > count:
        parts = _regroup(text, count)
    if count is not None and len(parts) != count:
        return []
    return _complete(tuple(parts))


def _regroup(text: str, count: int) -> list[str]:
    """Cut only at 、 when cutting at 和 too gives too many members."""
    parts = [p for p in text.split("、") if p]
    return parts if len(parts) == count else []


@cache
def _complete(parts: tuple[str, ...]) -> list[str]:
    if len(parts) < 2:
        return list(parts)
    shared = _share_tail(list(parts))
    return _share_front(shared)


def _share_tail(parts: list[str]) -> list[str]:
    """Give the last member's attribute to members that have none."""
    last = parts[-1]
    if all(_SIZE.fullmatch(part) for part in parts[:-1]):
        return [part + _tail_for(part, last) for part in parts[:-1]] + [last]
    if not ATTRIBUTE_END.search(last):
        shortest = min(len(part) for part in parts[:-1])
        alone = all(part[-2:] != last[-2:] and not ATTRIBUTE_END.search(part) for part in parts[:-1])
        if shortest <= 4 and len(last) - shortest == 2 and alone:
            return [part + last[-2:] for part in parts[:-1]] + [last]  # 刑事、治安案件
        return [_requalify(part, last) if part != last else part for part in parts]
    bare = [part for part in parts[:-1] if not ATTRIBUTE_END.search(part)]
    shared = ""
    if bare and not any(last.startswith(part) or part[-2:] in last[1:] for part in bare):
        shortest = min(map(len, bare))
        # PM10 beside PM2.5平均浓度, 二氧化硫 beside 化学需氧量排放量: not cut inside a name
        whole = not last[shortest : shortest + 1].isascii() and not ATTRIBUTE_END.search(last[: shortest + 1])
        shared = last[shortest:] if shortest <= 4 and whole and ATTRIBUTE_END.search(last[shortest:]) else ""
    return [part + (shared or _tail_for(part, last)) if part in bare else part for part in parts[:-1]] + [last]


def _requalify(part: str, last: str) -> str:
    """国家 beside 省重点联系专家 is 国家重点联系专家; a member that stands alone is left as it is."""
    if _QUALIFIER.fullmatch(part) and (match := _QUALIFIER.match(last)):
        return part + last[match.end() :]
    return part


def _tail_for(part: str, last: str) -> str:
    for size in range(min(len(part), len(last)), 1, -1):
        at = last.find(part[-size:])
        if at > 0 and at + size < len(last):
            return last[at + size :]
    if (match := _QUALIFIER.match(last)) and _QUALIFIER.fullmatch(part):
        return last[match.end() :]
    if _ORDINAL.fullmatch(part) and _ORDINAL.match(last):
        return last[len(part) :]
    attribute = ATTRIBUTE_END.search(last)
    if attribute is None:
        return ""
    if len(attribute.group()) == 1 and len(part) < len(last) - 1:  # 生猪、家禽年出栏量: owners of one length
        return last[len(part) :]
    start = attribute.start()
    while (match := _BEFORE_ATTRIBUTE.search(last[:start])) and match.start() >= 2:  # 增加值|增速, 平均|浓度
        start = match.start()
    return last[start:]


def _share_front(parts: list[str]) -> list[str]:
    """Give the first member's owner to bare attributes, and its level (省级) to members without one."""
    first = parts[0]
    level = _level(first)
    out = [first]
    for part in parts[1:]:
        out.append(_with_owner(part, first, level))
    return out


def _with_owner(part: str, first: str, level: str) -> str:
    match = ATTRIBUTE_END.search(part)
    if match and match.start() <= 2 and not _QUALIFIER.match(part):
        common = part[: match.start()]
        at = first.find(common) if common else -1
        if at > 0:
            return first[:at] + part
        owner = ATTRIBUTE_END.search(first)
        if owner and owner.start() > 2 and not common:
            return first[: owner.start()] + part
    if level and not _level(part) and not match and not part.startswith(("“", "市", "县")):
        return level + part
    return part


def without_act(head: str) -> str:
    """An indicator without the verb of doing that begins it: 开工安置住房 is 安置住房."""
    return head[len(_ACTS.at(head, 0, len(head) - 2)) :]


def with_deed(owner: str, deed: str) -> str:
    """The same thing under another verb, which stands where the first one stood.

    >>> with_deed("开工安置住房", "交付"), with_deed("新能源开工", "投产")
    ('交付安置住房', '新能源投产')
    """
    if owner in ACTS:
        return deed  # 续建80个、新开工|60个
    if owner[-2:] in ACTS and len(owner) > 3:
        return owner[:-2] + deed
    return deed + without_act(owner)


def is_dependent(head: str) -> bool:
    """Whether an attribute says nothing alone: 总数, 年度产量."""
    return head in DEPENDENT or head in _PER or (head[:2] in ("年度", "年均", "累计") and head[2:] in DEPENDENT)


def lend_noun(head: str, later: str) -> str:
    """A class without its noun takes the noun of the next one: 国家级 beside 自治区级区域医疗中心.

    >>> lend_noun("万亿级", "千亿级产业集群"), lend_noun("企业", "省级平台")
    ('万亿级产业集群', '企业')
    """
    if not _CLASS.fullmatch(head):
        return head
    match = _CLASS.match(later)
    return head + later[match.end() :] if match else head


# For how many, before what. Sample: 每千常住人口拥有|床位; near miss: 每年
_FOR_SO_MANY = re.compile(r"每[一百千万]{1,2}名?(?:常住|户籍|服务)?(?:人口|人|老年人|学龄前儿童)(?:拥有)?(?=..)")


def per_head_of(before: str, head: str) -> str:
    """A member of a list that is counted for so many heads as the one before it.

    >>> per_head_of("每千人口拥有床位", "执业医师"), per_head_of("床位", "执业医师")
    ('每千人口拥有执业医师', '执业医师')
    """
    match = _FOR_SO_MANY.match(before)
    return match.group() + head if match and not head.startswith("每") else head


# A doing at the end of an owner. Sample: 粮食|播种
_DOING_END = re.compile(f"(?<=..)(?:{alternation(list(_GROUPS['doings']))})$")
_TOTAL_OF = ("总投资", "总投资额", "计划投资")
# The whole of an investment, of which a part is done. Sample: 项目|计划总投资
_TOTAL_INVESTMENT = re.compile(r"(?:年度|当年)?(?:计划|概算|估算|协议)?(?:总投资额?|投资)$")
_PER = frozenset({"人均", "户均", "亩均", "地均"})


def complete_from(head: str, owner: str) -> str:
    """An attribute that says nothing alone, given the owner of the indicator before it.

    >>> complete_from("总数", "有进出口实绩企业"), complete_from("回收利用率", "城镇生活垃圾分类收集覆盖面")
    ('有进出口实绩企业总数', '城镇生活垃圾分类收集回收利用率')
    """
    if owner.endswith(_TOTAL_OF) and head in ("投资", "完成投资"):
        return _TOTAL_INVESTMENT.sub("", owner) + "投资"  # 项目总投资50亿元，完成|投资8亿元
    if not owner or owner.endswith(head):
        return owner or head
    if head in _PER:
        return head + owner
    if owner[:2] in _PER:
        owner = owner[2:]
    if owner.endswith("生产总值"):  # 总值 is no attribute there
        return owner + head
    owner = without_act(owner)
    match = ATTRIBUTE_END.search(owner)
    for size in (3, 2):  # 土地流转|面积 beside 流转率
        if match and owner.endswith(head[:size], 0, match.start()):
            return owner[: match.start()] + head[size:]
    if match and match.start() >= 2 and head not in ("增速", "增幅", "增长率", "占比", "比重", "占全国比重"):
        return _DOING_END.sub("", owner[: match.start()]) + head
    return owner + head
