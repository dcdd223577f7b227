"""What a mapping would make of its file, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guiju.apps import clock
from guiju.apps.formats.values import Lesson
from guiju.facts import brought
from guiju.facts.mapping.faults import Fault
from guiju.facts.mapping.tried import Reason, Tried
from guiju.web.kit import formats
from guiju.web.mapping import words

SLOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that is wrong, and how to mend it."""

    what: str
    how: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why rows would wait: how many, the first of them, their column, what is wrong and how to mend it."""

    count: int
    rows: str
    column: str
    what: str
    how: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would come of the file: ``ready`` when the mapping may be kept.

    ``line`` sums the rows up; ``days`` and ``shops`` are those of the good rows; ``sums`` are totals of money columns.
    ``trying`` while the worker reads, ``slow`` when nobody does.
    """

    wrong: tuple[Wrong, ...]
    ready: bool
    trying: bool
    slow: bool
    tone: str
    line: str
    days: str
    shops: str
    sums: tuple[tuple[str, str], ...]
    reasons: tuple[Why, ...]
    trouble: str
    empty: bool


def outcome(one: Lesson, faults: tuple[Fault, ...]) -> Outcome:
    """The outcome of a lesson as far as it is known."""
    tried = one.tried if not one.trying and not faults else None
    fact = one.spec.fact if one.spec else ""
    good = bool(tried and tried.good)
    return Outcome(
        wrong=tuple(dict.fromkeys(Wrong(words.say(fault.what), words.say(fault.how)) for fault in faults)),
        ready=not faults and one.state == "ready",
        trying=one.trying and not faults,
        slow=one.trying and clock.now() - one.saved > SLOW,
        tone="" if tried is None else "kept" if good and not tried.aside else "wait" if good else "broken",
        line=_line(tried) if tried and not tried.trouble else "",
        days=_days(tried) if tried else "",
        shops=("、" if words.language() == "zh" else ", ").join(tried.shops) if tried else "",
        sums=_sums(fact, tried.sums or {}) if tried else (),
        reasons=tuple(_why(reason) for reason in tried.reasons) if tried else (),
        trouble=(tried.trouble or {}).get(words.language(), "") if tried else "",
        empty=one.run is None,
    )


def _line(tried: Tried) -> str:
    parts = [ngettext("%(count)s 行会入库", "%(count)s 行会入库", tried.good) % {"count": f"{tried.good:,}"}]
    if tried.aside:
        told = ngettext("%(count)s 行会搁置", "%(count)s 行会搁置", tried.aside)
        parts.append(told % {"count": f"{tried.aside:,}"})
    if tried.skipped:
        told = ngettext("%(count)s 行是汇总，不计", "%(count)s 行是汇总，不计", tried.skipped)
        parts.append(told % {"count": f"{tried.skipped:,}"})
    return ("，" if words.language() == "zh" else ", ").join(parts)


def _days(tried: Tried) -> str:
    if not tried.first:
        return ""
    first, last = date.fromisoformat(tried.first), date.fromisoformat(tried.last)
    if first == last:
        return formats.full_day(first)
    return _("%(first)s 到 %(last)s") % {"first": formats.full_day(first), "last": formats.full_day(last)}


def _sums(fact: str, sums: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    schema = brought()[fact]
    return tuple(
        (words.column(column), formats.amount(Fraction(Decimal(sums[column.english])), "元", decimals=2).text)
        for column in schema.columns
        if column.english in sums
    )


def _why(reason: Reason) -> Why:
    language = words.language()
    rows = ("、" if language == "zh" else ", ").join(map(str, reason.rows))
    what, how = reason.what[language], reason.how[language]
    return Why(reason.count, rows, reason.column, what[:1].upper() + what[1:], how[:1].upper() + how[1:])
