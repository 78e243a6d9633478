"""Numbers that are no quantities: names (“2211”企业, 228国道, 5G), dates, ordinals, labels (三年行动, 15分钟生活圈)."""

from __future__ import annotations

import re

from luoshi.extraction.lexicon.loading import alternation, load_groups

_GROUPS = load_groups("names")
_CN = "一二三四五六七八九十百千两〇零"

# Quoted words and titles of works. Sample: “152”, 《规划（2021）》; near miss: “最多80天” (a limit)
QUOTED = r"“(?!最多|最少|不超过|至多)[^“”]{0,40}”|《[^《》]{0,80}》"
# Letters and digits that touch. Sample: 5G, PM2.5, PM_{2.5}, G104, 4A, S1线; near miss: 100MW, 1.7万P (units)
LATIN = (
    r"(?<![A-Za-z&])[A-Za-z&]{1,16}[-_{.]{0,2}\d+(?:\.\d+)?[}A-Za-z0-9]{0,16}"
    r"|\d+(?:\.\d+)?-?(?!(?:kWh|TWh|kW|MW|GW|TEU|TB|PB|EB|km|Mbps|Gbps|Tbps|PFlops|PFLOPS|EFLOPS|EFlops|GWh|MWh|P(?![A-Za-z0-9])))"
    r"[A-Z][A-Za-z0-9]{0,16}"
)
# Dates, clock times and spans of years. Sample: 2025年, 2021-2025年, 9月底, 24日, 二〇三五年; near miss: 3个月, 11.3年
DATE = (
    r"(?:19|20)\d{2}[-/.](?:1[0-2]|0?[1-9])[-/.](?:[0-3]\d|\d)(?:[0-2]\d：[0-5]\d(?:：[0-5]\d)?)?|"
    r"(?:19|20)\d{2}(?:(?:-|—|~|至|到|—|/)(?:(?:19|20)?\d{2}))?(?=年|学年|财年)(?:年度?)?"
    r"(?:(?:1[0-2]|0?[1-9])月(?:份|底|末|初|上旬|中旬|下旬)?(?:[0-3]?\d日)?)?"
    r"|(?:1[0-2]|0?[1-9])(?:(?:-|—|至|~|、)(?:1[0-2]|0?[1-9]))?月(?:份|底|末|初|上旬|中旬|下旬|[0-3]?\d日)?"
    r"|[0-3]?\d日(?![均产处供])|[0-2]?\d：[0-5]\d(?:：[0-5]\d)?(?!\d)"
    r"|[一二三四五六七八九十]{1,2}月(?:份|底|末|初)?|二[〇零○][〇零一二三四五六七八九]{2}年"
    r"|(?<![\d.])(?:19|20)\d{2}(?=中国|世界|国际|全国|全球|亚洲|上海|北京|“|《|（中国|年)"
)
# An ordinal that is no rank, which is tried first. Sample: 第三轮, 第10届; near miss: 列全省第5
ORDINAL = rf"第(?:\d+|[{_CN}]{{1,6}})"
# Plus codes, versions, structures, counts of places. Sample: 3+12, 4.0, 4：38：58, 关中5市; near miss: 4.0%
CODE = (
    r"附件\d{1,2}|（(?:19|20)\d{2}）\d{1,4}号|\d+(?:\.\d+)?(?:：\d+(?:\.\d+)?){2,4}|\d{1,2}[市县州校](?![级场区域民内外政])"
    r"|\d+(?:\.\d+)?(?:\+[\dA-Za-zNX]{1,6}){1,6}|(?<![至到为达在于])\d\.0(?![\d%‰个亿万元倍岁分人])"
)
# Years as a duration, streaks. Sample: 三年行动, 今后5年, 连续24个月; near miss: 20年一遇, 11.3年
YEARS = rf"(?:\d+|[{_CN}]{{1,6}})(?:多|余)?年(?!一遇)(?:来|内|期|间|以上|以来|前|后|多)?"
# A streak. Sample: 连续24个月; near miss: 连续剧
STREAK = rf"连续(?:\d+|[{_CN}]{{1,6}})(?:多|余)?(?:个)?(?:年|月|季度|天|次|届|个月|周|轮)"
# So many courses held. Sample: 举办培训班|8期, 培训|40期，; near miss: 二期工程
_COURSES = r"(?:\d{2,4}|(?<=[班训坛座课])\d)期(?:[，。；、以]|$)"
# A number in front of what makes it a name. Sample: 228国道, 九连增, 十大; near miss: 12个
_TAILS = alternation([t for t in _GROUPS["tails"] if t not in ("级", "岁", "周岁")])
TAIL = rf"(?!{_COURSES})(?:\d+|[{_CN}]{{1,4}})(?:{_TAILS})(?!次)"
# A grade. Sample: 5级, 四星级; near miss: 5个
GRADE = rf"(?:\d+|[{_CN}]{{1,2}})(?:个)?(?:星级|级)"
# A duration used as a label. Sample: 15分钟生活圈, 24小时自助; near miss: 8小时以内
LABEL = (
    rf"\d+(?:\.\d+)?(?:个)?(?:分钟|小时|天|日)[^，。；、：“”\d以]{{0,10}}?(?:{alternation(list(_GROUPS['labels']))})"
)
# A mark of a list. Sample: （一）, （12）, 1. at the beginning; near miss: 1.5
MARK = rf"\A\d{{1,3}}[.、\ue000-\uf8ff](?!\d)|（(?:\d{{1,2}}|[{_CN}]{{1,3}})）"

# What leads numbered policies. Sample: 落实惠企|28条, …新政|; near miss: 打通断头路|10条
POLICY = re.compile(
    rf"(?:{alternation(list(_GROUPS['policy verbs']))})|(?:{alternation(list(_GROUPS['policy words']))})$"
)
# What follows numbered policies. Sample: 80条|新政; near miss: 10条|道路
POLICY_AFTER = re.compile(rf"(?:等|系列|一揽子)?[^，。；、]{{0,6}}(?:{alternation(list(_GROUPS['policy words']))})")
