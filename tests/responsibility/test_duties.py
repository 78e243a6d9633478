"""The duties lexicon is whole, and says what it is for."""

from __future__ import annotations

import pytest

from luoshi.responsibility import departments, duties
from luoshi.responsibility.duties import claims, find_words
from luoshi.responsibility.vocabulary import load


def test_every_department_and_agency_has_its_duties() -> None:
    named = {duty.unit for duty in duties()}
    assert named == {department.name for department in departments()} | {
        one["name"] for one in load("departments")["agency"]
    }
    assert all(not duty.within or duty.within in named for duty in duties())


def test_the_main_departments_have_many_words() -> None:
    government = {d.name for d in departments() if d.system not in ("群团", "党委", "人大政协", "司法", "垂直管理")}
    rich = [duty for duty in duties() if duty.unit in government and len(duty.leads) >= 15]
    assert len(rich) >= 35


LED = (
    ("新建高标准农田12万亩", "农业农村局"),
    ("新增城镇就业3万人", "人力资源和社会保障局"),
    ("PM2.5平均浓度控制在30微克以内", "生态环境局"),
    ("改造老旧小区86个", "住房和城乡建设局"),
    ("深化县域医共体建设", "卫生健康委员会"),
    ("每万人高价值发明专利拥有量达到6.2件", "市场监督管理局"),
    ("化解信访积案", "信访局"),
    ("创建全国文明城市", "委宣传部"),
)


@pytest.mark.parametrize(("task", "unit"), LED)
def test_a_task_shows_whose_it_is(task: str, unit: str) -> None:
    found = claims(task)
    assert found[unit].lead == max(claim.lead for claim in found.values())


def test_longer_words_hide_shorter_ones() -> None:
    assert [match.word for match in find_words("农村公路")] == ["农村公路"]
    assert find_words("") == []
