"""Figures, targets, entered inputs and imports as frozen values; numbers are exact, in base units."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from guiju.engines.periods import Period
from guiju.lang.kinds import Subject
from guiju.lang.values import Missing

DEPARTMENT = "none"  # the dimension of figures that count all rows


@dataclass(frozen=True, slots=True)
class Point:
    """A stored figure. ``value`` is exact or missing with reasons.

    ``dim`` is none, shop, channel, product, person or unit; an empty ``key`` of one of these stands for rows that
    belong to none. ``provisional`` while the period runs: it counts what is covered up to the day ``through``.
    ``manifest`` and ``edition`` say from which state of the data and by which regulation. ``cells`` are the aggregates
    behind it (``text``, ``fact``, ``where``, ``rows``, ``value``), kept for months.
    """

    metric: str
    period: Period
    dim: str
    key: str
    value: Fraction | Missing
    provisional: bool
    through: date | None
    manifest: str
    edition: str
    cells: tuple[dict[str, object], ...] = ()

    @property
    def corrections(self) -> tuple[str, ...]:
        """The numbers of the corrections that met its rows; known where its ``cells`` are."""
        met = (cell.get("corrections") for cell in self.cells)
        return tuple(dict.fromkeys(str(one) for some in met if isinstance(some, list) for one in some))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside that of the period before and of the same period a year before; ``None`` where none is stored."""

    now: Point | None
    before: Point | None
    last_year: Point | None


@dataclass(frozen=True, slots=True)
class Target:
    """What a metric or input should reach in each period of ``start.grain`` from ``start`` to ``end``."""

    id: int
    metric: str
    subject: Subject
    start: Period
    end: Period | None
    value: Fraction
    by: str
    at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An entered figure; ``confirmed_by`` is empty while nobody has confirmed it."""

    id: int
    name: str
    subject: Subject
    period: Period
    value: Fraction
    evidence: str
    by: str
    number: str
    at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Run:
    """An import of files, from being asked for to its report; ``progress`` is 0 to 1.

    ``user_id`` is who asked for it, ``None`` for the operator of the machine. ``stage`` is what goes on: a phase, the
    rows read so far and the file, apart by spaces.
    """

    id: int
    files: tuple[str, ...]
    bytes: int
    options: dict[str, str]
    state: str  # queued running done failed cancelled
    cancelling: bool
    progress: float
    stage: str
    report: dict[str, object]
    error: dict[str, str]  # in Chinese (zh) and English (en); empty when none
    by: str
    user_id: int | None
    created: datetime
    started: datetime | None
    finished: datetime | None


@dataclass(frozen=True, slots=True)
class Covered:
    """How far the data of a fact reaches for a shop: ranges of days, both ends included, and days since the last."""

    fact: str
    shop: str
    ranges: tuple[tuple[date, date], ...]
    days_behind: int
