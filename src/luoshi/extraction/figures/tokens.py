"""Tokens: the one pattern that finds every number, every name that holds a number, and every separator."""

from __future__ import annotations

import re

from luoshi.extraction.figures import names
from luoshi.extraction.figures.comparators import after_pattern
from luoshi.extraction.figures.units import units_pattern

_CN = "一二三四五六七八九十"
_NUMBER = r"\d+(?:\.\d+)?"
_POWERS = r"[十百千]{0,2}(?:万亿|[万亿])|[百千](?![克瓦米伏焦])"
_AFTER = after_pattern()
_UNIT = units_pattern()
# Units that a Chinese numeral does not count in running text: 十分重要, 千方百计, 万里长征.
_NOT_COUNTED = frozenset("分方里道门本度口字段片层位首对组路团队单块金银铜站天日秒周年克升点面号兆期孔幅集页棒袋")
_CN_UNIT = units_pattern(without=_NOT_COUNTED)
# A second unit in brackets behind the first. Sample: 9条|（个）; near miss: 3个县（市）
_TWIN = r"（(?:个|家|套|台|条|处|项|座|户|次|人|段|所|村|区|公里|亩|间|幢|栋|宗|支)）(?![^，。；、]{0,3}(?:、))"
# Words that make bare 百, 千 or 万 with a unit a label. Sample: 万人|计划, 千家|万户; near miss: 百家|企业
_NO_COUNT = (
    r"(?!计划|工程|行动|大会|万户|争鸣|灯火|示范|大军|拥有|保有|口|均|联|百计|里长|大典|一心|以上口"
    r"|GDP|地区|产值|生产|增加值)"
)
# What a token can begin with: most characters cannot, and are passed over at once.
_FIRST = rf"(?=[0-9A-Za-z&\-“《（），；。！？、：\t—第首前附百翻零连{_CN}千万亿两〇])"

