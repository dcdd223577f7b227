"""Reading what is expected and how it stands."""

from collections.abc import Iterable
from datetime import datetime

from guiju.apps import clock
from guiju.apps.intake import arriving, models, rhythm
from guiju.apps.intake.values import Arrival, Expected, Standing, Stands
from guiju.apps.people.models import Person
from guiju.lang.readback.words import Language


def sources(language: Language) -> list[Expected]:
    """Everything that is expected, by name, with its rhythm in words of a language."""
    return [_expected(row, rhythm.of(row), language) for row in rows()]


def source(source_id: int, language: Language) -> Expected | None:
    """One expected table."""
    row = models.Source.objects.select_related("owner").filter(pk=source_id).first()
    return _expected(row, rhythm.of(row), language) if row else None


def standings(language: Language, moment: datetime | None = None) -> list[Stands]:
    """How everything that is expected stands (now): what is late first, then what comes next."""
    now, listed = moment or clock.now(), rows()
    came = arriving.latest(listed)
    found = [stands(row, came.get(row.pk), now, language) for row in listed]
    return sorted(found, key=lambda one: (*_rank(one), one.expected.name))


def stands(row: models.Source, last: Arrival | None, now: datetime, language: Language = "zh") -> Stands:
    """How one expected table stands at a moment, when this came last."""
    found = rhythm.of(row)
    expected = _expected(row, found, language)
    if not row.on or found is None:
        return Stands(expected, Standing.FREE if row.on else Standing.OFF, last, (), None)
    at = last.at if last else None
    late, coming = rhythm.passed(found, row.since, at, now), rhythm.upcoming(found, at, now)
    if late:
        state = Standing.LATE
    elif coming is not None and coming.opens <= now:
        state = Standing.OPEN
    else:
        state = Standing.DONE if last else Standing.WAITING
    return Stands(expected, state, last, late, coming)


def rows() -> list[models.Source]:
    """The rows of everything that is expected."""
    return list(models.Source.objects.select_related("owner"))


def late_count() -> int:
    """How many expected tables are late now."""
    return len(late_names())


def late_names() -> list[str]:
    """What the expected tables that are late now are called."""
    return [one.expected.name for one in standings("zh") if one.state is Standing.LATE]


def gone(person: Person | None) -> bool:
    """Whether somebody is no longer here."""
    return person is not None and person.left is not None and person.left < clock.today()


def _expected(row: models.Source, found: rhythm.Rhythm | None, language: Language) -> Expected:
    recurs, by = rhythm.in_words(found, language) if found else ("", "")
    return Expected(
        id=row.pk,
        name=row.name,
        what=row.what,
        shop=row.shop,
        way=row.way,
        owner=row.owner.number,
        owner_name=row.owner.name,
        gone=gone(row.owner),
        duty=row.duty,
        rhythm=row.rhythm,
        due=row.due,
        clicks=row.clicks,
        on=row.on,
        version=row.version,
        recurs=recurs,
        by=by,
        lost=bool(row.duty) and found is None,
    )


_ORDER = (Standing.LATE, Standing.OPEN, Standing.WAITING, Standing.DONE, Standing.FREE, Standing.OFF)


def _rank(one: Stands) -> Iterable[object]:
    turn = one.late[0] if one.late else one.next
    return _ORDER.index(one.state), turn.due.timestamp() if turn else 0.0
