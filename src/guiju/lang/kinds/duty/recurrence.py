"""When something comes round, as a frozen value: read by ``lang.read``, run by ``engines.calendar``."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Every(StrEnum):
    """The span that a duty comes round in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Days that come round.

    ``interval`` counts spans (每两周 is 2) from the one that ``since`` lies in, before which nothing comes round, else
    from that of 1 January 2001. Within a span the day is
    one of: ``weekdays`` (0 is Monday; for WEEK, or with ``nth`` for the nth such weekday of a month), ``days`` of the
    month (1..31, or −1 for the last; a month without the day is clamped to its last), ``workdays`` (the nth working
    day, negative from the end), each in the ``months`` of the span when given (1-based within the span: 季末月 is 3,
    for YEAR the month itself). ``working`` keeps only working days (每个工作日). ``by`` says that the day is the last
    one and the work lies open from the start of the span (25日前). ``rule`` is an RFC 5545 RRULE that replaces all of
    these.
    """

    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    days: tuple[int, ...] = ()
    workdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    working: bool = False
    by: bool = False
    rule: str = ""
    since: date | None = None


class AnchorKind(StrEnum):
    """What a time of day is told from."""

    CLOCK = "clock"  # 12:00
    START = "start"  # 上班后15分钟
    END = "end"  # 下班前30分钟
    DAY = "day"  # no hour given: the end of that day


@dataclass(frozen=True, slots=True)
class DueTime:
    """The time of day by which work is due: minutes after midnight, or after (before: negative) work starts or ends."""

    kind: AnchorKind
    minutes: int = 0


class SpanUnit(StrEnum):
    """What a span of time is counted in; WORKDAY and SERVICE follow the calendar and hours of who does it."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"


@dataclass(frozen=True, slots=True)
class Allowance:
    """A span such as 2小时 or 3工作日; ``service`` counts hours of service time only (2小时工时)."""

    amount: int
    unit: SpanUnit
    service: bool = False


@dataclass(frozen=True, slots=True)
class Escalation:
    """After so long past due, these positions hear of it; without a position, the next one up the reporting line."""

    after: Allowance
    to: str = ""


MINUTES = {SpanUnit.MINUTE: 1, SpanUnit.HOUR: 60, SpanUnit.DAY: 1440, SpanUnit.WORKDAY: 1440}
DAY = MINUTES[SpanUnit.DAY]
USUAL = (9 * 60, 18 * 60)  # hours of work where no schedule says any
LONGEST = {Every.DAY: 1, Every.WEEK: 7, Every.MONTH: 31, Every.QUARTER: 92, Every.HALF: 184, Every.YEAR: 366}


def minutes(span: Allowance | None) -> int:
    """A span in minutes, 0 for none; a working day counts as a day."""
    return span.amount * MINUTES[span.unit] if span else 0


def longest_open(recurs: Recurrence, due: DueTime, ahead: Allowance | None) -> int:
    """For how many minutes at most a piece of work lies open before it is due, by the usual hours."""
    base = {AnchorKind.START: USUAL[0], AnchorKind.END: USUAL[1], AnchorKind.DAY: DAY}.get(due.kind, 0)
    whole = (LONGEST[recurs.every] * recurs.interval - 1) * DAY if recurs.by else 0
    return whole + base + due.minutes + minutes(ahead)
