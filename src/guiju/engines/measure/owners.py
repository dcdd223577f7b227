"""Whose rows they are: dated ownership of shops, channels, campaigns and service accounts, cut where it changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import lcm

from guiju.lang.values import Missing, Why

NOBODY = 0  # the holder of rows without an owner
ASSIGNED = "assigned"  # the kind of rows that a correction gave to somebody
PERSON = "person"  # the kind of what is somebody's own because it names them: their work


@dataclass(frozen=True, slots=True)
class Ownership:
    """A person owns a thing from ``start`` to ``end``, both days included; no end means still.

    ``kind`` is shop, channel, campaign, agent or ``PERSON``, ``key`` the thing's name. Without ``share`` it is the
    whole.
    """

    kind: str
    key: str
    person: str
    start: date
    end: date | None = None
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A person belongs to a unit from ``start`` to ``end``; rows of the unit are theirs on those days."""

    person: str
    unit: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Owners:
    """The roster as far as rows go."""

    ownerships: tuple[Ownership, ...] = ()
    memberships: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a thing is held in the same way by ``holder``, a number from 1 on."""

    kind: str
    key: str
    start: date
    end: date
    holder: int


@dataclass(frozen=True, slots=True)
class Stake:
    """The part of a holder's rows that counts for ``who`` (``None``: nobody), in parts of ``Held.whole``.

    Where several own one thing and their shares are not known or exceed the whole, ``conflict`` is the holder.
    """

    holder: int
    who: str | None
    parts: int
    conflict: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """All spans and stakes of some days."""

    spans: tuple[Span, ...]
    stakes: tuple[Stake, ...]
    whole: int

    def conflict(self, holder: int) -> Missing:
        """What is missing where several hold one thing without shares."""
        span = next(span for span in self.spans if span.holder == holder)
        return Missing.because(Why.NO_SHARES, span.key, span.kind)


Shares = Mapping[str, Fraction | None]


def held(owners: Owners, start: date, end: date, parents: Mapping[str, Sequence[str]] | None = None) -> Held:
    """Who holds what from ``start`` to ``end``: people, or with ``parents`` their units and all units above these.

    ``parents`` leads from a unit to itself and those above it.
    """
    owned_things: dict[tuple[str, str], list[Ownership]] = {}
    for one in owners.ownerships:
        if _touches(one, start, end):
            owned_things.setdefault((one.kind, one.key), []).append(one)
    places_of: dict[str, list[Membership]] = {}
    for place in owners.memberships if parents is not None else ():
        places_of.setdefault(place.person, []).append(place)
    spans: list[Span] = []
    shares: list[dict[str | None, Fraction | None]] = []
    for (kind, key), rows in sorted(owned_things.items()):
        people = {row.person for row in rows}
        places = [place for person in people for place in places_of.get(person, ())]
        for first, last in _cuts([*rows, *places], start, end):
            owned = _owned(rows, first)
            if owned:
                spans.append(Span(kind, key, first, last, len(spans) + 1))
                shares.append(_by_person(owned) if parents is None else _by_unit(owned, places, first, parents))
    whole = lcm(*(share.denominator for split in shares for share in split.values() if share is not None))
    stakes = [Stake(NOBODY, None, whole)]
    for holder, split in enumerate(shares, 1):
        for who, share in split.items():
            unknown = share is None
            stakes.append(Stake(holder, who, 0 if share is None else int(share * whole), holder if unknown else 0))
    return Held(tuple(spans), tuple(stakes), whole)


def things(
    owners: Owners, who: str, start: date, end: date, parents: Mapping[str, Sequence[str]]
) -> set[tuple[str, str]]:
    """The kind and name of everything that a person, or the people of a unit, own on some of these days."""
    people = {who}
    for place in owners.memberships:
        if who in parents.get(place.unit, (place.unit,)) and _touches(place, start, end):
            people.add(place.person)
    return {(one.kind, one.key) for one in owners.ownerships if one.person in people and _touches(one, start, end)}


def _touches(row: Ownership | Membership, start: date, end: date) -> bool:
    return row.start <= end and (row.end is None or row.end >= start)


def _cuts(rows: Iterable[Ownership | Membership], start: date, end: date) -> list[tuple[date, date]]:
    """The days from start to end in spans within which no row begins or ends."""
    day = timedelta(days=1)
    cuts = {start, end + day}
    for row in rows:
        cuts.add(row.start)
        if row.end is not None:
            cuts.add(row.end + day)
    inside = sorted(cut for cut in cuts if start <= cut <= end + day)
    return [(first, after - day) for first, after in pairwise(inside)]


def _holds(row: Ownership | Membership, day: date) -> bool:
    return row.start <= day and (row.end is None or day <= row.end)


def _owned(rows: list[Ownership], day: date) -> dict[str, Fraction | None]:
    """Each owner's share on a day; a sole owner has the whole, unless their share says less."""
    shares: dict[str, list[Fraction | None]] = {}
    for row in rows:
        if _holds(row, day):
            shares.setdefault(row.person, []).append(row.share)
    alone = len(shares) == 1
    found: dict[str, Fraction | None] = {}
    for person, parts in shares.items():
        stated = [part for part in parts if part is not None]
        found[person] = sum(stated, Fraction(0)) if len(stated) == len(parts) else (Fraction(1) if alone else None)
    return found


def _exceeds(owned: Shares) -> bool:
    return sum((share for share in owned.values() if share is not None), Fraction(0)) > 1


def _by_person(owned: Shares) -> dict[str | None, Fraction | None]:
    """People's shares, ``None`` where they are in conflict, and what is left for nobody."""
    if None in owned.values() or _exceeds(owned):
        return dict.fromkeys(owned, None)
    split: dict[str | None, Fraction | None] = dict(owned.items())
    rest = 1 - sum((share for share in owned.values() if share is not None), Fraction(0))
    if rest:
        split[None] = rest
    return split


def _by_unit(
    owned: Shares, places: list[Membership], day: date, parents: Mapping[str, Sequence[str]]
) -> dict[str | None, Fraction | None]:
    """Units' shares: all of a thing whose owners are all in the unit, else the sum of its people's shares."""
    members: dict[str, set[str]] = {}
    for place in places:
        if _holds(place, day):
            for unit in parents.get(place.unit, (place.unit,)):
                members.setdefault(unit, set()).add(place.person)
    conflict = None in owned.values() or _exceeds(owned)
    split: dict[str | None, Fraction | None] = {}
    for unit, people in members.items():
        inside = [owned[person] for person in owned if person in people]
        if not inside:
            continue
        if conflict:
            split[unit] = Fraction(1) if len(inside) == len(owned) else None
        else:
            split[unit] = sum((share for share in inside if share is not None), Fraction(0))
    placed = [share for person, share in owned.items() if any(person in people for people in members.values())]
    if not conflict:
        rest = 1 - sum((share for share in placed if share is not None), Fraction(0))
        if rest:
            split[None] = rest
    elif not placed:
        split[None] = Fraction(1)
    return split
