"""From an address book and what its words mean to rows of the roster; who is unclear stays aside."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from guiju.apps.people import values
from guiju.apps.people.addressbook.values import SKIP, Aside, Entry, Turned, place
from guiju.apps.people.roster import checking
from guiju.apps.people.values import Person, Post, Roster, Row, holds
from guiju.apps.spreadsheet import Place

SHEET = "通讯录"
ROUNDS = 5  # setting somebody aside may free or bind another


@dataclass(frozen=True, slots=True)
class Sorting:
    """What departments and titles mean, from when the posts are, and who was said to be another of the same name.

    ``same_unit`` and ``same_position`` give the declared name of a unit or position that the roster names.
    """

    units: Mapping[str, str]
    positions: Mapping[str, str]
    start: date
    today: date
    others: Collection[str] = ()
    same_unit: Callable[[str], str] = str
    same_position: Callable[[str], str] = str


@dataclass(slots=True)
class _Heap:
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    void: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)
    out: int = 0


def turn(entries: Collection[Entry], sorting: Sorting, roster: Roster) -> Turned:
    """What an address book would make of a roster: nothing is ended but a main post that another takes the place of."""
    heap = _Heap()
    people, held = roster.people, _held(roster)
    numbers = {person.name: person.number for person in people.values()}
    for entry in entries:
        doubt = _doubt(entry, people, numbers, sorting.others)
        posts = _wanted(entry, sorting) if doubt is None else doubt
        if isinstance(posts, Aside):
            heap.aside.append(posts)
        elif not posts:
            heap.out += 1
        else:
            _turn(entry, posts, people.get(entry.number), held.get(entry.number, []), sorting, heap)
    _set_contradictions_aside(heap, roster)
    fresh = {entry.number: entry for entry in entries if heap.rows.get(entry.number)}
    present = {entry.number for entry in entries}
    new = [entry for number, entry in fresh.items() if number not in people]
    return Turned(
        rows=tuple(row for rows in heap.rows.values() for row in rows),
        void=tuple(row for number, rows in heap.void.items() if heap.rows.get(number) for row in rows),
        new=tuple((entry.number, entry.name) for entry in new),
        changed=tuple((number, entry.name) for number, entry in fresh.items() if number in people),
        same=sum(not rows for rows in heap.rows.values()),
        left_out=heap.out,
        aside=tuple(sorted(heap.aside, key=lambda one: one.row)),
        missing=tuple(_missing(people, present, sorting.today)),
        later=tuple((entry.number, entry.name) for entry in new if (entry.joined or sorting.start) > sorting.today),
    )


def _held(roster: Roster) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for post in roster.posts:
        found.setdefault(post.number, []).append(post)
    return found


def _doubt(
    entry: Entry, people: Mapping[str, Person], numbers: Mapping[str, str], others: Collection[str]
) -> Aside | None:
    """Why it is not clear who somebody is."""
    known = people.get(entry.number)
    if known is not None and known.name != entry.name:
        data = {"number": entry.number, "name": entry.name, "other": known.name}
        return Aside(entry.row, entry.name, "other_name", data, entry.number)
    if known is None and entry.name in numbers and entry.number not in others:
        data = {"name": entry.name, "other": numbers[entry.name]}
        return Aside(entry.row, entry.name, "same_name", data, entry.number)
    return None


def _wanted(entry: Entry, sorting: Sorting) -> list[tuple[str, str]] | Aside:
    """The units and positions that an entry asks for, the main one first; none where all were left out by hand."""
    found = []
    for department in entry.departments:
        unit = sorting.units.get(department, "")
        position = sorting.positions.get(place(department, entry.title), "")
        if SKIP in {unit, position}:
            continue
        if not unit:
            return Aside(entry.row, entry.name, "no_unit", {"department": department}, entry.number)
        if not position:
            return Aside(entry.row, entry.name, "no_position", {"title": entry.title or "—"}, entry.number)
        found.append((unit, position))
    return list(dict.fromkeys(found))


def _turn(
    entry: Entry,
    wanted: list[tuple[str, str]],
    known: Person | None,
    held: list[Post],
    sorting: Sorting,
    heap: _Heap,
) -> None:
    rows: list[Row] = []
    void: list[Row] = []
    at = Place(SHEET, entry.row)
    if known is None:
        rows.append(Person(entry.number, entry.name, entry.joined or sorting.start, None, at))
        start = entry.joined or sorting.start
    else:
        start = max(sorting.start, known.joined)
    here = [post for post in held if holds(post, start)]
    have = {(sorting.same_unit(post.unit), sorting.same_position(post.position)) for post in here}
    for first, (unit, position) in enumerate(wanted):
        if (unit, position) in have:
            continue
        if not first:
            for post in (post for post in here if post.main):
                if post.start < start:
                    rows.append(replace(post, end=start - timedelta(days=1), place=at))
                else:
                    void.append(post)
        rows.append(Post(entry.number, unit, position, start, None, entry.leads, not first, at))
    heap.rows[entry.number], heap.void[entry.number] = tuple(rows), tuple(void)


def _set_contradictions_aside(heap: _Heap, roster: Roster) -> None:
    """People whose rows would contradict the roster stay aside, each with the contradiction."""
    known = {(one.code, one.problem_text) for one in checking.check(roster)}
    for _round in range(ROUNDS):
        rows = [row for each in heap.rows.values() for row in each]
        gone = {values.key(row) for number, each in heap.void.items() if heap.rows.get(number) for row in each}
        kept = {key: row for key, row in roster.rows.items() if key not in gone}
        found = checking.check(Roster({**kept, **{values.key(row): row for row in rows}}))
        wrong = {one.place.row: one for one in found if one.place.row and (one.code, one.problem_text) not in known}
        if not wrong:
            return
        for number, each in list(heap.rows.items()):
            row = next((row.place.row for row in each if row.place), 0)
            if row in wrong:
                name = next((one.name for one in each if isinstance(one, Person)), number)
                heap.aside.append(Aside(row, name, "contradicts", {"problem": wrong[row].problem_text}, number))
                del heap.rows[number]


def _missing(people: Mapping[str, Person], present: Collection[str], today: date) -> Iterator[tuple[str, str]]:
    for person in people.values():
        if person.number not in present and (person.left is None or person.left >= today):
            yield person.number, person.name
