"""Rows that could not come in, and who brought them: their cells are for these people alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from guiju import facts
from guiju.apps import clock
from guiju.apps.figures import models
from guiju.facts import Words, aside
from guiju.facts.aside import KEPT, Aside
from guiju.facts.connector import load_connectors
from guiju.facts.problems import Problem
from guiju.facts.secret import open_secret


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows of one table that wait to be mended until the day ``until``.

    ``by`` and ``importers`` are the names and users who brought the file in a page; none for the command line.
    """

    id: str
    file: str
    sheet: str
    fact: str
    title: Words
    rows: int
    at: datetime
    until: date
    shop: str
    by: tuple[str, ...]
    importers: frozenset[int]
    nameless: bool  # some of its rows name no shop


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows themselves: headers of the file without personal columns, and cells by the file's row number."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...]


def names() -> list[str]:
    """The ids of all tables with rows that wait; opens none of them."""
    return aside.names(settings.GUIJU_HOME)


def waiting() -> list[SetAside]:
    """Everything that waits, the newest first; LakeBrokenError when something cannot be opened."""
    secret = open_secret(settings.GUIJU_HOME)
    kept = names()
    found = filter(None, (aside.find(settings.GUIJU_HOME, secret, name) for name in kept))
    brought = _brought(kept)
    return sorted((_told(one, brought) for one in found), key=lambda one: one.at, reverse=True)


def one(name: str) -> SetAside | None:
    """What waits under an id."""
    found = aside.find(settings.GUIJU_HOME, open_secret(settings.GUIJU_HOME), name)
    return _told(found, _brought([name])) if found else None


def cells(name: str) -> Cells | None:
    """The rows that wait under an id, to be shown to nobody but the importers."""
    found = aside.find(settings.GUIJU_HOME, open_secret(settings.GUIJU_HOME), name)
    if found is None:
        return None
    hidden = set(_personal(found))
    columns = tuple(column for column in found.rows if column not in hidden and not column.startswith("_"))
    rows = zip(found.rows["_row"], *(found.rows[column] for column in columns), strict=True)
    return Cells(columns, tuple((row, tuple(cell or "" for cell in rest)) for row, *rest in rows), found.problems)


def _personal(found: Aside) -> Iterator[str]:
    """The columns that hold sealed personal text."""
    connector = load_connectors(settings.GUIJU_HOME)[found.connector]
    for column in facts.load_schemas()[connector.fact].columns:
        if connector.hides(column) and column.english in connector.columns:
            yield from connector.columns[column.english].names


Brought = dict[str, list[tuple[int | None, str]]]


def _brought(kept: list[str]) -> Brought:
    """Who brought the files, by the id of the import that the names begin with."""
    ids = {_import_id(name) for name in kept}
    if not ids:
        return {}
    recent = models.ImportRun.objects.filter(created__gte=clock.now() - KEPT, report__isnull=False)
    told = recent.annotate(text=Cast("report", TextField()))
    about = told.filter(reduce(or_, (Q(text__contains=one) for one in ids))).order_by("id")
    found: Brought = {}
    for user, by, text in about.values_list("user_id", "by", "text"):
        for one in ids:
            if one in text:
                found.setdefault(one, []).append((user, by))
    return found


def _told(found: Aside, brought: Brought) -> SetAside:
    connector = load_connectors(settings.GUIJU_HOME)[found.connector]
    people = brought.get(_import_id(found.id), [])
    return SetAside(
        id=found.id,
        file=found.file,
        sheet=found.sheet,
        fact=connector.fact,
        title=connector.title,
        rows=len(found.keys),
        at=found.at,
        until=(found.at + KEPT).date(),
        shop=found.shop,
        by=tuple(dict.fromkeys(by for _user, by in people)),
        importers=frozenset(user for user, _by in people if user is not None),
        nameless=any(problem.code == "no_shop" for problem in found.problems),
    )


def _import_id(name: str) -> str:
    return name.rpartition("-")[0]
