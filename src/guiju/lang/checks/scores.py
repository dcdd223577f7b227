"""Checks that a bonus speaks only of scores that its people have."""

from collections.abc import Iterator

from guiju.lang.checks.scene import Scene
from guiju.lang.compiler.table import SCORE_SUFFIX, SCORES
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.kinds import Bonus, Position, Scorecard, Subject, Unit
from guiju.lang.kinds.choices import SubjectKind

WHOLE_SCORES = frozenset(symbol.name for symbol in SCORES.values())


def bonus_scores(scene: Scene) -> Iterator[Diagnostic]:
    """The scores in a bonus come from a scorecard of its subject."""
    cards = list(scene.regulation.of(Scorecard).values())
    for bonus in scene.regulation.of(Bonus).values():
        mine = [card for card in cards if _speaks_of(card.subject, bonus.subject, scene)]
        sections = {section.name + SCORE_SUFFIX[0] for card in mine for section in card.sections}
        used = {symbol.name for formula in scene.formulas(bonus) for symbol in scene.symbols(formula)}
        for name in sorted(used & scene.table.score_names):
            known = bool(mine) if name in WHOLE_SCORES else name in sections
            if not known and not scene.table.lost:
                yield scene.at_name("C602", bonus, score=name)


def _speaks_of(card: Subject, bonus: Subject, scene: Scene) -> bool:
    """Whether a scorecard may score some of those whom a bonus is for."""
    if SubjectKind.DEPARTMENT in (card.kind, bonus.kind):
        return True
    ours, theirs = _units(card, scene), _units(bonus, scene)
    if card.kind is bonus.kind is SubjectKind.POSITION:
        return card == bonus
    return bool(ours[:1] and ours[0] in theirs) or bool(theirs[:1] and theirs[0] in ours)


def _units(subject: Subject, scene: Scene) -> list[str]:
    """The unit of a subject and those above it."""
    positions, units = scene.regulation.of(Position), scene.regulation.of(Unit)
    name = subject.name
    if subject.kind is SubjectKind.POSITION:
        name = positions[name].unit if name in positions else ""
    found: list[str] = []
    while name and name not in found:
        found.append(name)
        name = units[name].parent if name in units else ""
    return found
