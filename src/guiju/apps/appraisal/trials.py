"""What an amendment needs of a past month that no stored figure tells: found by judging it, measured by the worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from guiju.apps import clock
from guiju.apps.appraisal import basis, cells, judged, models
from guiju.apps.appraisal.cells import Cells
from guiju.apps.appraisal.source import State
from guiju.apps.rulebook import compiled
from guiju.apps.rulebook import queries as rulebook
from guiju.apps.rulebook.values import Change
from guiju.engines import measure
from guiju.engines.periods import Grain, Period
from guiju.engines.score.replay import Replay, replay
from guiju.engines.score.source import Cell, Rows
from guiju.lang import Regulation
from guiju.lang.kinds.choices import ItemScope
from guiju.lang.values import Missing, Reason, Why

KEPT = timedelta(days=7)
LOST = timedelta(minutes=5)  # a worker that has not answered by then may have been stopped in the midst of it

_Asked = tuple[str, Rows, Period]


def key(amended: Regulation, period: Period) -> str:
    """What a trial is known by: another text, other figures or another arithmetic make another one."""
    first = period.previous(basis.LONGEST)
    content = {
        "amended": amended.hash,
        "in force": rulebook.edition_at(period.end),
        "engine": basis.engine_version(),
        "period": str(period),
        "figures": basis.figures(first.start, period.end),
    }
    return basis.digest(content)


def find(amended: Regulation, period: Period) -> models.Trial | None:
    """The trial of an amendment on a period, however far it is."""
    return models.Trial.objects.filter(key=key(amended, period)).first()


def lost(row: models.Trial) -> bool:
    """Whether a trial has waited for so long that nobody seems to be at it."""
    return row.state == models.Trial.State.WAITING and row.at < clock.now() - LOST


@dataclass(frozen=True, slots=True)
class Judged:
    """A period judged by the text in force and by an amended one.

    Of what stored figures do not tell, ``told`` is what was found out elsewhere, and ``unknown`` the rest.
    """

    replay: Replay
    told: dict[_Asked, Cell]
    unknown: set[_Asked]


def judge(before: Regulation, amended: Regulation, period: Period, more: Cells) -> Judged:
    """Judge a period by both texts: from stored figures, and from ``more`` what only the amended one asks for."""
    stored = cells.Stored()
    told: dict[_Asked, Cell] = {}
    unknown: set[_Asked] = set()

    def note(text: str, rows: Rows, of: Period, found: Cell | None) -> None:
        if found is None:
            unknown.add((text, rows, of))
        else:
            told[text, rows, of] = found

    same = cells.without(stored, cells.changed(before, amended))
    anew = State(amended, cells.first(same, cells.noting(more, note)))
    people = judged.everybody(before)
    return Judged(replay(before, amended, people, period, State(before, stored), anew), told, unknown)


def measured(row: models.Trial) -> list[dict[str, Any]]:
    """Everything a trial asks beyond the stored figures, from the lake. Loads Ibis and DuckDB: for the worker."""
    period = Period(row.start, Grain(row.grain))
    before = rulebook.regulation_at(period.end)
    if before is None:
        return []
    changes = [Change(**change) for change in row.changes]
    amended = compiled.check(rulebook.amended(row.base, changes)).regulation
    lake = cells.when_needed(lambda: cells.lake(amended, measure.compile_metrics(amended, compiled.schemas())))
    found = judge(before, amended, period, lake)
    return [_plain(asked, cell) for asked, cell in found.told.items() if isinstance(cell.value, Fraction | Missing)]


def kept(row: models.Trial | None) -> Cells:
    """The aggregates that a trial has measured so far."""
    known = dict(_read(plain) for plain in row.cells) if row else {}
    return lambda text, rows, period: known.get((text, rows, period))


def _plain(asked: _Asked, cell: Cell) -> dict[str, Any]:
    text, rows, period = asked
    reasons = cell.value.reasons if isinstance(cell.value, Missing) else ()
    return {
        "text": text,
        "scope": rows.scope.value,
        "who": rows.who,
        "grain": period.grain.value,
        "start": period.start.isoformat(),
        "fact": cell.fact,
        "where": cell.where,
        "rows": cell.rows,
        "value": str(cell.value) if isinstance(cell.value, Fraction) else "",
        "reasons": [[reason.why.value, reason.subject, reason.detail] for reason in reasons],
        "provisional": cell.provisional,
    }


def _read(plain: Mapping[str, Any]) -> tuple[_Asked, Cell]:
    reasons = tuple(Reason(Why(why), subject, detail) for why, subject, detail in plain["reasons"])
    value = Fraction(plain["value"]) if plain["value"] else Missing(reasons)
    cell = Cell(plain["text"], plain["fact"], plain["where"], plain["rows"], value, plain["provisional"])
    period = Period(date.fromisoformat(plain["start"]), Grain(plain["grain"]))
    return (plain["text"], Rows(ItemScope(plain["scope"]), plain["who"]), period), cell
