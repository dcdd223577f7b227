"""A compiled regulation: its clauses and rules as frozen values, known by the hash of the bytes it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar, cast, overload

from guiju.lang import document
from guiju.lang.formula.names import Names, key_of
from guiju.lang.kinds import Rule
from guiju.lang.kinds.base import Scalar
from guiju.lang.text import Span

AnyRule = TypeVar("AnyRule", bound=Rule)


@dataclass(frozen=True, slots=True)
class Clause:
    """A heading with its text and rules.

    ``id`` is stable, ``number`` only shown ("3.1", "第三条", or empty); ``level`` is 1 to 6. ``path`` holds the titles
    from the top down to this one. ``body_markdown`` is the text between this heading and the next without rule
    blocks; ``body_html`` its safe rendering, where ``links`` are the link definitions of the document. ``rules`` are
    (kind, name) pairs in order.
    """

    id: str
    number: str
    title: str
    level: int
    parent: str | None
    path: tuple[str, ...]
    body_markdown: str
    links: tuple[str, ...]
    span: Span
    rules: tuple[tuple[str, str], ...] = ()
    basis: tuple[str, ...] = ()

    @property
    def body_html(self) -> str:
        """The text as safe HTML, made when somebody wants to see it."""
        return document.html(self.body_markdown, self.links)


@dataclass(frozen=True, slots=True)
class Given:
    """A name with a figure in an example."""

    name: str
    value: Scalar
    span: Span  # of the name


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case beside a rule: with these figures given, those must come out.

    ``rule`` names the rule that is meant when the clause has several.
    """

    clause: str
    given: tuple[Given, ...]
    then: tuple[Given, ...]
    rule: str
    span: Span


@dataclass(frozen=True)
class Regulation:
    """Everything a document and its chapters say; pickles whole.

    ``hash`` is the SHA-256 of all source bytes. ``names`` leads from a folded name or alias to what formulas mean by
    it: parameters, metrics, inputs, what follows from them, pay and scores.
    """

    id: str
    title: str
    version: str
    effective: date | None
    calendar: str
    hash: str
    clauses: tuple[Clause, ...]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...] = ()
    names: Names = field(default_factory=dict)

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, Rule]]:
        found: dict[str, dict[str, Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.kind, {})[rule.name] = rule
        return found

    @cached_property
    def _by_key(self) -> dict[str, dict[str, Rule]]:
        return {}

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @overload
    def of(self, kind: type[AnyRule]) -> Mapping[str, AnyRule]: ...

    @overload
    def of(self, kind: str) -> Mapping[str, Rule]: ...

    def of(self, kind: type[AnyRule] | str) -> Mapping[str, AnyRule] | Mapping[str, Rule]:
        """The rules of one kind by their declared names, in the order of the document.

        ``kind`` is a model (``Metric``) or its English word (``"metric"``).
        """
        return self._by_kind.get(kind if isinstance(kind, str) else kind.kind, {})

    def named(self, kind: type[AnyRule], name: str) -> AnyRule | None:
        """The rule of a kind that is meant by a name or alias, however it is cased or spaced."""
        if kind.kind not in self._by_key:
            keys = [(key_of(word), rule) for rule in self.of(kind).values() for word in (rule.name, *rule.aliases)]
            self._by_key[kind.kind] = dict(reversed(keys))  # of two the first is meant
        return cast("AnyRule | None", self._by_key[kind.kind].get(key_of(name)))

    def clause(self, clause_id: str) -> Clause | None:
        """The clause with this id; ``None`` when there is none."""
        return self._clauses.get(clause_id)
