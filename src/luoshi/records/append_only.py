"""The database's own refusal to change or delete events: triggers, put up after every migration.

They stop mistakes and other programs. Who owns the database can take them away again; the keyed hashes and the anchors
are there to notice that.
"""

from __future__ import annotations

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

_WORDS = "luoshi: events are append-only"
_NAME = "luoshi_append_only"

_SHRINKS = "NEW.length < OLD.length OR NEW.name <> OLD.name"
# What is refused on which table, and when; a chain's record of its end may only move on.
_REFUSED = (
    ("update", "records_event", ""),
    ("delete", "records_event", ""),
    ("update", "records_chain", _SHRINKS),
    ("delete", "records_chain", ""),
)
_TRUNCATED = ("records_event", "records_chain")  # SQLite has no TRUNCATE
_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'restrict_violation'; END $$"
)
_COUNT = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid IN ('records_event'::regclass,"
    " 'records_chain'::regclass) AND tgname LIKE %s AND tgenabled IN ('O', 'A')",
}


def protect(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers up, where they are not up already."""
    statements = _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _on_sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {_name(act, table)} BEFORE {act} ON {table}"
        + (f" WHEN {when}" if when else "")
        + f" BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for act, table, when in _REFUSED
    ]


def _on_postgresql() -> list[str]:
    rows = [
        f"CREATE OR REPLACE TRIGGER {_name(act, table)} BEFORE {act} ON {table} FOR EACH ROW"
        + (f" WHEN ({when})" if when else "")
        + f" EXECUTE FUNCTION {_NAME}()"
        for act, table, when in _REFUSED
    ]
    whole = [
        f"CREATE OR REPLACE TRIGGER {_name('truncate', table)} BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {_NAME}()"
        for table in _TRUNCATED
    ]
    return [_FUNCTION, *rows, *whole]


def _name(act: str, table: str) -> str:
    return f"{_NAME}_{table.removeprefix('records_')}_{act}"


def release(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers down; for tests, which empty the tables."""
    of_rows = [(act, table) for act, table, _when in _REFUSED]
    with connection.cursor() as cursor:
        for act, table in [*of_rows, *(("truncate", table) for table in _TRUNCATED)]:
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {_name(act, table)}{where}")


def is_protected(connection: BaseDatabaseWrapper) -> bool:
    """Whether every trigger is up."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT[connection.vendor], [f"{_NAME}%"])
        found = cursor.fetchone()
    expected = len(_REFUSED) + (len(_TRUNCATED) if connection.vendor == "postgresql" else 0)
    return found is not None and found[0] >= expected


def after_migrations(*, using: str, **_kwargs: object) -> None:
    """What follows on every `migrate`: new tables have triggers, and so have those that a migration made anew."""
    from django.db import connections

    if settings.PROTECT_EVENTS and "records_event" in connections[using].introspection.table_names():
        protect(connections[using])
