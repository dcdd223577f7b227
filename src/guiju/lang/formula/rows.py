"""Checks of what reads rows: paths, aggregates, and 每."""

from guiju.lang.catalogue import ColumnType, Fact
from guiju.lang.formula import types
from guiju.lang.formula.checker import Checker, Rows, words
from guiju.lang.formula.facts import (
    Resolved,
    column_named,
    column_words,
    fact_named,
    fact_words,
    key_towards,
    resolve,
    type_of,
)
from guiju.lang.formula.names import near
from guiju.lang.formula.tree import Aggregate, Call, Name, Node, Path, Per
from guiju.lang.formula.types import ANY, COUNT, RATIO, TRUTH, Kind, Type
from guiju.lang.formula.walk import children

_CLOCKS = (ColumnType.TIME, ColumnType.DATE)


def columns_like(word: str, checker: Checker) -> tuple[str, ...]:
    """Columns of the open aggregate's fact that an unknown name may have meant, as paths."""
    fact = checker.within.fact if checker.within else None
    if fact is None:
        return ()
    return tuple(f"{fact.name}.{column}" for column in near(word, column_words(fact)))


def path(checker: Checker, node: Path) -> Type:
    """A path where a value is wanted: a column of the rows at hand."""
    found = _resolved(checker, node)
    if found is None:
        return ANY
    if checker.within is None or checker.within.entities:
        return checker.report("F207", node)
    assert found.column is not None  # noqa: S101 a lone fact stands only in 计数 and 每, which look at it themselves
    return type_of(found.column)


def _resolved(checker: Checker, node: Path) -> Resolved | None:
    """Where a path leads; a problem is noted when it leads nowhere."""
    found = resolve(node, checker.catalogue)
    if isinstance(found, Resolved):
        return found
    if not checker.catalogue.facts:
        checker.report("F206", node)
    elif found.fact is None:
        checker.report("F203", found.part, near=near(found.part.text, fact_words(checker.catalogue)))
    elif found.not_a_key:
        before = node.parts[node.parts.index(found.part) - 1]
        checker.report("F205", node, {"column": before.text})
    else:
        candidates = near(found.part.text, column_words(found.fact)) or column_words(found.fact)[::2]
        checker.report("F204", found.part, {"fact": found.fact.name}, near=candidates)
    return None


def _reads(*parts: Node | None) -> list[Path | Per | Aggregate]:
    """What an aggregate's parts read: paths, 每 and inner aggregates, not what these hold inside."""
    found: list[Path | Per | Aggregate] = []
    waiting = [part for part in reversed(parts) if part is not None]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (Path, Per, Aggregate)):  # a tuple: a union takes thrice as long
            found.append(node)
        else:
            waiting.extend(reversed(children(node)))
    return found


def aggregate(checker: Checker, node: Aggregate) -> Type:
    """An aggregate over the rows of one fact, or over the entities of one 每."""
    around = checker.within
    if around is not None and (checker.grouped is None or around.entities or around.inner):
        return checker.report("F403", node)
    reads = _reads(node.argument, *node.others, node.where)
    if any(isinstance(read, Per) for read in reads):
        if len(reads) > 1 or node.event or node.where or checker.grouped:
            return checker.report("F406", node)
        return _result(checker, node, Rows(None, entities=True))
    if not reads:
        return _reads_nothing(checker, node)
    return _over_rows(checker, node, [read for read in reads if isinstance(read, Path)])


def _reads_nothing(checker: Checker, node: Aggregate) -> Type:
    fact = fact_named(node.argument.text, checker.catalogue) if isinstance(node.argument, Name) else None
    if fact is None:
        return checker.report("F404", node)
    return checker.report("F208", node.argument, near=_some_columns(fact))


def _some_columns(fact: Fact) -> tuple[str, ...]:
    return tuple(f"{fact.name}.{column.name}" for column in fact.columns[:3])


def _over_rows(checker: Checker, node: Aggregate, paths: list[Path]) -> Type:
    """An aggregate over the rows of the fact that its paths begin at; an aggregate inside it is told further down."""
    fact = fact_named(paths[0].parts[0].text, checker.catalogue) if paths else None
    if paths and checker.grouped is not None and (fact is not checker.grouped or node.event):
        return checker.report("F407", node, {"fact": checker.grouped.name})
    if fact is not None and not _one_fact(checker, fact, paths[1:]):
        return _RESULTS.get(node.function, ANY)
    _check_event(checker, fact, node.event)
    return _result(checker, node, Rows(fact, inner=checker.within is not None))


