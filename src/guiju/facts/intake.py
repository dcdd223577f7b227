"""One recognised file into rows: read, its bad rows kept apart, its covered days found."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from guiju.facts.aside import Aside
from guiju.facts.connector import Connector
from guiju.facts.lake.commit import Draft
from guiju.facts.look import Seen
from guiju.facts.parsing.currency import without_rate
from guiju.facts.parsing.rows import Origin
from guiju.facts.parsing.shaped import Shaper
from guiju.facts.parsing.shapes import Ordinals, apart, joined
from guiju.facts.pile import LISTED, Days, Pile, Reading, Said, Taken
from guiju.facts.problems import Problem
from guiju.facts.reading.table import UnreadableError
from guiju.facts.report import Covered
from guiju.facts.stated import Stated, above, in_name, number_in

__all__ = ["LISTED", "Reading", "Said", "Taken", "again", "stated", "take"]

_SHEET = 32  # bits of a row number below those of the sheet


def take(seen: Sequence[Seen], draft: Draft, reading: Reading) -> Taken:
    """Read all tables of a file into ``draft``; UnreadableError when it breaks or lacks what it needs."""
    taken = Taken()
    for number, one in enumerate(seen):
        _take_table(one, number, draft, reading, taken)
    if not taken.rows and not taken.covers:
        raise UnreadableError("no_rows")
    listed = len({(problem.sheet, problem.row) for problem in taken.problems})
    if taken.set_aside > listed:
        taken.problems.append(Problem("more", reading.file, data={"count": str(taken.set_aside - listed)}))
    return taken


def again(entry: Aside, draft: Draft, reading: Reading) -> Taken:
    """Read rows that were set aside once more, as if they were their file."""
    taken = Taken()
    connector = reading.connectors[entry.connector]
    origin = Origin(
        file=entry.file,
        sheet=entry.sheet,
        import_id=entry.import_id,
        as_of=entry.as_of,
        now=reading.said.now,
        hashed=reading.secret.hashed,
        shop=reading.said.shop or entry.shop,
        day=reading.said.on or entry.day,
        offset=entry.offset,
        aliases=reading.said.aliases,
        rates=reading.said.rates,
    )
    raw = apart(entry.frame())
    taken.rows = raw.height
    also = reading.connectors[connector.also] if connector.also else None
    pile = Pile(reading, draft, taken, connector, also)
    pile.add(raw, origin)
    pile.end()
    if pile.bad:
        taken.asides.append(_aside(pile, connector, entry.id, origin))
    for each in filter(None, (connector, also)):
        taken.covers.extend(_covered(each, pile.days.get(each.fact, {}), Stated(), reading))
    return taken


def stated(seen: Seen, file: str) -> Stated:
    """What a table's file name and the rows above its header say; the rows are nearer to the truth."""
    named = in_name(Path(file).name)
    heading = above(seen.head.rows[: max(seen.found.at, 0)])
    covers = heading.covers or named.covers
    day = named.day or (covers[0] if covers and covers[0] == covers[1] else None)
    return Stated(covers, heading.exported or named.exported, day)


def _take_table(seen: Seen, number: int, draft: Draft, reading: Reading, taken: Taken) -> None:
    """Read a table; once more where a bad row shows that its order began to come in already, chunks before."""
    waiting: frozenset[str] = frozenset()
    while True:
        mine, so_far = draft.beside(), taken.copy()
        pile = _read_table(seen, number, mine, reading, so_far, waiting)
        if not pile.late:
            break
        mine.discard()
        waiting = frozenset(pile.waiting)
    draft.accept(mine)
    taken.become(so_far)


