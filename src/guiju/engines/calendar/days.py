"""Working days: which they are, the nth after a day, and how many lie between two."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from functools import cache

from guiju.engines.calendar import years
from guiju.engines.calendar.years import Year

WEEK = 7
_LAST_YEAR = date.max.year


class Calendar:
    """Which days are worked, one table a year, made when a year is first asked for.

    ``public`` gives the one of the country, ``under`` that of a group with hours of its own.
    """

    def __init__(self, read: Callable[[int], Year]) -> None:
        self._read = read
        self._years: dict[int, Year] = {}
        self._under: dict[tuple[frozenset[int], bool], Calendar] = {}

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked."""
        year = self._year(day.year)
        return bool(year.flags[day.toordinal() - year.first])

    def holiday(self, day: date) -> str:
        """The Chinese name of the public holiday that a day is off for; empty for any other day."""
        return self._year(day.year).holidays.get(day.toordinal(), "")

    def made_up(self, day: date) -> str:
        """The Chinese name of the public holiday that a day off is worked for (调休); empty for any other day."""
        return self._year(day.year).made_up.get(day.toordinal(), "")

    def provisional(self, year: int) -> bool:
        """Whether no decree has settled the working days of a year yet."""
        return self._year(year).provisional

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``th working day after a day, or before it when negative; the day itself for 0.

        Raises ``OverflowError`` beyond the years 1 to 9999.
        """
        if count == 0:
            return day
        year = day.year
        worked = self._year(year).worked
        at = bisect_right(worked, day.toordinal()) + count - 1
        if count < 0:
            at = bisect_left(worked, day.toordinal()) + count
        while at >= len(worked):
            at -= len(worked)
            year += 1
            worked = self._year(year).worked
        while at < 0:
            year -= 1
            worked = self._year(year).worked
            at += len(worked)
        return date.fromordinal(worked[at])

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and with ``end``.

        When ``end`` is the earlier, those before ``start`` down to and with ``end``, negative: what ``add_workdays``
        adds, this counts.
        """
        if end < start:
            return -sum(self._count(year, low, high) for year, low, high in _parts(end, start - timedelta(days=1)))
        return sum(self._count(year, low, high) for year, low, high in _parts(start + timedelta(days=1), end))

    def following(self, day: date) -> date:
        """The day itself when it is worked, else the next that is."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def preceding(self, day: date) -> date:
        """The day itself when it is worked, else the last before it that is."""
        return day if self.is_workday(day) else self.add_workdays(day, -1)

    def nth(self, start: date, end: date, number: int) -> date | None:
        """The nth working day from ``start`` to ``end``, both included; from the end when negative.

        ``None`` when there are not so many, or for 0.
        """
        if number == 0 or abs(number) > (end - start).days + 1:
            return None
        inside = start if number > 0 else end
        # the first one counts already when it is worked
        step = number - (1 if number > 0 else -1) if self.is_workday(inside) else number
        found = self.add_workdays(inside, step)
        return found if start <= found <= end else None

    def under(self, rest: Collection[int], *, always: bool) -> "Calendar":
        """The calendar of a group with its own weekdays off (0 is Monday), or that works on public holidays too.

        Days off that others make up for are not worked where the group has weekdays of its own. Raises ``ValueError``
        when no day would be worked.
        """
        weekdays = frozenset(rest)
        if not weekdays and not always:
            return self
        if len(weekdays) == WEEK:
            raise ValueError("a calendar without working days")
        found = self._under.get((weekdays, always))
        if found is None:
            found = self._under[weekdays, always] = Calendar(lambda year: self._own(year, weekdays, always=always))
        return found

    def _own(self, number: int, rest: frozenset[int], *, always: bool) -> Year:
        public = self._year(number)
        holidays = {} if always else public.holidays

        def works(day: date) -> bool:
            return day.weekday() not in rest and day.toordinal() not in holidays

        return years.made(number, works, holidays, {}, provisional=public.provisional and not always)

    def _year(self, number: int) -> Year:
        year = self._years.get(number)
        if year is None:
            if not 1 <= number <= _LAST_YEAR:
                raise OverflowError(f"no calendar for the year {number}")
            year = self._years[number] = self._read(number)
        return year

    def _count(self, number: int, start: date, end: date) -> int:
        worked = self._year(number).worked
        return bisect_right(worked, end.toordinal()) - bisect_left(worked, start.toordinal())


@cache
def public() -> Calendar:
    """The working days of China: as decreed with their make-up days, provisional in years not yet decreed."""
    return Calendar(years.public)


def _parts(start: date, end: date) -> Iterator[tuple[int, date, date]]:
    """The days from ``start`` to ``end``, year by year."""
    for year in range(start.year, end.year + 1):
        low, high = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
        if low <= high:
            yield year, low, high
