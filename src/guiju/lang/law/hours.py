"""Hours of work against floors: what a schedule makes of a day and a week, and what would fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from guiju.lang.kinds import Floor, Parameter, Schedule
from guiju.lang.kinds.choices import Bound, Strength
from guiju.lang.law.finding import Both, Finding, Severity
from guiju.lang.law.statutes import Law
from guiju.lang.readback import times
from guiju.lang.readback.quantities import decimal
from guiju.lang.regulation import Regulation

WEEK, WORKWEEK = 7, 5  # days; the public calendar has five working days
YEAR, MONTHS = 365, 12
HOUR = 60  # minutes, and seconds of a minute
A_DAY = 86_400  # seconds
TIMED = (Bound.DAILY_HOURS, Bound.WEEKLY_HOURS, Bound.WEEKLY_REST)


def a_day(schedule: Schedule) -> Fraction:
    """The minutes of a day's work; pauses between its spans are none."""
    return Fraction(sum(span.end - span.start for span in schedule.hours))


def days_a_week(schedule: Schedule) -> int | None:
    """How many days of a week are worked; ``None`` when a roster says who works when."""
    if by_roster(schedule):
        return None
    return WEEK - len(schedule.rest) if schedule.rest else WORKWEEK


def by_roster(schedule: Schedule) -> bool:
    """Whether its hours are those of the unit, in which each person works a shift."""
    return schedule.always or schedule.shifts


def average_days(monthly_rest: Fraction) -> Fraction:
    """Days worked in an average week by somebody with so many days off a month."""
    return WEEK * (1 - monthly_rest * MONTHS / YEAR)


@dataclass(frozen=True, slots=True)
class _Held:
    """A schedule that is held against a floor on a day."""

    schedule: Schedule
    floor: Floor
    law: Law
    day: date
    regulation: Regulation

    @property
    def days(self) -> Fraction | None:
        """Days worked in an average week; by the stated days off a month where a roster says which."""
        days = days_a_week(self.schedule)
        if days is not None:
            return Fraction(days)
        for parameter in self.regulation.of(Parameter).values():
            off = parameter.at(self.day) if parameter.role is Bound.MONTHLY_REST else None
            if isinstance(off, Fraction) and not self.in_shifts:
                return average_days(off / A_DAY)
        return None

    @property
    def in_shifts(self) -> bool:
        """Whether nobody can work all these hours, so that a roster must share them out."""
        longest = longest_day(self.law, self.day)
        return self.schedule.shifts or (by_roster(self.schedule) and longest < a_day(self.schedule))

    def found(self, sums: Both, allowed: Both, severity: Severity | None = None) -> Finding:
        """What is wrong with it."""
        standard = self.floor.strength is Strength.STANDARD
        level = severity or (Severity.STANDARD if standard else Severity.BELOW)
        one, rule = self.schedule, ("schedule", self.schedule.name)
        return Finding(self.floor, level, one.clause, rule, one.place("hours"), one.name, sums, allowed)


def hours(regulation: Regulation, floor: Floor, law: Law, day: date) -> Iterator[Finding]:
    """Every schedule that lies beyond a floor on hours or days off."""
    for schedule in regulation.of(Schedule).values():
        found = _JUDGES[floor.bounds](_Held(schedule, floor, law, day, regulation))
        if found is not None:
            yield found


def longest_day(law: Law, day: date) -> Fraction:
    """The minutes that somebody may work on one day; all of it when no floor says so."""
    floors = [floor for floor in law.in_force(day) if floor.bounds is Bound.DAILY_HOURS]
    limits = [limit for floor in floors if (limit := _most(floor, day)) is not None]
    return min(limits, default=Fraction(24 * HOUR))


