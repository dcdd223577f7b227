"""One year of working days: as decreed where the library has it, else what the statute alone lets one expect."""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKEND = frozenset({5, 6})
FESTIVALS = {"元旦": ((1, 1),), "劳动节": ((5, 1), (5, 2)), "国庆节": ((10, 1), (10, 2), (10, 3))}
# Days of the moon: 春节 (its first day), 端午 and 中秋, each worked out from the new moons of Beijing.
MOON = {
    2027: ((2, 6), (6, 9), (9, 15)),
    2028: ((1, 26), (5, 28), (10, 3)),
    2029: ((2, 13), (6, 16), (9, 22)),
    2030: ((2, 3), (6, 5), (9, 12)),
    2031: ((1, 23), (6, 24), (10, 1)),
    2032: ((2, 11), (6, 12), (9, 19)),
    2033: ((1, 31), (6, 1), (9, 8)),
    2034: ((2, 19), (6, 20), (9, 27)),
    2035: ((2, 8), (6, 10), (9, 16)),
    2036: ((1, 28), (5, 30), (10, 4)),
}
SPRING = range(-1, 3)  # from the eve to the third day


@dataclass(frozen=True, slots=True)
class Year:
    """What a year's days are, all by their ordinals.

    ``worked`` are the working days in order, ``holidays`` the names of the public holidays that are off, ``made_up``
    the names of the holidays that days off are worked for (调休). ``provisional`` while no decree has said so.
    """

    worked: "array[int]"
    flags: bytes  # 1 for each working day, from 1 January
    first: int  # the ordinal of 1 January
    holidays: Mapping[int, str]
    made_up: Mapping[int, str]
    provisional: bool


def public(year: int) -> Year:
    """The year of the public calendar; provisional when the library has no decree for it."""
    return _decreed(year) or _expected(year)


def made(
    year: int,
    works: Callable[[date], bool],
    holidays: Mapping[int, str],
    made_up: Mapping[int, str],
    *,
    provisional: bool,
) -> Year:
    """A year of which ``works`` tells the working days."""
    first = date(year, 1, 1)
    count = date(year, 12, 31).toordinal() - first.toordinal() + 1
    flags = bytes(works(first + timedelta(days=at)) for at in range(count))
    worked = array("i", (first.toordinal() + at for at, flag in enumerate(flags) if flag))
    return Year(worked, flags, first.toordinal(), holidays, made_up, provisional)


def _decreed(year: int) -> Year | None:
    from chinese_calendar import constants  # large, and only wanted once a year is asked for

    off = {day.toordinal(): name for day, name in constants.holidays.items() if day.year == year}
    on = {day.toordinal(): name for day, name in constants.workdays.items() if day.year == year}
    if not off:
        return None
    chinese = {holiday.value: holiday.chinese for holiday in constants.Holiday}

    def works(day: date) -> bool:
        ordinal = day.toordinal()
        return ordinal in on or (day.weekday() not in WEEKEND and ordinal not in off)

    holidays, made_up = ({ordinal: chinese[name] for ordinal, name in days.items()} for days in (off, on))
    return made(year, works, holidays, made_up, provisional=False)


def _expected(year: int) -> Year:
    """Weekends and the days that the statute names; how days are exchanged around them nobody knows yet."""
    off = {date(year, *day): name for name, days in FESTIVALS.items() for day in days}
    off |= dict.fromkeys(_clear_and_bright(year), "清明")
    if year in MOON:
        spring, dragon, autumn = (date(year, *day) for day in MOON[year])
        off |= {spring + timedelta(days=at): "春节" for at in SPRING}
        off |= {dragon: "端午", autumn: "中秋"}
    holidays = {day.toordinal(): name for day, name in off.items()}
    return made(year, lambda day: day.weekday() not in WEEKEND and day not in off, holidays, {}, provisional=True)


def _clear_and_bright(year: int) -> tuple[date, ...]:
    from chinese_calendar import get_solar_terms

    try:
        terms = get_solar_terms(date(year, 4, 1), date(year, 4, 10))
    except NotImplementedError:  # before 1900 or after 2100
        return ()
    return tuple(day for day, name in terms if name == "清明")
