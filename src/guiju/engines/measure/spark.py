"""The same SQL on a Spark cluster: GUIJU_ENGINE names its master; without one, DuckDB runs it in this process.

Spark speaks another dialect and has no tables of a session's own, so each statement is translated by its syntax tree:
temporary tables become views, lists of files become one view, rows become structs. Arithmetic is held to DuckDB's:
errors rather than nulls, no decimals given up for room, times without a zone. The files must lie where the workers
can read them under the same path.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from typing import Any

from guiju.engines.measure.tables import NoRoomError

SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.ui.showConsoleProgress": "false",
}
Tree = Any  # a syntax tree of sqlglot
Session = Any  # Spark's session; pyspark is optional and untyped here


class SparkMissingError(Exception):
    """A Spark is wanted and pyspark, or the Java that it runs on, is not installed."""


@contextmanager
def connected(master: str) -> Iterator["Connection"]:
    """A session of its own, whose views end with it; the application stays for the next one."""
    yield Connection(_application(master).newSession())


@cache
def _application(master: str) -> Session:
    """The one application of this process on a master such as ``spark://host:7077``; the first call takes seconds."""
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissingError('GUIJU_ENGINE needs pyspark: pip install "guiju[spark]"') from error
    builder = SparkSession.builder.master(master).appName("guiju")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise SparkMissingError(f"Spark did not start; it needs Java 17 or newer: {error}") from error
    session.sparkContext.setLogLevel("ERROR")
    return session


class Connection:
    """What a run needs of a database: ``execute`` and ``executemany``, in DuckDB's SQL."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._columns: dict[str, list[tuple[str, str]]] = {}  # of tables that are filled later: name and Spark's type
        self._views: dict[tuple[str, ...], str] = {}

    def execute(self, sql: str, values: Sequence[object] = ()) -> "Cursor":
        """Run one statement; raises ``NoRoomError`` where a figure has no room."""
        import sqlglot

        tree = sqlglot.parse_one(sql, read="duckdb")
        if tree.key == "create" and tree.expression is None:
            self._declare(tree)
            return Cursor((), [])
        text = _spoken(tree, self._files)
        return self._ran(text, list(values), rows=tree.key != "create")

    def executemany(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Fill a table that was declared, replacing what it held."""
        import sqlglot

        name = sqlglot.parse_one(sql, read="duckdb").this.name
        self._fill(name, rows)

    def _declare(self, tree: Tree) -> None:
        table = tree.this.this.name
        self._columns[table] = [(column.name, column.kind.sql(dialect="spark")) for column in tree.this.expressions]
        self._fill(table, [])

    def _fill(self, name: str, rows: Sequence[Sequence[object]]) -> None:
        """A view of literals: rows of ours would need a Python of the same version beside each worker."""
        columns = self._columns[name]
        if rows:
            values = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
            cast = ", ".join(f"CAST({column} AS {type_}) AS {column}" for column, type_ in columns)
            source = f"VALUES {values} AS t({', '.join(column for column, _ in columns)})"
        else:
            cast = ", ".join(f"CAST(NULL AS {type_}) AS {column}" for column, type_ in columns)
            source = "(SELECT 1) WHERE FALSE"
        self.session.sql(f"CREATE OR REPLACE TEMPORARY VIEW {name} AS SELECT {cast} FROM {source}")  # noqa: S608 - ours

    def _files(self, paths: tuple[str, ...]) -> str:
        """The name of a view over Parquet files."""
        if paths not in self._views:
            self._views[paths] = f"_files_{len(self._views)}"
            self.session.read.parquet(*paths).createOrReplaceTempView(self._views[paths])
        return self._views[paths]

    def _ran(self, text: str, values: list[object], *, rows: bool) -> "Cursor":
        from pyspark.errors import ArithmeticException

        try:
            frame = self.session.sql(text, args=values) if values else self.session.sql(text)
            found = [_plain(row) for row in frame.collect()] if rows else []
        except ArithmeticException as error:
            raise NoRoomError(str(error)) from error
        return Cursor(tuple((name,) for name in frame.columns), found)


class Cursor:
    """The rows that a statement gave, all of them at hand."""

    def __init__(self, description: tuple[tuple[str], ...], rows: list[tuple[Any, ...]]) -> None:
        self.description, self._rows = description, rows

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows."""
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        """The first row."""
        return self._rows[0] if self._rows else None


def _literal(value: object) -> str:
    from sqlglot import exp

    return str(exp.convert(str(value) if isinstance(value, date) else value).sql(dialect="spark"))


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row, and the structs in it, as tuples."""
    return tuple(_plain(value) if isinstance(value, tuple) else value for value in row)


def translated(sql: str) -> str:
    """A query of DuckDB's in Spark's words."""
    import sqlglot

    return _spoken(sqlglot.parse_one(sql, read="duckdb"), lambda _paths: "_files")


def _spoken(tree: Tree, files: Any) -> str:  # Any: a function from paths to the name of a view
    text: str = tree.transform(partial(_node, files=files)).sql(dialect="spark")
    if tree.key == "create":
        _, _, query = text.partition(" AS ")
        return f"CREATE OR REPLACE TEMPORARY VIEW {_identifier(tree.this)} AS {query}"
    return text


def _identifier(table: Tree) -> str:
    name: str = table.name
    return "`" + name.replace("`", "``") + "`"


def _node(node: Tree, files: Any) -> Tree:  # Any: as above
    from sqlglot import exp

    if isinstance(node, exp.Table) and isinstance(node.this, exp.ReadParquet):
        [listed] = node.this.expressions
        paths = tuple(path.this for path in listed.expressions)
        return exp.to_table(files(paths))
    if isinstance(node, exp.Anonymous) and node.name.upper() == "ROW":
        return _struct(node.expressions)
    if isinstance(node, exp.Anonymous) and node.name.upper() == "LIST_EXTRACT":
        listed, place = node.expressions
        return exp.Anonymous(this="TRY_ELEMENT_AT", expressions=[listed, exp.cast(place, "INT")])
    return node


def _struct(parts: Sequence[Tree]) -> Tree:
    """A row of texts, its fields named by their number so that two rows can be compared."""
    from sqlglot import exp

    fields: list[Tree] = []
    for at, part in enumerate(parts):
        fields += [exp.Literal.string(f"_{at}"), exp.cast(part, "STRING")]
    return exp.Anonymous(this="NAMED_STRUCT" if fields else "STRUCT", expressions=fields)
