"""The one way an action says no."""

from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import get_language

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Refused(Exception):  # noqa: N818 - a refusal is not an error
    """What an action will not do, and why.

    ``code`` is stable and listed in the app's ``errors.Code``; ``message`` is a lazy translation with
    ``%(name)s`` places for ``data``; ``str()`` gives the sentence in the active language, its days written as pages
    write them.
    """

    def __init__(self, code: StrEnum, message: str | Promise, **data: object) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.data = data

    def __str__(self) -> str:
        text = str(self.message)
        return text % {name: _written(value) for name, value in self.data.items()} if self.data else text


def _written(value: object) -> object:
    """A day as ``2026年10月9日`` or ``9 Oct 2026``, a moment with its time, several things with the page's comma.

    Anything else as it is.
    """
    english = (get_language() or "").startswith("en")
    if isinstance(value, list | tuple):
        return (", " if english else "、").join(str(_written(one)) for one in value)
    if not isinstance(value, date):
        return value
    day = (
        f"{value.day} {MONTHS[value.month - 1]} {value.year}"
        if english
        else f"{value.year}年{value.month}月{value.day}日"
    )
    return f"{day} {value:%H:%M}" if isinstance(value, datetime) else day
