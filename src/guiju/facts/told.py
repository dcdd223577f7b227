"""What a report says of a file before a row of it is read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from guiju.facts.connector import Connector
from guiju.facts.lake.ledger import Import
from guiju.facts.look import Seen
from guiju.facts.report import Covered, FileReport, Status


def described(name: str, seen: Sequence[Seen], import_id: str, as_of: datetime) -> FileReport:
    """The report of a file that was recognised, before its rows are read."""
    found = seen[0].found
    connector = found.connector
    unused = tuple(one for one in found.names if one and one not in connector.known)
    doubled = [one for one, times in Counter(connector.wanted(found.names)).items() if times > 1]
    return FileReport(
        name,
        Status.IMPORTED,
        connector.id,
        connector.title,
        found.generation,
        import_id,
        as_of,
        unused=unused if connector.generations else (),
        other_sheets=seen[0].beside,
        doubled=tuple(connector.spelt.get(one, one) for one in doubled),
    )


def unchanged(name: str, before: Import, connectors: Mapping[str, Connector]) -> FileReport:
    """The report of a file that was imported before, as it went then."""
    connector = connectors[before.connector]
    return FileReport(
        name,
        Status.UNCHANGED,
        connector.id,
        connector.title,
        import_id=before.id,
        as_of=datetime.fromisoformat(before.as_of),
        rows=before.rows,
        set_aside=before.set_aside,
        covers=tuple(
            Covered(fact, shop, datetime.fromisoformat(start).date(), datetime.fromisoformat(end).date())
            for fact, shop, start, end in before.covers
        ),
    )
