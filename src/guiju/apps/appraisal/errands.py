"""Letting people hear that a period was closed, and those who close them what one comes to by now."""

from collections.abc import Mapping, Sequence

from guiju.apps import clock
from guiju.apps.appraisal import basis, closings, queries, rules
from guiju.apps.appraisal.values import Standing
from guiju.apps.work import models as work
from guiju.apps.work import notify
from guiju.engines.periods import Period


def tell_closed(period: Period, *, by: str) -> None:
    """Tell everybody who was appraised or paid that what the period came to for them is final; no figure is told."""
    notify.tell(
        numbers=[one.number for one in queries.lines(period) if one.judged],
        level=work.Notice.Level.INFORMED,
        work=None,
        key=f"closed:{period}",
        moment=clock.now(),
        about={"final": str(period), "by": by},
    )


def tell_differences(period: Period) -> None:
    """Tell of what a closed period comes to by now; of the same only once.

    Of money that is to be paid or kept back; and of those whose points or grade alone would be others, since what was
    closed goes on counting and whether anything follows is for people to decide.
    """
    found = closings.changes(period)
    _tell(period, [(one.number, str(one.open)) for one in found if one.open], key="difference", about={})
    moved = (one for one in found if not one.open and _judged(one.then) != _judged(one.now))
    judged = [(one.number, *_judged(one.now)) for one in moved]
    _tell(period, judged, key="rejudged", about={"judged": "1"})


def _judged(standing: Standing) -> tuple[str, str]:
    """Points as they are shown, and the grade."""
    return ("" if standing.points is None else f"{standing.points:.2f}", standing.grade)


def _tell(period: Period, differing: Sequence[tuple[str, ...]], *, key: str, about: Mapping[str, str]) -> None:
    if not differing:
        return
    notify.tell(
        numbers=rules.closers(clock.today()),
        level=work.Notice.Level.INFORMED,
        work=None,
        key=f"{key}:{period}:{basis.digest(sorted(differing))[:20]}",
        moment=clock.now(),
        about={"closed": str(period), "count": len(differing), **about},
    )
