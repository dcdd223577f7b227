"""When something comes round, as a frozen value: read by ``lang.read``, run by ``engines.calendar``."""

from dataclasses import dataclass
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

    ``interval`` counts spans from ``anchor`` weeks or months of the calendar (每两周 is 2). Within a span the day is
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
