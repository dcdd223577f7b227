"""Files that others need beside them: found, read once, and counted into the identity of the import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from guiju.facts.connector import Connector, Join, load_connectors, plain
from guiju.facts.gather import Source, neighbour
from guiju.facts.look import tables
from guiju.facts.parsing.shapes import beside
from guiju.facts.reading.table import UnreadableError


@dataclass(slots=True)
class Neighbours:
    """The files of one run as neighbours of each other."""

    sources: Sequence[Source]
    _frames: dict[tuple[Path, Join], pl.DataFrame] = field(default_factory=dict)
    _hashes: dict[Path, str] = field(default_factory=dict)

    def of(self, source: Source, connectors: Sequence[Connector]) -> tuple[Mapping[str, pl.DataFrame], list[str]]:
        """The columns to take in by file stem, and the hashes of those files; UnreadableError when one is missing."""
        frames: dict[str, pl.DataFrame] = {}
        hashes: list[str] = []
        for join in (join for connector in connectors for join in connector.joins):
            found = neighbour(source, join.file, self.sources)
            if found:
                frames[join.file] = self._frame(found, join)
                hashes.append(self._hashes.setdefault(found.path, found.sha256()))
            elif join.required:
                raise UnreadableError("companion", name=join.file)
        return frames, hashes

    def _frame(self, source: Source, join: Join) -> pl.DataFrame:
        key = (source.path, join)
        if key not in self._frames:
            self._frames[key] = beside(_read(source, join), join)
        return self._frames[key]


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
