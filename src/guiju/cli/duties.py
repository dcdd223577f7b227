"""guiju duties: what is due on a day, by which clause, from a document alone or with the roster."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from guiju.cli import documents, dues, state
from guiju.cli.language import Language, language
from guiju.cli.troubles import why
from guiju.engines import periods
from guiju.lang.regulation import Regulation

if TYPE_CHECKING:
    from guiju.apps.people.values import Person, Post
    from guiju.engines.calendar.plan import Holder

LONGEST = timedelta(days=366)


class UsageError(Exception):
    """What was asked for cannot be had; the message says so in the language of the output."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The posts, and names by 工号; ``known`` is false where positions stand for the people who hold them."""

    holders: "tuple[Holder, ...]"
    names: dict[str, str]
    known: bool = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--on", metavar="DAY", help="哪一天，如 2026-10-09；也可以是月等，不写则今天 (else today)")
    parser.add_argument("--to", metavar="DAY", help="到哪一天 (last day)")
    parser.add_argument(
        "--regulation", metavar="DOC", help="制度文件；不写则用已采用的 (a document; else the adopted one)"
    )
    parser.add_argument(
        "--roster", metavar="FILE.xlsx", help="名册工作簿；配合 --regulation，不写则按岗位说 (else by position)"
    )
    parser.add_argument("--person", metavar="P", help="只看一人：工号、姓名，或岗位 (one person, or position)")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    ways.add_argument("--ics", metavar="FILE", help="写成日历文件 (write an iCalendar file)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what is due: 1 when nobody holds a post or a duty cannot be planned, 2 when it cannot be told."""
    spoken = language(args.lang)
    try:
        start, end = _span(args, spoken)
        regulation = _regulation(args, end, spoken)
        if regulation is None:
            return 2
        roster = _roster(args, regulation, spoken)
        found = _found(regulation, roster, start, end)
        if args.person:
            found = _of(found, roster, args.person, spoken)
        if args.ics:
            _write(Path(args.ics), dues.as_ical(found, datetime.now(UTC), spoken), spoken)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(dues.as_json(found), ensure_ascii=False, indent=2))
    elif not args.ics:
        print("\n".join(dues.lines(found, spoken)))
    return int(bool(found.left_out) or any(found.vacant(due) for due in found.due))


def _span(args: argparse.Namespace, spoken: Language) -> tuple[date, date]:
    """The days asked for; a month or week stands for all of its days."""
    first = _period(args.on, spoken) if args.on else periods.containing(_today(args), periods.Grain.DAY)
    start, end = first.start, (_period(args.to, spoken) if args.to else first).end
    if not start <= end <= start + LONGEST:
        raise UsageError(
            _pick(spoken, "--to 要在 --on 之后，一年之内", "--to must come after --on, within a year"),
        )
    return start, end


def _period(text: str, spoken: Language) -> periods.Period:
    try:
        return periods.parse(text)
    except ValueError as error:
        both = f"读不懂「{text}」；写成 2026-10-09", f"cannot read {text}; write 2026-10-09"
        raise UsageError(_pick(spoken, *both)) from error


def _today(args: argparse.Namespace) -> date:
    """Today; as the state's clock has it when the state is asked."""
    if args.regulation:
        return datetime.now(ZoneInfo("Asia/Shanghai")).date()
    state.ready(args.lang)
    from guiju.apps import clock

    return clock.today()


def _regulation(args: argparse.Namespace, day: date, spoken: Language) -> Regulation | None:
    """The document, or the regulation in force on the last day; ``None`` after its errors were printed."""
    if args.regulation:
        return documents.load(args.regulation, spoken)
    state.ready(args.lang)
    from guiju.apps.rulebook import queries

    edition = queries.edition_at(day)
    if not edition:
        both = (
            f"{day}没有施行的制度；用 --regulation 指定一份",
            f"no regulation in force on {day}; name one with --regulation",
        )
        raise UsageError(_pick(spoken, *both))
    return queries.regulation(edition)


def _roster(args: argparse.Namespace, regulation: Regulation, spoken: Language) -> Roster:
    """The workbook's, or that of the state; with a document alone, one holder for each position."""
    if args.roster:
        return read_roster(Path(args.roster), spoken)
    if not args.regulation:
        from guiju.apps.people import queries

        return _staffed(queries.posts(), queries.people())
    from guiju.engines.calendar.plan import Holder
    from guiju.lang.kinds import Position

    posts = regulation.of(Position).values()
    return Roster(
        tuple(Holder(post.name, post.unit, post.name) for post in posts),
        {post.name: post.name for post in posts},
        known=False,
    )


def read_roster(path: Path, spoken: Language) -> Roster:
    """The roster of a workbook, without a database."""
    from guiju.apps.people.roster import reading
    from guiju.apps.people.values import Person, Post

    try:
        content = path.read_bytes()
    except OSError as error:
        both = f"读不了 {path}：{why(error, 'zh')}", f"cannot read {path}: {why(error, 'en')}"
        raise UsageError(_pick(spoken, *both)) from error
    filled = reading.read(content)
    if filled.findings:
        raise UsageError("\n".join(state.told(filled.findings, spoken)))
    rows = filled.rows.values()
    return _staffed([row for row in rows if isinstance(row, Post)], [row for row in rows if isinstance(row, Person)])


def _staffed(posts: "Iterable[Post]", people: "Sequence[Person]") -> Roster:
    """Posts with their dates, a person's main one first; nobody holds one after they have left."""
    from guiju.engines.calendar.plan import Holder

    left = {person.number: person.left for person in people}
    ordered = sorted(posts, key=lambda post: (post.number, not post.main, post.start))
    holders = []
    for post in ordered:
        ends = [day for day in (post.end, left.get(post.number)) if day is not None]
        holders.append(Holder(post.number, post.unit, post.position, post.leader, post.start, min(ends, default=None)))
    return Roster(tuple(holders), {person.number: person.name for person in people})


def _found(regulation: Regulation, roster: Roster, start: date, end: date) -> dues.Found:
    from guiju.engines.calendar import days, plan

    planned = plan.plan(regulation, roster.holders, start, end, days.public())
    return dues.Found(
        regulation, start, end, planned, plan.left_out(regulation, end), roster.names, people=roster.known
    )


def _of(found: dues.Found, roster: Roster, who: str, spoken: Language) -> dues.Found:
    numbers = {number for number, name in roster.names.items() if who in (number, name)}
    if not numbers:
        both = f"没有这个人：{who}", f"nobody by that name or number: {who}"
        if not roster.known:
            both = f"没有这个岗位：{who}；要看人，用 --roster", f"no such position: {who}; for people give --roster"
        raise UsageError(_pick(spoken, *both))
    return found.of(numbers)


def _write(path: Path, content: bytes, spoken: Language) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        both = f"写不了 {path}：{why(error, 'zh')}", f"cannot write {path}: {why(error, 'en')}"
        raise UsageError(_pick(spoken, *both)) from error


def _pick(spoken: Language, chinese: str, english: str) -> str:
    return chinese if spoken == "zh" else english
