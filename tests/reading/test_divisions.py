"""Names of administrative divisions: full and short, with parents, namesakes."""

from __future__ import annotations

import pytest

from luoshi.reading.divisions import find_division, short_name

FOUND = {
    "北京市": ("110000", "province"),
    "北京": ("110000", "province"),
    "内蒙古自治区": ("150000", "province"),
    "新疆": ("650000", "province"),
    "台州市": ("331000", "prefecture"),
    "台州": ("331000", "prefecture"),
    "浙江省台州市": ("331000", "prefecture"),
    "恩施州": ("422800", "prefecture"),
    "恩施土家族苗族自治州": ("422800", "prefecture"),
    "临海市": ("331082", "county"),
    "台州市椒江区": ("331002", "county"),
    "南京市鼓楼区": ("320106", "county"),
    "吉林省": ("220000", "province"),  # its short name is also a city's
    "吉林市": ("220200", "prefecture"),
    "海南州": ("632500", "prefecture"),  # in Qinghai; the province is 海南省
    "东莞市": ("441900", "prefecture"),
    "仙桃市": ("429004", "county"),  # run by the province itself
    "双江县": ("530925", "county"),  # an autonomous county with four peoples in its name
}
UNKNOWN = ["鼓楼区", "朝阳区", "吉林", "江苏省鼓楼区", "梧川县", "市", "", "中国"]


@pytest.mark.parametrize(("name", "expected"), FOUND.items(), ids=FOUND.keys())
def test_found(name: str, expected: tuple[str, str]) -> None:
    division = find_division(name)
    assert division is not None
    assert (division.code, division.level) == expected


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_or_ambiguous(name: str) -> None:
    assert find_division(name) is None


def test_namesakes_are_told_apart_by_what_lies_around_them() -> None:
    fuzhou = find_division("福州市")
    assert fuzhou is not None
    inside = find_division("鼓楼区", within=fuzhou)
    named = find_division("鼓楼区", context="福州市委、福州市政府要求")
    assert inside == named
    assert inside is not None
    assert (inside.code, inside.parent) == ("350102", fuzhou)


def test_a_context_that_names_both_decides_nothing() -> None:
    assert find_division("鼓楼区", context="福州市与南京市") is None


@pytest.mark.parametrize(
    ("name", "short"),
    [("台州市", "台州"), ("城区", "城区"), ("阿坝藏族羌族自治州", "阿坝"), ("广西壮族自治区", "广西")],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short
