"""Which other houses people may come from, and who is tied to which."""

from collections.abc import Mapping
from dataclasses import dataclass

from guiju.apps.login import models
from guiju.apps.login.elsewhere.values import Way
from guiju.apps.notices.sealing import CannotOpenError, unseal

PURPOSE = b"providers"


@dataclass(frozen=True, slots=True)
class House:
    """A house as it is set up; ``sealed`` says that it has a secret, never which."""

    id: int
    kind: str
    name: str
    settings: Mapping[str, str]
    sealed: bool
    on: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """A house that is open, and whether somebody is tied to it."""

    id: int
    name: str
    tied: bool


def doors() -> tuple[tuple[int, str], ...]:
    """The houses by which one may come in, by number and name."""
    return tuple(models.Provider.objects.filter(on=True).values_list("pk", "name"))


def houses() -> tuple[House, ...]:
    """All that are set up."""
    return tuple(_house(row) for row in models.Provider.objects.all())


def house(number: int) -> House | None:
    """One of them."""
    row = models.Provider.objects.filter(pk=number).first()
    return _house(row) if row else None


def way(number: int) -> Way | None:
    """One that is on, with its secrets opened; ``None`` where they cannot be."""
    row = models.Provider.objects.filter(pk=number, on=True).first()
    if row is None:
        return None
    try:
        return Way(row.pk, row.kind, row.name, row.settings, unseal(row.secret, PURPOSE))
    except CannotOpenError:
        return None


def ties(user_id: int) -> tuple[Tie, ...]:
    """The houses that are open, and to which somebody is tied."""
    tied = set(models.Identity.objects.filter(user_id=user_id).values_list("provider_id", flat=True))
    return tuple(Tie(number, name, number in tied) for number, name in doors())


def _house(row: models.Provider) -> House:
    return House(row.pk, row.kind, row.name, row.settings, bool(row.secret), row.on)
