"""Names that stand for many units (各县（市、区）政府), written out where it is known which units those are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from luoshi.reading.divisions import Division, division_with_code, divisions_in, find_division
from luoshi.responsibility.names import is_group
from luoshi.responsibility.registry import Registry

Spread = Literal["single", "expandable", "open"]

# The local governments of a region, all of them. Samples: 各县（市、区）政府, 各县市区, 各区人民政府, 各设区市政府;
# near misses: 相关县（市、区）政府, 各县（市、区）教育局.
_ALL_PLACES = re.compile(
    r"(?:全[省市州])?各(?P<kinds>(?:设区的?市|[市州盟县区旗]|自治县|（|）|\(|\)|、|和)+)(?:党委、?)?(?:人民政府|政府)?"
)
_MARKS = str.maketrans("", "", "（）()、和")
# A local government of one's own register: 南湾区人民政府, 桐溪县政府; near miss: 云川高新区管委会.
_GOVERNMENT = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,10}[市县区旗])(?:人民)?政府")
_PREFECTURES = ("设区市", "设区的市", "市州", "州市", "市", "市盟", "盟市")


def spread_of(name: str) -> Spread:
    """Whether a name is one unit, a group that can be written out, or one that stays open.

    >>> [spread_of(name) for name in ("市教育局", "各县（市、区）政府", "市级相关单位", "相关县（市、区）政府")]
    ['single', 'expandable', 'open', 'open']
    """
    bare = "".join(name.split())
    if _ALL_PLACES.fullmatch(bare):
        return "expandable"
    return "open" if is_group(bare) else "single"


def expand_group(name: str, region: str = "", *, counties: Sequence[str] = ()) -> tuple[str, ...]:
    """The governments for which a group's name stands; none for an open group, or where the region is not known.

    `counties` are the names of a region's counties, cities and districts, where one gives them oneself; otherwise
    `region` is a name (台州市) or a GB/T 2260 code, and the table of divisions tells. Only the kinds that the name
    gives are taken: 各区 are districts alone.

    >>> expand_group("各县（市、区）政府", "舟山市")
    ('定海区政府', '普陀区政府', '岱山县政府', '嵊泗县政府')
    >>> expand_group("各区", counties=("南湾区", "桐溪县")), expand_group("相关县（市、区）政府", "舟山市")
    (('南湾区政府',), ())
    """
    found = _ALL_PLACES.fullmatch("".join(name.split()))
    if not found:
        return ()
    kinds = found["kinds"].translate(_MARKS)
    places = tuple(counties) or _places(region, kinds)
    endings = tuple(kinds) if not kinds.startswith("设区") and (counties or kinds not in _PREFECTURES) else ()
    return tuple(f"{place}政府" for place in places if not endings or place.endswith(endings))


def _places(region: str, kinds: str) -> tuple[str, ...]:
    """The names of the divisions below a region: of a province its prefectures where only 市 are named."""
    area = division_of(region)
    if area is None:
        return ()
    of_cities = area.level == "province" and kinds in _PREFECTURES
    return tuple(found.name for found in divisions_in(area, "prefecture" if of_cities else "county"))


def division_of(region: str) -> Division | None:
    """The division of a name or a GB/T 2260 code; None for a fictional or ambiguous one."""
    if not region:
        return None
    return division_with_code(region) if region.isdigit() else find_division(region)


def counties_of(registry: Registry) -> tuple[str, ...]:
    """The counties, cities and districts whose governments a government's own register lists.

    >>> counties_of(Registry({"南湾区人民政府": "南湾区人民政府", "市教育局": "市教育局"}))
    ('南湾区',)
    """
    found = (_GOVERNMENT.fullmatch(name) for name in dict.fromkeys(registry.names.values()))
    return tuple(match["place"] for match in found if match)
