"""Aggregates of a run: fetched by period when first asked for, missing where the lake does not cover the days."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from guiju.engines.measure import amounts, corrected, days, lookups, raw, tables
from guiju.engines.measure.amounts import UNSETTLED, Amount, Amounts, Dims, Place
from guiju.engines.measure.exacts import Reasons
from guiju.engines.measure.owners import ASSIGNED, Held, Ownership, held
from guiju.engines.measure.reach import Reach, Subject
from guiju.engines.measure.sql import Bound, Cell, Plan, Query
from guiju.engines.measure.tables import Connection, Run
from guiju.engines.measure.told import Told, fetched, of_amounts
from guiju.engines.periods import Period
from guiju.lang.formula import Scope
from guiju.lang.formula.names import key_of
from guiju.lang.formula.tree import Aggregate
from guiju.lang.values import Missing, Reason, Value, Why


class Cells:
    """The aggregates of a plan under one subject.

    ``parameter`` gives the value of a parameter on a day, ``scope`` what names mean in a period for some dimensions.
    """

    def __init__(
        self,
        connection: Connection,
        plan: Plan,
        nodes: Mapping[str, Aggregate],
        subject: Subject,
        parameter: Callable[[str, date], Value],
        scope: Callable[[Period, Dims], Scope],
    ) -> None:
        self.connection, self.plan, self.nodes, self.subject = connection, plan, nodes, subject
        self.parameter, self.scope = parameter, scope
        self.catalogue = plan.catalogue()
        self._lacking = {text: tables.lacking(plan.facts[cell.fact], subject.by) for text, cell in plan.cells.items()}
        self.reach = Reach(plan, subject)
        self.reasons = Reasons()
        self._told: dict[str, tuple[Mapping[Period, int], Told]] = {}  # as columns, until somebody wants objects
        self._found: dict[tuple[str, Period], dict[Dims, Amount]] = {}
        self._amounts: dict[tuple[str, Period, Dims], Amount] = {}
        self._met: dict[tuple[str, str, Period], dict[Dims, frozenset[str]]] = {}

    def amount(self, text: str, period: Period, dims: Dims) -> Amount:
        """The value of an aggregate, or why it is missing."""
        key = (text, period, dims)
        if key not in self._amounts:
            self._amounts[key] = self._amount(self.plan.cells[text], period, dims)
        return self._amounts[key]

    def _amount(self, cell: Cell, period: Period, dims: Dims) -> Amount:
        hole = self.hole(cell, period, dims)
        if hole is not None:
            return Amount(hole)
        return self._at(cell.text, period).get(dims) or amounts.nothing(cell)

    def hole(self, cell: Cell, period: Period, dims: Dims) -> Missing | None:
        """Why nothing can be said of an aggregate there: no such dimension, no owner, no file or column."""
        fact = self.plan.facts[cell.fact].name
        lacking = self._lacking[cell.text]
        if lacking:
            return Missing(tuple(Reason(Why.NO_DIMENSION, fact, name) for name in lacking))
        if self.reach.owns_nothing(cell, period, dims) and not self._given(cell, period, dims):
            who = next(value for name, value in zip(self.subject.by, dims, strict=True) if name in tables.WHO)
            return Missing.because(Why.NO_OWNER, fact, f"{who} {period}")
        reasons = self.reach.lacking(cell.text, period, dims)
        return Missing(tuple(dict.fromkeys(reasons))) if reasons else None

    def _at(self, text: str, period: Period) -> Mapping[Dims, Amount]:
        """An aggregate wherever it has rows in a period."""
        if self._lacking[text]:
            return {}
        if not self._has(text, period):
            self.load([text], [period])
        if (text, period) not in self._found:
            periods, told = self._told[text]
            self._keep(text, list(periods), told.amounts(self.reasons))
        return self._found[text, period]

    def _has(self, text: str, period: Period) -> bool:
        return (text, period) in self._found or (text in self._told and period in self._told[text][0])

    def told(self, text: str, periods: Sequence[Period]) -> Told:
        """An aggregate by columns wherever it has rows in some periods; raises ``TypeError`` where it is no number."""
        self.load([text], periods)
        numbers = {period: at for at, period in enumerate(periods)}
        if text in self._told and self._told[text][0] == numbers:
            return self._told[text][1]
        found = {(at, dims): one for period, at in numbers.items() for dims, one in self._at(text, period).items()}
        return of_amounts(found, self.reasons)

    def lacking(self, cell: Cell) -> tuple[str, ...]:
        """The dimensions that the aggregate's fact does not know."""
        return self._lacking[cell.text]

    def _given(self, cell: Cell, period: Period, dims: Dims) -> bool:
        """Whether corrections gave some of the rows to a person or unit that owns nothing of the kind."""
        if not corrected.assigned(self.plan.facts[cell.fact], self.subject.view):
            return False
        return dims in self._at(cell.text, period)

    def met(self, text: str, period: Period, dims: Dims) -> tuple[str, ...]:
        """The corrections that meet rows of an aggregate's fact there, in their order; before its own filter.

        Of a fact that is read through keys, those of its corrections that met rows of the period.
        """
        view, cell = self.subject.view, self.plan.cells[text]
        layer = view.manifest.corrections
        if not layer:
            return ()
        found = {one.id for fact in cell.raw.joined for one in view.corrections(fact) if one.touches(*_ends(period))}
        if view.corrections(cell.fact) and not self._lacking[text]:
            key = (cell.fact, cell.event, period)
            if key not in self._met:
                places = tables.met(self.connection, self.prepared([period]), self.plan.facts[cell.fact], cell.event)
                self._met[key] = {place: ids for (_, place), ids in places.items()}
            found |= self._met[key].get(dims, frozenset())
        return tuple(one.id for one in layer if one.id in found)

    def places(self, texts: Iterable[str], period: Period) -> set[Dims]:
        """The values of the dimensions for which some of the aggregates have rows."""
        found: set[Dims] = set()
        for text in texts:
            found.update(self._at(text, period) if self._has(text, period) else ())
        return found

    def load(self, texts: Collection[str], periods: Sequence[Period]) -> None:
        """Fetch aggregates that are not at hand, each query once for all periods."""
        queries: dict[int | str, list[Cell]] = {}
        for cell in (self.plan.cells[text] for text in texts):
            if not self._lacking[cell.text] and not all(self._has(cell.text, period) for period in periods):
                queries.setdefault(cell.text if cell.query is None else cell.query, []).append(cell)
        if not queries:
            return
        run = self.prepared(periods)
        unsettled: list[tuple[Cell, Amounts, raw.Groups]] = []
        for key, cells in queries.items():
            query = self.plan.queries[key] if isinstance(key, int) else cells[0].divided
            found = self._fetched(run, query, cells)
            for cell in cells:
                said = None if found is None else found[cell.text]
                unbound = _unbound(run, query, cell)
                if isinstance(said, Told):
                    if said.settled and not unbound:
                        self._tell(cell.text, periods, said)
                        continue
                    said = said.amounts(self.reasons)
                certain = _certain((said or {}) | self._lacks(run, cell, said or {}), unbound)
                if said is None or unbound or len(certain) < len(said):
                    unsettled.append((cell, certain, raw.fetched(self.connection, run, cell)))
                else:
                    self._keep(cell.text, periods, certain)
        for cell, certain, groups in unsettled:  # names in them may bring other periods, so nothing is fetched after
            self._keep(cell.text, periods, self._computed(run, cell, groups) | certain)

    def prepared(self, periods: Sequence[Period]) -> Run:
        """A run over some periods, with its tables of periods and owners made."""
        bound: dict[str, Bound] = {}
        cells = self.plan.cells.values()
        extra = (query for cell in cells for query in (cell.divided, cell.drill) if query)
        for query in (*self.plan.queries, *extra):
            bound |= {one.name: one for one in query.bound}
        values = {name: [self.parameter(name, period.end) for period in periods] for name in bound}
        subject = self.subject
        held_ = self._held(periods)
        run = Run(subject.view, self.plan.facts, periods, subject.by, list(bound.values()), values, held_)
        tables.prepare(self.connection, run)
        return run

    def _held(self, periods: Sequence[Period]) -> Held | None:
        if not tables.WHO.intersection(self.subject.by):
            return None
        start, end = min(period.start for period in periods), max(period.end for period in periods)
        people = {one.person for one in self.subject.view.manifest.corrections if one.person}
        given = tuple(Ownership(ASSIGNED, person, person, start, end) for person in sorted(people))
        owners = replace(self.subject.owners, ownerships=self.subject.owners.ownerships + given)
        return held(owners, start, end, self.subject.parents if "unit" in self.subject.by else None)

    def _fetched(self, run: Run, query: Query | None, cells: Sequence[Cell]) -> dict[str, Told | Amounts] | None:
        """What SQL says; ``None`` where it cannot."""
        if query is None:
            return None
        if cells[0].query is not None:
            kept = days.fetched(self.connection, run, query, cells, self._functions(cells[0].query), self.reasons)
            rest = [cell for cell in cells if cell.text not in kept]
            found = fetched(self.connection, run, query, rest, self.reasons) if rest else {}
            return None if found is None else found | kept
        divided = amounts.divided(self.connection, run, cells[0])
        return None if divided is None else {cells[0].text: divided}

    def _functions(self, number: int) -> dict[str, tuple[Cell, str]]:
        """The cells of a query with their functions."""
        mine = (cell for cell in self.plan.cells.values() if cell.query == number)
        return {cell.text: (cell, self.nodes[cell.text].function) for cell in mine}

    def _lacks(self, run: Run, cell: Cell, said: Amounts) -> Amounts:
        """What makes the aggregate missing where rows lack what they are looked up in, told by a query of its own."""
        if cell.lacks is None or UNSETTLED not in said.values():
            return {}
        tables.views(self.connection, run, cell.lacks)
        _, rows = tables.fetch(self.connection, cell.lacks.shared if run.shared else cell.lacks.sql)
        found = lookups.missing(rows, cell.lacking)
        return {place: Amount(value) for place, value in found.items() if said.get(place) is UNSETTLED}

    def _computed(self, run: Run, cell: Cell, groups: raw.Groups) -> Amounts:
        def scope(place: Place) -> Scope:
            return self.scope(run.periods[place[0]], place[1])

        return raw.computed(groups, run, cell, self.nodes[cell.text], self.catalogue, scope)

    def _tell(self, text: str, periods: Sequence[Period], told: Told) -> None:
        """Keep an aggregate by columns; what was told of other periods becomes objects."""
        if text in self._told:
            earlier, before = self._told.pop(text)
            self._keep(text, list(earlier), before.amounts(self.reasons))
        self._told[text] = ({period: at for at, period in enumerate(periods)}, told)

    def _keep(self, text: str, periods: Sequence[Period], found: Amounts) -> None:
        for period in periods:
            self._found[text, period] = {}
        for (number, dims), amount in found.items():
            known = isinstance(amount.value, Missing) and amount is not UNSETTLED
            kept = replace(amount, value=lookups.settled(amount.value)) if known else amount  # type: ignore[arg-type]
            self._found[text, periods[number]][dims] = kept


def _ends(period: Period) -> tuple[date, date]:
    return period.start, period.end


def _unbound(run: Run, query: Query | None, cell: Cell) -> set[int]:
    """The periods in which a parameter that the aggregate reads has no value."""
    names = [one.name for one in query.bound if key_of(one.name) in cell.names] if query else []
    return {at for name in names for at, value in enumerate(run.parameters[name]) if isinstance(value, Missing)}


def _certain(found: Amounts, unbound: set[int]) -> Amounts:
    """What SQL said, without periods that lack a parameter and places of which only the closures know the reason."""
    return {place: one for place, one in found.items() if one is not UNSETTLED and place[0] not in unbound}
