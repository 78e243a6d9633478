"""Sentences are translated whole, with the sentences inside them; every sentence of the ledger can be found."""

from __future__ import annotations

import json
import re

from luoshi.ledger import Kind, Move, Status, WrongStatusError, check_can_move
from luoshi.ledger.messages import as_data, figure, from_data, joined, message
from tests.ledger.cast import LIAISON, matter
from tests.shared import ROOT

# A place of a sentence: %(name)s; near miss: 50%
PLACE = re.compile(r"%\((\w{1,20})\)s")


def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    english = {"事项现为“%(status)s”": "The matter is %(status)s", "已销号": "closed"}
    told = message("事项现为“%(status)s”", status=message("已销号")).told(lambda msgid: english[msgid])
    assert told == "The matter is closed"


def test_a_percent_sign_in_a_value_is_harmless() -> None:
    assert str(joined((message("增长%(value)s", value="5%"), message("50%完成")))) == "增长5%；50%完成"


def test_a_refusal_is_translated_with_status_and_move() -> None:
    try:
        check_can_move(Move.CLOSE, LIAISON, matter(Status.ACCEPTED, Kind.TASK))
    except WrongStatusError as error:
        told = error.message.told(lambda msgid: PLACE.sub(r"<%(\1)s>", msgid).replace("事项现为", "is "))
    assert "<已签收>" in told
    assert "is " in told
    assert "<销号>" in told


def test_a_sentence_comes_back_whole_from_json() -> None:
    sentences = (
        message("已签收"),  # no places: a percent sign needs no doubling
        message("增长5%"),
        message("事项现为“%(status)s”", status=message("逾期%(days)s天", days=3)),
    )
    for sentence in sentences:
        assert from_data(json.loads(json.dumps(as_data(sentence)))) == sentence


def test_every_sentence_with_places_names_them_all() -> None:
    folder = ROOT / "src" / "luoshi" / "ledger"
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    calls = [call for text in texts for call in re.findall(r'\b_\(\s*"([^"\n]{1,200})"', text)]
    assert len(calls) > 150
    assert all(call.replace("%%", "").count("%") == len(PLACE.findall(call)) for call in calls)


def test_figures_have_no_more_decimals_than_needed() -> None:
    assert [figure(value) for value in (100.0, 0.1 + 0.2, 1e7, -0.0, 12.344)] == [
        "100",
        "0.3",
        "10000000",
        "0",
        "12.34",
    ]
