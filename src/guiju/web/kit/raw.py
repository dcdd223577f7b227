"""Days and moments in tables of raw rows: short where the year goes without saying, for such tables are wide."""

from datetime import date, datetime

from guiju.apps import clock
from guiju.web.kit import formats


def day(value: date) -> str:
    """``10月9日`` of this year, ``2025年10月9日`` of another."""
    return formats.short_day(value) if value.year == clock.today().year else formats.full_day(value)


def moment(value: datetime) -> str:
    """A day as above with its hour and minute."""
    return f"{day(value.date())} {value:%H:%M}"
