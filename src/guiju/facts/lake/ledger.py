"""The list of all imports, one immutable file for each manifest."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

OF_HOUSE = "guiju"  # stands where the connector of a file stands


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was brought in.

    ``id`` is a hash of its bytes and of what was said beside it (shop, days, as-of); ``reader`` a hash of the
    connectors and schemas that read it: the same id under another reader is read again. ``as_of`` decides which of
    two rows is the newer one. ``lacks`` are figures that the file has no column for.
    """

    id: str
    reader: str
    sha256: str
    name: str
    connector: str
    at: str
    as_of: str
    shop: str
    rows: int
    set_aside: int
    covers: tuple[tuple[str, str, str, str], ...]  # fact, shop, first day, last day
    lacks: tuple[tuple[str, str], ...] = ()  # fact, column


def read(path: Path) -> list[Import]:
    """All imports in the order they came."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [_entry(json.loads(line)) for line in file]


def dump(entries: Iterable[Import]) -> bytes:
    """The bytes of a ledger file; equal entries give equal bytes."""
    lines = "".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)
    return gzip.compress(lines.encode(), compresslevel=5, mtime=0)


def _entry(raw: dict[str, object]) -> Import:
    covers = tuple(tuple(cover) for cover in raw.pop("covers"))  # type: ignore[attr-defined]
    lacks = tuple(tuple(lack) for lack in raw.pop("lacks", ()))  # type: ignore[attr-defined]  # none in old ledgers
    return Import(covers=covers, lacks=lacks, **raw)  # type: ignore[arg-type]
