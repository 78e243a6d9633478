"""Questions whose SQL is worked out once in a process: from call to call only the values in it change.

To turn a queryset into SQL costs Django more than answering it costs the database. A function under `compiled` says its
question in Django's words and takes what changes as arguments; the SQL is kept, and a call fills the values in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

_Given = ParamSpec("_Given")
_Row = TypeVar("_Row")

_LONGEST = 50  # of a tuple; each length has its own SQL, so more numbers than these are asked for the plain way
_TRIALS = (20_000, 25_000)  # from where the values of the two trials count; they fit the smallest column of numbers


class Compiled(Generic[_Given, _Row]):
    """A question under `compiled`. `plain` is the function itself, whose answer is the same."""

    def __init__(self, plain: Callable[_Given, QuerySet[Any, _Row]]) -> None:
        self.plain = plain
        self.__doc__, self.__name__, self.__module__ = plain.__doc__, plain.__name__, plain.__module__
        self._kept: dict[tuple[object, ...], _Kept] = {}

    def __call__(self, *args: _Given.args, **kwargs: _Given.kwargs) -> list[_Row]:
        """The rows, read: one query, and those of its prefetches. Values are given by place."""
        shape = tuple([len(one) if isinstance(one, tuple) else type(one) for one in args])
        kept = self._kept.get(shape)
        if kept is None:
            if kwargs or any(isinstance(one, int) and one > _LONGEST for one in shape):
                return list(self.plain(*args, **kwargs))
            kept = self._kept[shape] = _compiled(self.plain, args)
        return kept.asked(args)


def compiled(plain: Callable[_Given, QuerySet[Any, _Row]]) -> Compiled[_Given, _Row]:
    """Keep the SQL of a question.

    What changes from call to call must be an argument: a number, a text, a day, or a tuple of numbers, compared as it
    is and never None. What the function takes from elsewhere, such as today's date, stays as at the first call.
    """
    return Compiled(plain)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A question turned into SQL. `params` has values that never change, and places of the values that do."""

    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler | None  # None: nothing can answer it, as it asks for one of no numbers
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int, type], ...]  # in the params; among the values; as what it is handed to the database

    def asked(self, given: tuple[Any, ...]) -> list[Any]:
        """The rows for these values."""
        if self.compiler is None:
            return []
        values, params = _values(given), list(self.params)
        for place, value, kind in self.places:
            params[place] = _as(kind, values[value])
        done = _Done.after(self.compiler, self.sql, tuple(params))
        done.answer = done.execute_sql()
        if not done.answer:  # most questions about one thing have no answer, and nothing is made ready for rows
            return []
        rows: QuerySet[Any, Any] = QuerySet(self.queryset.model, cast(Query, _Query(done)))
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(rows, name, getattr(self.queryset, name))
        return list(rows)


class _Done(SQLCompiler):
    """A compiler that has done its work, for the connection of this thread. `answer` is kept once it is there."""

    said: tuple[str, tuple[Any, ...]]
    answer: Any = None

    @classmethod
    def after(cls, compiler: SQLCompiler, sql: str, params: tuple[Any, ...]) -> _Done:
        """As the compiler that worked, with these values."""
        done = cls.__new__(cls)
        vars(done).update(vars(compiler), connection=connections[compiler.connection.alias], said=(sql, params))
        return done

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, tuple[Any, ...]]:
        """The SQL as it is known."""
        return self.said

    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        """The rows, in chunks, asked for once."""
        return super().execute_sql(*args, **kwargs) if self.answer is None else self.answer


class _Query:
    """What a queryset asks of its query while it is read: a compiler."""

    def __init__(self, done: _Done) -> None:
        self._done = done

    def get_compiler(self, using: str, **_ignored: object) -> _Done:
        """The one that has done its work."""
        return self._done


def _compiled(plain: Callable[..., QuerySet[Any, Any]], given: tuple[Any, ...]) -> _Kept:
    """Turn a question into SQL twice, with values that differ everywhere: what differs in the SQL's values was given.

    Raises TypeError where a value cannot be followed into the SQL, such as a text that is searched for within others.
    """
    trials = [_trial(given, start) for start in _TRIALS]
    querysets = [plain(*trial) for trial in trials]
    compilers = [one.query.get_compiler(one.db) for one in querysets]
    try:
        (sql, params), (_same, others) = (one.as_sql() for one in compilers)
    except EmptyResultSet:
        return _Kept(querysets[0], None, "", (), ())
    pairs = list(zip(*map(_values, trials), strict=True))
    places = [
        (place, _found((param, other), pairs), type(param))
        for place, (param, other) in enumerate(zip(params, others, strict=True))
        if param != other
    ]
    if {value for _place, value, _kind in places} != set(range(len(pairs))):
        raise TypeError(f"{plain.__name__}: a value does not stand in the SQL as it was given")
    return _Kept(querysets[0], compilers[0], sql, tuple(params), tuple(places))


def _values(given: tuple[Any, ...]) -> list[Any]:
    """The single values, one after another."""
    return [value for one in given for value in (one if isinstance(one, tuple) else (one,))]


def _trial(given: tuple[Any, ...], start: int) -> tuple[Any, ...]:
    """Values of the same kinds, each of its own."""
    numbers = count(start)
    return tuple(
        tuple(next(numbers) for _each in one) if isinstance(one, tuple) else _of(type(one), next(numbers))
        for one in given
    )


def _of(kind: type, number: int) -> Any:
    """A value of a kind that an argument may have."""
    if kind is date:
        return date.fromordinal(700_000 + number)
    if kind in (int, str):
        return kind(number)
    raise TypeError(f"a question cannot be kept for values of {kind.__name__}")


def _as(kind: type, value: Any) -> Any:
    """A value as the database's driver is handed it: days are text on SQLite, numbers have widths on PostgreSQL."""
    return value if type(value) is kind else kind(value)


def _found(params: tuple[Any, Any], pairs: list[tuple[Any, Any]]) -> int:
    """The place of the value that stands in the SQL's values of both trials, -1 for none."""
    return next((at for at, pair in enumerate(pairs) if all(map(_same, params, pair))), -1)


def _same(param: Any, value: Any) -> bool:
    try:
        return bool(_as(type(param), value) == param)
    except (TypeError, ValueError):  # what cannot even be made of it
        return False
