"""What a case has worked out already, and what of it holds for everybody who stands in the same place."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Company:
    """Many people judged together: what depends on nothing of their own is worked out once for each place.

    ``alone`` are those who have something of their own that nobody asks for by name, such as a target: they share
    nothing with others.
    """

    alone: Collection[str] = ()
    _common: dict[Any, dict[Any, tuple[Any, bool]]] = field(default_factory=dict)

    def common(self, place: object, person: str) -> dict[Any, tuple[Any, bool]] | None:
        """What is known of a place so far; ``None`` for who shares nothing."""
        if not person or person in self.alone:
            return None
        found = self._common.get(place)
        if found is None:
            found = self._common[place] = {}
        return found


class Kept:
    """What one case has worked out. Whatever touches something that is a person's own, is kept for that person only."""

    __slots__ = ("_all", "_common", "_mine", "_owned", "_running", "company")

    def __init__(self, company: Company | None, place: object, person: str) -> None:
        self.company = company
        self._common = company.common(place, person) if company else None
        self._all: dict[Any, Any] = {}
        self._mine: set[Any] = set()
        self._owned = self._running = 0

    @property
    def provisional(self) -> bool:
        """Whether any figure that was asked for is of a period that still runs."""
        return bool(self._running)

    def own(self) -> None:
        """What is being worked out depends on something that is this person's own."""
        self._owned += 1

    def runs(self, provisional: bool) -> None:  # noqa: FBT001 - a mark of the figure that is handed on
        """A figure was asked for; ``provisional`` while its period runs."""
        self._running += provisional

    def once(self, key: object, while_asking: object, ask: Callable[[], object]) -> Any:  # what ``ask`` gives
        """Work something out once; who asks for it in the meantime, in a circle, gets ``while_asking``."""
        if key in self._all:
            self._owned += key in self._mine
            return self._all[key]
        if self._common is not None and key in self._common:
            value, running = self._common[key]
            self._all[key] = value
            self._running += running
            return value
        self._all[key] = while_asking
        self._mine.add(key)  # what is read in a circle depends on where the circle was entered
        owned, ran = self._owned, self._running
        value = self._all[key] = ask()
        if self._owned == owned:
            self._mine.discard(key)
            if self._common is not None:
                self._common[key] = value, self._running > ran
        return value
