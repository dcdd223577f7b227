"""One state of the lake as a value: its files, what days they cover, and where it came from."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from guiju.facts.lake import correction
from guiju.facts.lake.correction import Correction
from guiju.facts.lake.lacking import Lacking

EMPTY = "empty"
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file: rows of one fact and one month.

    ``days`` holds the first and last day of each time column that is not all empty; ``blanks`` names the time columns
    with empty cells. ``schema`` is the version of the fact's schema it was written with.
    """

    path: str
    fact: str
    month: str  # 2026-06, or "undated"
    rows: int
    bytes: int
    schema: int
    days: Mapping[str, tuple[str, str]]
    blanks: tuple[str, ...]
    shops: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days that are covered, both ends included, and the connector that covers them."""

    start: date
    end: date
    source: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A published state; ``ledger`` is the file that lists all imports up to it (empty for the empty lake).

    ``corrections`` lie over the rows of the files, in the order in which they were approved. ``lacking`` are the days
    whose files have no column for a figure.
    """

    id: str
    parent: str
    made: str
    ledger: str
    parts: tuple[Part, ...]
    coverage: Mapping[str, Mapping[str, tuple[Span, ...]]] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    lacking: Lacking = field(default_factory=dict)

    def of(self, fact: str) -> list[Part]:
        """The files of one fact, by month."""
        return [part for part in self.parts if part.fact == fact]


NOTHING = Manifest(EMPTY, "", "", "", ())


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of the same source joined where they touch or overlap, in order."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.source, one.start, one.end)):
        last = result[-1] if result else None
        if last and last.source == span.source and span.start <= last.end + timedelta(days=1):
            result[-1] = Span(last.start, max(last.end, span.end), last.source)
        else:
            result.append(span)
    return tuple(sorted(result))


def ranges(spans: Iterable[Span]) -> list[tuple[date, date]]:
    """The covered days of all sources together, as ranges in order."""
    return [(span.start, span.end) for span in merged(Span(one.start, one.end, "") for one in spans)]


def compose(
    parent: Manifest,
    *,
    parts: Iterable[Part],
    coverage: Mapping[str, Mapping[str, tuple[Span, ...]]],
    ledger: str,
    made: datetime,
    corrections: Iterable[Correction] | None = None,
    lacking: Lacking | None = None,
) -> Manifest:
    """The next manifest; its id is the wall time it was made (Asia/Shanghai) and a hash of what it says.

    The parent's ``corrections`` and what its files are ``lacking`` go on unless others are given.
    """
    layer = parent.corrections if corrections is None else tuple(corrections)
    ordered = tuple(sorted(parts, key=lambda part: (part.fact, part.month, part.path)))
    stamp = made.strftime("%Y%m%dT%H%M%S")
    holes = parent.lacking if lacking is None else lacking
    draft = Manifest("", parent.id, stamp, ledger, ordered, coverage, layer, holes)
    digest = hashlib.sha256(dump(draft)).hexdigest()[:10]
    return replace(draft, id=f"{stamp}-{digest}")


def dump(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    coverage = {
        fact: {
            shop: [[span.start.isoformat(), span.end.isoformat(), span.source] for span in spans]
            for shop, spans in sorted(shops.items())
        }
        for fact, shops in sorted(manifest.coverage.items())
    }
    body = {
        "id": manifest.id,
        "parent": manifest.parent,
        "made": manifest.made,
        "ledger": manifest.ledger,
        "parts": [asdict(part) for part in manifest.parts],
        "coverage": coverage,
        "corrections": [correction.plain(one) for one in manifest.corrections],
        "lacking": _plain(manifest.lacking),
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def load(data: bytes) -> Manifest:
    """The manifest that ``dump`` wrote; ValueError, KeyError or TypeError when it is damaged."""
    body = json.loads(data)
    coverage = {
        fact: {
            shop: tuple(
                Span(date.fromisoformat(start), date.fromisoformat(end), source) for start, end, source in spans
            )
            for shop, spans in shops.items()
        }
        for fact, shops in body["coverage"].items()
    }
    parts = tuple(_part(raw) for raw in body["parts"])
    corrections = tuple(correction.read(raw) for raw in body.get("corrections", ()))  # none in the oldest states
    lacking = _read(body.get("lacking", {}))  # none in older states
    return Manifest(body["id"], body["parent"], body["made"], body["ledger"], parts, coverage, corrections, lacking)


def _plain(lacking: Lacking) -> dict[str, Any]:
    return {
        fact: {
            column: {
                shop: [[start.isoformat(), end.isoformat()] for start, end in days] for shop, days in shops.items()
            }
            for column, shops in columns.items()
        }
        for fact, columns in lacking.items()
    }


def _read(raw: Mapping[str, Any]) -> Lacking:  # Any: plain JSON
    return {
        fact: {
            column: {
                shop: tuple((date.fromisoformat(start), date.fromisoformat(end)) for start, end in days)
                for shop, days in shops.items()
            }
            for column, shops in columns.items()
        }
        for fact, columns in raw.items()
    }


def _part(raw: dict[str, Any]) -> Part:  # Any: plain JSON
    days = {column: (first, last) for column, (first, last) in raw.pop("days").items()}
    return Part(days=days, blanks=tuple(raw.pop("blanks")), shops=tuple(raw.pop("shops")), **raw)
