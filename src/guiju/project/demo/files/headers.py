"""The header rows of each export, generation by generation, as the platforms have written them over the years."""

from functools import cache
from importlib.resources import files


@cache
def headers() -> dict[str, tuple[str, ...]]:
    """Every header row by export and generation, such as ``taobao_orders 2019``."""
    lines = (files(__package__) / "headers.csv").read_text(encoding="utf-8").splitlines()
    return {name: tuple(columns) for name, *columns in (line.split(",") for line in lines)}


def header(export: str, generation: str) -> tuple[str, ...]:
    """The column names of one export's generation, in order."""
    return headers()[f"{export} {generation}"]
