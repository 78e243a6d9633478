"""Place restrictions: a promise that holds only for a part of the territory."""

from __future__ import annotations

import re

from luoshi.extraction.undertakings.clauses import Clause
from luoshi.reading.divisions import find_division

# A part of a territory that many governments name alike. Sample: 市区, 中心城区, 县县; near miss: 市区划, 城区域
_PART = re.compile(r"市县中心城区|中心城区|主城区|建成区(?!面积|达|扩)|县县|村村|镇镇|市区|城区(?!域)|县城")
_CAUSATIVES = frozenset({"支持", "推动", "推进", "鼓励", "指导", "确保", "力争"})
# Up to six names before a verb, behind a verb that sets others to work. Sample: 支持淮安、常州打造; near miss: 支持企业
_WARDS = re.compile(
    r"(?:支持|推动|推进|鼓励|指导|确保|力争)(?P<names>[一-龥]{2,9}(?:、[一-龥]{2,9}){0,5}?)(?:等地)?"
    r"(?=建设|打造|创建|创成|争创|建成|申报|开展|实施|发展|做大|做强|加快|完成|实现|培育|深化|探索)"
)
_WHOLE = ("全", "各", "本")  # the whole territory is no part of it
# A name with its ending before what it shall do. Sample: 杜桥镇要创成, 玉环市建成; near miss: 全市建成
_DOER = re.compile(
    r"(?P<names>[一-龥]{2,5}(?:自治州|自治县|新区|市|县|区|州|盟|旗|镇|乡))(?=要|建成|创成|完成|实现|开工|启动)"
)


def place_of(text: str, clause: Clause, start: int, end: int) -> str | None:
    """The place that a task `text[start:end]` is restricted to by its chief clause or by who is to do it, or None.

    >>> from luoshi.extraction.undertakings.grammar import read_clause
    >>> for text in ("支持淮安、常州打造示范基地", "支持企业打造品牌", "改造市区老旧小区45个", "东城片区要加快建设"):
    ...     print(place_of(text, read_clause(text, 0, len(text)), 0, len(text)))
    淮安、常州
    None
    市区
    东城片区
    """
    low, high = clause.verb_start, clause.end
    if text[low : low + 2] in _CAUSATIVES:
        wards = _WARDS.match(text, low, high)
        if wards and all(find_division(name) for name in wards["names"].split("、")):
            return wards["names"]
    part = _PART.search(text, clause.start, high)
    if part:
        return part[0]
    doer = _DOER.match(text, start, end) if clause.start > start or low > start else None
    return doer["names"] if doer and not doer["names"].startswith(_WHOLE) else None
