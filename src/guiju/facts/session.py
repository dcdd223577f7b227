"""One import from its first file to its last commit."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl

from guiju.facts import aside, lake
from guiju.facts.connector import load_connectors, reader
from guiju.facts.errors import CancelledError
from guiju.facts.gather import Source, refusal
from guiju.facts.intake import Reading, Said, Taken, again, stated, take
from guiju.facts.lake import totals
from guiju.facts.lake.commit import Batch, Draft, commit
from guiju.facts.lake.ledger import Import
from guiju.facts.look import Seen, look
from guiju.facts.neighbours import columns, is_companion, neighbours
from guiju.facts.parsing.unfilled import missed
from guiju.facts.reading.table import UnreadableError
from guiju.facts.report import FileReport, Status
from guiju.facts.schema import load_schemas
from guiju.facts.secret import open_secret
from guiju.facts.told import described, unchanged

OLDEST = 1900  # a year before it is a slip of the hand, and every period since would count as covered
AHEAD = timedelta(days=1)  # clocks differ by hours; what says more comes from the future
FILES, FEW = 64, 3  # files published together; columns that a file lacks by mistake
ROWS = 1_500_000  # rows after which a batch is published early


@dataclass(frozen=True, slots=True)
class Step:
    """What an import is about to do.

    ``phase`` is ``read`` (``rows`` of ``file`` so far), ``wait`` (``file`` is the other importer's process number),
    ``merge``, ``publish``, ``published`` or ``done``; ``done`` of ``total`` files are read.
    """

    phase: str
    file: str
    done: int
    total: int
    rows: int


Progress = Callable[[Step], object]


@dataclass(frozen=True, slots=True)
class _Open:
    """A file that is read and not yet published: its place among the reports, and what came of it."""

    place: int
    taken: Taken
    rows_of: str  # the import id on its rows
    stale: tuple[str, ...]  # ids of rows set aside that this one supersedes


class Session:
    """Files go in one by one; ``with`` publishes what is open at the end and leaves nothing else behind."""

    def __init__(self, home: Path, said: Said, progress: Progress, patience: float) -> None:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)  # pay will lie here too
        self.home = home
        self.said = said
        self.lake = lake.open(home)
        self.secret = open_secret(home)
        self.reports: list[FileReport] = []
        aside.expire(home, self.secret, said.now)
        self._asides = aside.listed(home, self.secret)
        self._connectors, self._reader = load_connectors(home), reader(home)
        self._fact_of = {name: connector.fact for name, connector in self._connectors.items()}
        self._known = {entry.id: entry for entry in self.lake.view().imports()}
        self._batch = Batch(self.lake, load_schemas())
        self._open: list[_Open] = []
        self._sources: Sequence[Source] = ()
        self._progress = progress
        self._patience = patience
        self._swept = True

    def expect(self, sources: Sequence[Source]) -> None:
        """Say which files belong to the run."""
        self._sources = sources

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Publish the rest; a cancelled run marks what it did not publish, and ends without an error."""
        cancelled = isinstance(error, CancelledError)
        try:
            if error is None:
                self._finish()
        except CancelledError:
            cancelled = True
        finally:
            self._batch.close()
        if cancelled:
            self._mark_cancelled()
        return cancelled

    def file(self, source: Source) -> None:
        """Read one file into the open batch; publish the batch when it is full."""
        self._tell("read", source.name)
        try:
            seen, failure = look(source, self._connectors)
            if failure:
                self.reports.append(FileReport(source.name, Status.COMPANION) if is_companion(source) else failure)
            else:
                self._take(source, seen)
        except UnreadableError as error:
            self.reports.append(refusal(source.name, error.code, **error.data))
        except (FileNotFoundError, PermissionError):
            self.reports.append(refusal(source.name, "unreadable"))
        if len(self._open) >= FILES or self._batch.draft.rows >= ROWS:
            self._commit()

    def again(self, entry: aside.Aside) -> None:
        """Read rows that were set aside once more."""
        self._tell("read", entry.file)
        draft = self._batch.file()
        taken = again(entry, draft, self._reading(entry.file, entry.import_id, entry.as_of, self.said, {}))
        title = self._connectors[entry.connector].title
        report = FileReport(
            entry.file, Status.IMPORTED, entry.connector, title, import_id=entry.import_id, as_of=entry.as_of
        )
        line_id = _digest(entry.id, self.said.now)
        self._accept(replace(report, import_id=line_id), "", taken, draft, entry.import_id, stale=(entry.id,))

    def _take(self, source: Source, seen: Sequence[Seen]) -> None:
        says = stated(seen[0], source.name)
        said = replace(self.said, shop=self.said.shop or source.shop)
        beside = neighbours(source, self._sources, [one.found.connector for one in seen])
        read = (source, *(found for _, found in beside))
        marks = [one.mark() for one in read]
        sha, *others = (one.sha256() for one in read)
        stamp = says.exported or said.as_of
        if stamp and stamp > said.now + AHEAD:
            raise UnreadableError("ahead", when=stamp.isoformat(" ", "minutes"))
        first = min((said.on or date.max, *(said.covers or ())))
        if first.year < OLDEST:
            raise UnreadableError("long_ago", when=first.isoformat())
        priced = any(one.found.connector.currency for one in seen)
        rates = [sorted(said.rates.items())] if priced else []
        import_id = _digest(sha, said.shop, stamp, said.on or says.day, said.covers or says.covers, *others, *rates)
        before = self._known.get(import_id)
        if before and before.reader == self._reader:
            self.reports.append(unchanged(source.name, before, self._connectors))
            return
        as_of = stamp or (datetime.fromisoformat(before.as_of) if before else said.now)
        draft = self._batch.file()
        try:
            taken = take(seen, draft, self._reading(source.name, import_id, as_of, said, columns(beside)))
            _hold(read, marks)
        except BaseException:
            draft.discard()
            raise
        report = described(source.name, seen, import_id, as_of)
        stale = tuple(entry.id for entry in self._asides if entry.import_id == import_id)
        self._accept(report, sha, taken, draft, import_id, stale=stale)

    def _reading(
        self, file: str, import_id: str, as_of: datetime, said: Said, frames: Mapping[str, pl.DataFrame]
    ) -> Reading:
        return Reading(
            file=file,
            import_id=import_id,
            as_of=as_of,
            said=said,
            schemas=self._batch.schemas,
            secret=self.secret,
            neighbours=frames,
            connectors=self._connectors,
            awaited=frozenset(self._fact_of[entry.connector] for entry in self._asides),
            tell=lambda rows: self._tell("read", file, rows),
        )

    def _accept(
        self, report: FileReport, sha: str, taken: Taken, draft: Draft, rows_of: str, *, stale: tuple[str, ...]
    ) -> None:
        line = Import(
            id=report.import_id,
            reader=self._reader,
            sha256=sha,
            name=report.file,
            connector=report.connector,
            at=self.said.now.isoformat(),
            as_of=str(report.as_of and report.as_of.isoformat()),
            shop=self.said.shop,
            rows=taken.rows,
            set_aside=taken.set_aside,
            covers=tuple((one.fact, one.shop, one.start.isoformat(), one.end.isoformat()) for one in taken.covers),
            lacks=tuple((fact, column) for fact, columns in taken.lacks.items() for column in sorted(columns)),
        )
        self._batch.accept(line, draft)
        self._known[line.id] = line
        self._open.append(_Open(len(self.reports), taken, rows_of, stale))
        self.reports.append(
            replace(
                report,
                rows=taken.rows,
                skipped=taken.skipped,
                set_aside=taken.set_aside,
                covers=tuple(taken.covers),
                problems=tuple(taken.problems),
                missed=self._missed(report.connector, taken),
            )
        )

    def _missed(self, connector: str, taken: Taken) -> tuple[str, ...]:
        """Columns with figures that were left out of the file; none of a file with few, which somebody chose so."""
        one = self._connectors[connector]
        both, schemas = filter(None, (one, self._connectors.get(one.also))), self._batch.schemas
        named = (missed(taken.lacks.get(each.fact, ()), each, schemas[each.fact]) for each in both)
        found = tuple(dict.fromkeys(name for names in named for name in names))
        return found if len(found) <= FEW else ()

    def _finish(self) -> None:
        if self._open or any(shop in self.said.aliases for shop in self.lake.view().shops()):
            self._commit()
        if not self._swept:
            with self.lake.writing(patience=self._patience):
                self.lake.sweep()
        self._tell("done")

    def _commit(self) -> None:
        """Publish the open files: rows set aside are safe before the lake says that their file is in."""
        for one in self._open:
            for entry in one.taken.asides:
                aside.keep(self.home, self.secret, entry)
        done = commit(
            self._batch,
            now=self.said.now,
            aliases=self.said.aliases,
            patience=self._patience,
            waiting=lambda holder: self._tell("wait", holder),
            step=self._tell,
        )
        for one in self._open:
            counts = done.counts.get(one.rows_of, {})
            self.reports[one.place] = replace(self.reports[one.place], facts=counts)
        self._compare()
        self._mend()
        self._batch.close()
        self._batch = Batch(self.lake, self._batch.schemas)
        self._open = []
        self._swept = False

    def _compare(self) -> None:
        """Tell of orders whose lines add up to something else, beside the last of the files that speak of orders."""
        speaking = [one for one in self._open if self._fact_of[self.reports[one.place].connector] in totals.COMPARED]
        if not speaking:
            return
        report = self.reports[speaking[-1].place]
        problems = totals.problems(self.lake.view(), [one.rows_of for one in speaking], report.file)
        self.reports[speaking[-1].place] = replace(report, problems=(*report.problems, *problems))

    def _mend(self) -> None:
        """Drop rows set aside that have come in, or that were set aside anew."""
        came: dict[str, list[str]] = {}
        for one in self._open:
            fresh = {entry.id for entry in one.taken.asides}
            for name in set(one.stale) - fresh:
                aside.drop(self.home, name)
            for fact, keys in one.taken.came.items():
                came.setdefault(fact, []).extend(keys)
        if came:
            aside.mend(self.home, self.secret, self._fact_of, came)
        self._asides = aside.listed(self.home, self.secret)

    def _mark_cancelled(self) -> None:
        for one in self._open:
            self.reports[one.place] = FileReport(self.reports[one.place].file, Status.CANCELLED)
        for source in self._sources[len(self.reports) :]:
            self.reports.append(FileReport(source.name, Status.CANCELLED))

    def _tell(self, phase: str, file: str = "", rows: int = 0) -> None:
        """Tell the caller; stop when it says so, as long as nothing is visible yet."""
        step = Step(phase, file, len(self.reports), len(self._sources), rows)
        if self._progress(step) is False and phase not in {"published", "done"}:
            raise CancelledError


def _hold(read: Iterable[Source], marks: Sequence[tuple[int, ...]]) -> None:
    """UnreadableError when a file was written to meanwhile: its hash would stand for rows that were never read."""
    if [one.mark() for one in read] != [*marks]:
        raise UnreadableError("changing")


def _digest(*parts: object) -> str:
    text = json.dumps(parts, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20]
