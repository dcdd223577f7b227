"""Coverage as a calendar strip: which of the last days have data, per fact and shop, and what to bring next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju import facts
from guiju.apps.figures.values import Covered
from guiju.web.kit import formats

DAYS = 62
FRESH = 2  # days behind yesterday up to which data is fresh


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of days on the strip; counted in days from its left end."""

    at: int
    days: int


@dataclass(frozen=True, slots=True)
class Strip:
    """One fact of one shop: the covered stretches, in words where data is lacking, and how fresh it is."""

    shop: str
    fact: str
    pieces: tuple[Piece, ...]
    gaps: str
    reaches: str
    behind: int
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class Next:
    """The file to bring next: what, of which shop, for which days, and the clicks that produce it."""

    shop: str
    fact: str
    days: str
    clicks: str
    behind: int


def strips(covered: Iterable[Covered], today: date) -> tuple[Strip, ...]:
    """Every fact of every shop over the last two months, by shop."""
    first = today - timedelta(days=DAYS)
    found = [_strip(one, first, today) for one in covered]
    return tuple(sorted(found, key=lambda strip: strip.shop))


def _strip(one: Covered, first: date, today: date) -> Strip:
    last = today - timedelta(days=1)
    shown = [(max(start, first), min(end, last)) for start, end in one.ranges if end >= first and start <= last]
    pieces = tuple(Piece((start - first).days, (end - start).days + 1) for start, end in shown)
    tone = "kept" if one.days_behind <= FRESH else "wait"
    return Strip(
        shop=one.shop,
        fact=fact_name(one.fact),
        pieces=pieces,
        gaps="；".join(span(*gap) for gap in _gaps(one.ranges, first, last)),
        reaches=formats.day(one.ranges[-1][1], today=today),
        behind=one.days_behind,
        tone=tone,
        word=_late(one.days_behind),
    )


def _late(days: int) -> str:
    if days <= 0:
        return _("到昨天")
    return ngettext("落后 %(n)s 天", "落后 %(n)s 天", days) % {"n": days}


def _gaps(ranges: Sequence[tuple[date, date]], first: date, last: date) -> Iterable[tuple[date, date]]:
    """The days between ``first`` and ``last``, from the first day there ever was, that nothing covers."""
    at = max(first, ranges[0][0])
    for start, end in ranges:
        if start > at:
            yield at, min(start - timedelta(days=1), last)
        at = max(at, end + timedelta(days=1))
    if at <= last:
        yield at, last


def span(start: date, end: date) -> str:
    """``10月7日–9日``, or a single day."""
    if start == end:
        return formats.short_day(start)
    if formats.english() or start.month != end.month:
        return f"{formats.short_day(start)}–{formats.short_day(end)}"
    return f"{formats.short_day(start)}–{end.day}日"


def fact_name(fact: str) -> str:
    """What a kind of row is called."""
    schema = facts.load_schemas().get(fact)
    if schema is None:
        return fact
    return schema.english.replace("_", " ") if formats.english() else schema.name


def following(covered: Iterable[Covered], today: date) -> tuple[Next, ...]:
    """What to bring, the most behind first; only what has come before and is late or has a hole."""
    first, last = today - timedelta(days=DAYS), today - timedelta(days=1)
    schemas = facts.load_schemas()
    language = "en" if formats.english() else "zh"
    found = []
    for one in covered:
        gaps = list(_gaps(one.ranges, first, last))
        if gaps and (one.days_behind > 0 or len(gaps) > 1 or gaps[0][1] < last):
            days = "；".join(span(*gap) for gap in gaps)
            clicks = schemas[one.fact].source.say(language)
            found.append(Next(one.shop, fact_name(one.fact), days, clicks, one.days_behind))
    return tuple(sorted(found, key=lambda one: -one.behind))


def clicks() -> tuple[tuple[str, str], ...]:
    """Every kind of file that is understood, with the clicks that produce it; for those who start."""
    language = "en" if formats.english() else "zh"
    return tuple((fact_name(english), schema.source.say(language)) for english, schema in facts.load_schemas().items())
