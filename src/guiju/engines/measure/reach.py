"""How far a run's subject reaches: the shops whose files matter, what somebody owns, which days are covered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from guiju.engines.measure import tables
from guiju.engines.measure.amounts import Dims
from guiju.engines.measure.coverage import Covered, Shop, covered
from guiju.engines.measure.owners import PERSON, Owners, things
from guiju.engines.measure.sql import Cell, Plan
from guiju.engines.measure.untold import Untold, reasons, untold
from guiju.engines.periods import Period
from guiju.facts.lake import View
from guiju.facts.schema import HOUSE
from guiju.lang.values import Reason

THE_HOUSE = (Shop(HOUSE),)  # stands for the shops of facts that are of no shop


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: a state of the lake, by dimensions, for the owners and shops of a roster, as of today.

    ``parents`` leads from a unit to itself and those above it.
    """

    view: View
    by: tuple[str, ...]
    owners: Owners
    shops: tuple[Shop, ...]
    today: date
    parents: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Reach:
    """What a plan's facts can say of a subject's places; each question is answered once."""

    def __init__(self, plan: Plan, subject: Subject) -> None:
        self.plan, self.subject = plan, subject
        self._known = {shop.name: shop for shop in subject.shops}
        self._covered: dict[tuple[str, Period, tuple[Shop, ...]], Covered] = {}
        self._things: dict[tuple[str, Period], set[tuple[str, str]]] = {}
        self._untold: dict[str, Untold] = {}

    def coverage(self, text: str, period: Period, dims: Dims) -> list[Covered]:
        """How far the facts that an aggregate reads are covered."""
        cell, theirs = self.plan.cells[text], self._shops(period, dims)
        found: list[Covered] = []
        for fact in (cell.fact, *cell.raw.joined):
            known = self.plan.facts[fact]
            shops = THE_HOUSE if known.of_house else theirs
            key = (fact, period, () if shops is self.subject.shops else shops)
            if key not in self._covered:
                self._covered[key] = covered(self.subject.view, known, shops, period, self.subject.today)
            found.append(self._covered[key])
        return found

    def untold(self, text: str) -> Untold:
        """The columns that an aggregate reads and that some files lack."""
        if text not in self._untold:
            self._untold[text] = untold(self.plan, self.plan.cells[text], self.subject.view)
        return self._untold[text]

    def lacking(self, text: str, period: Period, dims: Dims) -> list[Reason]:
        """Why nothing can be said of an aggregate there: no file, or none with a column that it reads."""
        found = [reason for state in self.coverage(text, period, dims) for reason in state.reasons]
        theirs = self._shops(period, dims) if self.untold(text) else ()
        for fact, column in self.untold(text):
            shops = THE_HOUSE if fact.of_house else theirs
            found += reasons(self.subject.view, fact, column, shops, period)
        return found

    def through(self, texts: Iterable[str], period: Period, dims: Dims) -> date | None:
        """The last day that is covered of all that some aggregates read, while the period runs."""
        days_ = [one.through for text in texts for one in self.coverage(text, period, dims) if one.through]
        return min(days_, default=None)

    def _shops(self, period: Period, dims: Dims) -> tuple[Shop, ...]:
        """The shops whose files matter: the one of the row, those that somebody owns, else all."""
        by = self.subject.by
        one = dims[by.index("shop")] if "shop" in by else None
        if one is not None:
            return (self.shop(one),)
        owned = {thing for thing in self.owned(period, dims) or () if thing[0] != PERSON}
        if not owned or any(kind != "shop" for kind, _ in owned):
            return self.subject.shops
        return tuple(self._known.get(name) or Shop(name) for _, name in sorted(owned))

    def shop(self, name: str) -> Shop:
        """A shop by its name; one that nobody knows is always expected."""
        return self._known.get(name) or Shop(name)

    def owned(self, period: Period, dims: Dims) -> set[tuple[str, str]] | None:
        """What the person or unit among the dimensions owns in the period; ``None`` where there is none."""
        if not tables.WHO.intersection(self.subject.by):
            return None
        pairs = zip(self.subject.by, dims, strict=True)
        who = next((value for name, value in pairs if name in tables.WHO and value is not None), None)
        if who is None:
            return None
        if (who, period) not in self._things:
            owners, parents = self.subject.owners, self.subject.parents
            self._things[who, period] = things(owners, who, period.start, period.end, parents)
        return self._things[who, period]

    def owns_nothing(self, cell: Cell, period: Period, dims: Dims) -> bool:
        """Whether a person or unit owns nothing that decides whose the fact's rows are: no nought, but a hole."""
        owned = self.owned(period, dims)
        return owned is not None and not {kind for kind, _ in owned} & set(self.plan.facts[cell.fact].owners)
