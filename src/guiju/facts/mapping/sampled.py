"""The beginning of a file that somebody teaches, as it may be shown: cells of people are masked already."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from guiju.facts.mapping.looks import Look
from guiju.facts.mapping.personal import Kind
from guiju.facts.mapping.suggest import Header


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a text file."""

    encoding: str
    separator: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A column of the file: its name, what its cells look like, and what its cells seem to hold of people."""

    name: str
    look: Look
    people: Kind | None

    @property
    def header(self) -> Header:
        """The column as proposals want it."""
        return Header(self.name, self.look, personal=self.people is not None)


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of one table, read in one way.

    ``sheets`` are the tables of the file, ``ways`` the ways to read this one (none for workbooks). ``at`` is the row
    of the header (from 0) among ``top``, the first rows; ``rows`` are those below it.
    """

    sheets: tuple[str, ...]
    sheet: str
    ways: tuple[Way, ...]
    way: int
    at: int
    top: tuple[tuple[str, ...], ...]
    columns: tuple[Seen, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The header names, empty ones left out."""
        return tuple(dict.fromkeys(one.name for one in self.columns if one.name))

    @property
    def looks(self) -> Mapping[str, Kind]:
        """What the cells of columns seem to hold of people."""
        return {one.name: one.people for one in self.columns if one.people}

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def from_json(body: Mapping[str, Any]) -> Sample:  # Any: plain JSON, as ``as_json`` made it
    """The sample again."""
    return Sample(
        sheets=tuple(body["sheets"]),
        sheet=body["sheet"],
        ways=tuple(Way(**one) for one in body["ways"]),
        way=body["way"],
        at=body["at"],
        top=tuple(tuple(row) for row in body["top"]),
        columns=tuple(
            Seen(one["name"], Look(one["look"]), Kind(one["people"]) if one["people"] else None)
            for one in body["columns"]
        ),
        rows=tuple(tuple(row) for row in body["rows"]),
    )
