"""Metrics from facts: compiled to SQL once, run by DuckDB, finished exactly.

``compile_metrics`` is for the day a regulation is adopted and loads Ibis; ``measure``, ``cells``, ``rows`` and
``series`` need DuckDB, which they load when called and whose columns are NumPy's; no request calls them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guiju.engines.measure.bulk import Series, series
    from guiju.engines.measure.coverage import Shop
    from guiju.engines.measure.drill import Drilled, rows
    from guiju.engines.measure.owners import PERSON, Membership, Owners, Ownership
    from guiju.engines.measure.plan import compile_metrics
    from guiju.engines.measure.run import Figure, Part, cells, measure
    from guiju.engines.measure.sql import MetricSql

_HOMES = {
    "Drilled": "drill",
    "Figure": "run",
    "Membership": "owners",
    "MetricSql": "sql",
    "PERSON": "owners",
    "Owners": "owners",
    "Ownership": "owners",
    "Part": "run",
    "Series": "bulk",
    "Shop": "coverage",
    "cells": "run",
    "compile_metrics": "plan",
    "measure": "run",
    "rows": "drill",
    "series": "bulk",
}

__all__ = [
    "PERSON",
    "Drilled",
    "Figure",
    "Membership",
    "MetricSql",
    "Owners",
    "Ownership",
    "Part",
    "Series",
    "Shop",
    "cells",
    "compile_metrics",
    "measure",
    "rows",
    "series",
]


def __getattr__(name: str) -> Any:
    """Bring in a part of the face when it is first asked for."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{home}"), name)
