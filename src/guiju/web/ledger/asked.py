"""What somebody looks for in the ledger, as it stands in the address."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone

from guiju.apps.audit.queries import Wanted
from guiju.web.layout.deeds import actions_that_say
from guiju.web.ledger.words import GROUPS

LONGEST = 80  # characters of a text that is looked for


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters: ``group`` is an area of work, ``first`` and ``last`` count both, ``wrong`` are no days."""

    who: str = ""
    kind: str = ""
    group: str = ""
    text: str = ""
    first: date | None = None
    last: date | None = None
    wrong: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything is looked for."""
        return any((self.who, self.kind, self.group, self.text, self.first, self.last))


def read(given: QueryDict) -> Asked:
    """The filters of an address; a day that is none is told, and narrows nothing."""
    days: dict[str, date | None] = {}
    wrong = []
    for name in ("from", "to"):
        typed = given.get(name, "").strip()
        try:
            days[name] = date.fromisoformat(typed) if typed else None
        except ValueError:
            days[name] = None
            wrong.append(name)
    first, last = days["from"], days["to"]
    if first and last and last < first:
        wrong.append("to")
    group = given.get("group", "")
    return Asked(
        who=given.get("who", "").strip()[:LONGEST],
        kind=given.get("kind", "")[:LONGEST],
        group=group if group in GROUPS else "",
        text=given.get("q", "").strip()[:LONGEST],
        first=first,
        last=last,
        wrong=tuple(wrong),
    )


def wanted(asked: Asked, *, values: bool) -> Wanted:
    """The same for the ledger. ``values`` lets the text be looked for in what was before and after, too."""
    return Wanted(
        who=asked.who,
        kinds=(asked.kind,) if asked.kind else (),
        actions=GROUPS[asked.group].actions if asked.group else (),
        text=asked.text,
        said=tuple(actions_that_say(asked.text)) if asked.text else (),
        values=values,
        since=_begin(asked.first),
        until=_begin(asked.last + timedelta(days=1)) if asked.last and asked.last < date.max else None,
    )


def _begin(day: date | None) -> datetime | None:
    """When a day begins here; nothing for the first there is, which begins before it in UTC."""
    return timezone.make_aware(datetime.combine(day, time())) if day and day > date.min else None
