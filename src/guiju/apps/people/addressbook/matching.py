"""What the departments and titles of an address book mean in the regulation: proposals, each with a person's say."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from guiju.apps.people.addressbook.values import Entry, Known, place

ALIKE = 0.62  # of two names, from which one is proposed for the other
_ENDINGS = re.compile(r"(?:中心|团队|小组|部门|部|组|科|室|team|group)$")
_CHIEFS = re.compile(r"(?:组长|主管|负责人|经理|总监|主任|店长|leader|lead|head|manager|director)$")


def departments(entries: Iterable[Entry]) -> dict[str, int]:
    """Every department that people stand in, by path, and how many they are."""
    found: dict[str, int] = {}
    for entry in entries:
        for department in entry.departments:
            found[department] = found.get(department, 0) + 1
    return dict(sorted(found.items()))


def titles(entries: Iterable[Entry]) -> dict[tuple[str, str], int]:
    """Every title in a department, and how many have it."""
    found: dict[tuple[str, str], int] = {}
    for entry in entries:
        for department in entry.departments:
            at = (department, entry.title)
            found[at] = found.get(at, 0) + 1
    return dict(sorted(found.items()))


def units(paths: Iterable[str], known: Sequence[Known], chosen: Mapping[str, str]) -> dict[str, str]:
    """The unit that each department means: as chosen, else the nearest of its path that the regulation knows."""
    return {path: chosen[path] if path in chosen else _unit(path, known) for path in paths}


def positions(
    pairs: Iterable[tuple[str, str]],
    units: Mapping[str, str],
    known: Sequence[Known],
    chosen: Mapping[str, str],
    settled: Collection[str] = (),
) -> dict[str, str]:
    """The position that each title means in its department's unit: as chosen, else the likest one.

    Whoever leads a department that stands under a unit, and is not the unit, does not lead the unit: nobody becomes
    director by a guess. ``settled`` are the departments whose unit a person chose.
    """
    found = {}
    for department, title in pairs:
        at, unit = place(department, title), units.get(department, "")
        itself = department in settled or _names(department, unit)
        found[at] = chosen[at] if at in chosen else _position(title, unit, known, itself=itself)
    return found


def moved(
    said: Mapping[str, str], shown: Mapping[str, str], units: Mapping[str, str], known: Sequence[Known]
) -> set[str]:
    """The places that were left as they were proposed although their departments, ``units``, became other units."""
    home = {one.name: one.unit for one in known}
    became = {at: units.get(at.rpartition("‖")[0], "") for at, word in said.items() if shown.get(at) == word}
    return {at for at, unit in became.items() if unit and home.get(said[at]) != unit}


def _names(path: str, unit: str) -> bool:
    """Whether the department is called like the unit, and not only stands under it."""
    steps = [step for step in path.split("/") if step]
    own = [step for step in reversed(steps) if _bare(step) == _bare(unit)]
    return not own or own[0] == steps[-1]


def _unit(path: str, known: Sequence[Known]) -> str:
    steps = [step for step in reversed(path.split("/")) if step]
    exact = {_folded(name): one.name for one in reversed(known) for name in (one.name, *one.aliases)}
    bare = {_bare(name): one.name for one in reversed(known) for name in (one.name, *one.aliases)}
    for step in steps:
        if found := exact.get(_folded(step)) or bare.get(_bare(step)):
            return found
    return next(filter(None, (_likest(step, known) for step in steps[:1])), "")


def _position(title: str, unit: str, known: Sequence[Known], *, itself: bool) -> str:
    if not title:
        return ""
    near = [one for one in known if one.unit == unit]
    for group in (near, known):
        exact = [one.name for one in group if _folded(title) in {_folded(name) for name in (one.name, *one.aliases)}]
        if exact:
            return exact[0]
    chief = next((one for one in near if one.leads), None)
    if chief is not None and _CHIEFS.search(title.strip().casefold()):
        return chief.name if itself else ""
    return _likest(title, [one for one in near if not one.leads]) or _likest(title, near or known)


def _likest(name: str, known: Sequence[Known]) -> str:
    wanted = _folded(name)
    scored = [(_alike(wanted, _folded(word)), one.name) for one in known for word in (one.name, *one.aliases)]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else ""


def _alike(one: str, two: str) -> float:
    if len(one) > 1 and len(two) > 1 and (one in two or two in one):
        return 0.9
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _bare(name: str) -> str:
    """A unit's name without the word that says what sort of unit it is."""
    said = _folded(name)
    return _ENDINGS.sub("", said) or said