# An opened bracket that is neither a list mark nor a second unit. Sample: （含; near miss: （一）, （个）
_OPEN = rf"（(?!(?:19|20)\d{{2}}）\d)(?!{_TWIN[1:]})(?!(?:\d{{1,2}}|[{_CN}]{{1,3}})）)"
# A ratio of two. Sample: 2：1; near miss: 4：38：58 (a structure)
_RATIO = rf"{_NUMBER}：{_NUMBER}(?!\d)"
# A rank or a class by rank. Sample: 第5, 前十, 前50%, 500强, 首位; near miss: 第一产业, 前三季度
_RANK = (
    rf"第(?:\d{{1,3}}|[{_CN}百]{{1,4}}(?!、第|[和与及]第))(?:位|名|(?=[，。；、！和与及）”的且并]|$))"
    rf"|前(?:\d{{1,3}}|[{_CN}百]{{1,4}})(?:%|‰|位|名|强)?(?!分之|季度|个?月|年|期|列|提|沿)|(?:\d{{2,4}}|百)强|首位"
)
# A fraction. Sample: 百分之八, 三分之二, 1/3; near miss: 2025/1/3
_FRACTION = (
    rf"(?:百分之|千分之)[零{_CN}百点]{{1,8}}|[二三四五六七八九十]{{1,3}}分之[一二三四五六七八九]"
    r"|(?<![\d/])\d/\d{1,2}(?![\d/万])"
)
# A number of two parts. Sample: 1万6千多户, 1亿3千多万; near miss: 1万6000
_MIXED = (
    r"(?P<wan>\d+)(?:万(?P<qian>\d)千|亿(?P<qianwan>\d)千(?=[多余]?万))(?P<mixedmore>[多余])?"
    rf"(?:(?<=亿\d千)万|(?<=亿\d千[多余])万)?(?P<mixedunit>{_UNIT})?(?P<mixedafter>{_AFTER})?"
)
# An Arabic number with sign, range, powers, unit and comparator. Sample: -8.8%, 5%—5.5%, 1.2万家以上, 100多条.
# The two ends of a range are of one unit; near miss: 提高1.5个百分点至3%
_ARABIC = (
    rf"(?P<sign>(?<![\dA-Za-z%个家])-)?(?P<low>{_NUMBER})"
    rf"(?:(?P<lowpow>{_POWERS})?(?P<lowunit>{_UNIT})?(?P<range>-|~|——?|至|到)(?P<high>{_NUMBER})"
    rf"(?(lowunit)(?=[多余十百千万亿]{{0,3}}(?P=lowunit))))?"
    rf"(?P<more>[多余几])?(?P<powers>{_POWERS})?(?P<more2>[多余](?P<pow3>亿)?)?"
    rf"(?P<unit>(?:{_UNIT})(?:{_TWIN}|/[百千万亿]{{1,2}}(?:{_UNIT}))?)?"
    rf"(?P<after>(?:（含）)?(?:{_AFTER})|(?<=倍)多)?(?P<sized>级|型)?"
)
# Hundreds and thousands in Chinese, which want a unit. Sample: 百个, 三百五十家, 百余万户; near miss: 百姓
_BIG = (
    rf"(?P<big>[一二三四五六七八九两]?[十百千][零{_CN}百]{{0,6}}|[百千])(?P<bigmore>[多余])?(?P<bigpow>万亿|[万亿])?"
    rf"(?P<bigmore2>[多余])?(?P<bigunit>{_CN_UNIT}){_NO_COUNT}"
)
# Tens of thousands and more. Sample: 万亩, 千万元, 百亿; near miss: 万众
_LARGE = (
    rf"(?P<large>[{_CN}百千两]{{0,6}}(?:万亿|[万亿]))(?P<largemore>[多余])?"
    rf"(?P<largeunit>{_CN_UNIT})?(?(largeunit){_NO_COUNT}|(?!元))"
)
# A few things that are counted by such numerals. Sample: 三条, 六成, 八成五, 两倍; near miss: 三个, 五大, 建成
_FEW = (
    rf"(?P<few>[{_CN}两])(?P<fewunit>所|条|座|家|处|艘|架|辆|台|公里|亩|成(?!立|效|果|员|为|功|都|绩|本)|倍(?!增)|项次)"
    rf"(?:(?<=成)(?P<fewtenth>[{_CN}])(?=[，。；、：以左）（\s]|$))?"
)
_CHINESE = (
    rf"(?<![{_CN}百千万亿两零第\d数几])(?<!千家)(?<!万家)(?:{_BIG}|{_LARGE}|{_FEW})"
    rf"(?P<cafter>{_AFTER})?(?P<csized>级|型)?"
)

# Every token, names before numbers. The group that matched says which. Sample: 5G (letters), 300家以上 (arabic), ，
TOKEN = re.compile(
    rf"""{_FIRST}(?:
    (?P<mark>[，；。！？、\t]|——)
  | (?P<open>{_OPEN})
  | (?P<quoted>{names.QUOTED})
  | (?P<list>{names.MARK})
  | (?P<close>）)
  | (?P<code>{names.CODE})
  | (?P<ratio>{_RATIO})(?P<ratioafter>{_AFTER})?
  | (?P<colon>：)
  | (?P<latin>{names.LATIN})
  | (?P<streak>{names.STREAK})
  | (?P<date>{names.DATE})
  | (?P<rank>{_RANK})
  | (?P<ordinal>{names.ORDINAL})
  | (?P<fore>前[百千万]分之[{_CN}])
  | (?P<label>{names.LABEL})
  | (?P<fan>翻(?:了近|了|近)?(?:[一两二三四]|1|2)?番(?:多|以上)?)
  | (?P<zero>零(?:增长|填埋|排放))
  | (?P<fraction>{_FRACTION})(?P<fracafter>{_AFTER})?
  | (?P<mixed>{_MIXED})
  | (?P<years>{names.YEARS})
  | (?P<tail>{names.TAIL})
  | (?P<grade>{names.GRADE})
  | (?P<arabic>{_ARABIC})
  | (?P<chinese>{_CHINESE})
    )""",
    re.VERBOSE,
)
