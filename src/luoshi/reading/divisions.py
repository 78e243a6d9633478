"""Administrative divisions: from a name as reports write it to the GB/T 2260 code, level and full name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from luoshi.reading.document import Level

# A division's generic ending, which short names leave out.
# Sample: 台州市 -> 台州; near miss: 城区, which has no short name
_ENDING = re.compile(
    r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|自治旗|地区|新区|矿区|林区|省|市|县|区|州|盟|旗)$"
)
# A people's name before 自治州 or 自治县, left out in short names. Sample: 恩施土家族苗族 -> 恩施
_PEOPLE = re.compile(
    r"(?:(?:土家|布依|哈尼|景颇|傈僳|朝鲜|柯尔克孜|哈萨克|塔吉克|锡伯|鄂伦春|鄂温克|达斡尔|仫佬|毛南|仡佬|拉祜|布朗|裕固|东乡|保安|撒拉|各|"
    r"蒙古|满|苗|侗|彝|壮|傣|白|藏|羌|回|黎|畲|瑶|水|佤|怒|独龙|纳西|普米|土)族|哈萨克|柯尔克孜|蒙古|塔吉克|锡伯|达斡尔){1,6}$"
)


@dataclass(frozen=True, slots=True)
class Division:
    """One division; `code` is its GB/T 2260 code (six digits)."""

    code: str
    name: str

    @property
    def level(self) -> Level:
        """Province (also municipalities), prefecture or county, by the code's trailing zeros."""
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"

    def lies_in(self, other: Division) -> bool:
        """Whether this division is `other` or a part of it."""
        return self.code.startswith(
            other.code.rstrip("0").ljust(2, "0") if other.level != "prefecture" else other.code[:4]
        )

    @property
    def parent(self) -> Division | None:
        """The division above, None for a province. A county that a province runs itself has the province above it."""
        by_code = _by_code()
        if self.level == "province":
            return None
        prefecture = by_code.get(self.code[:4] + "00") if self.level == "county" else None
        return prefecture if prefecture and prefecture != self else by_code.get(self.code[:2] + "0000")


def short_name(name: str) -> str:
    """A division's name without its generic ending; the name itself where nothing would be left.

    >>> short_name("台州市"), short_name("恩施土家族苗族自治州"), short_name("新疆维吾尔自治区"), short_name("城区")
    ('台州', '恩施', '新疆', '城区')
    """
    bare = _ENDING.sub("", name)
    if name.endswith(("自治州", "自治县", "自治旗")):
        bare = _PEOPLE.sub("", bare) or bare
    return bare if len(bare) > 1 else name


def find_division(name: str, *, within: Division | None = None, context: str = "") -> Division | None:
    """The division of that full or short name, or None where no one or more than one fits.

    A name with its parents before it is understood: 浙江省台州市. Between namesakes decide `within`, a division around
    them, or else `context`, a text that names the parents of one of them more often than those of the others.

    >>> find_division("临海市").code, find_division("浙江省台州市").code, find_division("恩施州").code
    ('331082', '331000', '422800')
    >>> find_division("鼓楼区") is None, find_division("南京市鼓楼区").code
    (True, '320106')
    >>> find_division("鼓楼区", context="在福州市鼓楼区").code
    '350102'
    """
    name = "".join(name.split())
    for cut in range(len(name) - 1):
        candidates = _index().get(name[cut:], ())
        if not candidates:
            continue
        around = find_division(name[:cut], within=within) if cut else None
        if cut and around is None:
            return None
        scope = around or within
        inside = [d for d in candidates if scope is None or d.lies_in(scope)]
        named = inside or ([] if around else list(candidates))
        return _the_one(named, name[cut:]) or _by_context(named, context)
    return None


def _by_context(candidates: list[Division], context: str) -> Division | None:
    """The candidate whose parents the text names most often; None where two are named equally often."""
    if not candidates or not context:
        return None
    counts = sorted(((_mentions(d, context), d.code, d) for d in candidates), reverse=True)
    clear = counts[0][0] > (counts[1][0] if len(counts) > 1 else 0)
    return counts[0][2] if clear else None


def _mentions(division: Division, context: str) -> int:
    total, parent = 0, division.parent
    while parent is not None:
        total += context.count(parent.name)
        parent = parent.parent
    return total


def _the_one(candidates: list[Division], name: str) -> Division | None:
    """The only candidate, or the one whose full name is meant: 吉林省 and 吉林市 share a short name, not a full one."""
    exact = [d for d in candidates if d.name == name]
    for group in (exact, candidates):
        if len(group) == 1:
            return group[0]
        higher = [d for d in group if d.level != "county"]
        if len(higher) == 1 and all(d.lies_in(higher[0]) for d in group):
            return higher[0]
        if group:
            return None
    return None


@cache
def _by_code() -> dict[str, Division]:
    lines = files("luoshi.reading").joinpath("data/divisions.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: Division(code, name) for code, name in rows}


@cache
def _index() -> dict[str, tuple[Division, ...]]:
    index: dict[str, list[Division]] = {}
    for division in _by_code().values():
        short = short_name(division.name)
        names = {division.name, short}
        if division.name.endswith("自治州"):
            names.add(short + "州")
        if division.name.endswith(("自治县", "自治旗")):
            names.add(short + division.name[-1])
        for name in names:
            index.setdefault(name, []).append(division)
    return {name: tuple(found) for name, found in index.items()}


def division_with_code(code: str) -> Division | None:
    """The division of that GB/T 2260 code; trailing zeros may be left out.

    >>> division_with_code("3310").name, division_with_code("990000") is None
    ('台州市', True)
    """
    return _by_code().get(code.ljust(6, "0"))


def divisions_in(area: Division, level: Level) -> tuple[Division, ...]:
    """The divisions of a level inside another, in the order of their codes; none where there are none (东莞市).

    >>> [found.name for found in divisions_in(find_division("舟山市"), "county")]
    ['定海区', '普陀区', '岱山县', '嵊泗县']
    """
    return tuple(d for d in _by_code().values() if d.level == level and d != area and d.lies_in(area))
