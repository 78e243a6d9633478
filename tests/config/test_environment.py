"""Settings from the environment: nonsense is refused by name, and the page lists exactly what is read."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from luoshi.config import checks, environment
from tests.shared import ROOT

PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
# A row of the page's table. Sample: | `LUOSHI_HTTPS` | `0` | text |; near miss: | variable | default | what it says |
ROW = re.compile(r"^\| `(LUOSHI_[A-Z_]{2,30})` \| ([^|]{0,80}?) ?\| ([^|]{1,400}) \|$", re.MULTILINE)
NAME = "LUOSHI_TESTED"


def calls() -> dict[str, ast.Call]:
    """Each variable that the settings read, with the call that reads it."""
    tree = ast.parse((ROOT / "src/luoshi/config/settings.py").read_text(encoding="utf-8"))
    found = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env.")
    ]
    return {ast.literal_eval(call.args[0]): call for call in found}


def default_of(call: ast.Call) -> str | None:
    """The default as the page writes it; None for one that is worked out."""
    values = [*call.args[1:2], *(keyword.value for keyword in call.keywords if keyword.arg == "default")]
    try:
        value = ast.literal_eval(values[0]) if values else ""
    except ValueError:
        return None
    if isinstance(value, bool):
        return str(int(value))
    return ",".join(value) if isinstance(value, list) else str(value)


def test_the_page_lists_what_is_read_with_its_default() -> None:
    listed = {name: default.strip("`") for name, default, _ in ROW.findall(PAGE)}
    read = {name: default_of(call) for name, call in calls().items()}
    assert set(listed) == set(read)
    assert {name: listed[name] for name, default in read.items() if default is not None} == {
        name: default for name, default in read.items() if default is not None
    }


def test_the_page_lists_what_a_choice_may_be() -> None:
    told = {name: text for name, _, text in ROW.findall(PAGE)}
    for name, call in calls().items():
        if ast.unparse(call.func) == "env.choice":
            assert [word for word in ast.literal_eval(call.args[2]) if f"`{word}`" not in told[name]] == []


def test_the_page_lists_every_check() -> None:
    source = Path(checks.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r"`(luoshi\.[EW]\d{3})`", PAGE)) == set(re.findall(r'id="(luoshi\.[EW]\d{3})"', source))


@pytest.mark.parametrize(
    ("read", "written", "expected"),
    [
        (lambda: environment.flag(NAME, default=False), " Yes ", True),
        (lambda: environment.flag(NAME, default=True), "", False),  # set and empty is off, unset is the default
        (lambda: environment.number(NAME, 7, low=1, high=9), "", 7),
        (lambda: environment.number(NAME, 7, low=1, high=9), "9", 9),
        (lambda: environment.words(NAME), "a, b,,", ["a", "b"]),
        (lambda: environment.words(NAME, ["c"]), " ", ["c"]),
        (lambda: environment.choice(NAME, "on", ["on", "off"]), "off", "off"),
        (lambda: environment.origin(NAME), "https://desk.example/", "https://desk.example"),
        (lambda: environment.mail(NAME)["EMAIL_HOST_PASSWORD"], "smtp://me:p%40ss@mail.example", "p@ss"),
        (lambda: environment.mail(NAME)["EMAIL_USE_TLS"], "smtp://mail.example:25?tls=0", False),
        (lambda: environment.mail(NAME)["EMAIL_PORT"], "smtps://mail.example", 465),
    ],
)
def test_what_is_understood(
    read: Callable[[], object], written: str, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, written)
    assert read() == expected


@pytest.mark.parametrize(
    ("read", "written", "allowed"),
    [
        (lambda: environment.flag(NAME, default=False), "perhaps", "1 or 0"),
        (lambda: environment.number(NAME, 7, low=1, high=9), "10", "from 1 to 9"),
        (lambda: environment.number(NAME, 7), "-1", "from 0"),
        (lambda: environment.number(NAME, 7), "２x", "a whole number"),
        (lambda: environment.choice(NAME, "on", ["on", "off"]), "aus", "on, off"),
        (lambda: environment.origin(NAME), "desk.example", "https://desk.example"),
        (lambda: environment.mail(NAME), "mail.example:25", "smtp://"),
        (lambda: environment.mail(NAME), "smtp://mail.example:port", "smtp://"),
        (lambda: environment.folder(NAME, Path()), "/proc/nowhere", "cannot be made"),
    ],
)
def test_what_is_refused_by_name(
    read: Callable[[], object], written: str, allowed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, written)
    with pytest.raises(environment.SettingError, match=allowed) as refused:
        read()
    assert str(refused.value).startswith(f"{NAME} is ")


def test_a_secret_is_made_once_by_whoever_comes_first_and_is_its_owners(tmp_path: Path) -> None:
    kept = tmp_path / "secret-key"
    with ThreadPoolExecutor(8) as starters:
        secrets = set(starters.map(lambda _n: environment.secret(NAME, kept), range(8)))
    assert secrets == {kept.read_text()}
    assert len(kept.read_text()) >= 40
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [kept]
