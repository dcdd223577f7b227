"""Which rule speaks for a person: the nearest subject wins, and a true exception replaces the rule that it names."""

from collections.abc import Callable, Iterable, Sequence

from guiju.lang.formula import Formula, key_of
from guiju.lang.kinds import Bonus, Rule, Scorecard, Subject, Unit
from guiju.lang.kinds.choices import SubjectKind
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Value, Why, first_missing
from guiju.lang.words import KIND_WORDS

Holds = Callable[[Formula], Value]
Exceptions = Callable[[Rule], Iterable[Rule]]


def unit_path(regulation: Regulation, unit: str) -> tuple[str, ...]:
    """A unit and those above it, from the nearest to the top, by their declared names; itself when undeclared."""
    units = {key_of(name): rule for name, rule in regulation.of(Unit).items()}
    path: list[str] = []
    here = units.get(key_of(unit))
    while here is not None and here.name not in path:
        path.append(here.name)
        here = units.get(key_of(here.parent))
    return tuple(path) or (unit,)


def subjects(person: str, position: str, path: Sequence[str]) -> tuple[Subject, ...]:
    """What a rule or a figure may be about that concerns somebody, the nearest first."""
    return (
        *([Subject(SubjectKind.PERSON, person)] if person else []),
        *([Subject(SubjectKind.POSITION, position)] if position else []),
        *(Subject(SubjectKind.UNIT, unit) for unit in path),
        Subject(SubjectKind.DEPARTMENT),
    )


def distance(subject: Subject, about: Sequence[Subject]) -> int | None:
    """How far down ``about`` a rule's subject stands; ``None`` when the rule does not speak about them."""
    for far, one in enumerate(about):
        if subject.kind is one.kind and key_of(subject.name) in {"", key_of(one.name)}:
            return far
    return None


def nearest[ForSomebody: (Scorecard, Bonus)](
    rules: Iterable[ForSomebody], about: Sequence[Subject], grain: str, exceptions: Exceptions, holds: Holds
) -> ForSomebody | Missing | None:
    """The rule of a kind for somebody in a period of ``grain``; ``None`` when no rule speaks about them.

    Two general rules equally near, or two exceptions that hold at once, are missing, with the names of both.
    """
    near = [(distance(rule.subject, about), rule) for rule in rules if rule.period == grain and not rule.overrides]
    general = [(far, rule) for far, rule in near if far is not None]
    if not general:
        return None
    closest = min(far for far, _ in general)
    chosen = [rule for far, rule in general if far == closest]
    if len(chosen) > 1:
        return two_rules(chosen)
    return excepted(chosen[0], exceptions, holds)


def excepted[AnyRule: Rule](rule: AnyRule, exceptions: Exceptions, holds: Holds) -> AnyRule | Missing:
    """``rule``, or the one exception to it that holds; an exception may have exceptions of its own."""
    seen = {rule.name}
    while True:
        others = [one for one in exceptions(rule) if one.name not in seen and isinstance(one, type(rule))]
        truths = [holds(one.when) if one.when is not None else True for one in others]
        lacking = first_missing(truths)
        if lacking is not None:
            return lacking
        true = [one for one, held in zip(others, truths, strict=True) if held is True]
        if not true:
            return rule
        if len(true) > 1:
            return two_rules(true)
        rule = true[0]
        seen.add(rule.name)


def two_rules(rules: Sequence[Rule]) -> Missing:
    """Several rules claim one thing at once: missing, naming each with its clause."""
    names = sorted(f"{rule.name} ({rule.clause})" for rule in rules)
    return Missing.because(Why.TWO_RULES, KIND_WORDS[rules[0].kind][0], ", ".join(names))
