"""The labels that word processors and browsers compute for numbered paragraphs."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HIGHEST = 9_999  # no list is longer; a number above it is shown in plain digits

# Formats that take their signs from a row of characters: the first, and how many there are.
_ROWS = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_SILENT = frozenset(("bullet", "none"))


def label(number: int, style: str) -> str:
    """`number` as the numbering format `style` shows it (names of WordprocessingML, ECMA-376 part 1, 17.18.59).

    An unknown format is shown in plain digits; bullets and `none` show nothing.

    >>> [label(n, "chineseCountingThousand") for n in (1, 10, 12, 20, 105)]
    ['一', '十', '十二', '二十', '一百零五']
    >>> label(3, "decimalEnclosedCircle"), label(4, "upperRoman"), label(28, "lowerLetter")
    ('③', 'IV', 'bb')
    """
    if style in _SILENT:
        return ""
    if not 0 < number <= _HIGHEST:
        return str(number)
    if style in _CHINESE:
        return chinese(number)
    if style == "chineseLegalSimplified":
        return chinese(number, _LEGAL, "拾佰仟")
    if style in _ROWS and number <= _ROWS[style][1]:
        return chr(ord(_ROWS[style][0]) + number - 1)
    return _other(number, style)


def chinese(number: int, digits: str = _DIGITS, ranks: str = "十百千") -> str:
    """A number from 1 to 9,999 as it is counted in Chinese.

    >>> chinese(2020), chinese(15), chinese(1001)
    ('二千零二十', '十五', '一千零一')
    """
    text, gap = "", False
    for rank, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit == "0":
            gap = bool(text)
            continue
        text += ("零" if gap else "") + digits[int(digit)] + (ranks[rank - 1] if rank else "")
        gap = False
    # 一十五 is said 十五, but 壹拾伍 is written in full.
    return text[1:] if text.startswith("一十") else text


def _other(number: int, style: str) -> str:
    if style in ("upperLetter", "lowerLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letters.upper() if style == "upperLetter" else letters
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    if style in ("ideographTraditional", "ideographZodiac"):
        row = _STEMS if style == "ideographTraditional" else _BRANCHES
        return row[(number - 1) % len(row)]
    if style in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if style == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    return f"{number:02}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        count, number = divmod(number, value)
        text += sign * count
    return text
