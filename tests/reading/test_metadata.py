"""What a report says of itself, in the places and spellings where it says it."""

from __future__ import annotations

import pytest

from luoshi.reading import Metadata
from luoshi.reading.metadata import read_metadata
from tests.extraction.speeches import PLAIN

OPENING = "各位代表：\n现在，我代表市政府作工作报告，请予审议。\n"
REVIEW = "一、2030年工作回顾\n成效明显。\n二、2031年工作安排\n加快发展。\n"


def _front(*lines: str, chapters: str = REVIEW) -> Metadata:
    return read_metadata("\n".join(lines) + "\n" + OPENING + chapters)


def test_everything() -> None:
    found = read_metadata(PLAIN)
    assert found == Metadata(
        title="梧川县政府工作报告",
        government="梧川县人民政府",
        code=None,  # no such county
        level="county",
        year_reported=2030,
        year_planned=2031,
        session="梧川县第九届人民代表大会第一次会议",
        date="2031-01-09",
        speaker_post="县长",
    )


PLACES = {
    "session over two lines": (
        ("政 府 工 作 报 告", "2031年2月5日在台州市", "", "第八届人民代表大会第六次会议上"),
        "台州市人民政府",
        "331000",
    ),
    "session with the province": (
        ("政府工作报告", "在浙江省台州市第八届人民代表大会第六次会议上"),
        "台州市人民政府",
        "331000",
    ),
    "a district with its city": (
        ("政府工作报告", "在台州市椒江区第八届人民代表大会第六次会议上"),
        "台州市椒江区人民政府",
        "331002",
    ),
    "a district alone": (("政府工作报告", "在椒江区第八届人民代表大会第六次会议上"), "椒江区人民政府", "331002"),
    "title only": (("2031年临海市政府工作报告",), "临海市人民政府", "331082"),
    "title with the year behind the place": (("临海市2031年政府工作报告",), "临海市人民政府", "331082"),
    "speaker only": (("政府工作报告", "临海市人民政府代市长　某某"), "临海市人民政府", "331082"),
    "a short session does not name the place": (
        ("政府工作报告", "在市八届人大六次会议上", "台州市市长　某某"),
        "台州市人民政府",
        "331000",
    ),
    "an autonomous region": (
        ("政府工作报告", "在新疆维吾尔自治区第十届人民代表大会第一次会议上"),
        "新疆维吾尔自治区人民政府",
        "650000",
    ),
    "the nation": (("政府工作报告", "在第二十届全国人民代表大会第九次会议上", "国务院总理　某某"), "国务院", None),
    "a namesake by its city": (
        ("南京市鼓楼区政府工作报告", "在鼓楼区第八届人民代表大会第一次会议上"),
        "鼓楼区人民政府",
        "320106",
    ),
    "a namesake": (("政府工作报告", "在鼓楼区第八届人民代表大会第一次会议上"), "鼓楼区人民政府", None),
    "a town": (("政府工作报告", "在柳河县松塘镇第八届人民代表大会第一次会议上"), "柳河县松塘镇人民政府", None),
}


@pytest.mark.parametrize(("lines", "government", "code"), PLACES.values(), ids=PLACES.keys())
def test_government_and_code(lines: tuple[str, ...], government: str, code: str | None) -> None:
    found = _front(*lines)
    assert (found.government, found.code) == (government, code)


LEVELS = {"松塘镇": "township", "鼓楼区": "county", "临海市": "county", "台州市": "prefecture", "浙江省": "province"}


@pytest.mark.parametrize(("place", "level"), LEVELS.items())
def test_level(place: str, level: str) -> None:
    assert _front("政府工作报告", f"在{place}第八届人民代表大会第一次会议上").level == level


POSTS = {
    "台州市市长　某某": "市长",
    "临海市人民政府代市长　某某": "代市长",
    "国务院总理　某某": "国务院总理",
    "自治区主席　某某": "自治区主席",
    "省长某某作报告": "省长",
    "某州州长　某某": "州长",
    "某某": None,
}


@pytest.mark.parametrize(("line", "post"), POSTS.items())
def test_the_post_never_the_name(line: str, post: str | None) -> None:
    assert _front("政府工作报告", line).speaker_post == post


YEARS = {
    "headings": ((), REVIEW, (2030, 2031)),
    "five years": ((), "一、过去五年工作回顾\n好。\n二、今后五年目标\n好。\n三、2032年工作\n好。\n", (2031, 2032)),
    "neither heading says which": ((), "一、2030年主要工作\n好。\n二、2031年主要工作\n好。\n", (2030, 2031)),
    "blanks in the year": ((), "一、2030 年工作回顾\n好。\n", (2030, 2031)),
    "date in spring": (("2031年2月5日",), "一、工作回顾\n好。\n", (2030, 2031)),
    "date in December": (("2030年12月28日",), "一、工作回顾\n好。\n", (2030, 2031)),
    "title": (("2031年临海市政府工作报告",), "一、工作回顾\n好。\n", (2030, 2031)),
    "nothing": ((), "一、工作回顾\n好。\n", (None, None)),
}


@pytest.mark.parametrize(("lines", "chapters", "years"), YEARS.values(), ids=YEARS.keys())
def test_years(lines: tuple[str, ...], chapters: str, years: tuple[int | None, int | None]) -> None:
    found = _front("政府工作报告", *lines, chapters=chapters)
    assert (found.year_reported, found.year_planned) == years


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2031年2月5日", "2031-02-05"),
        ("二〇三一年二月二十五日", "2031-02-25"),
        ("2031 年 2 月 5 日", "2031-02-05"),
        ("2031年13月5日", None),
    ],
)
def test_date(written: str, date: str | None) -> None:
    assert _front("政府工作报告", f"——{written}在台州市第八届人民代表大会第六次会议上").date == date


def test_a_caption_is_no_title() -> None:
    assert _front("2031年某县政府工作报告", "县长某某作政府工作报告").title == "2031年某县政府工作报告"


def test_a_notice_names_its_issuer_and_year() -> None:
    found = read_metadata(
        "台州市人民政府关于印发2031年政府工作报告任务分解的通知\n临海市人民政府，各部门：\n一、主要目标\n产值增长6%。\n"
    )
    assert (found.government, found.year_reported, found.year_planned) == ("台州市人民政府", None, 2031)


@pytest.mark.parametrize("text", ["", "某县召开会议，临海市人民政府市长某某参加。", "\n\n"])
def test_other_texts_say_nothing(text: str) -> None:
    assert read_metadata(text) == Metadata()
