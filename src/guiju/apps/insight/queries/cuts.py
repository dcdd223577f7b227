"""Answers to cuts: stored figures where there are, else what the worker computed; rights of who looks apply."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from guiju.apps import clock
from guiju.apps.audit.actor import Actor
from guiju.apps.figures.actions.refreshing import STORED
from guiju.apps.figures.queries import coverage, points
from guiju.apps.figures.values import DEPARTMENT, Point
from guiju.apps.insight import models, rules
from guiju.apps.insight.cuts import Cut, Figure, digest
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as rulebook
from guiju.engines.periods import Period
from guiju.lang.values import Missing, Reason, Why


@dataclass(frozen=True, slots=True)
class Computing:
    """How far an answer is that the worker makes; ``state`` as in the model, empty when nobody asked for it yet."""

    state: str
    progress: float
    error: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures of a cut that the one who asks may see; ``None`` with ``computing`` while they are not there."""

    figures: tuple[Figure, ...] | None
    computing: Computing | None = None
    hidden: bool = False


def answer(cut: Cut, actor: Actor) -> Answer:
    """The answer as far as it is there; nothing is computed or written here."""
    if is_stored(cut):
        return _allowed(_stored(cut), actor)
    row = models.Exploration.objects.filter(digest=digest(cut, state())).first()
    if row is None:
        return Answer(None, Computing("", 0.0, error=False))
    if row.state != models.Exploration.State.DONE:
        return Answer(None, Computing(row.state, row.progress, row.state == models.Exploration.State.FAILED))
    periods = {period.start.isoformat(): period for period in cut.periods}
    return _allowed((_figure(raw, cut.by, periods) for raw in row.answer), actor)


def is_stored(cut: Cut) -> bool:
    """Whether all of a cut stands among the stored figures."""
    by = cut.by
    return len(by) <= 1 and cut.grain in STORED.get(by[0] if by else DEPARTMENT, ())


def state() -> list[object]:
    """What every answer depends on: the data, the rules, everything measured since, the day and our own version."""
    adopted = [(str(start), edition) for start, edition in rulebook.begun().items()]
    view = coverage.view()
    return [view.manifest_id, adopted, str(points.measured_at()), str(clock.today()), compiled.compiler_version()]


def _stored(cut: Cut) -> Iterable[Figure]:
    dim = cut.by[0] if cut.by else DEPARTMENT
    starts = {period.start for period in cut.periods}
    found = points.cut(cut.metrics, cut.grain, starts, dim, cut.only.get(dim))
    return (_of_point(one, dim) for one in found)


def _of_point(point: Point, dim: str) -> Figure:
    dims = {} if dim == DEPARTMENT else {dim: point.key}
    return Figure(point.metric, point.period, dims, point.value, point.provisional)


def _figure(raw: list[object], by: tuple[str, ...], periods: Mapping[str, Period]) -> Figure:
    metric, start, keys, exact, reasons, provisional = raw
    assert isinstance(keys, list)  # noqa: S101 our own JSON
    assert isinstance(reasons, list)  # noqa: S101 our own JSON
    lacking = tuple(Reason(Why(why), subject, detail) for why, subject, detail in reasons)
    value = Fraction(str(exact)) if exact else Missing(lacking)
    dims = dict(zip(by, map(str, keys), strict=True))
    return Figure(str(metric), periods[str(start)], dims, value, bool(provisional))


def as_json(metric: str, period: Period, keys: list[str], value: object, *, provisional: bool) -> list[object]:
    """A figure as an answer keeps it."""
    reasons = value.reasons if isinstance(value, Missing) else ()
    exact = str(value) if isinstance(value, Fraction) else ""
    said = [[one.why.value, one.subject, one.detail] for one in reasons]
    return [metric, period.start.isoformat(), keys, exact, said, provisional]


def _allowed(figures: Iterable[Figure], actor: Actor) -> Answer:
    every = list(figures)
    seen = tuple(one for one in every if rules.may_see(actor, dict(one.dims)))
    return Answer(seen, hidden=len(seen) < len(every))
