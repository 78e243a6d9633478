"""Tasks of a whole report: which parts promise, what belongs to a task, its time and place, whether it can be judged."""

from __future__ import annotations

import pytest

from luoshi.extraction.outline import Role, Section
from luoshi.extraction.sentences import split_sentences
from luoshi.extraction.statements import Statement
from luoshi.extraction.tasks import Task, find_tasks


def tasks_of(
    text: str, role: Role = "plan-tasks", *, year: int | None = None, quotes: tuple[str, ...] = ()
) -> list[Task]:
    """The tasks of a text that is one section; `quotes` are the statements in it."""
    outline = [Section(1, "", role, 0, len(text), text[:15], year)]
    sentences = split_sentences(text, outline)
    return find_tasks(text, outline, sentences, [statement(text, q) for q in quotes], stem="yunchuan", year=2025)


def statement(text: str, quote: str) -> Statement:
    start = text.index(quote)
    return Statement(
        id=f"s-{start}",
        section="plan",
        kind="target",
        quote=quote,
        start=start,
        end=start + len(quote),
        indicator=quote,
        concept=None,
        measure="increment",
        op="=",
        value=1.0,
        value_high=None,
        unit="家",
        polarity="+",
        year=2025,
        period=None,
        place=None,
        role="plan-tasks",
        heading="",
        confidence=1.0,
    )


@pytest.mark.parametrize("role", ["review", "problems", "front-matter", "closing", "boilerplate"])
def test_parts_that_do_not_promise_hold_no_tasks(role: Role) -> None:
    assert tasks_of("建成滨江主题公园。", role) == []


@pytest.mark.parametrize("role", ["outlook", "plan-targets", "plan-tasks", "livelihood", "self-government"])
def test_parts_that_promise_hold_tasks(role: Role) -> None:
    (task,) = tasks_of("建成滨江主题公园。", role)
    assert (task.id, task.role, task.quote) == ("yunchuan-t0001", role, "建成滨江主题公园。")


def test_the_clause_that_commits_most_gives_verb_object_and_stage() -> None:
    (task,) = tasks_of("推进铁路建设，加快甲乙铁路扩能，建成丙丁铁路，开工建设戊己铁路，做好庚辛铁路前期。")
    assert (task.verb, task.object, task.stage) == ("建成", "丙丁铁路", "complete")


def test_targets_are_the_statements_inside_a_task() -> None:
    text = "新增上市企业3家，培育瞪羚企业20家。优化医院布局。新建幼儿园5所。"
    first, second, third = tasks_of(text, quotes=("新增上市企业3家", "培育瞪羚企业20家", "新建幼儿园5所"))
    assert [len(task.targets) for task in (first, second, third)] == [2, 0, 1]
    assert [task.measurability for task in (first, second, third)] == ["figure", "direction", "figure"]


def test_a_statement_across_a_border_belongs_to_neither_side() -> None:
    text = "优化医院布局。新建幼儿园5所。"
    assert [task.targets for task in tasks_of(text, quotes=("布局。新建",))] == [(), ()]


# (text, measurability, what is missing)
JUDGED = [
    ("建成滨江主题公园。", "event", None),
    ("实现养老机构县域全覆盖。", "event", None),
    ("争创国家卫生城市。", "event", None),
    ("深化医药改革。", "direction", "缺可核验的成果"),
    ("培育一批龙头企业。", "direction", "缺数量和时限"),
    ("加快城东水厂建设。", "direction", "缺完成时限"),
    ("谋划城南枢纽。", "direction", "缺成果形式和时限"),
    ("坚持依法行政。", "direction", "缺具体举措和成果"),
]


@pytest.mark.parametrize(("text", "measurability", "missing"), JUDGED)
def test_measurability(text: str, measurability: str, missing: str | None) -> None:
    (task,) = tasks_of(text, "self-government" if text.startswith("坚持") else "plan-tasks")
    assert (task.measurability, task.missing) == (measurability, missing)


