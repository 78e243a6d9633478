"""Quantities: every number of a sentence with its unit and comparators, and every number that is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.extraction.figures import names
from luoshi.extraction.figures.comparators import AFTER, after_pattern
from luoshi.extraction.figures.numbers import read_arabic, read_chinese, read_fraction
from luoshi.extraction.statements import Op
from luoshi.extraction.figures.units import family_of, units_pattern


@dataclass(slots=True, eq=False)
class Quantity:
    """A number in a folded sentence. `start:end` covers sign, number, unit and the comparator behind it."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    family: str
    op: Op | None = None
    op_word: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A separator or a bracket of a folded sentence."""

    sign: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A run that holds a number and is no quantity; `reason` says which kind of name."""

    start: int
    end: int
    reason: str


Token = Quantity | Mark | Name

_ARABIC = r"\d+(?:\.\d+)?"
_POWERS = r"[十百千]{0,2}(?:万亿|[万亿])|[百千](?![克瓦米伏焦])"
_AFTER = after_pattern()
_UNIT = units_pattern()
# Units that a Chinese numeral does not count in running text: 十分重要, 千方百计, 万里长征.
_NOT_COUNTED = frozenset("分方里道门本度口字段片层位首对组路团队单块金银铜站天日秒周年克升点面号兆")
_CN_UNIT = units_pattern(without=_NOT_COUNTED)
_TWIN = r"（(?:个|家|套|台|条|处|项|座|户|次|人|段|所|村|区|公里|亩|间|幢|栋|宗|支)）(?![^，。；、]{0,3}(?:、))"
# Words that make bare 百/千/万 + unit a label, not a count. Sample: 万人计划, 千家万户, 百家争鸣; near miss: 百家企业
_NO_COUNT = r"(?!计划|工程|行动|大会|万户|争鸣|灯火|示范|大军|拥有|保有|口|均|联|百计|里长|大典|一心|以上口|GDP|地区|产值|生产|增加值)"

# What a token can begin with: most characters cannot, and are passed over at once.
_FIRST = r"(?=[0-9A-Za-z&\-“《（），；。！？、：\t—第首前百翻零连一二三四五六七八九十千万亿两〇])"

_TOKEN = re.compile(
    rf"""{_FIRST}(?:
    (?P<mark>[，；。！？、\t]|——)
  | (?P<open>（(?!{_TWIN[1:]}))(?!(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})）)
  | (?P<quoted>{names.QUOTED})
  | (?P<list>{names.MARK})
  | (?P<close>）)
  | (?P<code>{names.CODE})
  | (?P<ratio>\d+(?:\.\d+)?：\d+(?:\.\d+)?(?!\d))(?P<ratioafter>{_AFTER})?
  | (?P<colon>：)
  | (?P<latin>{names.LATIN})
  | (?P<streak>{names.STREAK})
  | (?P<date>{names.DATE})
  | (?P<rank>第(?:\d{{1,3}}|[一二三四五六七八九十百]{{1,4}}(?!、第|[和与及]第))(?:位|名|(?=[，。；、！和与及）”的且并]|$))
        |前(?:\d{{1,3}}|[一二三四五六七八九十百]{{1,4}})(?:%|‰|位|名|强)?(?!分之|季度|个?月|年|期|列|提|沿)
        |(?:\d{{2,4}}|百)强|首位)
  | (?P<fore>前[百千万]分之[一二三四五六七八九十])
  | (?P<label>{names.LABEL})
  | (?P<fan>翻(?:[一两二三四]|1|2)?番)
  | (?P<zero>零(?:增长|填埋|排放))
  | (?P<fraction>(?:百分之|千分之)[零一二三四五六七八九十百点]+|[二三四五六七八九十]{{1,3}}分之[一二三四五六七八九]|(?<![\d/])\d/\d{{1,2}}(?![\d/]))(?P<fracafter>{_AFTER})?
  | (?P<mixed>(?P<wan>\d+)(?:万(?P<qian>\d)千|亿(?P<qianwan>\d)千(?=[多余]?万))(?P<mixedmore>[多余])?(?:(?<=亿\d千)万|(?<=亿\d千[多余])万)?(?P<mixedunit>{_UNIT})?(?P<mixedafter>{_AFTER})?)
  | (?P<years>{names.YEARS})
  | (?P<tail>{names.TAIL})
  | (?P<grade>{names.GRADE})
  | (?P<arabic>(?P<sign>(?<![\dA-Za-z%个家])-)?(?P<low>{_ARABIC})
        (?:(?P<lowpow>{_POWERS})?(?P<lowunit>{_UNIT})?(?P<range>-|~|——?|至|到)(?P<high>{_ARABIC}))?
        (?P<more>[多余几])?(?P<powers>{_POWERS})?(?P<more2>[多余](?P<pow3>亿)?)?
        (?P<unit>(?:{_UNIT})(?:{_TWIN}|/[百千万亿]{{1,2}}(?:{_UNIT}))?)?(?P<after>(?:（含）)?(?:{_AFTER}))?(?P<sized>级|型)?)
  | (?P<chinese>(?<![一二三四五六七八九十百千万亿两零第\d数几])(?<!千家)(?<!万家)(?:
        (?P<big>[一二三四五六七八九两]?[十百千][零一二三四五六七八九十百]{{0,6}}|[百千])(?P<bigmore>[多余])?(?P<bigpow>万亿|[万亿])?(?P<bigmore2>[多余])?(?P<bigunit>{_CN_UNIT}){_NO_COUNT}
      | (?P<large>[一二三四五六七八九十百千两]{{0,6}}(?:万亿|[万亿]))(?P<largemore>[多余])?(?P<largeunit>{_CN_UNIT})?(?(largeunit){_NO_COUNT})
      | (?P<few>[一二三四五六七八九十两])(?P<fewunit>所|条|座|家|处|艘|架|辆|台|公里|亩|成(?!立|效|果|员|为|功|都|绩|本)|倍(?!增)|项次)
    )(?P<cafter>{_AFTER})?(?P<csized>级|型)?)
    )""",
    re.VERBOSE,
)
_FAN = {"": 2.0, "一": 2.0, "1": 2.0, "两": 4.0, "二": 4.0, "2": 4.0, "三": 8.0, "四": 16.0}
_RANK_NUMBER = re.compile(r"\d+|[一二三四五六七八九十百]+")
_NAME_GROUPS = {
    "quoted": "quoted", "list": "list mark", "code": "code", "latin": "letters", "streak": "streak", "date": "date",
    "label": "label", "fore": "class", "years": "duration", "tail": "name", "grade": "grade",
}  # fmt: skip


