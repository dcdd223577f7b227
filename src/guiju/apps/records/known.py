"""People, units, shops and metrics that an answer may name, looked up once and only when somebody asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from guiju.apps.people import queries as people
from guiju.apps.records.surroundings import Surroundings
from guiju.apps.rulebook import positions
from guiju.engines import periods


@dataclass(frozen=True)
class Known:
    """What answers may name, around a record."""

    around: Surroundings

    def person(self, text: str) -> str | None:
        """The 工号 that is meant by a 工号, a name that only one bears, or both as a list offers them."""
        word = (text.split() or [""])[-1]
        if word in self._numbers:
            return word
        bearing = [number for number, name in self._numbers.items() if name == text.strip()]
        return bearing[0] if len(bearing) == 1 else None

    def unit(self, text: str) -> str | None:
        """The declared name of a unit."""
        found = positions.unit(self.around.regulation, text)
        return found.name if found else None

    def shop(self, text: str) -> str | None:
        """The name of a shop that is meant by a name or alias."""
        return self._shops.get(text.strip().casefold())

    def metric(self, name: str, period: str = "") -> dict[str, Any]:  # Any: JSON, a stored answer
        """The figure of a metric in a period as an answer keeps it; that of the usual period when none is told."""
        try:
            around = self.around.at(periods.parse(period)) if period else self.around
        except (ValueError, OverflowError):
            around = self.around
        return around.snapshot(name)

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        return dict(people.names())

    @cached_property
    def _shops(self) -> Mapping[str, str]:
        return {word.casefold(): shop.name for shop in people.shops() for word in (*shop.aliases, shop.name)}
