"""Words of a deadline and the date they are taken to mean."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.responsibility import find_deadline, meaning_of

MEANINGS = (
    ("年底前", date(2025, 12, 31), True),
    ("2025年底", date(2025, 12, 31), True),
    ("全年", date(2025, 12, 31), True),
    ("2026年上半年", date(2026, 6, 30), True),  # a year of its own
    ("明年一季度", date(2026, 3, 31), True),
    ("6月底前", date(2025, 6, 30), True),
    ("10月前", date(2025, 9, 30), True),  # before October, not in it
    ("1月前", date(2024, 12, 31), True),  # over the turn of the year
    ("10月15日前", date(2025, 10, 15), True),
    ("2月30日前", date(2025, 12, 31), False),  # no such day: the words name no date
    ("5月上旬", date(2025, 5, 10), True),
    ("十一月底前", date(2025, 11, 30), True),
    ("第三季度", date(2025, 9, 30), True),
    ("2025-06", date(2025, 6, 30), True),
    ("2025.6.15", date(2025, 6, 15), True),
    ("2026年前", date(2025, 12, 31), True),  # before 2026
    ("2026年底前", date(2026, 12, 31), True),
    ("三年内", date(2027, 12, 31), True),
    ("三年行动计划", date(2025, 12, 31), False),  # a plan's name, no deadline
    ("8月底前（水库）；年底前", date(2025, 12, 31), True),  # the last of several
    ("国庆节前", date(2025, 9, 30), False),
    ("2026年汛期来临前", date(2026, 4, 15), False),
    ("持续推进", date(2025, 12, 31), False),
    ("", date(2025, 12, 31), False),
)  # fmt: skip


@pytest.mark.parametrize(("words", "day", "exact"), MEANINGS)
def test_words_mean_a_day(words: str, day: date, exact: bool) -> None:
    meaning = meaning_of(words, 2025)
    assert (meaning.day, meaning.exact) == (day, exact)


FOUND = (
    ("6月底前建成学校5所", "6月底前"),
    ("上半年建成云川工业技术研究院。", "上半年"),
    ("8月底前完成32座小型水库除险加固", "8月底前"),
    ("6月底前开工，年底前主体完工", "年底前"),
    ("高校毕业生年底去向落实率不低于90%", "年底"),
    ("完成去年底前开工的项目", None),  # the past one
    ("5月1日起施行", None),  # a beginning
    ("实施三年行动计划", None),
    ("近年内涝频发", None),
    ("新建5个月子中心", None),
)  # fmt: skip


@pytest.mark.parametrize(("task", "words"), FOUND)
def test_a_task_names_its_deadline(task: str, words: str | None) -> None:
    assert find_deadline(task) == words
