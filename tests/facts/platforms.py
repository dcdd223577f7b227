"""Exports with the header as their platform states it, and what comes of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from facts.exports import SHOP, bring, one, write_csv
from guiju.facts import lake, load_schemas
from guiju.facts.lake.commit import frame
from guiju.facts.report import Status

DAY = date(2026, 6, 1)
AT, PAID, SENT = datetime(2026, 6, 1, 8), datetime(2026, 6, 1, 8, 5), datetime(2026, 6, 2, 9)


def header(name: str, generation: str) -> list[str]:
    """The header of a connector's generation as its file has it."""
    text = (files("guiju.facts") / "connectors" / f"{name}.yaml").read_text("utf-8")
    return [str(column) for column in yaml.safe_load(text)["generations"][generation]]


def brought(
    home: Path, folder: Path, name: str, generation: str, *cells: Mapping[str, object], extra: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The rows of the connector's fact once a file of ``cells`` is in; all of it must be well."""
    columns = [*header(name, generation), *extra]
    assert {column for row in cells for column in row} <= set(columns)
    path = write_csv(folder / "报表_969000000001_2026-06-01.csv", columns, cells)

    report = one(bring(home, path, shop=SHOP))

    assert (report.status, report.connector, report.problems) == (Status.IMPORTED, name, ())
    return rows_of(home, next(iter(report.facts)))


def rows_of(home: Path, fact: str) -> list[dict[str, Any]]:
    """All rows of a fact, without what is empty in them."""
    found = frame(lake.open(home).view(), fact, load_schemas()[fact]).to_dicts()
    kept = [{key: cell for key, cell in row.items() if cell is not None and not key.startswith("_")} for row in found]
    return sorted(kept, key=str)


def money(text: str) -> Decimal:
    """An amount as the lake holds it."""
    return Decimal(text)
