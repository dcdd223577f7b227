"""The floors that a chapter of law states, and the figures they name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guiju.lang.kinds import Floor, Parameter
from guiju.lang.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Law:
    """Floors in the order of their chapter, with the parameters they go by."""

    floors: tuple[Floor, ...]
    parameters: Mapping[str, Parameter]

    def in_force(self, day: date) -> tuple[Floor, ...]:
        """The floors that hold on a day."""
        return tuple(floor for floor in self.floors if floor.in_force(day))

    @property
    def unverified(self) -> tuple[Parameter, ...]:
        """The figures that nobody has held against what was published; an administrator must before relying on them."""
        return tuple(rule for rule in self.parameters.values() if rule.unverified)

    def with_own(self, other: "Law") -> "Law":
        """These floors, and those of another chapter that have no name of these."""
        known = {floor.name for floor in self.floors}
        more = tuple(floor for floor in other.floors if floor.name not in known)
        return Law((*self.floors, *more), {**other.parameters, **self.parameters})


def law_of(regulation: Regulation) -> Law:
    """The floors of a compiled chapter, or of a regulation that includes one."""
    floors = tuple(regulation.of(Floor).values())
    named = {name for floor in floors for name in floor.by}
    parameters = {name: rule for name, rule in regulation.of(Parameter).items() if name in named}
    return Law(floors, parameters)
