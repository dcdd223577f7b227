"""Reads times of day, spans of time, hours of work and weekdays as people write them."""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from guiju.lang.formula.names import half_width, key_of
from guiju.lang.kinds.duty.recurrence import Allowance, AnchorKind, DueTime, SpanUnit, minutes
from guiju.lang.kinds.schedule.model import Hours
from guiju.lang.read.english import DAYS
from guiju.lang.read.numerals import NUMERAL, whole
from guiju.lang.read.recurrences import WEEKDAYS

HOUR, DAY = 60, 1440  # minutes
FIGURE = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|半|{NUMERAL})"
CLOCK = re.compile(
    r"(?P<next>次日|第二天|next day )?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>[0-5]\d)|点(?:(?P<half>半)|(?P<minute2>[0-5]?\d)分)?)"
)
UNITS = {
    SpanUnit.MINUTE: ("分钟", "分", "minute", "minutes", "min"),
    SpanUnit.HOUR: ("小时", "个小时", "钟头", "个钟头", "hour", "hours", "h"),
    SpanUnit.DAY: ("天", "日", "day", "days", "d"),
    SpanUnit.WORKDAY: ("工作日", "个工作日", "workday", "workdays", "workingday", "workingdays"),
}
UNIT_OF = {word: unit for unit, known in UNITS.items() for word in known}
WEEK = ("周", "个星期", "星期", "week", "weeks")
SERVICE_UNITS = {"工时": SpanUnit.HOUR, "个工时": SpanUnit.HOUR}
SERVICE = re.compile(r"^(?:service|working)(?=h|m)|(?<=小时|分钟)工时$|(?<=个小时)工时$")
SPAN = re.compile(rf"(?P<figure>{FIGURE})\s*(?P<unit>\D+)")
SMALLER = {SpanUnit.DAY: (24, SpanUnit.HOUR), SpanUnit.HOUR: (60, SpanUnit.MINUTE)}
MOST = 10_000
START = re.compile(r"上班后(?P<span>.+?)(?:之内|以内|内)?|(?P<span2>.+) after start")
END = re.compile(r"下班前(?P<span>.+)|(?P<span2>.+) before end")
PLAIN = {
    "上班": (AnchorKind.START, 0), "上班时": (AnchorKind.START, 0), "start": (AnchorKind.START, 0),
    "下班": (AnchorKind.END, 0), "下班前": (AnchorKind.END, 0), "下班时": (AnchorKind.END, 0),
    "end": (AnchorKind.END, 0), "end of work": (AnchorKind.END, 0),
    "当日": (AnchorKind.DAY, 0), "当天": (AnchorKind.DAY, 0), "当日内": (AnchorKind.DAY, 0),
    "当天内": (AnchorKind.DAY, 0), "end of day": (AnchorKind.DAY, 0), "end of the day": (AnchorKind.DAY, 0),
}  # fmt: skip
BETWEEN = re.compile(r"\s*[,、;]\s*")
STRETCH = re.compile(r"(?P<start>[^-~至到]+?)\s*(?:-|~|至|到|\bto\b)\s*(?P<end>.+)")
WHOLE_DAY = ("全天", "24小时", "all day")


@lru_cache(maxsize=4096)
def allowance_of(text: str) -> Allowance | None:
    """A span such as 30分钟, 3个工作日, 半小时 or 2小时工时; ``None`` when the text is none, or nothing at all."""
    match = SPAN.fullmatch(half_width(key_of(text)).strip())
    if match is None:
        return None
    word = "".join(match["unit"].split())
    service = SERVICE.search(word) is not None or word in SERVICE_UNITS
    word = SERVICE.sub("", word) if word not in SERVICE_UNITS else word
    figure = Fraction(1, 2) if match["figure"] == "半" else _figure(match["figure"])
    unit = SERVICE_UNITS.get(word) or UNIT_OF.get(word)
    if word in WEEK:
        figure, unit = figure * 7, SpanUnit.DAY
    if unit is None:
        return None
    if figure.denominator != 1 and unit in SMALLER:
        times, unit = SMALLER[unit]
        figure *= times
    if figure.denominator != 1 or not 0 < figure <= MOST or (service and unit not in (SpanUnit.MINUTE, SpanUnit.HOUR)):
        return None
    return Allowance(int(figure), unit, service)


def _figure(text: str) -> Fraction:
    return Fraction(text) if text[0].isdigit() else Fraction(whole(text))


@lru_cache(maxsize=4096)
def clock_of(text: str) -> int | None:
    """A time of day in minutes after midnight, such as 9:00, 24:00, 9点半 or 次日2:00; ``None`` when it is none."""
    match = CLOCK.fullmatch(half_width(key_of(text)).strip())
    if match is None:
        return None
    minute = 30 if match["half"] else int(match["minute"] or match["minute2"] or 0)
    found = int(match["hour"]) * HOUR + minute
    return found + DAY * bool(match["next"]) if found <= DAY else None


@lru_cache(maxsize=4096)
def due_of(text: str) -> DueTime | None:
    """A time by which work is due: 12:00, 上班后15分钟, 下班前半小时, 当日; ``None`` when it cannot be read."""
    written = key_of(half_width(text).strip())
    if written in PLAIN:
        return DueTime(*PLAIN[written])
    clock = clock_of(re.sub(r"(?<=[\d点半分])(?:之前|以前|前)$|^by ", "", written))
    if clock is not None:
        return DueTime(AnchorKind.CLOCK, clock)
    for pattern, kind, sign in ((START, AnchorKind.START, 1), (END, AnchorKind.END, -1)):
        match = pattern.fullmatch(written)
        span = allowance_of(match["span"] or match["span2"]) if match else None
        if span is not None and not span.service and span.unit in (SpanUnit.MINUTE, SpanUnit.HOUR):
            return DueTime(kind, sign * minutes(span))
    return None


@lru_cache(maxsize=4096)
def hours_of(text: str) -> tuple[Hours, ...] | None:
    """Hours of work within a day, such as 09:00-12:00, 13:30-18:00; they may run past midnight."""
    if key_of(text) in WHOLE_DAY:
        return (Hours(0, DAY),)
    found: list[Hours] = []
    for part in BETWEEN.split(half_width(text).strip()):
        match = STRETCH.fullmatch(part)
        start, end = (clock_of(match["start"]), clock_of(match["end"])) if match else (None, None)
        if start is None or end is None:
            return None
        if found and start < found[-1].end and found[-1].end > DAY:
            start, end = start + DAY, end + DAY  # it goes on after midnight
        end += DAY if end <= start else 0
        if start < (found[-1].end if found else 0) or end > (found[0].start if found else start) + DAY:
            return None
        found.append(Hours(start, end))
    return tuple(found)


def weekdays_of(texts: Iterable[str]) -> tuple[int, ...] | None:
    """Weekdays such as 周六, 星期日 or Saturday; 0 is Monday. ``None`` when one is none."""
    found = set()
    for text in texts:
        for word in BETWEEN.split(key_of(half_width(text)).strip()):
            day = next((at for at, name in enumerate(DAYS) if word in (name, name[:3])), None)
            chinese = re.fullmatch(rf"(?:周|星期|礼拜)?(?P<day>[{WEEKDAYS}天])", word)
            if day is None and chinese is None:
                return None
            found.add(day if chinese is None else WEEKDAYS.index(chinese["day"].replace("天", "日")))
    return tuple(sorted(one for one in found if one is not None))
