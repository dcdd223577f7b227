"""Documents to a regulation: outline, names, types, rules, checks."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from guiju.lang import checks
from guiju.lang.catalogue import Catalogue
from guiju.lang.checks.basis import needs_beside
from guiju.lang.checks.cases import examples_hold
from guiju.lang.checks.scene import Scene
from guiju.lang.compiler.cache import Cache
from guiju.lang.compiler.infer import infer
from guiju.lang.compiler.merge import merged
from guiju.lang.compiler.outline import Draft, Heading, Outline, outline
from guiju.lang.compiler.settings import apply_settings
from guiju.lang.compiler.sources import Gathered, Sources, gather
from guiju.lang.compiler.table import Table, tabulate
from guiju.lang.diagnostics import Diagnostic, Level
from guiju.lang.formula.facts import NO_FACTS
from guiju.lang.kinds import Rule
from guiju.lang.read.examples import read_examples
from guiju.lang.read.reading import Reading
from guiju.lang.read.rule import read_rule
from guiju.lang.regulation import Clause, Example, Regulation
from guiju.lang.report import Report
from guiju.lang.text import Source


@dataclass(frozen=True, slots=True)
class Compiled:
    """The best model there is, what is wrong, in the order of the text, and the sources that spans point into."""

    regulation: Regulation
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]

    @property
    def ok(self) -> bool:
        """Whether the document can be adopted: it has no errors."""
        return all(one.level is not Level.ERROR for one in self.diagnostics)


def compile(  # noqa: A001 - it is what the language calls it
    given: str | Path | Sources, catalogue: Catalogue = NO_FACTS, *, cache: Cache | None = None
) -> Compiled:
    """Compile a document with its chapters against the facts that its formulas may read. Never raises.

    ``given`` is the path of the document or the bytes of all files. With a ``cache`` that is passed again, only what
    changed is read anew.
    """
    with _no_garbage():
        return _compile(given, catalogue, cache or Cache())


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Nothing made while compiling is garbage before the end: looking for it would take a fifth of the time.

    Afterwards what was made counts as old, as it will be: looked at with everything else, not as young once more.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _compile(given: str | Path | Sources, catalogue: Catalogue, kept: Cache) -> Compiled:
    report = Report()
    gathered = gather(given, report)
    plan = outline(gathered.chapters, report)
    table = tabulate(plan, report)
    infer(table, catalogue)
    kept.begin(table, catalogue)
    rules = _rules(table, catalogue, kept, report)
    rules = apply_settings(rules, gathered.chapters, table, catalogue, report)
    examples = tuple(example for node, block in plan.examples for example in read_examples(node, block, table, report))
    regulation = _regulation(gathered, plan, table, rules, examples)
    sources = tuple(chapter.source for chapter in gathered.chapters)
    needs = None if isinstance(given, Sources) else needs_beside(Path(given))
    scene = Scene(regulation, table, tuple(plan.clauses), {source.path: source for source in sources}, kept, needs)
    report.found += checks.check(scene)
    if all(one.level is not Level.ERROR for one in report.found):
        report.found += examples_hold(scene, catalogue)
    kept.end()
    return Compiled(regulation, _sorted(merged(_sorted(report.found, sources)), sources), sources)


def _rules(table: Table, catalogue: Catalogue, cache: Cache, report: Report) -> dict[int, Rule]:
    """The rules by the identity of their drafts."""
    drafts: dict[int, list[Draft]] = {}
    for draft in table.drafts:
        drafts.setdefault(id(draft.block), []).append(draft)
    found: dict[int, Rule] = {}
    for mine in drafts.values():
        rules, problems = cache.rules(mine[0].block, partial(_read_block, mine, table, catalogue))
        report.found += problems
        named = {(rule.kind, rule.name): rule for rule in rules}
        found |= {id(one): named[one.kind, one.name] for one in mine if (one.kind, one.name) in named}
    return found


def _read_block(
    drafts: Iterable[Draft], table: Table, catalogue: Catalogue
) -> tuple[tuple[Rule, ...], tuple[Diagnostic, ...]]:
    report = Report()
    rules = [read_rule(Reading(draft, table, catalogue, report)) for draft in drafts]
    return tuple(rule for rule in rules if rule is not None), tuple(report.found)


def _regulation(
    gathered: Gathered, plan: Outline, table: Table, rules: dict[int, Rule], examples: tuple[Example, ...]
) -> Regulation:
    front = gathered.chapters[0].front if gathered.chapters else None
    return Regulation(
        id=front.id if front else "",
        title=front.title if front else "",
        version=front.version if front else "",
        effective=front.effective if front else None,
        calendar=front.calendar if front else "CN",
        hash=gathered.hash,
        clauses=tuple(_clause(clause, rules) for clause in plan.clauses if clause.id),
        rules=tuple(rules[id(draft)] for draft in table.drafts if id(draft) in rules),
        examples=examples,
        names=table.names,
    )


def _clause(clause: Heading, rules: dict[int, Rule]) -> Clause:
    return Clause(
        id=clause.id,
        number=clause.number,
        title=clause.title,
        level=clause.level,
        parent=clause.parent,
        path=clause.path,
        body_markdown=clause.part.body_markdown,
        links=clause.part.links,
        span=clause.span,
        rules=tuple((draft.kind, draft.name) for draft in clause.drafts if id(draft) in rules),
        basis=tuple(clause.basis),
    )


def _sorted(found: Sequence[Diagnostic], sources: tuple[Source, ...]) -> tuple[Diagnostic, ...]:
    """In the order of the files and of the text, each once."""
    order = {source.path: number for number, source in enumerate(sources)}
    places = {(order.get(one.span.path, -1), one.span.start, one.code, one.span.end): one for one in reversed(found)}
    return tuple(places[place] for place in sorted(places))
