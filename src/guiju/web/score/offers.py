"""The open differences that closing offers to settle: ticked one by one, or all at once where they are many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from guiju.apps.appraisal import closings
from guiju.apps.appraisal.values import Change
from guiju.engines.periods import Period
from guiju.web.kit import address, formats
from guiju.web.kit.formats import Amount
from guiju.web.score import months

MOST = 90  # ticked one by one: both lists stay below what a fresh proof carries (``account.fresh.MOST``)
NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Offer:
    """Money of an earlier month that can be settled with this one; what was overpaid is not ticked by itself."""

    value: str
    period: str
    name: str
    unit: str
    paid: str
    now: str
    amount: Amount
    ticked: bool
    url: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What is owed to people, or what was overpaid; ``at_once`` where it is chosen for all of them."""

    key: str
    title: str
    hint: str
    rows: tuple[Offer, ...]
    sum: Amount
    at_once: bool
    ticked: bool


def offers(changes: Iterable[Change]) -> tuple[Offers, ...]:
    """The open differences: what is owed, which is ticked by itself, then what was overpaid, which is not."""
    open_ = [one for one in changes if one.open]
    owed, overpaid = ([one for one in open_ if ((one.open or 0) > 0) is gains] for gains in (True, False))
    told = _("多发了的没有替您勾选：扣回之前，先和本人说清楚。不勾选的留着，下次定稿再定。")
    found = (
        _offers("owed", _("以前的差额：少发了的"), _("不勾选的留着，下次定稿再定。"), owed),
        _offers("overpaid", _("以前的差额：多发了的"), told, overpaid),
    )
    return tuple(one for one in found if one.rows)


def chosen(posted: QueryDict) -> list[tuple[Period, str]]:
    """The differences that a form names: by their ticks, and all of a list of which it says so."""
    ticked = [key for text in posted.getlist("take") if (key := _key(text))]
    whole = [gains for name, gains in (("owed", True), ("overpaid", False)) if posted.get(name) == "all"]
    still = closings.open_differences() if whole else []
    return [*ticked, *((one.period, one.number) for one in still if ((one.open or 0) > 0) in whole)]


def _offers(key: str, title: str, hint: str, changes: Sequence[Change]) -> Offers:
    whole = formats.amount(sum((one.open or Fraction(0) for one in changes), Fraction(0)), "元", sign=True)
    rows = tuple(_offer(one) for one in changes)
    return Offers(key, title, hint, rows, whole, len(rows) > MOST, key == "owed")


def _key(text: str) -> tuple[Period, str] | None:
    """A difference as the form names it."""
    written, _sep, number = text.partition(" ")
    period = address.period(written)
    return (period, number) if period else None


def _offer(one: Change) -> Offer:
    amount = one.open or Fraction(0)
    known = one.then.bonus is not None or one.taken
    paid = (one.then.bonus or Fraction(0)) + one.taken if known else None
    return Offer(
        value=f"{one.period} {one.number}",
        period=months.label(one.period),
        name=one.name,
        unit=one.unit,
        paid=number(paid, "元", pending="bonus" in one.then.pending),
        now=number(one.now.bonus, "元", pending=False),
        amount=formats.amount(amount, "元", sign=True),
        ticked=amount > 0,
        url=person(one.number, one.period, now=True),
    )


def number(value: Fraction | None, unit: str, *, pending: bool) -> str:
    """A figure in words: what is pending, and what no rule gives."""
    if value is None:
        return _("待补") if pending else NOBODY
    return formats.amount(value, unit).text


def person(number: str, period: Period, *, now: bool = False) -> str:
    """The page of somebody's period."""
    return f"{reverse('score:person', args=[number])}?month={period}{'&now=1' if now else ''}"
