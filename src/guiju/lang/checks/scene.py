"""What a check looks at: the regulation, the drafts behind it, and the sources to quote from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from guiju.lang import codes
from guiju.lang.checks.holders import Holders
from guiju.lang.compiler.cache import Cache, Meaning
from guiju.lang.compiler.outline import Heading
from guiju.lang.compiler.table import Table, peek
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import Formula
from guiju.lang.formula.names import Symbol
from guiju.lang.kinds import Floor, Form, Rule, Scorecard, written
from guiju.lang.read.rule import markers
from guiju.lang.regulation import Regulation
from guiju.lang.text import Source, Span


@dataclass(frozen=True)
class Scene:
    """Everything that checks may ask for; ``needs`` are the ids of known needs, ``None`` when nobody knows them."""

    regulation: Regulation
    table: Table
    clauses: tuple[Heading, ...]
    sources: Mapping[str, Source]
    cache: Cache
    needs: frozenset[str] | None = None

    def wrong(
        self, code: str, span: Span, clause: str, near: tuple[str, ...] = (), /, *, quote: str = "", **data: str
    ) -> Diagnostic:
        """A problem at a place in a clause."""
        source = self.sources.get(span.path)
        found = self.regulation.clause(clause)
        text = quote or (source.quote(span) if source else "")
        return Diagnostic(codes.level(code), code, span, text, found.path if found else (), near, data)

    def at_name(self, code: str, rule: Rule, near: tuple[str, ...] = (), /, **data: str) -> Diagnostic:
        """A problem at the name of a rule."""
        return self.wrong(code, self.name_of(rule), rule.clause, near, **data)

    def name_of(self, rule: Rule) -> Span:
        """Where a rule's name stands."""
        draft = self.table.find((rule.kind,), rule.name)
        return draft.block.region.span(draft.key.start, draft.key.end) if draft else rule.span

    def written(self, rule: Rule, field: str) -> bool:
        """Whether a rule's block has a field, even one that could not be read."""
        draft = self.table.find((rule.kind,), rule.name)
        return draft is not None and peek(draft, field) is not None

    @cached_property
    def holders(self) -> Holders:
        """Which positions words for people mean."""
        return Holders.of(self.regulation)

    @cached_property
    def used(self) -> frozenset[str]:
        """The declared names that some formula, scorecard or form uses."""
        found: set[str] = set()
        for rule in self.regulation.rules:
            for formula in self.formulas(rule):
                found.update(self.meaning(formula).declared)
            if isinstance(rule, Scorecard):
                found |= {item.name for section in rule.sections for item in section.items}
            elif isinstance(rule, Floor):
                found |= set(rule.by)
            elif isinstance(rule, Form):
                found |= {field.metric for field in rule.fields if field.metric}
        return frozenset(found)

    @cached_property
    def _formulas(self) -> dict[int, list[Formula]]:
        return {id(rule): _formulas_of(rule) for rule in self.regulation.rules}

    def formulas(self, rule: Rule) -> list[Formula]:
        """All formulas of a rule of the regulation."""
        return self._formulas[id(rule)]

    def meaning(self, formula: Formula, *, previous: bool = True) -> Meaning:
        """What the names of a formula mean; those inside 上期 only when ``previous``."""
        return self.cache.meaning(formula, self.table.names, previous=previous)

    def symbols(self, formula: Formula) -> tuple[Symbol, ...]:
        """What the names of a formula mean."""
        return self.meaning(formula).symbols


@cache
def formula_fields(model: type[Rule]) -> tuple[str, ...]:
    """The fields of a kind that hold formulas."""
    return tuple(name for name, marker, _ in markers(model) if isinstance(marker, written.Expression))


def _formulas_of(rule: Rule) -> list[Formula]:
    found = [value for field in formula_fields(type(rule)) if isinstance(value := getattr(rule, field), Formula)]
    if isinstance(rule, Scorecard):
        items = (item for section in rule.sections for item in section.items)
        found += [limit for item in items for limit in (item.cap, item.floor) if limit is not None]
    elif isinstance(rule, Form):
        found += [check.formula for check in rule.checks]
        parts = (*(stage.when for stage in rule.stages), *(field.prefill for field in rule.fields))
        found += [one for one in parts if one is not None]
    return found
