"""The fictional city's documents: complete, consistent with one another, and the same bytes each time."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest

from luoshi.cli import democity

GOLD = Path(__file__).parents[1] / "golden" / "yunchuan-2024.jsonl"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that holds the city's documents."""
    made = tmp_path_factory.mktemp("yunchuan")
    democity.documents(made)
    return made


def test_documents_are_written_and_named(tmp_path: Path) -> None:
    paths = democity.documents(tmp_path / "new" / "folder")
    assert [path.name for path in paths] == [
        "yunchuan-2024.txt",
        "yunchuan-2025.txt",
        "yunchuan-2024-responsibility.docx",
    ]
    assert all(path.is_file() for path in paths)


def test_the_same_bytes_each_time(folder: Path, tmp_path: Path) -> None:
    for path in democity.documents(tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


@pytest.mark.parametrize("name", democity.REPORTS)
def test_reports_are_of_a_real_length(folder: Path, name: str) -> None:
    assert 4700 <= len((folder / name).read_text(encoding="utf-8")) <= 6000


# What the grammar knows must occur in the demonstration; each pattern names one feature.
FEATURES = {
    "heading of the first level": r"^\s*一、",
    "heading of the second level": r"^\s*（一）",
    "heading of the third level": r"^\s*1\.\S",
    "session": r"第五届人民代表大会第[一二]次会议",
    "分别": r"分别增长[\d.]+%[、和]",
    "均": r"均增长\d+%以上",
    "各": r"各建成\S+1个",
    "其中": r"，其中",
    "elided heads": r"达到[\d.]+亿元和[\d.]+亿元",
    "range": r"\d%—[\d.]+%",
    "成": r"七成以上",
    "per mille": "‰",
    "doubling": "翻一番|翻番",
    "times": r"1\.6倍",
    "Chinese numerals": "三十个|百个|近千家",
    "points": "个百分点",
    "from to": r"从\S+提高到",
    "threshold in a noun phrase": r"投资亿元以上项目\d+个",
    "compound unit": "微克/立方米|吨/年|个工作日|人次",
    "rank": "全省第3位",
    "limit": r"控制在\S+以内|最多80天",
    "place": "市区|中心城区|县县通",
    "deadline": "年底前|上半年|9月底前|到2028年|三年内|今后五年",
    "name holding a number": "“3311”工程|228国道|5G|4A级|十大行动|三年行动|15分钟生活圈",
    "零增长": "零增长",
    "全覆盖": "全覆盖",
    "清零": "清零",
    "stages": "谋划建设|开工建设|推进|建成|创成",
}


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_of_the_grammar_occurs(folder: Path, feature: str) -> None:
    text = "\n".join((folder / name).read_text(encoding="utf-8") for name in democity.REPORTS)
    assert re.search(FEATURES[feature], text, re.MULTILINE)


def test_the_table_is_cut_from_the_report(folder: Path) -> None:
    report = (folder / "yunchuan-2024.txt").read_text(encoding="utf-8")
    assert [row.task for row in democity.rows() if row.task not in report] == []


def test_the_table_keeps_its_merged_cells(folder: Path) -> None:
    table = docx.Document(str(folder / democity.TABLE)).tables[0]
    grid = [[cell.text for cell in row.cells] for row in table.rows]
    assert grid[0] == ["目标任务", "目标任务", "目标任务", "责任领导", "牵头单位", "配合单位", "完成时限"]
    # A merged cell comes back in each row that it covers: so the grid must equal the rows, sections written out.
    assert [(line[0], line[1], line[2].partition(". ")[2]) for line in grid[1:]] == [
        (row.section, row.subsection, row.task) for row in democity.rows()
    ]
    assert "w:vMerge" in table._tbl.xml
    assert "w:gridSpan" in table._tbl.xml
    assert "w:tblHeader" in table._tbl.xml


def test_the_gold_annotation_quotes_the_report_in_order(folder: Path) -> None:
    report = (folder / "yunchuan-2024.txt").read_text(encoding="utf-8")
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    at = report.index("主要预期目标为：")
    for number, record in enumerate(gold, 1):
        assert record["id"] == f"yunchuan-2024-p{number:03d}"
        at = report.find(record["quote"], at)
        assert at >= 0, f"{record['id']} is not in the report after the record before it: {record['quote']}"
    assert len(gold) == 124
