"""What the address of 探索 asks for; everything about a view stands there, so that a link is the view."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from guiju.apps.insight.cuts import DIMS, MOST_PERIODS, Cut
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.web.kit import address

TIME = "time"
AXES = (TIME, *DIMS)
CHARTS = ("auto", "line", "bar", "stack", "none")
VERSUS = ("", "previous", "year")
SORTS = ("value", "name")
LAST = {Grain.DAY: 14, Grain.WEEK: 12, Grain.MONTH: 6, Grain.QUARTER: 4, Grain.YEAR: 2}  # shown when nothing is said
TOPS = (0, 5, 10, 20, 50)
MOST_METRICS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A view: ``rows`` and ``columns`` are axes, ``top`` is how many rows stand by themselves (0: all)."""

    metrics: tuple[str, ...]
    rows: tuple[str, ...]
    columns: str
    grain: Grain
    start: Period
    end: Period
    only: Mapping[str, str] = field(default_factory=dict)
    versus: str = ""
    chart: str = "auto"
    sort: str = "value"
    top: int = 20

    @property
    def axes(self) -> tuple[str, ...]:
        """All axes."""
        return (*self.rows, *([self.columns] if self.columns else []))

    @property
    def cut(self) -> Cut:
        """The figures that the view needs: of the last period alone where time is no axis."""
        dims = tuple(dim for dim in DIMS if dim in self.axes)
        start = self.start if TIME in self.axes else self.end
        return Cut(self.metrics, dims, self.grain, start.start, self.end.start, dict(self.only), self.versus)


def read(query: QueryDict, regulation: Regulation, today: date) -> Asked:
    """What is asked; whatever cannot be read is as usual."""
    declared = regulation.of(Metric)
    metrics = tuple(dict.fromkeys(name for name in query.getlist("m") if name in declared))[:MOST_METRICS]
    grain = Grain(_one_of(query.get("grain", ""), (Grain.MONTH, *Grain)))
    rows = tuple(dict.fromkeys(axis for axis in query.getlist("rows") if axis in AXES))[:2] or (TIME,)
    said = query.get("columns", "")
    columns = said if said in AXES and said not in rows else ""
    start, end = _span(query, grain, today)
    return Asked(
        metrics=metrics or tuple(declared)[:1],
        rows=rows,
        columns=columns,
        grain=grain,
        start=start,
        end=end,
        only=_only(query.getlist("only")),
        versus=_one_of(query.get("versus", ""), VERSUS),
        chart=_one_of(query.get("chart", ""), CHARTS),
        sort=_one_of(query.get("sort", ""), SORTS),
        top=int(_one_of(query.get("top", ""), ("20", *map(str, TOPS)))),
    )


def clash(asked: Asked) -> bool:
    """Whether people and units are asked for at once, which no row can tell apart."""
    return {"person", "unit"} <= {*asked.cut.by}


def query(asked: Asked) -> str:
    """The query of the address for a view."""
    pairs: list[tuple[str, str]] = [("m", name) for name in asked.metrics] + [("rows", axis) for axis in asked.rows]
    pairs += [("columns", asked.columns), ("grain", asked.grain.value)]
    pairs += [("from", str(asked.start)), ("to", str(asked.end)), ("versus", asked.versus), ("chart", asked.chart)]
    pairs += [("sort", asked.sort), ("top", str(asked.top))]
    pairs += [("only", f"{dim}:{key}") for dim, key in asked.only.items()]
    return urlencode([pair for pair in pairs if pair[1]])


def without(asked: Asked, dim: str) -> str:
    """The address without one of its filters."""
    return "?" + query(replace(asked, only={name: key for name, key in asked.only.items() if name != dim}))


def command(asked: Asked) -> str:
    """The same as a command line."""
    cut = asked.cut
    names = " ".join(f'"{name}"' if " " in name else name for name in cut.metrics)
    span = f"--from {periods.containing(cut.start, cut.grain)} --to {periods.containing(cut.end, cut.grain)}"
    only = "".join(f' --only "{dim}={key}"' for dim, key in cut.only.items())
    return f"guiju metric {names} --by {','.join((cut.grain.value, *cut.by))} {span}{only}"


def _span(query: QueryDict, grain: Grain, today: date) -> tuple[Period, Period]:
    """The first and the last period; as many as usual up to the running one where nothing is said."""
    first, last = (address.period(query.get(name, "")) for name in ("from", "to"))
    end = periods.containing(last.end, grain) if last else periods.containing(today, grain)
    start = periods.containing(first.start, grain) if first else end.previous(LAST[grain] - 1)
    if start.start > end.start:
        start, end = end, start
    earliest = end.previous(MOST_PERIODS - 1)
    return max(start, earliest, key=lambda one: one.start), end


def _only(said: list[str]) -> dict[str, str]:
    """Filters as ``dimension:value``; an empty value means rows that belong to none."""
    parted = (one.partition(":") for one in said)
    return {dim: key.strip()[:200] for dim, colon, key in parted if dim in DIMS and colon and key.strip()}


def _one_of(said: str, known: tuple[str, ...]) -> str:
    return said if said in known else known[0]
