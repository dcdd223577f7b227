"""Checks of scorecards, grades and bonuses."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.kinds import Bonus, Grade, Input, Metric, Scorecard, Target
from guiju.lang.kinds.choices import Attainment, Direction

WHOLE = Fraction(1)


def percent(share: Fraction) -> str:
    """A share as people write it, to two decimals at most."""
    return f"{float(share * 100):.2f}".rstrip("0").rstrip(".") + "%"


def section_weights(scene: Scene) -> Iterator[Diagnostic]:
    """The weights of a scorecard's sections sum to 100 %."""
    for card in scene.regulation.of(Scorecard).values():
        total = sum((section.weight for section in card.sections), Fraction(0))
        if total != WHOLE:
            yield scene.at_name("C101", card, total=percent(total))


def item_weights(scene: Scene) -> Iterator[Diagnostic]:
    """The weights of a section's items sum to 100 %."""
    for card in scene.regulation.of(Scorecard).values():
        for section in card.sections:
            total = sum((item.weight for item in section.items), Fraction(0))
            if total != WHOLE:
                yield scene.wrong("C102", section.span, card.clause, total=percent(total))


def repeated_items(scene: Scene) -> Iterator[Diagnostic]:
    """A metric stands in a scorecard once."""
    for card in scene.regulation.of(Scorecard).values():
        seen: set[str] = set()
        for item in (item for section in card.sections for item in section.items):
            if item.name in seen:
                yield scene.wrong("C106", item.span, card.clause)
            seen.add(item.name)


def items_can_be_scored(scene: Scene) -> Iterator[Diagnostic]:
    """What stands in a scorecard has a direction and a form of attainment, and somebody sets its target."""
    targets = {target.metric for target in scene.regulation.of(Target).values()}
    metrics, inputs = scene.regulation.of(Metric), scene.regulation.of(Input)
    seen: set[str] = set()
    for card in scene.regulation.of(Scorecard).values():
        for item in (item for section in card.sections for item in section.items):
            rule = metrics.get(item.name) or inputs.get(item.name)
            if rule is None or item.name in seen:
                continue
            seen.add(item.name)
            line = str(scene.name_of(rule).line)
            if rule.direction in (None, Direction.NONE):
                if rule.direction is Direction.NONE or not scene.written(rule, "direction"):
                    yield scene.wrong("C103", item.span, card.clause, line=line)
            elif rule.attainment is None:
                if not scene.written(rule, "attainment"):
                    yield scene.wrong("C104", item.span, card.clause, line=line)
            elif item.name not in targets and not scene.table.is_lost(item.name):
                yield scene.wrong("C108", item.span, card.clause)


def baselines(scene: Scene) -> Iterator[Diagnostic]:
    """Attainment from a baseline needs the baseline."""
    rules: list[Metric | Input] = [*scene.regulation.of(Metric).values(), *scene.regulation.of(Input).values()]
    for rule in rules:
        if rule.attainment is Attainment.BASELINE and rule.baseline is None and not scene.written(rule, "baseline"):
            yield scene.wrong("C105", rule.place("attainment"), rule.clause)


def scorecards_of_one_subject(scene: Scene) -> Iterator[Diagnostic]:
    """A subject has one general scorecard for a period."""
    seen: dict[object, Scorecard] = {}
    for card in scene.regulation.of(Scorecard).values():
        key = (card.subject, card.period)
        if not card.overrides and key in seen:
            first = seen[key]
            yield scene.at_name("C107", card, other=first.name, line=str(scene.name_of(first).line))
        elif not card.overrides:
            seen[key] = card


def targets_of_one_metric(scene: Scene) -> Iterator[Diagnostic]:
    """A metric has one target for a subject and period."""
    seen: dict[object, Target] = {}
    for target in scene.regulation.of(Target).values():
        key = (target.metric, target.subject, target.period)
        if not target.overrides and key in seen:
            yield scene.at_name("C305", target, line=str(scene.name_of(seen[key]).line), metric=target.metric)
        elif not target.overrides:
            seen[key] = target


def grade_bands(scene: Scene) -> Iterator[Diagnostic]:
    """Bands go down, the last from 0."""
    for grade in scene.regulation.of(Grade).values():
        wrong = next((lower for upper, lower in pairwise(grade.bands) if lower.lower >= upper.lower), None)
        if wrong is not None:
            yield scene.wrong("C401", wrong.span, grade.clause)
        elif grade.bands[-1].lower > 0:
            yield scene.wrong("C404", grade.bands[-1].span, grade.clause, points=str(float(grade.bands[-1].lower)))


def grade_shares(scene: Scene) -> Iterator[Diagnostic]:
    """Shares speak of bands there are and do not pass 100 %."""
    for grade in scene.regulation.of(Grade).values():
        known = {band.name for band in grade.bands}
        place = grade.place("shares")
        for name in grade.shares:
            if name not in known:
                yield scene.wrong("C403", place, grade.clause, tuple(sorted(known)), quote=name)
        total = sum(grade.shares.values(), Fraction(0))
        if total > WHOLE:
            yield scene.wrong("C402", place, grade.clause, total=percent(total))


def bonus_computation(scene: Scene) -> Iterator[Diagnostic]:
    """A bonus is a formula, or shares of a pool."""
    for bonus in scene.regulation.of(Bonus).values():
        formula, pool, share = (scene.written(bonus, field) for field in ("formula", "pool", "share"))
        if not (formula and not pool and not share) and not (pool and share and not formula):
            yield scene.at_name("R127", bonus)
