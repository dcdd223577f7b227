"""What a score page says of a closed month: who closed it, what it would come to by now, what was paid for it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guiju.apps.appraisal import closings, queries
from guiju.apps.appraisal.values import Change
from guiju.engines.periods import Period
from guiju.web.kit import formats
from guiju.web.score.closing import differing, said, with_period


@dataclass(frozen=True, slots=True)
class Final:
    """A closed month; ``changed`` are the parts that differ by now, ``settled`` says what was paid for them.

    ``now`` marks that the page shows what it would come to by now.
    """

    closed: str
    changed: tuple[tuple[str, str, str], ...]
    settled: tuple[str, ...]
    open: str
    now: bool


def final(number: str, period: Period, *, money: bool, now: bool) -> Final | None:
    """Of somebody's month; ``None`` while it is not closed. ``money`` whether the reader may see the bonus."""
    reckoning = queries.reckoning(period)
    if reckoning is None or reckoning.closed_at is None:
        return None
    found = closings.changes(period, number=number)
    changed = _parts(found[0], money=money) if found else ()
    open_, taken = found[0].open if found else None, closings.taken_of(period, number=number) if found else []
    return Final(
        closed=said(reckoning),
        changed=changed,
        settled=tuple(with_period(one) for one in taken if money),
        open=formats.amount(open_, "元", sign=True).text if money and open_ else "",
        now=now and bool(changed),
    )


def _parts(change: Change, *, money: bool) -> tuple[tuple[str, str, str], ...]:
    """What differs, by name: as closed, and now."""
    names = {"points": _("得分"), "grade": _("等级"), "bonus": _("奖金")}
    pairs = differing(change)
    shown = {key: pair for key, pair in pairs.items() if pair and (money or key != "bonus")}
    return tuple((names[key], *pair) for key, pair in shown.items())