def _read_table(seen: Seen, number: int, draft: Draft, reading: Reading, taken: Taken, waiting: frozenset[str]) -> Pile:
    connector = seen.found.connector
    says = stated(seen, reading.file)
    origin = _origin(seen, number, says, reading)
    also = reading.connectors[connector.also] if connector.also else None
    ordinals = Ordinals(connector.natural)
    pile = Pile(reading, draft, taken, connector, also, waiting)
    for chunk in _raw(seen, connector, also, reading):
        raw = ordinals.number(chunk)
        taken.rows += raw.height
        pile.add(raw, origin)
        reading.tell(taken.rows)
    pile.end()
    if pile.bad:
        taken.asides.append(_aside(pile, connector, f"{reading.import_id}-{number}", origin))
    for each in filter(None, (connector, also)):
        taken.covers.extend(_covered(each, pile.days.get(each.fact, {}), says, reading))
    return pile


def _origin(seen: Seen, number: int, says: Stated, reading: Reading) -> Origin:
    said = reading.said
    day = said.on or says.day
    dateless = any(
        one.given and not set(one.names) & set(seen.found.names) for one in seen.found.connector.columns.values()
    )
    if dateless and not day:
        raise UnreadableError("needs_day")
    _judge_name(seen, reading)
    foreign = without_rate(seen.found.connector, said.rates)
    if foreign:
        raise UnreadableError("needs_rate", currency=foreign)
    return Origin(
        file=reading.file,
        sheet=seen.table.sheet,
        import_id=reading.import_id,
        as_of=reading.as_of,
        now=said.now,
        hashed=reading.secret.hashed,
        shop=said.shop,
        day=day,
        offset=number << _SHEET,
        aliases=said.aliases,
        rates=said.rates,
    )


def _judge_name(seen: Seen, reading: Reading) -> None:
    """Refuse a table that is told apart by its file's name alone when the name does not say it."""
    columns = seen.found.connector.columns
    unsaid = [
        name
        for name, take in columns.items()
        if take.named and not set(take.names) & set(seen.found.names) and not number_in(take.named, reading.file)
    ]
    if unsaid:
        column = reading.schemas[seen.found.connector.fact].column(unsaid[0])
        raise UnreadableError("needs_name", column=column.name, column_en=column.meaning.en)


def _raw(seen: Seen, connector: Connector, also: Connector | None, reading: Reading) -> Iterator[pl.DataFrame]:
    """The chunks of a table under header names, with its neighbours' columns."""
    names = seen.found.names
    wanted = dict.fromkeys([*connector.wanted(names), *(also.wanted(names) if also else ())])
    places = {str(names.index(name)): name for name in wanted}
    shaper = Shaper(connector.shape)
    for chunk in seen.table.chunks(seen.head, seen.found.at, [int(place) for place in places]):
        rows = shaper.rows(chunk.rename(places))
        if rows.height:
            yield joined(rows, connector, reading.neighbours)


def _covered(connector: Connector, days: Days, says: Stated, reading: Reading) -> Iterator[Covered]:
    """What is said to be covered, else the days found; nothing later than the export itself."""
    said = reading.said
    told = said.covers or says.covers
    shops = dict(days)
    if told and said.shop and not shops:
        shops[said.aliases.get(said.shop, said.shop)] = told
    for shop, found in sorted(shops.items()):
        start, end = told or found
        if connector.whole_months and not told:
            start, end = start.replace(day=1), end.replace(day=monthrange(end.year, end.month)[1])
        end = min(end, reading.as_of.date())
        if start <= end:
            yield Covered(connector.fact, shop, start, end)


def _aside(pile: Pile, connector: Connector, name: str, origin: Origin) -> Aside:
    reading = pile.reading
    cells: dict[str, list[Any]] = pile.private().to_dict(as_series=False)  # Any: text, or our own numbers
    return Aside(
        id=name,
        import_id=origin.import_id,
        file=origin.file,
        sheet=origin.sheet,
        offset=origin.offset,
        connector=connector.id,
        at=reading.said.now,
        as_of=origin.as_of,
        shop=origin.shop,
        day=origin.day,
        rows=cells,
        keys=tuple(pile.keys),
        problems=tuple(problem for problem in pile.taken.problems if problem.sheet == origin.sheet),
    )
