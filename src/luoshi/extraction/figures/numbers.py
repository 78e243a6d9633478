"""The grammar of written numbers: Arabic, Chinese and mixed.

万 and 亿 stay with the unit (1.2万个 is 1.2 in 万个); 十, 百 and 千 are multiplied out (百亿元 is 100 in 亿元).
"""

from __future__ import annotations

import re
from functools import lru_cache

_DIGIT = dict(zip("〇零一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_SMALL = {"十": 10, "百": 100, "千": 1000}
# A Chinese numeral ends in its large powers, which go to the unit. Sample: 百|亿, 三千|万亿; near miss: 三万五千
_LARGE_TAIL = re.compile(r"(?:万亿|亿万|[万亿])$")


def _section(text: str) -> float | None:
    """The value of a numeral below 万, such as 三百二十, 百, 十五 or the digit string 二五."""
    if not text:
        return 1.0
    if all(c in _DIGIT for c in text):
        return float("".join(str(_DIGIT[c]) for c in text))
    total, digit, last_power = 0, None, 1
    for c in text:
        if c in _SMALL:
            total += (1 if digit is None else digit) * _SMALL[c]
            last_power, digit = _SMALL[c], None
        elif c in _DIGIT:
            digit = _DIGIT[c]
            if digit == 0:
                last_power, digit = 1, None
        else:
            return None
    if digit is not None:  # 三百五 is 350, 三百零五 is 305
        total += digit * (last_power // 10 if last_power >= 100 else 1)
    return float(total)


@lru_cache(maxsize=4096)
def read_chinese(text: str) -> tuple[float, str] | None:
    """The value of a Chinese numeral and the powers that go to its unit; None when it is no numeral.

    >>> read_chinese("百亿"), read_chinese("三十五"), read_chinese("万"), read_chinese("三万五千")
    ((100.0, '亿'), (35.0, ''), (1.0, '万'), (3.5, '万'))
    >>> read_chinese("三点五")
    (3.5, '')
    """
    large = _LARGE_TAIL.search(text)
    head, tail = (text[: large.start()], large.group()) if large else (text, "")
    for power, factor in (("亿", 1e8), ("万", 1e4)):
        if power in head:
            left, _, right = head.partition(power)
            first, rest = _section(left), read_chinese(right)
            if first is None or rest is None or tail:
                return None
            return first + rest[0] * {"万": 1e4, "": 1.0}.get(rest[1], 0.0) / factor, power
    whole, point, part = head.partition("点")
    value = _section(whole)
    if value is None:
        return None
    if point:
        if not part or any(c not in _DIGIT for c in part):
            return None
        value += float("0." + "".join(str(_DIGIT[c]) for c in part))
    return value, tail


def read_arabic(digits: str, powers: str) -> tuple[float, str]:
    """The value of Arabic digits followed by powers, and the powers that go to the unit.

    >>> read_arabic("1.2", "万"), read_arabic("5", "千万"), read_arabic("3", "百"), read_arabic("2", "万亿")
    ((1.2, '万'), (5000.0, '万'), (300.0, ''), (2.0, '万亿'))
    """
    value = float(digits)
    while powers and powers[0] in _SMALL:
        value *= _SMALL[powers[0]]
        powers = powers[1:]
    return round(value, 6), powers


def read_fraction(text: str) -> tuple[float, str] | None:
    """The value and unit of 百分之八 (8 %), 三分之一 (0.3333), 1/3.

    >>> read_fraction("百分之八"), read_fraction("三分之二"), read_fraction("1/4")
    ((8.0, '%'), (0.6667, ''), (0.25, ''))
    """
    below, above = text.split("分之") if "分之" in text else reversed(text.split("/"))
    parts: list[float] = []
    for part in (below, above):
        got = (float(part), "") if part.replace(".", "", 1).isdigit() else read_chinese(part)
        if got is None or got[1] or (not parts and got[0] == 0):
            return None
        parts.append(got[0])
    if below == "百":
        return parts[1], "%"
    if below == "千":
        return parts[1], "‰"
    return round(parts[1] / parts[0], 4), ""
