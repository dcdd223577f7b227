"""Where metrics are computed: in this process, unless the environment names a Spark master."""

import os

VARIABLE = "GUIJU_ENGINE"
HERE = "duckdb"


def master() -> str:
    """The Spark master, such as ``spark://host:7077`` or ``local[2]``; empty for DuckDB in this process."""
    said = os.environ.get(VARIABLE, "").strip()
    return "" if said in {"", HERE} else said
