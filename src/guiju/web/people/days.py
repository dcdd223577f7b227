"""The day that a page about people shows: today, or any other that its address names."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from guiju.apps import clock
from guiju.web.kit import address


@dataclass(frozen=True, slots=True)
class Shown:
    """A day; ``query`` carries it on to other pages, empty for today."""

    day: date
    today: date

    @property
    def past(self) -> bool:
        """Whether it is another day than today."""
        return self.day != self.today

    @property
    def query(self) -> str:
        """What stands behind an address that shows the same day."""
        return f"?day={self.day.isoformat()}" if self.past else ""


def shown(request: HttpRequest) -> Shown:
    """The day that the address asks for; today where it names none or none that there is."""
    today = clock.today()
    return Shown(day(request.GET.get("day", "")) or today, today)


def day(text: str) -> date | None:
    """A day as a form sends it; ``None`` for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if address.FIRST <= found.year <= address.LAST else None
