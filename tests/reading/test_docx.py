"""Word documents: numbers that Word computes, changes that are tracked, cells that are merged."""

from __future__ import annotations

import pytest

from luoshi.reading.docx import read_docx
from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.pieces import Piece
from tests.reading.word_files import cell, level, listed, paragraph, run, table, word_file

_MERGED_DOWN = '<w:vMerge w:val="restart"/>'
_MERGED_ON = "<w:vMerge/>"
_WIDE = '<w:gridSpan w:val="2"/>'

_LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="8">' + level(0, "decimal", "%1") + level(1, "bullet", "●") + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)  # fmt: skip


def pieces(body: str, *, numbering: str = "", styles: str = "", notes: str = "") -> list[Piece]:
    return read_docx(word_file(body, numbering=numbering, styles=styles, notes=notes), Budget()).pieces


def texts(body: str, *, numbering: str = "", notes: str = "") -> list[str]:
    return [piece.text for piece in pieces(body, numbering=numbering, notes=notes)]


def test_lists_are_numbered_as_word_counts() -> None:
    body = (
        listed("主要目标", 1) + listed("经济", 1, 1) + listed("工业", 1, 2) + listed("社会", 1, 1)
        + listed("重点任务", 1) + listed("农业", 1, 1)  # a level starts anew below a new number of the one above
        + listed("甲", 2) + listed("乙", 2) + listed("要点", 2, 1)  # bullets are not written
        + listed("丙", 3)  # an override sets the number; it is the same list
        + paragraph("无", '<w:numPr><w:numId w:val="0"/></w:numPr>')  # list 0 is none
    )  # fmt: skip
    assert texts(body, numbering=_LISTS) == [
        *("一、主要目标", "（一）经济", "1.1.1 工业", "（二）社会", "二、重点任务", "（一）农业"),
        *("1 甲", "2 乙", "要点", "5 丙", "无"),
    ]


def test_headings_come_from_styles_and_from_their_look() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="章标题"/><w:basedOn w:val="a1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
    )
    body = (
        paragraph("工作回顾", '<w:pStyle w:val="a2"/>')
        + paragraph("正文一段。", '<w:outlineLvl w:val="9"/><w:pStyle w:val="a1"/>')  # body level outweighs the style
        + paragraph("一、主要目标")
        + paragraph("一、主要目标\t12", '<w:pStyle w:val="t1"/>')  # the list of contents is left out
    )
    found = [(piece.kind, piece.text) for piece in pieces(body, styles=styles)]
    assert found == [("heading", "工作回顾"), ("paragraph", "正文一段。"), ("heading", "一、主要目标")]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        f"<w:p>{run('增长')}<w:del>{run('5')}</w:del><w:ins>{run('6')}</w:ins>{run('%')}"
        f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('左右')}</w:moveTo></w:p>"
        # The end of this paragraph was deleted: it runs on into the next.
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('新增企业')}</w:p>" + paragraph("300家")
        + table(cell("留") + cell("1"), "<w:trPr><w:del/></w:trPr>" + cell("删") + cell("2"))
    )  # fmt: skip
    assert texts(body) == ["增长6%左右", "新增企业300家", "留\t1"]


def test_what_is_hidden_or_lies_outside_is_left_out() -> None:
    body = (
        f"<w:p>{run('公开')}{run('隐藏', '<w:vanish/>')}{run('显示', '<w:vanish w:val=' + chr(34) + '0' + chr(34) + '/>')}</w:p>"
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
    )
    assert texts(body) == ["公开显示", "甲 乙", "丙"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框中的话')}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(f"<w:p>{run('正文')}<w:r>{drawing}</w:r></w:p>") == ["正文", "框中的话"]


def test_notes_come_last_and_do_not_touch_figures() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("分隔")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("指规模以上")}</w:footnote>'
    )
    body = f'<w:p>{run("企业300家")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("以上")}</w:p>'
    assert texts(body, notes=notes) == ["企业300家以上", "注1：指规模以上"]


def test_merged_cells_are_repeated_in_cells_and_said_once_in_text() -> None:
    body = table(
        cell("序号") + cell("任务") + cell("责任单位"),
        cell("一、主要指标", '<w:gridSpan w:val="3"/>'),
        cell("1", _MERGED_DOWN) + cell("修路10公里") + cell(paragraph("市交通局") + paragraph("市财政局")),
        cell("", _MERGED_ON) + cell("架桥") + cell("市建设局"),
        cell("", _MERGED_ON) + cell("合并两列", _WIDE),
    )
    (piece,) = pieces(body)
    assert piece.text.split("\n") == [
        *("序号\t任务\t责任单位", "一、主要指标", "1\t修路10公里\t市交通局 市财政局", "\t架桥\t市建设局", "\t合并两列")
    ]
    assert piece.cells is not None
    assert piece.cells[1] == ("一、主要指标",) * 3
    assert piece.cells[2][2] == "市交通局\n市财政局"
    assert [row[0] for row in piece.cells[2:]] == ["1", "1", "1"]
    assert piece.cells[4] == ("1", "合并两列", "合并两列")


def test_odd_tables() -> None:
    inner = table(cell("内1") + cell("内2"))
    numbered = cell(listed("", 2)) + cell("自动编号的行")
    assert texts(table(cell("只有一格的框"))) == ["只有一格的框"]  # a frame, no table
    assert texts(table(cell("外") + cell(inner + paragraph("后")))) == ["外\t内1 内2 后"]  # a table in a cell
    assert texts(table(numbered, numbered), numbering=_LISTS) == ["1\t自动编号的行\n2\t自动编号的行"]
    # Columns that no reader sees are left out; so is a row without text.
    assert texts(
        table(cell("甲", _WIDE) + cell("乙"), cell("") + cell("") + cell(""), cell("丙", _WIDE) + cell("丁"))
    ) == ["甲\t乙\n丙\t丁"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (word_file("<w:p>"), "damaged"),  # broken XML
        (word_file("", parts={"word/document.xml": b"<other/>"}), "damaged"),  # no body
        (word_file("", parts={"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "entity"),
        (word_file(paragraph("长" * 70_000)), "xml_bytes"),
        (word_file("<w:sdt>" * 300 + "</w:sdt>" * 300), "xml_depth"),
        (word_file(table(*[cell("数", '<w:gridSpan w:val="999"/>') + cell("二")] * 20)), "table_cells"),
    ],
)
def test_bad_files_are_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(ReadingError, match=words) as caught:
        read_docx(data, Budget(Limits(table_cells=1_000, xml_bytes=200_000)))
    assert "\n" not in str(caught.value)


def test_a_reference_to_another_file_is_not_followed() -> None:
    outside = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://x/styles" Target="http://example.org/s.xml" TargetMode="External"/></Relationships>'
    )
    data = word_file(paragraph("正文") + "<w:altChunk/>", parts={"word/_rels/document.xml.rels": outside})
    draft = read_docx(data, Budget())
    assert [piece.text for piece in draft.pieces] == ["正文"]
    assert len(draft.warnings) == 1
