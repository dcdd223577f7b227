"""Where the lake holds people: by schema, and by what the house's own connectors let in as a hash."""

from collections.abc import Mapping
from pathlib import Path

from guiju.facts.connector import load_connectors
from guiju.facts.schema import brought


def columns(home: Path) -> Mapping[str, tuple[str, ...]]:
    """The columns that hold keyed hashes of people, by fact; facts without any are left out."""
    found = {name: [one.english for one in schema.columns if one.personal] for name, schema in brought().items()}
    for connector in load_connectors(home).values():
        if connector.fact in found:
            found[connector.fact].extend(name for name in connector.hashed if name not in found[connector.fact])
    return {name: tuple(listed) for name, listed in found.items() if listed}
