"""Canonical indicators: right wordings, near misses, and a lexicon that refuses mistakes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from luoshi.extraction.concepts import CONCEPTS, Concept, concept_of, even, index_of
from luoshi.extraction.lexicon.indicator_lexicon import concept_from, concepts_in
from luoshi.extraction.lexicon.loading import LexiconError
from tests.shared import SHARED, needs_shared

# indicator, measure, unit, code
NAMED = [
    # the spellings of gross domestic product
    ("地区生产总值", "growth", "%", "gdp"),
    ("生产总值", "level", "亿元", "gdp"),
    ("GDP", "growth", "%", "gdp"),
    ("ＧＤＰ", "level", "万亿元", "gdp"),
    ("国内生产总值", "growth", "%", "gdp"),
    ("地区生产总值（GDP）", "level", "亿元", "gdp"),
    ("地方生产总值", None, None, "gdp"),
    ("经济总量", "level", "亿元", "gdp"),
    ("经济增速", "growth", "%", "gdp"),
    ("经济", "growth", "%", "gdp"),
    ("全市生产总值增速", "rank", "", "gdp"),
    ("经济增长预期目标", "growth", "%", "gdp"),
    # neutral words on both sides, several at once
    ("全省累计新增城镇就业人数", "increment", "万人", "new-urban-jobs"),
    ("上市企业总数", "level", "家", "listed-companies"),
    ("年末生猪存栏", "level", "万头", "pigs-in-stock"),
    ("一般公共预算收入（同口径）", "growth", "%", "general-public-budget-revenue"),
    # spelling variants: quotes, brackets, 的, 级, full-width letters, particles of a shared thing
    ("国家级专精特新“小巨人”企业", "increment", "家", "little-giants"),
    ("专精特新小巨人企业", "level", "家", "little-giants"),
    ("研究与试验发展（R&D）经费投入强度", "share", "%", "rd-intensity"),
    ("研发经费支出占地区生产总值的比重", "share", "%", "rd-intensity"),
    ("全社会研发经费占GDP比重", "share", "%", "rd-intensity"),
    ("研发经费支出与国内生产总值之比", "share", "%", "rd-intensity"),
    ("PM_{2.5}", "limit", "微克/立方米", "pm25"),
    ("细颗粒物（PM2.5）平均浓度", "level", "微克/立方米", "pm25"),
    ("规模以上工业增加值", "growth", "%", "large-industry-value-added"),
    ("每万人口高价值发明专利拥有量", "level", "件", "high-value-patents-per-10k"),
    ("市场主体数量", "growth", "%", "market-entities"),
    ("实际利用外资（FDI）", "growth", "%", "foreign-direct-investment"),
    # the measure or the unit decides
    ("研发投入", "share", "%", "rd-intensity"),
    ("研发投入", "growth", "%", "rd-expenditure"),
    ("社会融资规模", "increment", "亿元", "social-financing-increment"),
    ("优良天数", "level", "天", "good-air-days"),
    ("优良天数", "share", "%", "good-air-days-share"),
    ("港口吞吐量", "level", "万吨", "port-throughput"),
    ("港口吞吐量", "level", "万标箱", "container-throughput"),
    ("煤炭产能", "reduction", "亿吨", "coal-capacity-cut"),
    ("外资企业", "increment", "家", "new-foreign-firms"),
    # a bare 万 or 亿 is an elided unit and decides nothing
    ("技术交易额", "level", "亿", "technology-trade-volume"),
    ("农村贫困人口", "reduction", "万", "rural-poor"),
    # a rate that is capped keeps its percentage
    ("居民消费价格指数", "limit", "%", "consumer-price-index"),
    ("能源消费总量", "limit", "%", "energy-consumption"),
]

# indicator, measure, unit, the one comparison that would be wrong
NEAR_MISSES = [
    # the word gross domestic product inside another indicator
    ("人均生产总值", "level", "万元", "gdp"),
    ("数字经济核心产业增加值占生产总值比重", "share", "%", "gdp"),
    ("单位地区生产总值能耗", "growth", "%", "gdp"),
    ("海洋生产总值", "level", "亿元", "gdp"),
    ("地区生产总值", "share", "%", "gdp"),
    ("经济", "level", "亿元", "gdp"),
    # a share or a project is not the amount
    ("民间投资占比", "share", "%", "private-investment"),
    ("民间投资", "share", "%", "private-investment"),
    ("高新技术产业投资", "growth", "%", "fixed-asset-investment"),
    ("工业投资项目", "increment", "个", "industrial-investment"),
    ("税收占比", "share", "%", "tax-revenue"),
    # another level of recognition
    ("省级科技型中小企业", "increment", "家", "sci-tech-smes"),
    ("省级专精特新“小巨人”企业", "increment", "家", "little-giants"),
    ("市级美丽河湖", "increment", "条", "provincial-beautiful-rivers-and-lakes"),
    ("省级以上研发机构", "level", "家", "enterprise-research-institutes"),
    ("“隐形冠军”培育企业", "increment", "家", "hidden-champions"),
    # neighbours in the statistics
    ("一般公共预算支出", "growth", "%", "general-spending"),
    ("财政收入", "growth", "%", "general-public-budget-revenue"),
    ("技术合同成交额", "level", "亿元", "technology-trade-volume"),
    ("农民人均纯收入", "growth", "%", "rural-income"),
    ("城乡居民人均可支配收入", "growth", "%", "resident-income"),
    ("城镇登记失业率", "limit", "%", "surveyed-unemployment"),
    ("高技术制造业增加值", "growth", "%", "high-new-tech-value-added"),
    ("国考断面水质达标率", "share", "%", "national-water-sections-good"),
    ("生活垃圾资源化利用率", "share", "%", "household-waste-recycling"),
    ("二氧化碳排放量", "growth", "%", "sulphur-dioxide"),
    ("改造提升农村公路", "increment", "公里", "rural-roads-built-or-upgraded"),
    ("全国人大代表建议", "increment", "件", "deputies-suggestions"),
    # two indicators in one wording
    ("化学需氧量、氨氮排放量", "growth", "%", "ammonia-nitrogen"),
    ("生产安全事故起数和死亡人数", "growth", "%", "accidents"),
    # a unit of another family
    ("上市公司", "level", "亿元", "listed-companies"),
    ("高价值发明专利拥有量", "increment", "万人", "high-value-patents"),
    ("城乡居民收入差距", "level", "元", "urban-rural-income-ratio"),
]

# A word narrows the scope, or the whole thing is something else: no concept at all.
UNNAMED = [
    "市属高新技术企业",
    "服务业亩均增加值",
    "五大传统制造业规上工业增加值",
    "温州港集装箱吞吐量",
    "“一区五园”高新技术产业投资",
    "南部山区农村居民人均可支配收入",
    "市区税收亿元楼",
    "高新技术产业增加值增速高于规上工业",
    "老旧小区改造惠及居民",
    "中心城区机动车停车位",
    "5亿元以上产业项目",
    "民生实事项目",
    "总数",
    "增长",
    "新增",
    "全市",
    "",
]


@pytest.mark.parametrize(("indicator", "measure", "unit", "code"), NAMED)
def test_a_wording_names_its_concept(indicator: str, measure: str | None, unit: str | None, code: str) -> None:
    assert concept_of(indicator, measure=measure, unit=unit) == code


@pytest.mark.parametrize(("indicator", "measure", "unit", "code"), NEAR_MISSES)
def test_a_near_miss_is_something_else(indicator: str, measure: str | None, unit: str | None, code: str) -> None:
    assert code in CONCEPTS
    assert concept_of(indicator, measure=measure, unit=unit) != code


@pytest.mark.parametrize("indicator", UNNAMED)
def test_what_is_left_over_means_no_concept(indicator: str) -> None:
    assert concept_of(indicator) is None


def test_every_name_and_alias_leads_to_its_own_concept() -> None:
    wrong = [
        (alias, concept_of(alias))
        for concept in CONCEPTS.values()
        for alias in (concept.name, *concept.aliases)
        if concept_of(alias) != concept.code
    ]
    assert wrong == []


def test_no_near_miss_leads_to_the_concept_it_is_near() -> None:
    wrong = [(word, c.code) for c in CONCEPTS.values() for word in c.near_misses if concept_of(word) == c.code]
    assert wrong == []


def test_conditional_wordings_need_their_condition() -> None:
    conditional = [(w, condition, c) for c in CONCEPTS.values() for condition, words in c.when for w in words]
    assert conditional
    for word, condition, concept in conditional:
        assert concept_of(word) != concept.code, word
        answers = {concept_of(word, measure=condition), concept_of(word, unit=_unit_in(condition))}
        assert concept.code in answers, word


def _unit_in(family: str) -> str:
    return {"containers": "万标箱", "percent": "%"}.get(family, "")


def test_neutral_words_change_nothing() -> None:
    wrong = [
        wording
        for concept in CONCEPTS.values()
        for wording in (f"全市{concept.name}", f"“{concept.name}”总量", f"全年累计{concept.name}同比")
        if concept_of(wording) != concept.code
    ]
    assert wrong == []


def test_a_word_that_narrows_the_scope_leaves_no_concept() -> None:
    # 县级 and a district's name stand for any scope; the lexicon may hold no concept that they complete by chance
    wrong = [w for c in CONCEPTS.values() for w in (f"县属{c.name}", f"云川区{c.name}") if concept_of(w) is not None]
    assert wrong == []


def test_evening_out_is_stable() -> None:
    wordings = [alias for concept in CONCEPTS.values() for alias in concept.aliases]
    assert [w for w in wordings if even(even(w)) != even(w)] == []


def test_the_lexicon_covers_the_common_indicators() -> None:
    assert len(CONCEPTS) >= 200
    assert {c.direction for c in CONCEPTS.values()} == {"up", "down", "none"}
    assert CONCEPTS["surveyed-unemployment"].direction == "down"


ENTRY: dict[str, Any] = {
    "name": "绿道",
    "meaning": "Greenways",
    "units": ["length"],
    "direction": "up",
    "kind": "flow",
    "aliases": ["绿道", "城市绿道"],
    "not": ["绿地"],
}

# code, change to a good entry, word in the message
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("Greenways", {}, "lower-case"),
    ("green--ways", {}, "lower-case"),
    ("greenways", {"alias": ["绿道"]}, "may have"),
    ("greenways", {"meaning": "  "}, "meaning is empty"),
    ("greenways", {"name": ""}, "name is empty"),
    ("greenways", {"aliases": []}, "list of texts"),
    ("greenways", {"aliases": "绿道"}, "list of texts"),
    ("greenways", {"aliases": ["绿道", ""]}, "list of texts"),
    ("greenways", {"aliases": ["绿道", "绿道"]}, "stands twice"),
    ("greenways", {"units": ["furlongs"]}, "families of units"),
    ("greenways", {"units": []}, "families of units"),
    ("greenways", {"direction": "sideways"}, "direction"),
    ("greenways", {"kind": "guess"}, "direction"),
    ("greenways", {"when": {"sometimes": ["绿道"]}}, "neither a measure"),
    ("greenways", {"not": []}, "list of texts"),
]


@pytest.mark.parametrize(("code", "change", "message"), REFUSED)
def test_an_entry_that_breaks_the_schema_is_refused(code: str, change: dict[str, Any], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        concept_from(code, ENTRY | change, "city")


def test_an_entry_without_a_meaning_is_refused() -> None:
    with pytest.raises(LexiconError, match="must have"):
        concept_from("greenways", {k: v for k, v in ENTRY.items() if k != "meaning"}, "city")


def test_a_code_that_stands_in_two_files_is_refused() -> None:
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in ENTRY.items()]
    text = "\n".join(["[greenways]", *lines])
    assert list(concepts_in({"city": text})) == ["greenways"]
    with pytest.raises(LexiconError, match=r"stands already in city\.toml"):
        concepts_in({"city": text, "land": text})


def _concept(code: str, **change: Any) -> Concept:  # noqa: ANN401 - any field of an entry
    return concept_from(code, ENTRY | change, "city")


# two entries of one lexicon, word in the message
CLASHES = [
    # one alias in two concepts, also when only evening out makes them equal
    ([_concept("greenways"), _concept("paths", name="步道", aliases=["“绿道”"])], "names greenways and paths"),
    # a near miss that is an alias after all
    ([_concept("greenways", **{"not": ["城市的绿道"]})], "near miss"),
    # one wording under one condition
    (
        [_concept("a", when={"growth": ["道"]}), _concept("b", name="乙", aliases=["丙"], when={"growth": ["道"]})],
        "two concepts",
    ),
]


@pytest.mark.parametrize(("entries", "message"), CLASHES)
def test_entries_that_clash_are_refused(entries: list[Concept], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        index_of(entries)


def _gold() -> Iterator[dict[str, Any]]:
    for name in ("linhai-2022", "taizhou-2020", "taizhou-2021", "wenzhou-2020"):
        for line in (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


@needs_shared
def test_most_annotated_indicators_have_a_concept() -> None:
    found = [concept_of(r["indicator"], measure=r["measure"], unit=r["unit"]) for r in _gold()]
    assert sum(code is not None for code in found) / len(found) >= 0.6


@needs_shared
def test_no_unit_of_an_annotated_record_is_refused() -> None:
    refused = [
        (r["indicator"], r["measure"], r["unit"])
        for r in _gold()
        if concept_of(r["indicator"]) and not concept_of(r["indicator"], measure=r["measure"], unit=r["unit"])
    ]
    assert refused == []
