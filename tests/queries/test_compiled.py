"""A question under `compiled` answers as the function under it does, whatever is asked, without being compiled again."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any, get_type_hints
from unittest.mock import patch

import pytest
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import translation

import luoshi
from luoshi.queries.compiled import Compiled, compiled
from luoshi.records import clock
from luoshi.records.models import Programme, Region, Unit
from tests.cast import City, make_city

_VALUES: dict[Any, tuple[object, object]] = {
    int: (1, 7), str: ("a", "b"), date: (date(2025, 3, 1), date(2025, 4, 1)), tuple[int, ...]: ((4, 5), (6, 7))
}  # fmt: skip


@pytest.fixture
def cities() -> tuple[City, City]:
    return make_city("云川市", "990100"), make_city("远山市", "990200")


def every_question() -> list[Compiled[..., Any]]:
    """Every compiled question of the product."""
    modules = [
        import_module(found.name)
        for found in pkgutil.walk_packages(luoshi.__path__, "luoshi.")
        if found.name.split(".")[1] in ("queries", "desk", "services") and ".management" not in found.name
    ]
    return list(
        {id(one): one for module in modules for one in vars(module).values() if isinstance(one, Compiled)}.values()
    )


QUESTIONS = every_question()


def said(query: QuerySet[Any, Any]) -> object:
    return query.query.get_compiler("default").as_sql()


def arguments(question: Compiled[..., Any], which: int) -> list[object]:
    hints = get_type_hints(question.plain)
    return [_VALUES[kind][which] for name, kind in hints.items() if name != "return"]


@pytest.mark.django_db
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_a_question_asks_the_same_on_any_day_in_any_language(question: Compiled[..., Any]) -> None:
    # What a function takes from elsewhere would stay as it was at the first call.
    given, asked = arguments(question, 0), []
    for day, language in ((date(2025, 1, 31), "zh-hans"), (date(2027, 9, 1), "en")):
        with clock.stopped_at(day), translation.override(language):
            asked.append(said(question.plain(*given)))
    assert asked[0] == asked[1]


@pytest.mark.django_db
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_a_question_is_asked_as_django_would_ask_it(
    question: Compiled[..., Any], django_assert_num_queries: Callable[..., Any]
) -> None:
    asked = []
    for which in (0, 1, 0):
        given = arguments(question, which)
        with django_assert_num_queries(1) as kept:
            question(*given)
        with django_assert_num_queries(1) as plain:
            list(question.plain(*given))
        asked.append((kept.captured_queries[0]["sql"], plain.captured_queries[0]["sql"]))
    assert all(mine == djangos for mine, djangos in asked)


def test_there_are_questions() -> None:
    assert len(QUESTIONS) > 20


@compiled
def _units(programmes: tuple[int, ...], name: str) -> QuerySet[Unit]:
    return Unit.objects.filter(region__programmes__in=programmes, name=name).select_related("region")


@pytest.mark.django_db
def test_rows_are_those_of_the_values_given(cities: tuple[City, City]) -> None:
    both, name = tuple(city.programme.pk for city in cities), Unit.objects.order_by("pk")[0].name
    for programmes in (both, both[:1], both[1:], both[::-1], (), (*both, *both)):
        plain = {unit.pk for unit in _units.plain(programmes, name)}
        assert {unit.pk for unit in _units(programmes, name)} == plain
        assert _units(programmes, "没有这个局") == []
    assert {unit.region.name for unit in _units(both, name)} == {"云川市", "远山市"}


@compiled
def _years(starts: date) -> QuerySet[Programme, tuple[int, str]]:
    return Programme.objects.filter(starts=starts).order_by("pk").values_list("year", "region__name")


@compiled
def _regions(code: str) -> QuerySet[Region]:
    return Region.objects.filter(code=code).prefetch_related("programmes")


@pytest.mark.django_db
def test_days_texts_tuples_of_values_and_prefetches(cities: tuple[City, City]) -> None:
    starts = cities[0].programme.starts
    assert _years(starts) == list(_years.plain(starts))
    assert _years(date(1999, 1, 1)) == []
    assert [one.programmes.all()[0] for one in _regions("990200")] == [cities[1].programme]


@pytest.mark.django_db
def test_it_is_compiled_once_for_each_length(cities: tuple[City, City]) -> None:
    found = compiled(_units.plain)
    with patch.object(SQLCompiler, "as_sql", autospec=True, side_effect=SQLCompiler.as_sql) as work:
        for number in range(5):
            found((number,), "一")
            found((number, 4), "二")
    assert work.call_count == 4  # two trials for each of two lengths


@pytest.mark.django_db
def test_long_tuples_are_asked_for_without_keeping(cities: tuple[City, City]) -> None:
    name = Unit.objects.order_by("pk")[0].name
    many = (*range(100_000, 100_060), cities[0].programme.pk)
    assert [unit.region for unit in _units(many, name)] == [cities[0].region]


def _contains(name: str) -> QuerySet[Unit]:
    return Unit.objects.filter(name__contains=name)


def _unused(name: str, region: int) -> QuerySet[Unit]:
    return Unit.objects.filter(region=region)


def _of_nobody(region: int | None) -> QuerySet[Unit]:
    return Unit.objects.filter(region=region)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("plain", "given"),
    [(_contains, ("局",)), (_unused, ("局", 1)), (_of_nobody, (None,)), (_of_nobody, (True,))],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused(plain: Callable[..., QuerySet[Unit]], given: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        compiled(plain)(*given)
