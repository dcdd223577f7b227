"""What is kept between compilations of one document, so that an edit costs little more than itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from guiju.lang.blocks import Finding, Region
from guiju.lang.catalogue import Catalogue
from guiju.lang.compiler.move import Moved, Shift, move_diagnostic, move_rule
from guiju.lang.compiler.outline import Block
from guiju.lang.compiler.table import Table
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula import Formula
from guiju.lang.formula.names import Names, Symbol
from guiju.lang.formula.units import Unit
from guiju.lang.formula.walk import names_in
from guiju.lang.kinds import Rule

MOST_FORMULAS = 100_000
STAYS = Shift(0, 0)

Read = tuple[tuple[Rule, ...], tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What rules are read against; when it changes, all are read anew."""

    names: dict[str, Symbol]
    units: dict[str, Unit]
    rules: dict[str, dict[str, str]]
    clauses: dict[str, set[str]]
    lost: dict[str, str]
    catalogue: Catalogue


class Meaning(NamedTuple):
    """What the names of a formula mean: their symbols, and the declared names that those stand for, in order."""

    formula: Formula  # kept so that its id stays its own
    symbols: tuple[Symbol, ...]
    declared: tuple[str, ...]


@dataclass(slots=True)
class Cache:
    """Pass the same one to each compilation of a document."""

    known: _Known | None = None
    blocks: dict[object, tuple[Region, Read]] = field(default_factory=dict)
    meanings: dict[tuple[int, bool], Meaning] = field(default_factory=dict)
    stated: object = None
    prose: dict[tuple[str, str], tuple[Finding, ...]] = field(default_factory=dict)
    _used_blocks: dict[object, tuple[Region, Read]] = field(default_factory=dict)
    _used_prose: dict[tuple[str, str], tuple[Finding, ...]] = field(default_factory=dict)

    def begin(self, table: Table, catalogue: Catalogue) -> None:
        """Forget everything unless the names are the same as before."""
        rules = {kind: {key: draft.name for key, draft in mine.items()} for kind, mine in table.rules.items()}
        known = _Known(table.names, table.units, rules, table.clauses, table.lost, catalogue)
        if self.known != known:
            self.known = known
            self.blocks, self.meanings, self.prose = {}, {}, {}
        self._used_blocks, self._used_prose = {}, {}

    def end(self) -> None:
        """Forget what this compilation did not use."""
        self.blocks, self.prose = self._used_blocks, self._used_prose
        if len(self.meanings) > MOST_FORMULAS:
            self.meanings = {}

    def rules(self, block: Block, read: Callable[[], Read]) -> Read:
        """The rules of a block, read now or kept."""
        region = block.region
        key = (region.text, block.clause, block.path, region.source.path)
        kept = self.blocks.get(key)
        shift = _shift(kept[0], region) if kept is not None else None
        if kept is None or shift is None:
            result = read()
        elif shift is STAYS:
            result = kept[1]
        else:
            result = self._moved(kept[1], shift)
        self._used_blocks[key] = (region, result)
        return result

    def _moved(self, read: Read, shift: Shift) -> Read:
        moved: Moved = {}
        rules = tuple(move_rule(rule, shift, moved) for rule in read[0])
        for new, old in moved.values():
            for previous in (True, False):
                if (kept := self.meanings.get((id(old), previous))) is not None:
                    self.meanings[id(new), previous] = kept._replace(formula=new)
        return rules, tuple(move_diagnostic(one, shift) for one in read[1])

    def meaning(self, formula: Formula, names: Names, *, previous: bool = True) -> Meaning:
        """What the names of a formula mean; those inside 上期 only when ``previous``."""
        kept = self.meanings.get((id(formula), previous))
        if kept is None:
            found = tuple([names[key] for key in names_in(formula.tree, previous=previous) if key in names])
            kept = Meaning(formula, found, tuple([symbol.of or symbol.name for symbol in found]))
            self.meanings[id(formula), previous] = kept
        return kept

    def prose_depends_on(self, stated: object) -> None:
        """Forget what was found in prose unless all that it depends on beside the text is as before."""
        if self.stated != stated:
            self.stated = stated
            self.prose = {}

    def findings(self, clause: str, text: str, find: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        """What is wrong with the prose of a clause, counted from its start."""
        key = (clause, text)
        found = self.prose.get(key)
        if found is None:
            found = find()
        self._used_prose[key] = found
        return found


def _back(region: Region, characters: int) -> tuple[tuple[int, int], ...]:
    """Where the lines of a region would stand, were they so many characters earlier."""
    return tuple([(here, there - characters) for here, there in region.lines])


def _shift(before: Region, after: Region) -> Shift | None:
    """How far a text moved; ``None`` when its lines do not stand as they did."""
    characters = after.lines[0][1] - before.lines[0][1]
    if (after.lines if not characters else _back(after, characters)) != before.lines:
        return None
    was, column = before.source.position(before.lines[0][1])
    line, now = after.source.position(after.lines[0][1])
    if column != now:
        return None
    return Shift(characters, line - was) if characters or line != was else STAYS
