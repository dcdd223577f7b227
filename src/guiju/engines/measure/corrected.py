"""The rows of a fact under its approved corrections: one relation that every query, trace and drill-down reads.

Each correction tests the row as it was imported, so that their order matters only where two of them set one column:
then the later one holds. A row that any of them excludes is not there, nor is one that goes along with such a row.
Without corrections this is the plain scan.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from guiju.engines.measure.sql import Fact
from guiju.engines.measure.stored import stored, ways
from guiju.facts import load_schemas
from guiju.facts.lake import Correction, CorrectionKind, View

OWNER = "_owner"  # the 工号 to whom a correction gave the row, null for none; there only where some correction does
MET = "_met"  # the corrections that meet the row, as text; there only when asked for
ROW = "t0"  # what compiled conditions call the row


def relation(
    fact: Fact,
    view: View,
    *,
    start: date | None = None,
    end: date | None = None,
    by: str | None = None,
    marked: bool = False,
    imported: bool = False,
) -> str:
    """A query of the fact's columns over its files, those that may hold days from ``start`` to ``end`` of ``by``.

    ``marked`` adds ``MET``; ``imported`` leaves the rows as they were imported.
    """
    files = view.files(fact.english, start=start, end=end, by=by)
    layer = view.corrections(fact.english)
    older = view.older(fact.english)
    if not layer or (imported and not marked):
        return plain(fact, files, older=older)
    sources = [plain(fact, files, older=older)] if files else []
    moving = [one for one in layer if by in one.values]
    beyond = view.beside(fact.english, files) if moving and not imported else []
    if beyond:
        sources.append(
            f"{_select('*', f'({plain(fact, beyond, older=older)}) AS {ROW}')} WHERE {_any(fact, moving, view)}"
        )
    source = " UNION ALL ".join(sources) or plain(fact, [])
    columns = [f'{ROW}."{one.english}"' for one in fact.columns] if imported else _columns(fact, layer)
    columns += [f"{_met(fact, layer, view)} AS {MET}"] if marked else []
    excluded = [] if imported else [one for one in layer if one.kind is CorrectionKind.EXCLUDE]
    kept = f" WHERE NOT ({_any(fact, excluded, view)})" if excluded else ""
    return _select(", ".join(columns), f"({source}) AS {ROW}") + kept


def plain(fact: Fact, files: Sequence[Path], *, older: bool = False) -> str:
    """The rows of some files as they were imported; of ``older`` ones columns may be missing, and are then empty."""
    empty = ", ".join(f'CAST(NULL AS {column.stored}) AS "{column.english}"' for column in fact.columns)
    if not files:
        return f"SELECT {empty} WHERE FALSE"
    columns = ", ".join(f'"{column.english}"' for column in fact.columns)
    paths = ", ".join(quoted(str(path)) for path in files)
    if not older:
        return _select(columns, f"read_parquet([{paths}])")
    found = _select("*", f"read_parquet([{paths}], union_by_name = true)")
    return _select(columns, f"(SELECT {empty} WHERE FALSE UNION ALL BY NAME {found})")


def assigned(fact: Fact, view: View) -> tuple[str, ...]:
    """The people to whom corrections give rows of a fact."""
    return tuple(dict.fromkeys(one.person for one in view.corrections(fact.english) if one.person))


def hit(fact: Fact, one: Correction) -> str:
    """Whether a row as imported is one that the correction means: true or false, never null."""
    tests = [_among(fact, one.keys)] if one.keys else []
    tests += [f"COALESCE({one.sql}, FALSE)"] if one.sql else []
    if one.start or one.end:
        event = f'CAST({ROW}."{fact.event}" AS DATE)'
        tests += [f"COALESCE({event} >= DATE '{one.start}', FALSE)"] if one.start else []
        tests += [f"COALESCE({event} <= DATE '{one.end}', FALSE)"] if one.end else []
    return " AND ".join(f"({test})" for test in tests) or "FALSE"


def met(fact: Fact, one: Correction, view: View) -> str:
    """Whether a row as imported is one that the correction means, or goes along with one; never null."""
    if one.fact == fact.english:
        return hit(fact, one)
    target = stored(load_schemas()[one.fact])
    if one.by_key:  # what they are called is all there is to know
        tests = [_named(target, one.keys, way) for way in ways(fact, target)]
    else:
        rows = plain(target, view.files(target.english), older=view.older(target.english))
        names = ", ".join(f'{ROW}."{name}"' for name in target.key)
        meant = f"{_select(names, f'({rows}) AS {ROW}')} WHERE {hit(target, one)}"
        tests = [f"{_row(way)} IN ({meant})" for way in ways(fact, target)]
    return f"COALESCE({' OR '.join(tests) or 'FALSE'}, FALSE)"


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _any(fact: Fact, some: Iterable[Correction], view: View) -> str:
    return " OR ".join(met(fact, one, view) for one in some)


def _among(fact: Fact, keys: Sequence[tuple[str | None, ...]]) -> str:
    """Whether the row has one of the keys; a key with an empty cell means rows whose cell is empty."""
    types = _types(fact)
    tests = [_named(fact, keys, fact.key)]
    for key in keys:
        if None in key:
            pairs = zip(fact.key, key, strict=True)
            same = (f'{ROW}."{name}" IS NOT DISTINCT FROM {_literal(value, types[name])}' for name, value in pairs)
            tests.append(" AND ".join(same))
    return f"COALESCE({' OR '.join(f'({test})' for test in tests)}, FALSE)"


def _named(fact: Fact, keys: Sequence[tuple[str | None, ...]], way: Sequence[str]) -> str:
    """Whether the columns of a ``way`` hold one of the keys of a fact; those with an empty cell lead nowhere."""
    full = [key for key in keys if None not in key]
    if not full:
        return "FALSE"
    types = _types(fact)
    values = ", ".join(f"({', '.join(quoted(part) for part in key if part is not None)})" for key in full)
    casts = ", ".join(f'CAST(k."{name}" AS {types[name]})' for name in fact.key)
    names = ", ".join(f'"{name}"' for name in fact.key)
    return f"{_row(way)} IN ({_select(casts, f'(VALUES {values}) AS k({names})')})"


def _row(names: Sequence[str]) -> str:
    return f"({', '.join(f'{ROW}."{name}"' for name in names)})"


def _types(fact: Fact) -> dict[str, str]:
    return {column.english: column.stored for column in fact.columns}


def _columns(fact: Fact, layer: Sequence[Correction]) -> list[str]:
    found: list[str] = []
    for column in fact.columns:
        name = f'"{column.english}"'
        cases = [
            f"WHEN {hit(fact, one)} THEN {_literal(one.values[column.english], column.stored)}"
            for one in reversed(layer)
            if column.english in one.values
        ]
        found.append(f"CASE {' '.join(cases)} ELSE {ROW}.{name} END AS {name}" if cases else f"{ROW}.{name}")
    given = [one for one in reversed(layer) if one.person]
    if given:
        cases = [f"WHEN {hit(fact, one)} THEN {quoted(one.person)}" for one in given]
        found.append(f"CASE {' '.join(cases)} END AS {OWNER}")
    return found


def _met(fact: Fact, layer: Sequence[Correction], view: View) -> str:
    """The numbers of the corrections that meet a row, with commas between them."""
    marks = ", ".join(f"CASE WHEN {met(fact, one, view)} THEN {quoted(one.id)} END" for one in layer)
    return f"CONCAT_WS(',', {marks})"


def _literal(value: str | None, stored: str) -> str:
    return f"CAST({'NULL' if value is None else quoted(value)} AS {stored})"


def _select(what: str, source: str) -> str:
    """A query over names of our own, quoted texts and quoted paths."""
    return f"SELECT {what} FROM {source}"  # noqa: S608 - nothing in it comes from outside unquoted