def _daily(held: _Held) -> Finding | None:
    worked, most = a_day(held.schedule), _most(held.floor, held.day)
    if most is None or worked <= most:
        return None
    spans, own, limit = _spans(held.schedule), _both(worked), _both(most)
    sums = Both(f"{spans.zh}，一天 {own.zh} > {limit.zh}", f"{spans.en}: {own.en} a day > {limit.en}")
    if by_roster(held.schedule):
        allowed = Both(f"分班轮值，每人一天不超过 {limit.zh}", f"work in shifts of at most {limit.en} a person")
        return held.found(sums, allowed, Severity.NOTE)
    chinese = f"一天不超过 {limit.zh}；分班上的，写明“轮班: 是”"
    return held.found(sums, Both(chinese, f"at most {limit.en} a day; where people work in shifts, say “shifts: yes”"))


def _weekly(held: _Held) -> Finding | None:
    worked, most, days = a_day(held.schedule), _most(held.floor, held.day), held.days
    if most is None or days is None or worked * days <= most:
        return None
    spans, one, count = _spans(held.schedule), _plain(worked), _count(days)
    whole, limit = _both(worked * days), _both(most)
    sums = Both(
        f"{spans.zh}，一天 {one} 小时 × 一周 {count} 天 = {whole.zh} > {limit.zh}",
        f"{spans.en}: {one} hours a day × {count} days a week = {whole.en} > {limit.en}",
    )
    return held.found(sums, fitting(worked, days, most, longest_day(held.law, held.day)))


def fitting(worked: Fraction, days: Fraction, most: Fraction, longest: Fraction) -> Both:
    """What keeps within ``most`` minutes a week: the same day on fewer days, or a shorter day on the same days."""
    fewer = int(most // worked) if 0 < worked <= longest else 0
    each, rest = _both(min(most / days, longest)), _both(worked * fewer)
    chinese, english = [f"仍上 {_count(days)} 天，每天不超过 {each.zh}"], [f"the same {_count(days)} days of {each.en}"]
    if fewer:
        product = f"{_plain(worked)} × {fewer}"
        chinese.insert(0, f"一周上 {fewer} 天（{product} = {rest.zh}）")
        english.insert(0, f"{fewer} days a week ({product} = {rest.en})")
    return Both("；或".join(chinese), ", or ".join(english))


def _rest(held: _Held) -> Finding | None:
    least, days = held.floor.least_at(held.day), held.days
    if not isinstance(least, Fraction) or days is None or WEEK - days >= least / A_DAY:
        return None
    wanted = least / A_DAY
    off, need = _count(WEEK - days), decimal(wanted)
    month = _count(Fraction(-(-wanted * YEAR // (WEEK * MONTHS))))
    sums = Both(f"平均一周休息 {off} 天 < {need} 天", f"{off} days off in an average week < {need}")
    allowed = Both(
        f"每周至少休息 {need} 天；按月轮休的每月至少 {month} 天",
        f"at least {need} day off a week, or {month} days a month by roster",
    )
    return held.found(sums, allowed)


_JUDGES = {Bound.DAILY_HOURS: _daily, Bound.WEEKLY_HOURS: _weekly, Bound.WEEKLY_REST: _rest}


def _most(floor: Floor, day: date) -> Fraction | None:
    """The most minutes that a floor allows."""
    seconds = floor.most_at(day)
    return seconds / HOUR if isinstance(seconds, Fraction) else None


def _count(days: Fraction) -> str:
    return decimal(Fraction(round(days * 100), 100))


def _spans(schedule: Schedule) -> Both:
    return Both(times.hours(schedule.hours, "zh"), times.hours(schedule.hours, "en"))


def _both(minutes: Fraction) -> Both:
    """A span in hours where these are short, else in hours and minutes."""
    whole, rest = divmod(int(minutes), HOUR)
    if rest % 6 == 0 or rest % 15 == 0:
        plain = _plain(Fraction(int(minutes)))
        return Both(f"{plain} 小时", f"{plain} hour{'s' * (plain != '1')}")
    return Both(f"{whole} 小时 {rest} 分钟", f"{whole} hours {rest} minutes")


def _plain(minutes: Fraction) -> str:
    return decimal(Fraction(round(minutes * 100 / HOUR), 100))
