"""The database itself refuses to change or remove what the ledger holds: triggers, on SQLite and on PostgreSQL.

Whoever owns the database can take them down; the chain of digests then shows what was done.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_entry"
SAYS = "the ledger is append-only"
_NAMES = ("audit_entry_no_update", "audit_entry_no_delete")
_SQLITE = {
    name: f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for name, verb in zip(_NAMES, ("UPDATE", "DELETE"), strict=True)
}
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
_POSTGRESQL = {
    "audit_entry_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    "audit_entry_no_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse from now on; nothing happens where it does already."""
    there = standing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, sql in _SQLITE.items():
                if name not in there:
                    cursor.execute(sql)
            return
        cursor.execute(_FUNCTION)
        for name, when in _POSTGRESQL.items():
            if name not in there:
                cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION audit_entry_refuse()")


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Let the database change entries again: for tests that break the ledger, and for undoing the migration."""
    with connection.cursor() as cursor:
        for name in standing(connection):
            cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {TABLE}"))


def are_up(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database refuses."""
    wanted = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    return standing(connection) == frozenset(wanted)


def standing(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The names of the triggers that stand."""
    if connection.vendor == "sqlite":
        known, sql = _SQLITE, f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{TABLE}'"  # noqa: S608 - our own words
    else:
        known = _POSTGRESQL
        sql = f"SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass('{TABLE}') AND NOT tgisinternal"  # noqa: S608 - our own words
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return frozenset(name for (name,) in cursor.fetchall()) & frozenset(known)
