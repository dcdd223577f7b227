"""Bringing files into the lake: read, converge, publish, and report what happened to every one of them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from guiju.facts import aside
from guiju.facts.gather import Source, gather
from guiju.facts.intake import Said
from guiju.facts.lake.store import PATIENCE
from guiju.facts.rates import Rates
from guiju.facts.report import ImportReport
from guiju.facts.schema import ZONE
from guiju.facts.secret import open_secret
from guiju.facts.session import Progress, Session, Step

__all__ = ["ImportReport", "Progress", "Step", "retry", "run"]


def run(  # noqa: PLR0913 - each is something a person may say
    paths: Iterable[Path | str],
    home: Path | str,
    *,
    shop: str | None = None,
    as_of: datetime | None = None,
    on: date | None = None,
    covers: tuple[date, date] | None = None,
    aliases: Mapping[str, str] | None = None,
    rates: Rates | None = None,
    progress: Progress = lambda _step: None,
    now: datetime | None = None,
    patience: float = PATIENCE,
) -> ImportReport:
    """Import files and folders into the lake of ``home``.

    ``shop`` stands in where a file names none; ``as_of`` where it does not tell its time of export; ``on`` is the day
    of files without dates; ``covers`` the days covered, both included; ``aliases`` maps old shop names to new ones;
    ``rates`` say what one unit of a currency is worth in yuan.
    All times are wall time in Asia/Shanghai. When ``progress`` answers False the run stops; what was published stays.
    Raises LakeBusyError after ``patience`` seconds behind another importer, and DiskFullError: both leave the lake as
    it was at the last commit.
    """
    said = Said(now or _clock(), shop or "", as_of, on, covers, dict(aliases or {}), dict(rates or {}))
    session = Session(Path(home), said, progress, patience)
    with TemporaryDirectory(dir=session.lake.root / "staging", prefix="unpacked-") as scratch:
        sources, refused = gather([Path(path) for path in paths], Path(scratch))
        session.expect(sources)
        with session:
            for source in sources:
                session.file(source)
    return ImportReport((*refused, *session.reports), session.lake.view().manifest_id)


def retry(  # noqa: PLR0913 - each is something a person may say
    home: Path | str,
    *,
    shop: str | None = None,
    on: date | None = None,
    only: Collection[str] | None = None,
    aliases: Mapping[str, str] | None = None,
    rates: Rates | None = None,
    progress: Progress = lambda _step: None,
    now: datetime | None = None,
    patience: float = PATIENCE,
) -> ImportReport:
    """Read rows that were set aside once more (those with an id of ``only``, else all) with what is now said."""
    said = Said(now or _clock(), shop or "", None, on, None, dict(aliases or {}), dict(rates or {}))
    session = Session(Path(home), said, progress, patience)
    entries = [entry for entry in aside.listed(session.home, session.secret) if only is None or entry.id in only]
    session.expect([Source(Path(entry.file), entry.file) for entry in entries])
    with session:
        for entry in entries:
            session.again(entry)
    return ImportReport(tuple(session.reports), session.lake.view().manifest_id)


def set_aside(home: Path | str) -> list[aside.Aside]:
    """The rows that wait to be mended, the oldest first."""
    return aside.listed(Path(home), open_secret(Path(home)))


def _clock() -> datetime:
    return datetime.now(ZoneInfo(ZONE)).replace(tzinfo=None)
