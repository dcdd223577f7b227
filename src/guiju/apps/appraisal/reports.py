"""A period worked out on the spot, from the roster and the lake, by any regulation; nothing is stored."""

from dataclasses import dataclass
from fractions import Fraction

from guiju.apps.appraisal import basis, cells, judged, models, summaries
from guiju.apps.appraisal.source import State
from guiju.apps.appraisal.values import Plain
from guiju.apps.figures.queries import coverage
from guiju.engines import measure
from guiju.engines.periods import Period
from guiju.engines.score.node import exact
from guiju.engines.score.outcome import Result, outcomes
from guiju.lang import Regulation


@dataclass(frozen=True, slots=True)
class Report:
    """What a period comes to: a row for each person as ``actions.compute`` would keep it, not stored."""

    regulation: Regulation
    period: Period
    rows: tuple[models.Outcome, ...]
    distributions: tuple[Plain, ...]
    manifest: str

    def of(self, who: str) -> "Report":
        """The same for one person, by 工号 or name."""
        rows = tuple(row for row in self.rows if who in {row.number, row.name})
        return Report(self.regulation, self.period, rows, self.distributions, self.manifest)

    @property
    def bonus(self) -> Fraction:
        """All money that is known, in yuan."""
        return sum((Fraction(row.bonus) for row in self.rows if row.bonus), Fraction(0))


def report(regulation: Regulation, metric_sql: measure.MetricSql, period: Period) -> Report:
    """Work a period out by a regulation whose aggregates are compiled. Loads DuckDB."""
    source = State(regulation, cells.lake(regulation, metric_sql))
    result = outcomes(regulation, judged.everybody(regulation), period, source)
    return of_result(result)


def of_result(result: Result) -> Report:
    """A result of scoring as a report."""
    return Report(
        regulation=result.book.regulation,
        period=result.period,
        rows=tuple(summaries.stored(result, outcome) for outcome in result.outcomes),
        distributions=tuple(summaries.distribution(spread) for spread in result.distributions),
        manifest=coverage.view().manifest_id,
    )


def as_json(report: Report, *, explain: bool = False) -> Plain:
    """Everything a report says, numbers as exact text (a decimal where one ends, else ``n/d``), money to the fen."""
    regulation, period = report.regulation, report.period
    return {
        "regulation": {
            "id": regulation.id,
            "title": regulation.title,
            "version": regulation.version,
            "hash": regulation.hash,
        },
        "period": str(period),
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "manifest": report.manifest,
        "engine": basis.engine_version(),
        "totals": {
            "people": len(report.rows),
            "pending": sum(bool(row.pending) for row in report.rows),
            "bonus": _money(report.bonus),
        },
        "distributions": list(report.distributions),
        "people": [_person(row, explain=explain) for row in report.rows],
    }


def _person(row: models.Outcome, *, explain: bool) -> Plain:
    return {
        "number": row.number,
        "name": row.name,
        "unit": row.unit,
        "position": row.position,
        "points": exact(Fraction(row.points)) if row.points else None,
        "grade": row.grade or None,
        "bonus": _money(Fraction(row.bonus)) if row.bonus else None,
        "pending": row.pending,
        "provisional": row.provisional,
        **row.summary,
        **({"explanation": row.explanation} if explain else {}),
    }


def _money(value: Fraction) -> str:
    """Yuan with two decimals: bonuses are rounded to the fen or coarser."""
    fen = value * 100
    sign, whole = "-" if fen < 0 else "", abs(fen)
    return f"{sign}{int(whole) // 100}.{int(whole) % 100:02}"
