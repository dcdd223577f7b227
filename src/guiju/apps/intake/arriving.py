"""What came in, by the lake's own ledger: whoever brought it, and in whichever way."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from guiju.apps.figures.queries import coverage
from guiju.apps.intake import models
from guiju.apps.intake.values import Arrival
from guiju.apps.work.standing import aware
from guiju.facts.connector import load_connectors
from guiju.facts.lake.ledger import OF_HOUSE as HOUSE
from guiju.facts.lake.ledger import Import

FACT, CONNECTOR = "fact:", "connector:"


def latest(sources: Iterable[models.Source]) -> dict[int, Arrival]:
    """The latest file of each source that said anything new, by the source's number; those without are left out."""
    waiting, found = list(sources), dict[int, Arrival]()
    for line in reversed(_ledger()):
        if not waiting:
            break
        met = [source for source in waiting if matches(source, line)]
        found |= {source.pk: _arrival(source, line) for source in met}
        waiting = [source for source in waiting if source.pk not in found]
    return found


def matches(source: models.Source, line: Import) -> bool:
    """Whether a file is one that a source stands for."""
    if line.connector == HOUSE:
        return False
    if source.what.startswith(CONNECTOR) and line.connector != source.what.removeprefix(CONNECTOR):
        return False
    if source.what.startswith(FACT) and source.what.removeprefix(FACT) not in _facts(line):
        return False
    return not source.shop or source.shop in {line.shop, *(shop for _fact, shop, _first, _last in line.covers)}


def connectors() -> Mapping[str, str]:
    """The fact of every kind of file that is known, by its id."""
    return {name: one.fact for name, one in load_connectors(settings.GUIJU_HOME).items()}


def _facts(line: Import) -> set[str]:
    """The facts that a file tells of: those it covers, and that of its kind even when no row came in."""
    known = load_connectors(settings.GUIJU_HOME).get(line.connector)
    return {fact for fact, _shop, _first, _last in line.covers} | ({known.fact} if known else set())


def _arrival(source: models.Source, line: Import) -> Arrival:
    days = [date.fromisoformat(last) for _fact, shop, _first, last in line.covers if source.shop in {"", shop}]
    return Arrival(aware(datetime.fromisoformat(line.at)), line.name, max(days, default=None))


def _ledger() -> tuple[Import, ...]:
    view = coverage.view()
    return _read(view.root, view.manifest.ledger) if view.manifest.ledger else ()


@lru_cache(maxsize=4)  # the file of a ledger never changes
def _read(root: Path, name: str) -> tuple[Import, ...]:
    from guiju.facts.lake import ledger

    return tuple(sorted(ledger.read(root / "ledgers" / name), key=_order))


def _order(line: Import) -> tuple[str, str]:
    """By when they came; of those that came together by how far they reach."""
    return line.at, max((last for _fact, _shop, _first, last in line.covers), default="")
