"""Names that stand for many units, and unknown names."""

from __future__ import annotations

import pytest

from luoshi.responsibility import Registry, expand_group, likely_units, spread_of
from luoshi.responsibility.groups import counties_of

COUNTIES = ("南湾区", "北岭区", "栖云市", "桐溪县", "石渡自治县")
EVERY = tuple(f"{place}政府" for place in COUNTIES)
EXPANDED = (
    ("各县（市、区）政府", EVERY),
    ("各县市区", EVERY),
    ("各县(市、区)人民政府", EVERY),  # half-width brackets
    ("各 县（市、区） 政府", EVERY),  # blanks from wrapping
    ("各县（市、区）党委政府", EVERY),
    ("各区", ("南湾区政府", "北岭区政府")),
    ("各县", ("桐溪县政府", "石渡自治县政府")),
    ("相关县（市、区）政府", ()),  # open: which ones is not said
    ("市级相关单位", ()),
    ("各县（市、区）教育局", ()),  # other units of the counties
    ("市教育局", ()),
    ("各有关部门", ()),
)  # fmt: skip


@pytest.mark.parametrize(("name", "units"), EXPANDED)
def test_a_group_is_written_out(name: str, units: tuple[str, ...]) -> None:
    assert expand_group(name, counties=COUNTIES) == units
    assert (spread_of(name) == "expandable") == bool(units)


def test_the_table_of_divisions_knows_real_regions() -> None:
    assert len(expand_group("各县（市、区）政府", "台州市")) == 9
    assert expand_group("各县（市、区）政府", "3310") == expand_group("各县（市、区）政府", "331000")
    assert "杭州市政府" in expand_group("各市", "浙江省")  # a province's cities, not its counties
    assert len(expand_group("各县（市、区）政府", "浙江省")) == 90
    assert expand_group("各县（市、区）政府", "云川市") == ()  # fictional
    assert expand_group("各县（市、区）政府") == ()


def test_a_register_knows_its_counties() -> None:
    names = ("南湾区人民政府", "桐溪县政府", "云川高新区管委会", "市教育局")
    assert counties_of(Registry({name: name for name in names})) == ("南湾区", "桐溪县")


MEANT = (
    ("市农村农业局", "市农业农村局"),
    ("市文化旅游广电局", "市文化广电旅游局"),
    ("区发展改革和工业局", "区发展和改革局"),
    ("市城市更新建设集团", "云川市城市建设集团"),
)


@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_an_unknown_name_has_likely_ones(written: str, meant: str) -> None:
    assert meant in likely_units(written, Registry.standard(), ["云川市城市建设集团"])


def test_nothing_is_likely_for_nonsense() -> None:
    assert likely_units("哈哈", Registry.standard()) == ()
    assert likely_units("", Registry.standard()) == ()
