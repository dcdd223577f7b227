"""What an import did, file by file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from guiju.facts.lake.counts import Counts
from guiju.facts.problems import Problem
from guiju.facts.schema import Words


class Status(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"  # these very bytes are in the lake already
    COMPANION = "companion"  # read together with another file
    UNKNOWN = "unknown"
    REFUSED = "refused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Covered:
    """Days that a file covers, both ends included."""

    fact: str
    shop: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: ``rows`` were read, ``skipped`` were summaries, ``set_aside`` had problems, the rest is in ``facts``.

    ``problems`` are listed up to a limit; the last one then tells how many more there are. ``unused`` are columns that
    no known generation of the report has; ``other_sheets`` are those of a workbook that no export is known by;
    ``missed`` are columns with figures that such an export can have and this one has not; ``doubled`` are columns whose
    name stands in the header more than once, of which the first is read.
    """

    file: str
    status: Status
    connector: str = ""
    title: Words | None = None
    generation: str = ""
    import_id: str = ""
    as_of: datetime | None = None
    rows: int = 0
    skipped: int = 0
    set_aside: int = 0
    facts: Mapping[str, Counts] = field(default_factory=dict)
    covers: tuple[Covered, ...] = ()
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One run: its files, and the state of the lake after it."""

    files: tuple[FileReport, ...]
    manifest_id: str

    @property
    def ok(self) -> bool:
        """Whether every file came in whole."""
        fine = {Status.IMPORTED, Status.UNCHANGED, Status.COMPANION}
        return all(file.status in fine and not file.problems for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """The report as plain data, keys in English snake_case."""
        return {
            "ok": self.ok,
            "manifest_id": self.manifest_id,
            "files": [_file(file) for file in self.files],
        }


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "file": file.file,
        "status": str(file.status),
        "connector": file.connector,
        "title": asdict(file.title) if file.title else None,
        "generation": file.generation,
        "import_id": file.import_id,
        "as_of": file.as_of.isoformat(" ", "seconds") if file.as_of else None,
        "rows": file.rows,
        "skipped": file.skipped,
        "set_aside": file.set_aside,
        "facts": {fact: asdict(counts) for fact, counts in file.facts.items()},
        "covers": [
            {"fact": one.fact, "shop": one.shop, "start": one.start.isoformat(), "end": one.end.isoformat()}
            for one in file.covers
        ],
        "problems": [_problem(problem) for problem in file.problems],
        "unused_columns": list(file.unused),
        "other_sheets": list(file.other_sheets),
        "missed_columns": list(file.missed),
        "doubled_columns": list(file.doubled),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "sheet": problem.sheet,
        "row": problem.row or None,
        "column": problem.column,
        "value": problem.value,
        "what": asdict(problem.what),
        "how": asdict(problem.how),
    }
