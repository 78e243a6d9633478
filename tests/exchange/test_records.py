"""What is printed is public: keys, their order, and the offsets."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from luoshi.exchange import about_record, block_records, json_line, json_lines, outline_records, render, row_records
from luoshi.exchange.records import number, statement_records, task_records, unresolved_records
from luoshi.reading import Block, Document, Metadata, Part
from luoshi.responsibility import Registry, Row, Source, resolve_rows
from tests.exchange.cast import PLAN, TEXT, extraction, piece

STATEMENT_KEYS = (
    "id section kind quote start end indicator concept measure op value value_high unit polarity year role heading "
    "confidence period place"
)
TASK_KEYS = "id quote start end verb object stage year targets measurability role heading period place missing"
ABOUT_KEYS = (
    "document title government code level year_reported year_planned session date speaker_post is_report start end"
)
ROW_KEYS = "row section subsection task leaders units lead_unit etc deadline milestones note source"


@pytest.mark.parametrize(
    ("records", "keys"),
    [
        (list(statement_records(piece())), STATEMENT_KEYS),
        (list(task_records(piece())), TASK_KEYS),
        (list(outline_records(piece())), "level heading role start end lead year"),
        (list(unresolved_records(piece())), "quote start end reason"),
        ([about_record(Part(1, 0, 9))], ABOUT_KEYS),
        (list(block_records(Document("a", blocks=(Block("paragraph", 0, 1),)))), "kind start end page cells"),
    ],
)
def test_keys_stand_in_the_order_of_the_contract(records: list[dict[str, object]], keys: str) -> None:
    assert records
    assert all(list(record) == keys.split() for record in records)


def test_a_row_has_the_keys_of_the_contract_then_what_was_resolved_then_the_document() -> None:
    row = Row(
        1, "一", None, "修路", ("甲",), ("市农村农业局",), "市农村农业局", True, None, None, None, Source(None, 41)
    )
    [record] = row_records([row], resolve_rows([row], Registry.standard()), [2])
    assert list(record) == [*ROW_KEYS.split(), "resolved", "document"]
    assert record["resolved"] == [{"written": "市农村农业局", "unit": "市农业农村局", "how": "typo"}]
    assert record["source"] == {"page": None, "line": 41}


@pytest.mark.parametrize("records", [statement_records, task_records, outline_records, unresolved_records])
def test_only_an_input_of_several_documents_numbers_its_lines_and_the_number_comes_last(records: object) -> None:
    assert callable(records)
    assert all("document" not in record for record in records(piece()))
    numbered = list(records(piece(number=2, shift=100)))
    assert numbered
    assert all(list(record)[-1] == "document" and record["document"] == 2 for record in numbered)


def test_offsets_count_in_the_text_that_is_printed() -> None:
    whole = "前面的新闻。" + TEXT
    shift = len("前面的新闻。")
    for record in [*statement_records(piece(2, shift)), *task_records(piece(2, shift))]:
        start, end = record["start"], record["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert whole[start:end] == record["quote"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (300.0, "300"),  # never 300.0
        (6.5, "6.5"),
        (0.0, "0"),
        (-8.8, "-8.8"),
        (1e16, "10000000000000000"),  # no exponent
    ],
)
def test_a_number_is_printed_as_people_write_it(value: float, printed: str) -> None:
    assert json.dumps(number(value)) == printed


def test_blocks_of_several_documents_say_in_which_they_stand() -> None:
    blocks = tuple(Block("paragraph", at, at + 1) for at in range(4))
    document = Document("甲乙丙丁", blocks=blocks, parts=(Part(1, 0, 1), Part(2, 2, 4)))
    assert [record["document"] for record in block_records(document)] == [1, None, 2, 2]
    second = list(block_records(document, document.parts[1]))
    assert [(record["start"], record["document"]) for record in second] == [(0, 2), (1, 2)]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\n", "\x0b", "\x0c", "\x1c"])
def test_a_record_stays_on_one_line_whatever_its_text_holds(mark: str) -> None:
    record = {"quote": f"甲{mark}乙", "unit": "家"}
    line = json_line(record)
    assert len(line.splitlines()) == 1
    assert json.loads(line) == record
    assert "家" in line  # Chinese as it is, not escaped


def test_half_a_surrogate_pair_is_written_as_one_character() -> None:
    found = extraction()
    broken = replace(found, unresolved=(replace(found.unresolved[0], reason="\ud800"),))
    line = render([replace(piece(), extraction=broken)], "jsonl", "unresolved").decode("utf-8")
    assert json.loads(line)["reason"] == "?"


def test_json_is_one_object_with_everything() -> None:
    whole = json.loads(render([piece()], "json"))
    assert list(whole) == ["document", "outline", "statements", "tasks", "unresolved"]
    assert whole["document"]["title"] == "云川市政府工作报告"
    assert [len(whole[key]) for key in list(whole)[1:]] == [2, 6, 1, 1]
    several = json.loads(render([piece(1), piece(3, len(TEXT))], "json"))
    assert [one["document"]["document"] for one in several["documents"]] == [1, 3]
    assert several["documents"][1]["outline"][1]["start"] == len(TEXT) + len(TEXT) - len(PLAN)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (Metadata(title="云川市2024年政府工作报告", government="云川市人民政府"), "云川市2024年政府工作报告"),
        # A bare title would make all reports look alike.
        (Metadata(title="政府工作报告", government="云川市人民政府", year_planned=2024), "云川市2024年政府工作报告"),
        (Metadata(title="政府工作报告"), "政府工作报告"),
        (Metadata(), "云川.txt"),
    ],
)
def test_a_document_is_called_by_its_title_or_its_file(said: Metadata, title: str) -> None:
    assert replace(piece(), metadata=said).title == title


def test_lines_end_with_a_line_feed() -> None:
    assert json_lines([{"a": 1}, {"b": None}]) == '{"a": 1}\n{"b": null}\n'
