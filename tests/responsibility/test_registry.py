"""Written names and the units they stand for."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from luoshi.reading import Document
from luoshi.responsibility import RegisterError, Registry, read_rows, resolve_rows
from luoshi.responsibility.departments import departments, forms

STANDARD = (
    ("市教育局", "市教育局", "exact"),
    ("省教育厅", "省教育厅", "exact"),
    ("市发展改革委", "市发展和改革委员会", "alias"),
    ("市发改委", "市发展和改革委员会", "alias"),
    ("区发改局", "区发展和改革局", "alias"),  # a district's bureau stays one
    ("县住建局", "县住房和城乡建设局", "alias"),
    ("市人力社保局", "市人力资源和社会保障局", "alias"),
    ("市自然资源规划局", "市自然资源和规划局", "alias"),  # 和 left out
    ("市市场监管局", "市市场监督管理局", "alias"),  # 市 twice
    ("云川市财政局", "云川市财政局", "exact"),  # with its place
    ("省委宣传部", "省委宣传部", "exact"),
    ("市委编办", "市委机构编制委员会办公室", "alias"),
    ("市安监局", "市应急管理局", "alias"),  # a former name
    ("市环保局", "市生态环境局", "alias"),
    ("市府办", "市人民政府办公室", "alias"),
    ("南湾区政府", "南湾区人民政府", "alias"),
    ("云川高新区管委会", "云川高新区管理委员会", "alias"),
    ("团市委", "共青团市委员会", "alias"),
    ("人行云川中心支行", "中国人民银行云川分行", "alias"),
    ("云川银保监分局", "国家金融监督管理总局云川监管分局", "alias"),
    ("人社厅", "人力资源和社会保障厅", "alias"),  # no region
    ("工信部", "工业和信息化部", "alias"),
    ("人民银行", "中国人民银行", "alias"),
    ("市 发改 委", "市发展和改革委员会", "alias"),  # blanks from wrapping
    ("各县（市、区）政府", "各县（市、区）政府", "group"),
    ("市级相关单位", "市级相关单位", "group"),
    ("各有关部门", "各有关部门", "group"),
    ("市农村农业局", "市农业农村局", "typo"),  # two words swapped
    ("市港航口岸与渔业局", "市港航口岸和渔业局", "typo"),
    ("市住房城乡建没局", "市住房和城乡建设局", "typo"),
    ("市城投集团", None, "unknown"),
    ("市水土局", None, "unknown"),  # short names lie too close together for a guess
    ("", None, "unknown"),
)  # fmt: skip


@pytest.mark.parametrize(("written", "unit", "how"), STANDARD)
def test_standard_departments(written: str, unit: str | None, how: str) -> None:
    found = Registry.standard().resolve(written)
    assert (found.written, found.unit, found.how) == (written, unit, how)


def test_every_formal_name_stands_for_itself() -> None:
    registry = Registry.standard()
    for department in departments():
        assert registry.resolve("市" + department.name).unit == "市" + department.name
        assert registry.resolve("省" + department.province).unit == "省" + department.province
    assert len(departments()) >= 60
    assert all(form.canonical("市") for form in forms().values())


OWN = "名称,简称,曾用名\n云川市发展和改革委员会,市发展改革委、市发改委,市计委\n云川市城市建设投资集团有限公司,市城投集团,\n"


def _own(path: Path) -> Registry:
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for line in OWN.splitlines():
            book.worksheets[0].append(line.split(","))
        book.save(path)
    else:
        text = OWN.replace(",", "\t") if path.suffix == ".tsv" else OWN
        path.write_bytes(text.encode("gb18030" if path.stem == "old" else "utf-8-sig"))
    return Registry.from_file(path)


@pytest.mark.parametrize("name", ["units.csv", "units.tsv", "units.xlsx", "old.csv"])
def test_a_governments_own_units_come_first(name: str, tmp_path: Path) -> None:
    registry = _own(tmp_path / name)
    for written, unit, how in (
        ("市发改委", "云川市发展和改革委员会", "alias"),
        ("市计委", "云川市发展和改革委员会", "alias"),
        ("市城投集团", "云川市城市建设投资集团有限公司", "alias"),
        ("云川市发展和改革委员会", "云川市发展和改革委员会", "exact"),
        ("云川市城市建设投资集闭有限公司", "云川市城市建设投资集团有限公司", "typo"),
        ("市教育局", "市教育局", "exact"),  # the standard ones still hold
    ):
        found = registry.resolve(written)
        assert (found.unit, found.how) == (unit, how)


BROKEN = ((b"", "holds no unit"), (b"PK\x03\x04broken", "no XLSX workbook"), (b"\xff\xfe\xff\xff\x81", "neither"))


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_a_register_that_cannot_be_read_says_why(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(data)
    with pytest.raises(RegisterError, match=message) as caught:
        Registry.from_file(path)
    assert str(path) in str(caught.value)


def test_a_missing_register_says_so(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="cannot be opened"):
        Registry.from_file(tmp_path / "none.csv")


def test_the_units_of_rows_are_resolved_in_their_order() -> None:
    rows = read_rows(Document("任务\t责任单位\n修路\t市交通局、市城投集团，各县区\n种树\t市林业局\n"))
    assert [[found.how for found in row] for row in resolve_rows(rows)] == [["alias", "unknown", "group"], ["exact"]]
