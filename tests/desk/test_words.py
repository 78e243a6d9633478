"""English: every message has a translation that keeps its placeholders, and the compiled catalogue is the written one."""

from __future__ import annotations

import re
from collections import Counter

import polib
import pytest
from django.test import Client

from tests.cast import make_city
from tests.desk.words import CATALOGUE, messages

# What a translation must keep. Sample: %(name)s, {n}, <b>, </b>; near miss: % alone
_KEPT = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%|</?\w+[^>]*>")
_ADVICE = "run `python -m tests.desk.words` and translate"


def entries() -> list[polib.POEntry]:
    return list(polib.pofile(str(CATALOGUE)))


def test_every_message_is_in_the_catalogue_and_nothing_else() -> None:
    listed, used = {(entry.msgid, entry.msgid_plural) for entry in entries()}, set(messages())
    assert not (used - listed), f"without a translation ({_ADVICE}): {sorted(single for single, _p in used - listed)}"
    assert not (listed - used), f"no longer used ({_ADVICE} nothing): {sorted(single for single, _p in listed - used)}"


def test_every_message_is_translated() -> None:
    empty = [entry.msgid for entry in entries() if entry.fuzzy or not entry.translated()]
    assert not empty, f"{_ADVICE}: {empty}"


def test_translations_keep_placeholders_and_marks() -> None:
    for entry in entries():
        written = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        for translated in written:
            assert Counter(_KEPT.findall(translated)) == Counter(_KEPT.findall(entry.msgid)), entry.msgid


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = {
        entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    }
    assert compiled == {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in entries()}, (
        "run `python -m tests.desk.words`"
    )


@pytest.mark.django_db
def test_the_language_can_be_changed(client: Client) -> None:
    client.force_login(make_city("云川市", "990100").people["admin"])
    assert "设置" in client.get("/settings/").content.decode()
    client.post("/language/setlang/", {"language": "en", "next": "/settings/"})
    page = client.get("/settings/").content.decode()
    assert '<html lang="en">' in page
    assert "Units" in page or "Unit" in page
    client.post("/language/setlang/", {"language": "zh-hans"})
    assert "设置" in client.get("/settings/").content.decode()