def test_year_and_period() -> None:
    assert [(t.year, t.period) for t in tasks_of("年底前建成滨江公园。")] == [(2025, "year-end")]
    assert [(t.year, t.period) for t in tasks_of("到2027年建成滨江公园。")] == [(2027, None)]
    assert [(t.year, t.period) for t in tasks_of("建成滨江公园。", "outlook", year=2030)] == [(2030, None)]
    # an outlook without a year of its own is no promise for the report's year
    assert [(t.year, t.period) for t in tasks_of("建成滨江公园。", "outlook")] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("改造市区老旧小区45个。", "市区"),
        ("支持淮安、常州打造示范基地。", "淮安、常州"),
        ("支持企业打造自主品牌。", None),
        ("清溪镇要创成小城市。", "清溪镇"),
        ("全市要建成公园10个。", None),
    ],
)
def test_place(text: str, place: str | None) -> None:
    assert [task.place for task in tasks_of(text)] == [place]


def test_item_marks_and_trailing_marks_are_no_part_of_a_quote() -> None:
    text = "一是加强教育督导；二是加强教育投入；\n（三）推进教育评价改革。"
    assert [task.quote for task in tasks_of(text)] == ["加强教育督导", "加强教育投入", "推进教育评价改革。"]


def test_where_every_sentence_has_its_own_line_lines_are_no_paragraphs() -> None:
    text = "优化医院布局，加强医疗合作。\n完善分级诊疗，推进医改。\n" * 15
    paragraphs = tasks_of(text.replace("\n", "\n", 4)[:52])
    assert len(paragraphs) == 4  # too few lines to tell: each is a paragraph
    assert len(tasks_of(text)) < 30


def test_the_cells_of_a_table_are_not_cut_and_names_of_units_are_no_tasks() -> None:
    cell = "深化医改，新增床位300张。推进老旧小区改造，新建改造供水管网100公里。"
    text = f"{cell}\t张三\t市卫生健康委、市建设局等\n加强人民调解。\t李四\t市司法局"
    assert [task.quote for task in tasks_of(text)] == [cell, "加强人民调解。"]


def test_speech_is_no_task() -> None:
    assert tasks_of("各位代表！让我们携手建设美好云川。") == []


def test_nothing_in_nothing_out() -> None:
    assert find_tasks("", [], [], [], stem="x", year=None) == []
    assert tasks_of("。。。，，") == []
    assert len(tasks_of("加强教育督导。：\n：。加强医院管理。")) == 2  # sentences of marks alone


@pytest.mark.parametrize(
    ("text", "verb", "thing"),
    [
        ("城镇调查失业率保持稳定。", "保持稳定", "城镇调查失业率"),
        ("国际收支基本平衡。", "平衡", "国际收支"),
        ("以稳定促平衡，居民收入增长5%。", "增长", "居民收入"),  # a frame has no predicate
    ],
)
def test_headline_targets_without_a_figure_have_their_predicate(text: str, verb: str, thing: str) -> None:
    task = tasks_of(text, "plan-targets")[-1]
    assert (task.verb, task.object) == (verb, thing)


def test_an_address_to_the_audience_ends_a_task() -> None:
    """What follows it (各位代表！) is a new matter, and no part of the task before."""
    (task,) = tasks_of("加强军地协同。各位代表！清江人民永远热爱和平。")
    assert task.quote == "加强军地协同。"


def test_a_judgement_is_no_task() -> None:
    assert tasks_of("今年是规划开局之年，做好各项工作意义重大。") == []


def test_the_whole_territory_is_no_place() -> None:
    (task,) = tasks_of("实施城市全域数字化行动。")
    assert task.place is None


def test_what_is_missing_looks_at_the_thing() -> None:
    """高水平医院 are no mass, a level (服务水平) is one."""
    assert [t.missing for t in tasks_of("推进高水平医院建设。\n提升医院服务水平。")] == ["缺完成时限", "缺数量和时限"]
