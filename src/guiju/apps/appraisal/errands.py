"""Letting people hear that a period was closed, and those who close them what one comes to by now."""

from guiju.apps import clock
from guiju.apps.appraisal import basis, closings, queries, rules
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
    """Tell of the money of a closed period that is to be paid or kept back; of the same money only once."""
    differing = sorted((one.number, str(one.open)) for one in closings.changes(period) if one.open)
    if not differing:
        return
    notify.tell(
        numbers=rules.closers(clock.today()),
        level=work.Notice.Level.INFORMED,
        work=None,
        key=f"difference:{period}:{basis.digest(differing)[:20]}",
        moment=clock.now(),
        about={"closed": str(period), "count": len(differing)},
    )
