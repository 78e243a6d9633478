"""Lists of units and leaders as they are really written."""

from __future__ import annotations

import pytest

from luoshi.responsibility.assignment import parse_assignment
from luoshi.responsibility.leaders import people_then_units, split_leaders
from luoshi.responsibility.names import is_deadline
from luoshi.responsibility.unit_lists import split_units

LISTS = (
    ("市财政局、市税务局，市统计局；市审计局", ("市财政局", "市税务局", "市统计局", "市审计局")),  # every separator
    ("各县（市、区）政府，云川湾集聚区（高新区、绿心）管委会", ("各县（市、区）政府", "云川湾集聚区（高新区、绿心）管委会")),  # brackets
    ("各县、市、区政府、市财政局", ("各县、市、区政府", "市财政局")),  # a group written as a list is one unit
    ("各镇、街道，各有关部门和单位", ("各镇、街道", "各有关部门和单位")),
    ("南湾区、北岭区、东河区政府", ("南湾区政府", "北岭区政府", "东河区政府")),  # a shared word is written out
    ("南湾、北岭市政府", ("南湾市政府", "北岭市政府")),
    ("南湾区和北岭区政府", ("南湾区政府", "北岭区政府")),
    ("云川新区、临港开发区管委会", ("云川新区管委会", "临港开发区管委会")),
    ("市文明办、南湾区政府", ("市文明办", "南湾区政府")),  # an office shares no 政府
    ("云川湾集聚区、南湾区政府", ("云川湾集聚区", "南湾区政府")),  # a zone has no government
    ("市港航口岸和渔业局、市农村农业局", ("市港航口岸和渔业局", "市农村农业局")),  # 和 inside a name; a slip stays
    ("市财政局和市税务局", ("市财政局", "市税务局")),
    ("市数据资源\n管理局", ("市数据资源管理局",)),  # a name broken by wrapping
    ("市人力资源和社会\n保障局", ("市人力资源和社会保障局",)),  # …behind a part that looks whole
    ("各县（市、\n区）政府", ("各县（市、区）政府",)),
    ("县交通运输局\n县财政局", ("县交通运输局", "县财政局")),  # a line a unit
    ("市财政局 市工业和信息化局", ("市财政局", "市工业和信息化局")),
    ("市税务局市地方金融局市人社局", ("市税务局", "市地方金融局", "市人社局")),  # run together
    ("市市场监管局市财政局", ("市市场监管局", "市财政局")),
    ("市委、市政府督查室", ("市委", "市政府督查室")),
    ("市“三改一拆”办、市治水办", ("市“三改一拆”办", "市治水办")),
    ("1.市财政局 2.市税务局", ("市财政局", "市税务局")),
    ("区政府各部门、国务院各部门", ("区政府各部门", "国务院各部门")),
    ("市财政局（市国资委）、市税务局", ("市财政局（市国资委）", "市税务局")),
    ("各县（市、区政府，市财政局", ("各县（市", "区政府", "市财政局")),  # a bracket never closed does not eat the list
)  # fmt: skip


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_a_list_becomes_its_names(text: str, names: tuple[str, ...]) -> None:
    assert split_units(text).names == names


@pytest.mark.parametrize(
    "text", ["市财政局等", "市财政局等。", "市财政局等部门", "市财政局等有关部门", "市财政局 等相关单位"]
)
def test_an_open_list(text: str) -> None:
    found = split_units(text)
    assert (found.names, found.etc) == (("市财政局",), True)


@pytest.mark.parametrize("text", ["市高等教育局", "市平等就业办"])
def test_a_name_that_holds_the_word_is_no_open_list(text: str) -> None:
    assert split_units(text) == split_units(text + "。")
    assert not split_units(text).etc


LEADERS = (
    ("李云舟 王岚", ("李云舟", "王岚")),
    ("李云舟、王　岚", ("李云舟", "王岚")),  # a blank inside a name of two characters
    ("市长、常务副市长", ("市长", "常务副市长")),  # posts without names
    ("副市长 赵晓川", ("副市长赵晓川",)),
    ("李云舟副市长\n王岚副市长", ("李云舟副市长", "王岚副市长")),
    ("李云舟王岚赵晓川", ("李云舟", "王岚", "赵晓川")),  # run together
    ("司马云川", ("司马云川",)),  # four characters, one person
)


@pytest.mark.parametrize(("text", "names"), LEADERS)
def test_a_list_of_leaders(text: str, names: tuple[str, ...]) -> None:
    assert split_leaders(text) == names


def test_a_unit_that_opens_with_a_surname_is_no_person() -> None:
    assert people_then_units("安监局、石化办") == ("", "安监局、石化办")


ROLES = (
    # text, (units by role: leads, own, helpers), lead, deadline
    ("甲区政府牵头，市财政局、市税务局配合", ("甲区政府",), (), ("市财政局", "市税务局"), "甲区政府", None),
    ("市财政局、市税务局负责", (), ("市财政局", "市税务局"), (), "市财政局", None),
    ("发展改革委、财政部牵头，各地区、各部门按职责分工负责", ("发展改革委", "财政部"), ("各地区", "各部门"), (), "发展改革委", None),
    ("省政府办公厅牵头，省大数据局配合，各市政府分工负责", ("省政府办公厅",), ("各市政府",), ("省大数据局",), "省政府办公厅", None),
    ("由市发展改革委会同市财政局、市税务局负责", ("市发展改革委",), (), ("市财政局", "市税务局"), "市发展改革委", None),
    ("市财政局等按职责分工负责", (), ("市财政局",), (), "市财政局", None),
    ("市发改委牵头市财政局配合", ("市发改委",), (), ("市财政局",), "市发改委", None),
    ("配合单位：市财政局", (), (), ("市财政局",), None, None),  # who only helps does not lead
    ("市教育局负责，2025年12月底前完成", (), ("市教育局",), (), "市教育局", "2025年12月底前完成"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "leads", "own", "helpers", "lead", "deadline"), ROLES)
def test_roles_by_key_and_by_verb(
    text: str, leads: tuple[str, ...], own: tuple[str, ...], helpers: tuple[str, ...], lead: str, deadline: str
) -> None:
    found = parse_assignment(text)
    assert (found.leads, found.in_role("units"), found.in_role("helper")) == (leads, own, helpers)
    assert (found.lead_unit, found.deadline) == (lead, deadline)


DEADLINES = (
    "全年",
    "年底前",
    "持续推进",
    "上半年",
    "12月底前",
    "5月底前动工",
    "9月投入使用",
    "2025年12月",
    "年内见成效",
    "第三季度",
    "2025年6月30日",
)
NO_DEADLINES = (
    "三年行动计划全面实施取得明显成效",
    "市财政局",
    "完成投资20亿元",
    "",
    "四季度以来经济运行总体平稳向好的态势",
)


@pytest.mark.parametrize("text", DEADLINES)
def test_deadlines(text: str) -> None:
    assert is_deadline(text)


@pytest.mark.parametrize("text", NO_DEADLINES)
def test_what_is_no_deadline(text: str) -> None:
    assert not is_deadline(text)
