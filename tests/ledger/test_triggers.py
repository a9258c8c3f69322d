"""The database itself refuses to change what was written, on SQLite and on PostgreSQL."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from ledger import erasures, keys, releases, triggers
from ledger.models import Asset, AuditEntry, Body, Erasure, Release
from tests import evidence

pytestmark = pytest.mark.usefixtures("opened")

MODELS = (AuditEntry, Release, Body, Asset, Erasure)


@pytest.fixture(autouse=True)
def rows(opened: None) -> None:
    """A row in every table."""
    page = evidence.content("通知", assets=(evidence.asset(),))
    evidence.release_page(page)
    erasures.order(
        evidence.bodies.put_words("个人信息"),
        legal_basis="个人信息保护法第四十七条",
        ordered_by=evidence.ZHOU,
        confirmed_by=evidence.WU,
    )


def refuses(sql: str) -> bool:
    """Say whether the database refuses a statement; what it did is taken back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize("model", MODELS)
def test_update_and_delete_are_refused(model: type[AuditEntry]) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    assert model.objects.exists()
    assert refuses(f"UPDATE {table} SET {key} = {key}")
    assert refuses(f"DELETE FROM {table}")
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.get(pk=model.objects.first().pk).save()


@pytest.mark.parametrize("model", MODELS)
def test_replacing_by_any_unique_key_is_refused(model: type[AuditEntry]) -> None:
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    for unique in triggers.TABLES[table].unique:
        values = ", ".join(
            column if column in unique else f"'x' || substr({column}, 2)"
            if column in ("digest", "previous", "subject") else
            f"{column} + 1000" if column in ("sequence", "number") else column
            for column in columns
        )  # fmt: skip
        if connection.vendor == "sqlite":
            sql = f"INSERT OR REPLACE INTO {table} SELECT {values} FROM {table}"
        else:
            conflict = ", ".join(unique)
            sql = (
                f"INSERT INTO {table} SELECT {values} FROM {table} "
                f"ON CONFLICT ({conflict}) DO UPDATE SET {columns[0]} = EXCLUDED.{columns[0]}"
            )
        # Nothing meets a unique key when all its values are NULL, as in the first link.
        if model.objects.exclude(**{f"{unique[0]}": None}).exists():
            assert refuses(sql), unique


# What makes ordinary triggers sleep, and what empties a table in one stroke.
SETTINGS = {
    "sqlite": ("PRAGMA recursive_triggers = OFF", "DELETE FROM {table} WHERE true"),
    "postgresql": ("SET LOCAL session_replication_role = replica", "TRUNCATE {table} CASCADE"),
}


@pytest.mark.parametrize("model", MODELS)
def test_no_setting_puts_the_triggers_to_sleep(model: type[AuditEntry]) -> None:
    setting, emptying = SETTINGS[connection.vendor]
    assert refuses(emptying.format(table=model._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(setting)
    assert refuses(emptying.format(table=model._meta.db_table))
    assert refuses(f"DELETE FROM {model._meta.db_table}")


def test_every_trigger_is_there_after_migrate() -> None:
    triggers.remove(connection)
    assert len(triggers.missing(connection)) >= len(MODELS) * 2
    call_command("migrate", "ledger", verbosity=0)
    assert triggers.missing(connection) == []


def test_a_trigger_that_was_replaced_by_a_weaker_one_is_missing() -> None:
    table = AuditEntry._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_no_delete")
            cursor.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                "WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
            expected = [f"{table}_no_delete"]
        else:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")
            expected = [f"{table}_append_only"]
    assert triggers.missing(connection) == expected


def test_an_erasure_order_lets_go_of_exactly_one_body() -> None:
    header = releases.header(releases.newest(evidence.uid("通知")))
    before = set(Body.objects.values_list("digest", flat=True))
    erasures.order(
        str(header.content),
        legal_basis="个人信息保护法第四十七条",
        ordered_by=evidence.ZHOU,
        confirmed_by=evidence.WU,
    )
    assert before - set(Body.objects.values_list("digest", flat=True)) == {header.content}
    for digest in before - {header.content}:
        assert refuses(f"DELETE FROM ledger_body WHERE digest = '{digest}'")
    assert keys.can_sign()
