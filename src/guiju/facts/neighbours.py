"""Files that others need beside them: found, read once, and counted into the identity of the import."""

from collections.abc import Mapping, Sequence

import polars as pl

from guiju.facts.connector import Connector, Join, load_connectors, plain
from guiju.facts.gather import Source, neighbour
from guiju.facts.look import tables
from guiju.facts.parsing.shapes import beside
from guiju.facts.reading.table import UnreadableError


def neighbours(source: Source, others: Sequence[Source], connectors: Sequence[Connector]) -> list[tuple[Join, Source]]:
    """The files to take columns from; UnreadableError when one that is required is missing."""
    pairs: list[tuple[Join, Source]] = []
    for join in (join for connector in connectors for join in connector.joins):
        found = neighbour(source, join.file, others)
        if found:
            pairs.append((join, found))
        elif join.required:
            raise UnreadableError("companion", name=join.file)
    return pairs


def columns(pairs: Sequence[tuple[Join, Source]]) -> Mapping[str, pl.DataFrame]:
    """The columns to take in, by the stem of the file that they come from."""
    return {join.file: beside(_read(source, join), join) for join, source in pairs}


def is_companion(source: Source) -> bool:
    """Whether a file is only ever read beside another one."""
    stems = [join.file for connector in load_connectors().values() for join in connector.joins]
    return any(source.path.name.startswith(stem) for stem in stems)


def _read(source: Source, join: Join) -> pl.DataFrame:
    wanted = [join.on, *join.take, *([join.sum] if join.sum else [])]
    for table in tables(source):
        for head in table.heads():
            for at, row in enumerate(head.rows):
                names = [plain(cell) for cell in row]
                if all(name in names for name in wanted):
                    places = {str(names.index(name)): name for name in wanted}
                    chunks = list(table.chunks(head, at, [int(place) for place in places]))
                    return pl.concat(chunks).rename(places)
    raise UnreadableError("companion", name=join.file)
