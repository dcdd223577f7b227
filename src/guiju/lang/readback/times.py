"""Times, spans, days that come round and people in words; what is said of a time can be written in a block again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guiju.lang.kinds.duty.model import WhoKind
from guiju.lang.kinds.duty.recurrence import AnchorKind, Every, SpanUnit
from guiju.lang.readback import rrules
from guiju.lang.readback.words import several

if TYPE_CHECKING:
    from guiju.lang.kinds.duty.model import Who
    from guiju.lang.kinds.duty.recurrence import Allowance, DueTime, Recurrence
    from guiju.lang.kinds.schedule.model import Hours
    from guiju.lang.readback.words import Language

HOUR, DAY = 60, 1440  # minutes
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SPANS = {
    Every.DAY: ("天", "day", "daily"),
    Every.WEEK: ("周", "week", "weekly"),
    Every.MONTH: ("月", "month", "monthly"),
    Every.QUARTER: ("季", "quarter", "quarterly"),
    Every.HALF: ("半年", "half-year", "half-yearly"),
    Every.YEAR: ("年", "year", "yearly"),
}
_MONTHS_OF = {Every.QUARTER: 3, Every.HALF: 6}
_UNITS = {
    SpanUnit.MINUTE: ("分钟", "minute"),
    SpanUnit.HOUR: ("小时", "hour"),
    SpanUnit.DAY: ("天", "day"),
    SpanUnit.WORKDAY: ("个工作日", "workday"),
}
_TEENS = range(11, 14)


def recurrence(when: Recurrence, language: Language) -> str:
    """When something comes round: 每月25日前, or ``monthly by the 25th``."""
    if when.rule:
        return f"RRULE:{when.rule}"
    if language != "zh":
        return _english(when) + (f" from {when.since.isoformat()}" if when.since else "")
    since = when.since
    return _chinese(when) + (f"，从{since.year}年{since.month}月{since.day}日起" if since else "")


def spoken(when: Recurrence, language: Language) -> str:
    """When something comes round, for people: a rule of RFC 5545, which is written otherwise, in words."""
    return rrules.words(when.rule, language) if when.rule else recurrence(when, language)


def _chinese(when: Recurrence) -> str:
    if when.working:
        return "每个工作日"
    every = "每" + (str(when.interval) if when.interval > 1 else "")
    every += "个月" if when.interval > 1 and when.every is Every.MONTH else _SPANS[when.every][0]
    return every + _month(when) + _day(when) + ("前" if when.by else "")


def _month(when: Recurrence) -> str:
    if when.every is Every.YEAR:
        return "、".join(f"{month}月" for month in when.months)
    if not when.months:
        return ""
    (month,) = when.months
    return "首月" if month == 1 else "末月" if month == _MONTHS_OF[when.every] else f"第{month}个月"


def _day(when: Recurrence) -> str:
    if when.workdays:
        return "、".join(f"{_nth(day)}工作日" for day in when.workdays)
    if when.nth:
        return _nth(when.nth) + _WEEKDAYS[when.weekdays[0]]
    if when.weekdays:
        named = "、".join(_WEEKDAYS[day] for day in when.weekdays)
        return named if when.interval > 1 else named.removeprefix("周")
    return "、".join("最后一天" if day < 0 else f"{day}日" for day in when.days)


def _nth(number: int) -> str:
    if number == -1:
        return "最后一个"
    return f"倒数第{-number}个" if number < 0 else f"第{number}个"


def _english(when: Recurrence) -> str:
    if when.working:
        return "every workday"
    _, span, adverb = _SPANS[when.every]
    every = f"every {when.interval} {span}s" if when.interval > 1 else adverb
    if when.every is Every.DAY:
        return every if when.interval > 1 else "every day"
    if when.every is Every.WEEK and when.weekdays and when.interval == 1 and not when.by:
        return f"every {several((_ENGLISH_DAYS[day] for day in when.weekdays), 'en')}"
    return f"{every} {'by' if when.by else 'on'} {_english_day(when)}"


def _english_day(when: Recurrence) -> str:
    if when.workdays:
        day = several((f"{_english_nth(nth)}workday" for nth in when.workdays), "en")
    elif when.weekdays:
        nth = _english_nth(when.nth) if when.nth else ""
        day = nth + several((_ENGLISH_DAYS[day] for day in when.weekdays), "en")
    else:
        day = several((f"the {'last day' if day < 0 else _ordinal(day)}" for day in when.days), "en")
    if not when.months:
        return day
    if when.every is Every.YEAR:
        return f"{day} of {several((_MONTHS[month - 1] for month in when.months), 'en')}"
    return f"{day} of the {_english_month(when.months[0], _MONTHS_OF[when.every])} month"


def _english_month(month: int, last: int) -> str:
    return {1: "first", last: "last"}.get(month, _ordinal(month))


def _english_nth(number: int) -> str:
    if number < 0:
        return "the last " if number == -1 else f"the {_ordinal(-number)} last "
    return f"the {_ordinal(number)} "


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def allowance(span: Allowance, language: Language) -> str:
    """A span: 2 小时, or ``2 hours``."""
    chinese, english = _UNITS[span.unit]
    if language == "zh":
        return f"{span.amount} {chinese}{'工时' if span.service else ''}"
    return f"{span.amount} {'service ' if span.service else ''}{english}{'' if span.amount == 1 else 's'}"


def minutes(amount: int, language: Language) -> str:
    """A number of minutes as a span, in hours where they are whole."""
    hours = amount % HOUR == 0 and amount > 0
    number, (chinese, english) = (amount // HOUR if hours else amount), _UNITS[(SpanUnit.MINUTE, SpanUnit.HOUR)[hours]]
    return f"{number} {chinese}" if language == "zh" else f"{number} {english}{'' if number == 1 else 's'}"


def clock(minute: int, language: Language) -> str:
    """A time of day; one past midnight belongs to the next day."""
    next_day = minute > DAY
    hour, rest = divmod(minute - DAY * next_day, HOUR)
    day = ("次日" if language == "zh" else "next day ") if next_day else ""
    return f"{day}{hour:02}:{rest:02}"


def due(time: DueTime, language: Language) -> str:
    """The time by which something is due: 12:00, 上班后 15 分钟, ``15 minutes after start``."""
    if time.kind is AnchorKind.CLOCK:
        return clock(time.minutes, language)
    if time.kind is AnchorKind.DAY:
        return "当日" if language == "zh" else "end of day"
    start = time.kind is AnchorKind.START
    if time.minutes == 0:
        return (("上班" if start else "下班"), ("start" if start else "end of work"))[language == "en"]
    span = minutes(abs(time.minutes), language)
    if language == "en":
        return f"{span} {'after start' if start else 'before end'}"
    return f"{'上班后' if start else '下班前'} {span}"


def due_said(time: DueTime, language: Language) -> str:
    """The time by which something is due, for people: English says of what it is the start or the end."""
    said = due(time, language)
    if language == "zh" or time.kind is AnchorKind.CLOCK:
        return said
    if time.kind is AnchorKind.DAY:
        return "the end of the day"
    return said.removesuffix(" of work").replace("start", "the start of work").replace("end", "the end of work")


def hours(spans: Iterable[Hours], language: Language) -> str:
    """Hours of work: 09:00–12:00, 13:30–18:00."""
    return ", ".join(f"{clock(one.start, language)}–{clock(one.end, language)}" for one in spans)


def weekdays(days: Iterable[int], language: Language) -> str:
    """Days of the week."""
    return several(((_WEEKDAYS if language == "zh" else _ENGLISH_DAYS)[day] for day in days), language)


def who(person: Who, language: Language) -> str:
    """Whom something binds."""
    chinese, english = {
        WhoKind.EVERYONE: ("全员", "everyone"),
        WhoKind.LEADERS: ("各组负责人", "the leader of each unit"),
        WhoKind.MEMBERS: (person.name, person.name),
        WhoKind.LEADER: (f"{person.name}负责人", f"the leader of {person.name}"),
        WhoKind.POSITION: (person.name, person.name),
        WhoKind.OWN: ("本组", "their own unit"),
        WhoKind.SUPERIOR: ("上级", "whom the author reports to"),
        WhoKind.FIELD: (f"“{person.name}”里填的人", f"whom “{person.name}” names"),
    }[person.kind]
    return chinese if language == "zh" else english


def whos(people: Iterable[Who], language: Language) -> str:
    """Several of them."""
    return several((who(person, language) for person in people), language)