def read_tokens(text: str) -> list[Token]:
    """Every number, name with a number and separator of a folded sentence, in order.

    >>> [(t.value, t.unit, t.op) for t in read_tokens("新增企业1.2万家以上") if isinstance(t, Quantity)]
    [(1.2, '万家', '>=')]
    >>> [t.reason for t in read_tokens("加快228国道建设") if isinstance(t, Name)]
    ['name']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind in _MARKS:
            tokens.append(Mark(match.group(), match.start(), match.end()))
        elif kind in _NAME_GROUPS:
            tokens.append(Name(match.start(), match.end(), _NAME_GROUPS[kind]))
        else:
            tokens.append(_BUILD[kind](match))
    return tokens


_MARKS = frozenset({"mark", "open", "close", "colon"})


def _arabic(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["sized"]:
        return Name(start, end, "size")
    value, kept = read_arabic(match["low"], (match["powers"] or "") + (match["pow3"] or ""))
    high = None
    if match["high"]:
        if match["lowpow"]:
            value, kept_low = read_arabic(match["low"], match["lowpow"])
            kept = kept or kept_low
        high, _ = read_arabic(match["high"], match["powers"] or "")
    if match["sign"]:
        value = -value
    unit = kept + (match["unit"] or (match["lowunit"] or "" if match["high"] else ""))
    op = ">=" if match["more"] or match["more2"] else None
    quantity = Quantity(start, end, value, high, unit, family_of(unit), op)
    _bound(quantity, match["after"])
    return quantity


def _bound(quantity: Quantity, after: str | None) -> None:
    if after:
        quantity.op = AFTER[after.removeprefix("（含）")]
        quantity.op_word = after


def _chinese(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["csized"]:
        return Name(start, end, "size")
    if match["few"]:
        numeral, unit, more = match["few"], match["fewunit"], None
    elif match["big"]:
        numeral, unit = match["big"] + (match["bigpow"] or ""), match["bigunit"]
        more = match["bigmore"] or match["bigmore2"]
    else:
        numeral, unit, more = match["large"], match["largeunit"] or "", match["largemore"]
    got = read_chinese(numeral)
    if got is None:
        return Name(start, end, "numeral")
    unit = got[1] + unit
    quantity = Quantity(start, end, got[0], None, unit, family_of(unit), ">=" if more else None, "")
    _bound(quantity, match["cafter"])
    if match["large"] and not match["largeunit"] and not match["cafter"] and not more and "亿" not in numeral:
        return Name(start, end, "numeral")
    return quantity


def _fan(match: re.Match[str]) -> Token:
    value = _FAN[match.group()[1:-1]]
    return Quantity(match.start(), match.end(), value, None, "倍", "doubling")


def _zero(match: re.Match[str]) -> Token:
    growth = match.group() == "零增长"
    return Quantity(match.start(), match.end(), 0.0, None, "%" if growth else "", "zero growth" if growth else "zero")


def _fraction(match: re.Match[str]) -> Token:
    got = read_fraction(match["fraction"])
    if got is None:
        return Name(match.start(), match.end(), "numeral")
    quantity = Quantity(match.start(), match.end(), got[0], None, got[1], family_of(got[1]) or "share")
    _bound(quantity, match["fracafter"])
    return quantity


def _mixed(match: re.Match[str]) -> Token:
    unit = ("亿" if match["qianwan"] else "万") + (match["mixedunit"] or "")
    value = float(f"{match['wan']}.{match['qianwan'] or match['qian']}")
    op: Op | None = ">=" if match["mixedmore"] else None
    quantity = Quantity(match.start(), match.end(), value, None, unit, family_of(unit), op)
    _bound(quantity, match["mixedafter"])
    return quantity


def _ratio(match: re.Match[str]) -> Token:
    left, right = match["ratio"].split("：")
    quantity = Quantity(match.start(), match.end(), float(left), None, "：" + right, "ratio")
    _bound(quantity, match["ratioafter"])
    return quantity


def _rank(match: re.Match[str]) -> Token:
    text = match.group()
    if text == "首位":
        return Quantity(match.start(), match.end(), 1.0, None, "", "rank", "=")
    number = _RANK_NUMBER.search(text)
    written = number.group() if number else ""
    got = (float(written), "") if written.isdigit() else read_chinese(written)
    if got is None:
        return Name(match.start(), match.end(), "ordinal")
    op: Op | None = "=" if text.startswith("第") else "<="
    return Quantity(match.start(), match.end(), got[0], None, "", "rank", op)


_BUILD = {
    "arabic": _arabic, "chinese": _chinese, "fan": _fan, "zero": _zero, "fracafter": _fraction, "fraction": _fraction,
    "mixed": _mixed, "ratio": _ratio, "ratioafter": _ratio, "rank": _rank,
}  # fmt: skip
