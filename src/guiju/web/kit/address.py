"""What an address or a form says in its own words: numbers and periods that somebody may have typed by hand."""

from urllib.parse import urlsplit

from django.http import HttpRequest

from guiju.engines import periods
from guiju.engines.periods import Grain, Period

DIGITS = 18  # what a database takes as a number
UNSEEN = 0  # a version that nothing has: whoever sends none has seen none, and is told so
FIRST, LAST = 1990, 2200  # years of which a page can speak, with room before and after


def here(request: HttpRequest) -> str:
    """The page that is being read: of a form that was sent, the one it was sent from, which can be opened again."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    try:
        found = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    except ValueError:  # no address at all
        return "/"
    path = f"/{found.path.lstrip('/')}"
    return f"{path}?{found.query}" if found.query else path


def number(text: str) -> int | None:
    """A count or the number of a row; ``None`` for anything else, however long."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def version(text: str) -> int:
    """The version of something that a form says its sender has seen; ``UNSEEN`` when it says none."""
    return number(text) or UNSEEN


def period(text: str) -> Period | None:
    """A period such as ``2026-10``; ``None`` for anything else."""
    try:
        found = periods.parse(text)
    except (ValueError, OverflowError):
        return None
    return found if FIRST <= found.start.year <= LAST else None


def month(text: str) -> Period | None:
    """The month in which a period begins; ``None`` for anything that is no period."""
    found = period(text)
    return periods.containing(found.start, Grain.MONTH) if found else None
