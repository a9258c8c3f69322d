"""The SQL of the append-only triggers, one class a database."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

ERASURES = "ledger_erasure"


class Table(NamedTuple):
    """One append-only table: its unique keys by column, and the digest that may be erased."""

    name: str
    unique: tuple[tuple[str, ...], ...]
    erasable: str | None = None


class TriggerSql(Protocol):
    """What `triggers` needs of a database."""

    def prepare(self) -> Sequence[str]:
        """Statements that every table needs first."""

    def create(self, table: Table) -> Sequence[str]:
        """Statements that put the triggers of a table."""

    def drop(self, table: Table) -> Sequence[str]:
        """Statements that take them away, whether they are there or not."""

    def expected(self, table: Table) -> dict[str, str]:
        """The names of a table's triggers, and what `found` says of an intact one."""

    def found(self, cursor: Any) -> dict[str, str]:
        """What is in the database."""


class Sqlite:
    """SQLite: three triggers a table.

    The third refuses an insert that meets any unique key, because `INSERT OR REPLACE` deletes the
    row in its way without firing a delete trigger (`recursive_triggers` is off by default, and an
    attacker's connection has it off).
    """

    def prepare(self) -> Sequence[str]:
        """Nothing comes first."""
        return ()

    def create(self, table: Table) -> Sequence[str]:
        """The statements are kept word for word in `sqlite_master`, where `found` reads them."""
        return tuple(self.expected(table).values())

    def drop(self, table: Table) -> Sequence[str]:
        """By name."""
        return tuple(f'DROP TRIGGER IF EXISTS "{name}"' for name in self.expected(table))

    def expected(self, table: Table) -> dict[str, str]:
        """Name and full text of each trigger."""
        name = table.name
        guard = ""
        if table.erasable:
            guard = (
                f'WHEN NOT EXISTS (SELECT 1 FROM "{ERASURES}" '
                f'WHERE "subject" = OLD."{table.erasable}") '
            )
        meets = " OR ".join(
            "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) + ")"
            for columns in table.unique
        )
        return {
            f"{name}_no_update": (
                f'CREATE TRIGGER "{name}_no_update" BEFORE UPDATE ON "{name}" '
                f"BEGIN SELECT RAISE(ABORT, '{name} is append-only (update)'); END"
            ),
            f"{name}_no_delete": (
                f'CREATE TRIGGER "{name}_no_delete" BEFORE DELETE ON "{name}" {guard}'
                f"BEGIN SELECT RAISE(ABORT, '{name} is append-only (delete)'); END"
            ),
            f"{name}_no_replace": (
                f'CREATE TRIGGER "{name}_no_replace" BEFORE INSERT ON "{name}" '
                f'WHEN EXISTS (SELECT 1 FROM "{name}" WHERE {meets}) '
                f"BEGIN SELECT RAISE(ABORT, '{name} is append-only (replace)'); END"
            ),
        }

    def found(self, cursor: Any) -> dict[str, str]:
        """Name and full text of every trigger."""
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


_REFUSE = """
BEGIN
    RAISE EXCEPTION '% is append-only (%)', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = '23001';
END
"""
_REFUSE_OR_ERASE = f"""
DECLARE
    ordered boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.{ERASURES} WHERE subject = ($1).%I)',
            TG_TABLE_SCHEMA, TG_ARGV[0]) INTO ordered USING OLD;
        IF ordered THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only (%)', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = '23001';
END
"""


class Postgresql:
    """PostgreSQL: a row trigger and a statement trigger a table, both `ENABLE ALWAYS`, so that they
    also fire under `session_replication_role = replica`.

    The owner of a table can disable its triggers; the account of the processes must not own them.
    """

    BODIES = {"ledger_refuse": _REFUSE, "ledger_refuse_or_erase": _REFUSE_OR_ERASE}

    def prepare(self) -> Sequence[str]:
        """The functions that the triggers call."""
        return tuple(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
            f"AS $refuse${body}$refuse$"
            for name, body in self.BODIES.items()
        )

    def create(self, table: Table) -> Sequence[str]:
        """Two triggers, and both always on."""
        name = table.name
        call = (
            f"ledger_refuse_or_erase('{table.erasable}')" if table.erasable else "ledger_refuse()"
        )
        return (
            f'CREATE TRIGGER "{name}_append_only" BEFORE UPDATE OR DELETE ON "{name}" '
            f"FOR EACH ROW EXECUTE FUNCTION {call}",
            f'CREATE TRIGGER "{name}_no_truncate" BEFORE TRUNCATE ON "{name}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
            f'ALTER TABLE "{name}" ENABLE ALWAYS TRIGGER "{name}_append_only"',
            f'ALTER TABLE "{name}" ENABLE ALWAYS TRIGGER "{name}_no_truncate"',
        )

    def drop(self, table: Table) -> Sequence[str]:
        """By name."""
        return tuple(
            f'DROP TRIGGER IF EXISTS "{name}" ON "{table.name}"' for name in self.expected(table)
        )

    def expected(self, table: Table) -> dict[str, str]:
        """Name of each trigger; table, kind, state, function with its text, argument."""
        function = "ledger_refuse_or_erase" if table.erasable else "ledger_refuse"
        row_update_delete, truncate = 1 + 2 + 8 + 16, 2 + 32
        return {
            f"{table.name}_append_only": self._state(
                table.name, row_update_delete, function, table.erasable or ""
            ),
            f"{table.name}_no_truncate": self._state(table.name, truncate, "ledger_refuse", ""),
        }

    def found(self, cursor: Any) -> dict[str, str]:
        """The same of every trigger, from the catalogue."""
        cursor.execute(
            "SELECT t.tgname, c.relname, t.tgtype, t.tgenabled, p.proname, p.prosrc, "
            "encode(t.tgargs, 'escape') FROM pg_trigger t "
            "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND t.tgqual IS NULL "
            "AND c.relnamespace = current_schema()::regnamespace"
        )
        return {
            name: f"{table} {kind} {enabled} {function} {argument[:-4]}{body}"
            for name, table, kind, enabled, function, body, argument in cursor.fetchall()
        }

    def _state(self, table: str, kind: int, function: str, argument: str) -> str:
        return f"{table} {kind} A {function} {argument}{self.BODIES[function]}"


def for_vendor(vendor: str) -> TriggerSql:
    """Give the SQL of a database; there are two that can keep a promise like this."""
    known: dict[str, TriggerSql] = {"sqlite": Sqlite(), "postgresql": Postgresql()}
    return known[vendor]
