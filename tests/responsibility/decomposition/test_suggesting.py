"""What is suggested for a task, from where, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from luoshi.responsibility import PastTable, Registry, learn, suggest
from tests.responsibility.decomposition.tables import past_table, taught

# Tasks of another year, and who leads them in Yunchuan.
LIKE_LAST_YEAR = (
    ("净增高新技术企业70家", "市科技局", "副市长甲"),
    ("新改扩建公办幼儿园9所", "市教育局", "副市长戊"),
    ("新建高标准农田10万亩", "市农业农村局", "副市长丁"),
    ("改造老旧小区70个", "市住房城乡建设局", "副市长丙"),
    ("一般公共预算收入增长4%", "市财政局", "常务副市长"),
)


@pytest.mark.parametrize(("task", "lead", "leader"), LIKE_LAST_YEAR)
def test_a_past_table_teaches(task: str, lead: str, leader: str) -> None:
    found = suggest(taught(), task, year=2025)
    assert (found.lead_unit[0].value, found.leaders[0].value) == (lead, leader)
    assert found.lead_unit[0].score > 0.5
    assert lead not in {one.value for one in found.units}


# Tasks that the table says nothing of: the standard duties do, names written as the table writes names.
BY_DUTY = (
    ("改扩建体育公园3个，举办马拉松赛事", "市体育局"),
    ("开展第四次经济普查", "市统计局"),
    ("深入推进殡葬改革，建设城乡公益性公墓", "市民政局"),
    ("强化审计监督和审计整改", "市审计局"),
    ("推进医保支付方式改革", "市医保局"),
)


@pytest.mark.parametrize(("task", "lead"), BY_DUTY)
def test_duties_speak_where_no_row_does(task: str, lead: str) -> None:
    unit = taught().identities.unit
    first = suggest(taught(), task, year=2025).lead_unit[0]
    assert unit(first.value).key == unit(lead).key
    assert first.basis == "duty"
    assert first.reason.startswith("职责：")


def test_names_follow_the_level() -> None:
    task = "研发投入强度达到3%"
    assert [suggest(learn(level=level), task).lead_unit[0].value for level in ("省", "市", "县")] == [
        "省科学技术厅", "市科学技术局", "县科学技术局",
    ]  # fmt: skip


def test_the_report_itself_says_most() -> None:
    task = "新增高新技术企业60家，由市商务局牵头，市财政局配合。"
    found = suggest(taught(), task, year=2025)
    assert (found.lead_unit[0].value, found.lead_unit[0].basis) == ("市商务局", "said")
    assert found.lead_unit[0].reason == "报告原文提到“由市商务局牵头”"
    assert {one.value: one.basis for one in found.units}["市财政局"] == "said"


def test_a_bracket_behind_the_task_says_it_too() -> None:
    found = suggest(learn(), "建成学校5所", after="（牵头单位：市住房城乡建设局；责任单位：市教育局）")
    assert found.lead_unit[0].score > 0.9
    assert learn().identities.unit(found.lead_unit[0].value).key == "市住房和城乡建设局"
    assert found.units[0].basis == "said"


def test_a_place_that_the_task_names_is_a_reason() -> None:
    found = suggest(taught(), "推进桐溪县抽水蓄能电站前期工作")
    place = next(one for one in (*found.lead_unit, *found.units) if one.value == "桐溪县政府")
    assert place.reason in ("任务涉及“桐溪”", "任务中提到“桐溪县政府”") or place.reason.startswith("同2024年表")


def test_reasons_name_the_row() -> None:
    found = suggest(taught(), "整合重组市属国企，国有资产证券化率提高3个百分点")
    assert any(one.reason.startswith("同2024年表第25行：") for one in found.lead_unit)


def test_chances_are_chances() -> None:
    for task in ("", "。", "加强建设", "修" * 5000, *(row.task for row in past_table().rows)):
        found = suggest(taught(), task, year=2025)
        assert sum(one.score for one in found.lead_unit) <= 1.0001
        for listed in (found.lead_unit, found.units, found.leaders, found.deadline, found.milestones):
            assert all(0.0 < one.score <= 1.0 and one.reason and one.value for one in listed)
            assert len({one.value for one in listed}) == len(listed)


def test_deadlines_come_with_their_day() -> None:
    said = suggest(taught(), "9月底前建成学校5所", year=2025).deadline[0]
    assert (said.value, said.day, said.basis) == ("9月底前", date(2025, 9, 30), "said")
    usual = suggest(learn(), "建成学校5所", year=2025).deadline[0]
    assert (usual.value, usual.day, usual.reason) == ("年底前", date(2025, 12, 31), "2025年未写时限的，按年底")


def test_a_past_year_moves_on() -> None:
    rows = tuple(replace(row, deadline="2024年9月底前", milestones="一季度：开工") for row in past_table().rows)
    found = suggest(learn([PastTable("2024年表", rows, 2024)]), past_table().rows[10].task, year=2025)
    assert (found.deadline[0].value, found.deadline[0].day) == ("2025年9月底前", date(2025, 9, 30))
    assert (found.milestones[0].value, found.milestones[0].basis) == ("一季度：开工", "table")


def test_a_full_register_says_which_units_there_are() -> None:
    bureaus = ("教育", "科学技术", "财政", "民政", "司法", "审计", "水利", "商务", "统计", "公安", "应急管理")
    names = {f"云川市{bureau}局": f"云川市{bureau}局" for bureau in bureaus}
    learnt = learn(registry=Registry(names))
    assert set(learnt.written.values()) == set(names)
    assert suggest(learnt, "研发投入强度达到2.4%").lead_unit[0].value == "云川市科学技术局"
    assert suggest(learnt, "改革殡葬").lead_unit[0].value == "云川市民政局"
