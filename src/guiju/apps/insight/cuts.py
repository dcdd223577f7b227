"""A cut of the figures: which metrics, along which dimensions, in which periods, of what alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import sha256

from guiju.apps.figures.queries import points
from guiju.engines.periods import Grain, Period, between
from guiju.lang.values import Missing

DIMS = ("shop", "channel", "product", "campaign", "agent", "person", "unit")
MOST_PERIODS = 400  # of a cut, so that nobody asks for a thousand years of days
MOST_CELLS = 50_000  # of an answer


@dataclass(frozen=True, slots=True)
class Cut:
    """What is asked; ``only`` holds dimensions to single values, ``versus`` adds the periods compared with.

    ``start`` and ``end`` are the first days of the first and the last period; ``dims`` stand in the order of ``DIMS``.
    """

    metrics: tuple[str, ...]
    dims: tuple[str, ...]
    grain: Grain
    start: date
    end: date
    only: Mapping[str, str] = field(default_factory=dict)
    versus: str = ""  # previous or year

    @property
    def shown(self) -> tuple[Period, ...]:
        """The periods asked for, the last ones where they are too many."""
        return between(self.start, self.end, self.grain)[-MOST_PERIODS:]

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods asked for and those compared with, in order."""
        others = {against(one, self.versus) for one in self.shown} if self.versus else set()
        return tuple(sorted({*self.shown, *others}, key=lambda one: one.start))

    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions that rows are told apart by: those of the cut, and those held to one value."""
        return tuple(dim for dim in DIMS if dim in {*self.dims, *self.only})

    def as_json(self) -> dict[str, object]:
        """The question in words of JSON."""
        return {
            "metrics": list(self.metrics),
            "dims": list(self.dims),
            "grain": self.grain.value,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "only": dict(sorted(self.only.items())),
            "versus": self.versus,
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a cut; ``dims`` has an empty value for rows that belong to none."""

    metric: str
    period: Period
    dims: Mapping[str, str]
    value: Fraction | Missing
    provisional: bool = False


def of_json(said: Mapping[str, object]) -> Cut:
    """The question that ``as_json`` wrote."""
    only = said["only"]
    assert isinstance(only, dict)  # noqa: S101 our own JSON
    metrics, dims = (tuple(map(str, said[name])) for name in ("metrics", "dims"))  # type: ignore[call-overload]
    start, end = (date.fromisoformat(str(said[name])) for name in ("start", "end"))
    return Cut(metrics, dims, Grain(str(said["grain"])), start, end, only, str(said["versus"]))


def against(period: Period, versus: str) -> Period:
    """The period that one is compared with: the one before, or the same a year before."""
    return points.year_before(period) if versus == "year" else period.previous()


def digest(cut: Cut, state: object) -> str:
    """A hash of the question and of the state of everything that its answer depends on."""
    text = json.dumps([cut.as_json(), state], ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()
