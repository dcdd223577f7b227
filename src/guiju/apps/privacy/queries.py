"""Reading what is held of people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Subquery, Value
from django.utils import timezone

from guiju.apps import clock
from guiju.apps.people.models import Person
from guiju.apps.privacy import held, holdings, models
from guiju.apps.privacy.holdings import Fate
from guiju.facts import Words

NAMELESS = "已抹去"
KEPT = 24  # hours that an export of a buyer waits to be fetched


@dataclass(frozen=True, slots=True)
class Held:
    """What one table holds of a person."""

    key: str
    title: Words
    why: Words
    fate: Fate
    rows: int


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the roster; ``gone`` when they left, ``erased`` when their name was taken out."""

    number: str
    name: str
    left: date | None
    gone: bool
    erased: bool
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a buyer; ``file`` says whether its export still waits."""

    id: int
    kind: str
    state: str
    reason: str
    found: Mapping[str, Any]  # plain JSON
    error: Mapping[str, str]
    by: str
    user_id: int | None
    created: datetime
    finished: datetime | None
    file: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """What an administrator added to a line of the impact record."""

    text: str
    version: int
    by: str
    at: datetime


def someone(number: str) -> Someone | None:
    """Everything that is held of a person, by their 工号; tables without any of it are left out."""
    person = Person.objects.filter(number=number.strip()).first()
    if person is None:
        return None
    found = _counted(person)
    return Someone(
        number=person.number,
        name=person.name,
        left=person.left,
        gone=person.left is not None and person.left < clock.today(),
        erased=person.name == NAMELESS,
        held=tuple(Held(one.model, one.title, one.why, one.fate, count) for one, count in found if count),
    )


def matching(text: str) -> list[tuple[str, str]]:
    """People whose 工号 or name is like a text: 工号 and name."""
    said = text.strip()
    if not said:
        return []
    found = Person.objects.filter(name__icontains=said) | Person.objects.filter(number=said)
    return [(one.number, one.name) for one in found.distinct()[:20]]


def contents(number: str, *, with_pay: bool) -> Iterator[tuple[holdings.Holding, list[dict[str, object]]]]:
    """Every row that is held of a person, by table, under the names of its fields."""
    person = Person.objects.get(number=number)
    for one in held.every():
        if with_pay or not one.pay:
            hidden = _SECRETS.union(one.sealed)
            listed = [_plain(row, hidden) for row in held.to_take(one, person).values()]
            if listed:
                yield one, listed


def asked(number: int) -> Asked | None:
    """One request."""
    row = models.Request.objects.filter(pk=number).first()
    return _asked(row) if row else None


def latest(limit: int = 10) -> list[Asked]:
    """The latest requests, newest first."""
    return [_asked(row) for row in models.Request.objects.all()[:limit]]


def file_of(number: int) -> Path:
    """Where the sealed export of a request waits."""
    return Path(settings.GUIJU_HOME) / "privacy" / f"{number}.sealed"


def months() -> int | None:
    """For how many months buyers are told apart; None for ever."""
    row = models.Period.objects.filter(key="buyers").first()
    return row.months if row else None


def notes() -> dict[str, Noted]:
    """What administrators added to the impact record, by key."""
    return {
        row.key: Noted(row.text, row.version, row.by, timezone.localtime(row.at)) for row in models.Note.objects.all()
    }


def _counted(person: Person) -> list[tuple[holdings.Holding, int]]:
    """How many rows each table holds of a person, all in one query."""
    every = list(held.every())
    counts = {
        f"held_{at}": Subquery(
            held.rows(one, person).order_by().annotate(all=Value(1)).values("all").annotate(n=Count("*")).values("n")
        )
        for at, one in enumerate(every)
    }
    row = Person.objects.filter(pk=person.pk).annotate(**counts).values(*counts).get()
    return [(one, row[name] or 0) for one, name in zip(every, counts, strict=True)]


_SECRETS = frozenset({"password", "secret", "digest"})


def _plain(row: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, object]:  # Any: fields of any table
    return {name: _text(value) for name, value in row.items() if name not in hidden}


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}" if timezone.is_aware(value) else str(value)
    return "" if value is None or isinstance(value, bytes | memoryview) else str(value)[:30_000]


def _asked(row: models.Request) -> Asked:
    return Asked(
        id=row.pk,
        kind=row.kind,
        state=row.state,
        reason=row.reason,
        found=row.found,
        error=row.error,
        by=row.by,
        user_id=row.user_id,
        created=timezone.localtime(row.created),
        finished=timezone.localtime(row.finished) if row.finished else None,
        file=file_of(row.pk).exists(),
    )