def _one_fact(checker: Checker, fact: Fact, paths: list[Path]) -> bool:
    """Whether every path begins at the aggregate's fact; the first that does not is told."""
    for other in paths:
        found = fact_named(other.parts[0].text, checker.catalogue)
        if found is None or found is fact:
            continue
        key = key_towards(fact, found)
        if key is None:
            checker.report("F402", other, {"fact": fact.name})
        else:
            columns = ".".join(part.text for part in other.parts[1:])
            fix = ".".join(filter(None, (fact.name, key.name, columns)))
            checker.report("F401", other, {"fact": fact.name, "fix": fix})
        return False
    return True


def _check_event(checker: Checker, fact: Fact | None, event: Name | None) -> None:
    if event is None or fact is None:
        return
    column = column_named(event.text, fact)
    if column is None or column.type not in _CLOCKS:
        checker.report("F408", event, {"fact": fact.name}, near=column_words(fact, _CLOCKS))


def _result(checker: Checker, node: Aggregate, within: Rows) -> Type:
    """The type of an aggregate, with its argument and filter checked among these rows."""
    before, checker.within = checker.within, within
    if node.where is not None:
        checker.condition(node.where)
    found = _argument(checker, node)
    checker.within = before
    return found


def _argument(checker: Checker, node: Aggregate) -> Type:
    argument = node.argument
    if node.function == "share":
        checker.condition(argument)
        return RATIO
    if node.function == "count":
        return _count(checker, argument)
    if node.function == "distinct":
        for one in (argument, *node.others):
            checker.type_of(one)
        return COUNT
    if node.function in ("min", "max"):
        found = checker.type_of(argument)
        if found.kind in (Kind.TEXT, Kind.TRUTH):
            return checker.report("F307", argument, words("found", found))
        return types.plain(found)
    return types.plain(checker.number(argument))


def _count(checker: Checker, argument: Node) -> Type:
    if isinstance(argument, Path):
        found = _resolved(checker, argument)
        if found is not None and found.column is not None:
            checker.type_of(argument)
    elif isinstance(argument, Per):
        checker.type_of(argument)
    else:
        checker.report("F412", argument)
    return COUNT


def found(checker: Checker, node: Call) -> Type:
    """见于: a text of the row against a column of another fact."""
    checker.text(node.arguments[0])
    other = node.arguments[1]
    if checker.within is None or checker.within.entities:
        return checker.report("F413", node)
    if not isinstance(other, Path) or len(other.parts) != 2:  # noqa: PLR2004 a fact and its column
        return checker.report("F414", other)
    held = _resolved(checker, other)
    if held is None or held.column is None:
        return TRUTH
    type_ = type_of(held.column)
    if type_.kind is not Kind.TEXT:
        return checker.report("F310", other, words("found", type_))
    return TRUTH


_RESULTS = {"share": RATIO, "count": COUNT, "distinct": COUNT}


def per(checker: Checker, node: Per) -> Type:
    """每: its entity and filter read rows, its value aggregates the rows of each entity."""
    if checker.within is None or not checker.within.entities:
        return checker.report("F405", node)
    found = _resolved(checker, node.entity)
    fact = found.fact if found else None
    for entity, one in ((node.entity, found), *((other, _resolved(checker, other)) for other in node.others)):
        if one is not None and one.column is None:
            checker.report("F208", entity, near=_some_columns(one.fact))
    if fact is not None and not _one_fact(checker, fact, list(node.others)):
        return ANY
    _check_event(checker, fact, node.event)
    before = checker.within
    if node.where is not None and fact is not None:
        paths = [read for read in _reads(node.where) if isinstance(read, Path)]
        checker.within = Rows(fact)
        if _one_fact(checker, fact, paths):
            checker.condition(node.where)
    checker.within, checker.grouped = None, fact
    result = checker.type_of(node.value) if fact is not None else ANY
    checker.within, checker.grouped = before, None
    return result
