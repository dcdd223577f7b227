"""Which positions a word for people means, and whose hours they keep."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from guiju.lang.kinds import Position, Schedule, Unit
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.kinds.duty.model import Who, WhoKind
from guiju.lang.regulation import Regulation


@dataclass(slots=True)
class Holders:
    """The positions and units of a regulation, looked up once for all checks of a kind."""

    positions: Mapping[str, Position]
    units: Mapping[str, Unit]
    schedules: Mapping[tuple[SubjectKind, str], Schedule]
    members: dict[str, frozenset[str]] = field(default_factory=dict)

    @staticmethod
    def of(regulation: Regulation) -> "Holders":
        """Those of a regulation."""
        schedules = {(one.subject.kind, one.subject.name): one for one in regulation.of(Schedule).values()}
        found = Holders(regulation.of(Position), regulation.of(Unit), schedules)
        below: dict[str, set[str]] = {}
        for position in found.positions.values():
            for unit in found.upwards(position.unit):
                below.setdefault(unit, set()).add(position.name)
        found.members = {unit: frozenset(names) for unit, names in below.items()}
        return found

    def upwards(self, unit: str) -> Iterator[str]:
        """A unit and those above it."""
        seen: set[str] = set()
        while unit and unit not in seen:
            yield unit
            seen.add(unit)
            unit = self.units[unit].parent if unit in self.units else ""

    def meant(self, who: Who) -> frozenset[str]:
        """The positions that a word for people means; any of them for 全员, 本组 and 上级."""
        match who.kind:
            case WhoKind.POSITION:
                return frozenset((who.name,))
            case WhoKind.MEMBERS:
                return self.members.get(who.name, frozenset())
            case WhoKind.LEADER:
                unit = self.units.get(who.name)
                return frozenset((unit.leader,)) if unit and unit.leader else frozenset()
            case WhoKind.LEADERS:
                return frozenset(unit.leader for unit in self.units.values() if unit.parent and unit.leader)
            case _:
                return frozenset(self.positions)

    def can_be_held(self, position: str) -> bool:
        """Whether anybody may hold a position: 人数 is not 0."""
        found = self.positions.get(position)
        return found is None or found.headcount is None or found.headcount[1] > 0

    def schedule(self, position: str) -> Schedule | None:
        """The hours of a position: its own, or of the nearest unit up that has some, or of the department."""
        found = self.schedules.get((SubjectKind.POSITION, position))
        unit = self.positions[position].unit if position in self.positions else ""
        for above in self.upwards(unit):
            found = found or self.schedules.get((SubjectKind.UNIT, above))
        return found or self.schedules.get((SubjectKind.DEPARTMENT, ""))

    def schedules_of(self, people: Iterable[str]) -> Iterator[Schedule]:
        """The hours of several positions, each once; a position without any keeps the usual ones, and is left out."""
        found = {one.name: one for name in sorted(people) if (one := self.schedule(name)) is not None}
        yield from found.values()
