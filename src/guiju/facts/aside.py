"""Rows that could not come in: sealed on disk until they are mended or thirty days have passed."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.fernet import InvalidToken

from guiju.facts.errors import LakeBrokenError
from guiju.facts.lake.durable import replace
from guiju.facts.problems import Problem
from guiju.facts.secret import Secret

if TYPE_CHECKING:
    import polars as pl

KEPT = timedelta(days=30)
MOST = 20_000  # rows kept of one table; beyond that the file itself must be mended


@dataclass(frozen=True, slots=True)
class Aside:
    """Rows of one table as they were read, with all that is needed to read them again; buyers are hashed already.

    ``id`` names the stored file. ``rows`` maps column to cells; ``keys`` holds each row's own number where it has one.
    """

    id: str
    import_id: str
    file: str
    sheet: str
    offset: int
    connector: str
    at: datetime
    as_of: datetime
    shop: str
    day: date | None
    rows: Mapping[str, list[Any]]  # Any: text, or a number in the columns of our own
    keys: tuple[str, ...]
    problems: tuple[Problem, ...]

    def frame(self) -> "pl.DataFrame":
        """The rows as a reader gave them."""
        import polars as pl  # heavy: pages list rows without it

        kinds: dict[str, pl.DataType] = {
            name: pl.Int64() if name in {"_row", "_nth"} else pl.String() for name in self.rows
        }
        return pl.DataFrame(dict(self.rows), schema=kinds)


def keep(home: Path, secret: Secret, entry: Aside) -> None:
    """Store rows under their id, in place of those that are there."""
    folder = _folder(home)
    replace(folder / f"{entry.id}.aside", secret.box.encrypt(zlib.compress(_dump(entry))))


def drop(home: Path, name: str) -> None:
    """Delete stored rows; nothing happens when they are gone."""
    (_folder(home) / f"{name}.aside").unlink(missing_ok=True)


def names(home: Path) -> list[str]:
    """The ids of everything set aside, without opening any of it."""
    return sorted(path.stem for path in _folder(home).glob("*.aside"))


def find(home: Path, secret: Secret, name: str) -> Aside | None:
    """What is set aside under an id, None when there is nothing; LakeBrokenError when it cannot be opened."""
    return _load(_folder(home) / f"{name}.aside", secret) if name in names(home) else None


def listed(home: Path, secret: Secret) -> list[Aside]:
    """Everything set aside, the oldest first; LakeBrokenError for a file that this home's secret does not open."""
    return sorted((_load(path, secret) for path in _folder(home).glob("*.aside")), key=lambda one: (one.at, one.id))


def expire(home: Path, secret: Secret, now: datetime) -> list[str]:
    """Delete what is older than thirty days; the ids deleted."""
    gone = [entry.id for entry in listed(home, secret) if now - entry.at > KEPT]
    for name in gone:
        drop(home, name)
    return gone


def mend(home: Path, secret: Secret, fact_of: Mapping[str, str], came: Mapping[str, Iterable[str]]) -> None:
    """Delete set-aside rows whose own number has come in since; ``came`` holds numbers by fact."""
    arrived = {fact: frozenset(keys) for fact, keys in came.items()}
    for entry in listed(home, secret):
        here = arrived.get(fact_of[entry.connector], frozenset())
        left = [place for place, key in enumerate(entry.keys) if not key or key not in here]
        if len(left) < len(entry.keys):
            _shrink(home, secret, entry, left)


def _shrink(home: Path, secret: Secret, entry: Aside, left: list[int]) -> None:
    if not left:
        drop(home, entry.id)
        return
    numbers = {entry.rows["_row"][place] for place in left}
    keep(
        home,
        secret,
        Aside(
            **{name: getattr(entry, name) for name in Aside.__slots__ if name not in {"rows", "keys", "problems"}},
            rows={name: [cells[place] for place in left] for name, cells in entry.rows.items()},
            keys=tuple(entry.keys[place] for place in left),
            problems=tuple(problem for problem in entry.problems if problem.row in numbers),
        ),
    )


def _folder(home: Path) -> Path:
    folder = Path(home) / "aside"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _dump(entry: Aside) -> bytes:
    body = {name: getattr(entry, name) for name in Aside.__slots__}
    body["problems"] = [{name: getattr(one, name) for name in Problem.__slots__} for one in entry.problems]
    return json.dumps(body, ensure_ascii=False, default=lambda moment: moment.isoformat()).encode()


def _load(path: Path, secret: Secret) -> Aside:
    try:
        body = json.loads(zlib.decompress(secret.box.decrypt(path.read_bytes())))
    except (InvalidToken, zlib.error, ValueError, OSError) as error:
        raise LakeBrokenError(path) from error
    body["at"] = datetime.fromisoformat(body["at"])
    body["as_of"] = datetime.fromisoformat(body["as_of"])
    body["day"] = date.fromisoformat(body["day"]) if body["day"] else None
    body["keys"] = tuple(body["keys"])
    body["problems"] = tuple(Problem(**one) for one in body["problems"])
    return Aside(**body)
