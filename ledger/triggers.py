"""Triggers that make tables append-only, on SQLite and on PostgreSQL.

They refuse UPDATE, DELETE, TRUNCATE and `INSERT OR REPLACE` by any unique key. A schema migration
on SQLite rebuilds a table and drops its triggers without a word, so they are installed again after
every `migrate`, and a server refuses to start when `missing` names one.

Each table is described by `register`; the SQL of a database is in `trigger_sql`.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, UniqueConstraint

from ledger.trigger_sql import Table, for_vendor

TABLES: dict[str, Table] = {}


def register(
    model: type[Model], unique: Iterable[Iterable[str]] = (), *, erasable: str | None = None
) -> None:
    """Make a model's table append-only from the next `install` on.

    The unique keys that the model itself declares are found; `unique` names further ones, by
    field names. With `erasable`, the name of a field that holds a digest, a row may be deleted
    once an erasure order names that digest.
    """
    meta = model._meta
    columns = {field.name: str(field.column) for field in meta.concrete_fields}
    groups: set[tuple[str, ...]] = {(field.name,) for field in meta.concrete_fields if field.unique}
    groups |= {tuple(group) for group in meta.unique_together}
    groups |= {
        tuple(item.fields)
        for item in meta.constraints
        if isinstance(item, UniqueConstraint) and item.fields and item.condition is None
    }
    groups |= {(group,) if isinstance(group, str) else tuple(group) for group in unique}
    TABLES[meta.db_table] = Table(
        name=meta.db_table,
        unique=tuple(tuple(columns[name] for name in group) for group in sorted(groups)),
        erasable=columns[erasable] if erasable else None,
    )


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers of every registered table that exists in the database, anew."""
    sql = for_vendor(connection.vendor)
    with connection.cursor() as cursor:
        for statement in sql.prepare():
            cursor.execute(statement)
        for table in _present(connection):
            for statement in (*sql.drop(table), *sql.create(table)):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take all triggers away. For tests that empty their tables."""
    sql = for_vendor(connection.vendor)
    with connection.cursor() as cursor:
        for table in _present(connection):
            for statement in sql.drop(table):
                cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Name the triggers that are not there, or not as installed; tables not made yet count."""
    sql = for_vendor(connection.vendor)
    with connection.cursor() as cursor:
        found = sql.found(cursor)
    return [
        name
        for table in TABLES.values()
        for name, expected in sql.expected(table).items()
        if found.get(name) != expected
    ]


def after_migrate(using: str, **kwargs: Any) -> None:
    """Install again after `migrate` and `flush` (a receiver of `post_migrate`)."""
    install(connections[using])


def _present(connection: BaseDatabaseWrapper) -> list[Table]:
    names = set(connection.introspection.table_names())
    return [table for table in TABLES.values() if table.name in names]
