"""Words of a deadline and the date they are taken to mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from luoshi.responsibility.errors import LexiconError
from luoshi.responsibility.vocabulary import alternation, load

# A date in figures: 2025-06-30, 2025.6; near miss: 2025年.
_FIGURES = re.compile(r"(20\d\d)[-./](1[0-2]|0?[1-9])(?:[-./](3[01]|[12]\d|0?[1-9]))?(?!\d)")
# A time in words, its year before it. Samples: 2025年6月底前, 三季度, 10月15日, 2026年, 三年内;
# near miss: 三年行动计划.
_WORDS = re.compile(
    r"(?:(?P<year>20\d\d)\s?年|(?P<next>明年|次年))?(?:"
    r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月(?P<part>(?:3[01]|[12]?\d)\s?日|底|末|上旬|中旬|下旬|中|初)?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<stretch>年中|年初)|(?P<end>年?底|年?末|年内|全年)"
    r"|(?P<span>[二两三四五])年(?:之)?内|(?P<only>(?<=年)))(?P<before>[以之]?前)?"
)
_MOMENTS: dict[str, str] = load("deadlines")["moments"]["before"]
# A moment without a date of its own: 国庆节前, 2026年汛期来临前; near miss: 春节期间.
_MOMENT = re.compile(
    rf"(?:(?P<year>20\d\d)\s?年|(?P<next>明年|次年))?(?P<moment>{alternation(_MOMENTS)})节?(?:来临|到来)?[以之]?前"
)
# A deadline inside a task. Samples: 6月底前, 年底前, 上半年, 10月前, 2026年底; near misses: 去年底, 5月1日起, 近年内.
_IN_TASK = re.compile(
    r"(?:20\d\d年|明年)?(?<![去近往])(?:"
    r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:(?:3[01]|[12]?\d)日|底|末|上旬|中旬|下旬|份)?[以之]?前"
    r"|(?:1[0-2]|[1-9])月[底末]|年底(?:[以之]?前)?|年内|年末|[上下]半年|第?[一二三四]季度(?:[末底])?(?:前)?"
    rf"|(?:{alternation(_MOMENTS)})节?[以之]?前)"
    r"|20\d\d年[底末]?[以之]?前"
)
_STRETCHES = {"年中": 6, "年初": 3}
_DIGITS = {char: n for n, char in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_THIRDS = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The day that a deadline is taken to mean; `exact` where its words name it."""

    day: date
    exact: bool


@lru_cache(maxsize=4096)
def meaning_of(words: str, year: int) -> Meaning:
    """The last day of what the words name, of `year` where they name none; its last day where they name no time.

    Of several times the last one counts. A moment without a date (国庆节前) has its usual one, and is not exact.

    >>> [str(meaning_of(words, 2025).day) for words in ("年底前", "6月底前", "三季度", "10月前", "2026年", "持续推进")]
    ['2025-12-31', '2025-06-30', '2025-09-30', '2025-09-30', '2026-12-31', '2025-12-31']
    >>> meaning_of("持续推进", 2025).exact, meaning_of("国庆节前", 2025)
    (False, Meaning(day=datetime.date(2025, 9, 30), exact=False))
    """
    moment = _MOMENT.search(words)
    days = list(_named_days(_MOMENT.sub("", words), year))
    if days:
        return Meaning(max(days), exact=True)
    if moment:
        try:
            month, day = map(int, _MOMENTS[moment["moment"]].split("-"))
            return Meaning(date(_year(moment, year), month, day), exact=False)
        except ValueError:
            raise LexiconError(f"deadlines.toml, [moments]: {moment['moment']} has no month and day") from None
    return Meaning(date(year, 12, 31), exact=False)


def find_deadline(task: str) -> str | None:
    """The deadline that a task names, as written; the last one where it names several.

    >>> find_deadline("6月底前开工，年底前主体完工"), find_deadline("实施三年行动计划")
    ('年底前', None)
    """
    found = [match[0] for match in _IN_TASK.finditer(task)]
    return found[-1] if found else None


def _named_days(words: str, year: int) -> Iterator[date]:
    for found in _FIGURES.finditer(words):
        month = int(found[2])
        if found[3] is None:
            yield _last(int(found[1]), month)
        elif int(found[3]) <= monthrange(int(found[1]), month)[1]:
            yield date(int(found[1]), month, int(found[3]))
    for found in _WORDS.finditer(words):
        if found["only"] is not None and not (found["year"] or found["next"]):
            continue  # the 年 of 三年
        day = _day(found, _year(found, year))
        if day is not None:
            yield day


def _year(found: re.Match[str], year: int) -> int:
    return int(found["year"]) if found["year"] else year + 1 if found["next"] else year


def _day(found: re.Match[str], year: int) -> date | None:
    """The last day of the time found; 10月前 ends before October, 10月15日前 with that day."""
    if found["month"]:
        return _in_month(year, _number(found["month"]), found["part"] or "", bool(found["before"]))
    if found["quarter"]:
        return _last(year, 3 * _number(found["quarter"]))
    if found["half"]:
        return _last(year, 6 if found["half"] == "上" else 12)
    if found["stretch"]:
        return _last(year, _STRETCHES[found["stretch"]])
    if found["span"]:
        return date(year + _number(found["span"]) - 1, 12, 31)
    return date(year - 1 if found["only"] is not None and found["before"] else year, 12, 31)


def _in_month(year: int, month: int, part: str, before: bool) -> date | None:
    if part.endswith("日"):
        day = int(part.rstrip("日 "))
        return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None
    if part in _THIRDS:
        return date(year, month, _THIRDS[part])
    if not part and before:
        return date(year, month, 1) - timedelta(days=1)
    return _last(year, month)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _number(written: str) -> int:
    return int(written) if written.isdigit() else sum(_DIGITS[char] for char in written)
