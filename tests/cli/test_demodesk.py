"""The demonstration of the desk: filled once, left alone afterwards, visited page by page, apart from any real server."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from luoshi.cli import democity
from luoshi.ledger import Role
from luoshi.responsibility import Registry
from luoshi.responsibility.departments import spellings
from tests.demonstration import just_made

LUOSHI = [sys.executable, "-c", "from luoshi.cli.main import run; run()"]
ORGANISATION = tomllib.loads(
    (Path(democity.__file__).parent / "democity_data" / "organisation.toml").read_text(encoding="utf-8")
)


def demo(data: Path) -> subprocess.CompletedProcess[str]:
    # What a real server's settings are must not matter.
    settings = {"LUOSHI_DATABASE": "postgresql://real@192.0.2.1/real", "LUOSHI_HTTPS": "1"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    command = [*LUOSHI, "demo-desk", "--no-serve", "--data", str(data)]
    return subprocess.run(command, env=kept | settings, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    data = tmp_path_factory.mktemp("demo") / "data"
    if (made := just_made()) is not None:
        shutil.copytree(made, data)
    return data, demo(data)


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(data / "luoshi.sqlite3") as database:
        return database.execute(query).fetchall()


def counted(data: Path, query: str) -> dict[str, int]:
    return {str(name): int(str(n)) for name, n in rows(data, query)}


def test_it_prints_the_address_and_a_login_for_each_role(first: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _data, done = first
    assert done.returncode == 0, done.stderr
    address, password, *lines = done.stdout.splitlines()
    assert address.startswith("http://127.0.0.1:80")
    assert password == "password of each: yunchuan-2025"
    assert [line.split()[0] for line in lines[:5]] == [role.value for role in Role]
    for place in ("/documents/", "/tables/", "/ledger/", "/reconciliations/", "/settings/"):
        assert f" {place} " in lines[5]


def test_the_city_is_whole(first: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    data, _done = first
    assert rows(data, "select state, count(*) from records_documentversion group by 1") == [("ready", 3)]
    tables = rows(data, "select purpose, year, job from records_responsibilitytable order by year")
    assert sorted(tables) == [("teaching", 2024, "ready"), ("work", 2024, "ready"), ("work", 2025, "ready")]
    assert rows(data, "select state, edition from records_responsibilitytable where year = 2025") == [("published", 1)]
    unled = "select count(*) from records_tablerow r join records_responsibilitytable t on t.id = r.table_id"
    assert rows(data, f"{unled} where t.year = 2025 and r.lead_unit = '' and not r.removed") == [(0,)]


def test_the_city_lived_its_year(first: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Deterministic from the seed: what shines on the tenth of September, and how it came to that."""
    data, _done = first
    lights = counted(data, "select light, count(*) from records_matter group by 1")
    assert set(lights) == {"green", "yellow", "red", "blue", "grey"}
    assert lights["green"] > lights["red"] >= 5
    assert lights["blue"] == 1
    assert rows(data, "select count(*) from records_matter where light_said = '{}'") == [(0,)], (
        "no light without reason"
    )
    assert sorted(rows(data, "select state, count(*) from records_objection group by 1")) == [
        ("kept", 1),
        ("reassigned", 1),
    ]
    assert sorted(rows(data, "select kind, status from records_matterrequest")) == [
        ("extension", "approved"),
        ("extension", "pending"),
    ]
    extended = "select count(*) from records_matter where first_deadline <> deadline"
    assert rows(data, extended) == [(1,)], "the first deadline is kept"
    closings = counted(data, "select state, count(*) from records_closing group by 1")
    assert closings == {"closed": 4, "pending": 1, "returned": 1}
    levels = {level for (level,) in rows(data, "select distinct level from records_sheet")}
    assert levels == {"reminder", "urging", "order"}
    assert rows(data, "select max(late), max(complete) from records_report") == [(1, 1)]
    assert rows(data, "select count(*) from records_report where state = 'replaced'") == [(1,)], "a correction"
    assert rows(data, "select count(*) > 10 from records_evidence where latitude is not null") == [(1,)]
    assert rows(data, "select count(*) from records_lookback") == [(2,)]
    assert rows(data, "select count(*) from records_meetingdecision where matter_id is not null") == [(1,)]
    assert rows(data, "select count(*) from records_event where at > '2025-09-11'") == [(0,)], "nothing after its day"


def test_last_years_promises_are_reconciled(first: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    data, done = first
    assert rows(data, "select state, runs from records_reconciliation") == [("ready", 1)]
    kinds = {
        str(kind): int(str(n))
        for kind, n in rows(data, "select kind, count(*) from records_reconciliationrow group by 1")
    }
    assert kinds["target"] >= kinds["carry-over"] > 80
    assert " /reconciliations/1/ " in done.stdout


def test_again_it_changes_nothing(first: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    data, _done = first
    before = rows(data, "select count(*) from records_event")
    again = demo(data)
    assert again.returncode == 0, again.stderr
    assert "is there already" in again.stderr
    assert rows(data, "select count(*) from records_event") == before


def test_the_city_has_eighteen_departments_and_five_counties() -> None:
    assert [len(units) for units in ORGANISATION["units"].values()][::2] == [18, 5]
    assert sum(region["level"] == "county" for region in ORGANISATION["region"]) == 5


def test_every_name_in_the_table_is_one_of_the_city() -> None:
    names: dict[str, str] = {}
    for units in ORGANISATION["units"].values():
        for name, _post, _holder, *others in units:
            names |= {spelling: name for one in (name, *others) for spelling in spellings(one)}
    registry = Registry(names)
    written = {
        name.removesuffix("等")
        for row in democity.rows()
        for cell in (row.lead, row.others)
        for name in cell.replace("县（市、区）", "县市区").replace("，", "、").split("、")
        if name and "县市区" not in name and "相关" not in name
    }
    assert sorted(name for name in written if registry.resolve(name).unit is None) == []
    leaders = {name for row in democity.rows() for name in row.leaders.split("、")}
    assert leaders == set(ORGANISATION["leaders"])
