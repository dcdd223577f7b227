"""Checks of figures and formulas: cycles, bounds, exceptions, and what nobody uses."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from guiju.lang.checks.people import hops
from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.kinds import Alert, Input, Metric, Parameter, Rule, Scorecard, Target
from guiju.lang.values import Value


def formula_cycles(scene: Scene) -> Iterator[Diagnostic]:
    """No metric depends on itself, but for its last period by 上期; a metric that reads scores must not feed them."""
    metrics = scene.regulation.of(Metric)
    scores = scene.table.score_names
    scored = [i.name for card in scene.regulation.of(Scorecard).values() for s in card.sections for i in s.items]
    below: dict[str, list[str]] = {}
    for name, metric in metrics.items():
        meaning = scene.meaning(metric.formula, previous=False)
        fed = scored if scores and not scores.isdisjoint([symbol.name for symbol in meaning.symbols]) else ()
        below[name] = [one for one in dict.fromkeys((*meaning.declared, *fed)) if one in metrics]
    done: set[str] = set()
    for name in metrics:
        cycle = _cycle_from(name, below, done)
        if cycle:
            rules: list[Rule] = [metrics[one] for one in cycle]
            yield scene.wrong("C201", rules[0].place("formula"), rules[0].clause, hops=hops(scene, rules))


def _cycle_from(name: str, below: dict[str, list[str]], done: set[str]) -> list[str]:
    """The first cycle reached from a metric; empty without one. What was visited is never visited again."""
    if name in done or all(one in done for one in below[name]):
        done.add(name)
        return []
    path, stack = [name], [(name, iter(below[name]))]
    while stack:
        following = next(stack[-1][1], None)
        if following is None:
            done.add(stack.pop()[0])
            path.pop()
        elif following in path:
            done.update(path)
            return path[path.index(following) :]
        elif following not in done:
            stack.append((following, iter(below[following])))
            path.append(following)
    return []


def inputs_are_entered(scene: Scene) -> Iterator[Diagnostic]:
    """Somebody enters each input, and somebody else confirms it."""
    for rule in scene.regulation.of(Input).values():
        if not rule.enters:
            if not scene.written(rule, "enters"):
                yield scene.at_name("C301", rule)
        elif rule.enters == rule.confirms:
            yield scene.wrong("C302", rule.place("confirms"), rule.clause)


def declared_and_unused(scene: Scene) -> Iterator[Diagnostic]:
    """Parameters and inputs serve some formula, scorecard, target or floor, or say what they stand for."""
    served = scene.used | {target.metric for target in scene.regulation.of(Target).values()}
    for rule in (*scene.regulation.of(Parameter).values(), *scene.regulation.of(Input).values()):
        stands_for = isinstance(rule, Parameter) and rule.role is not None
        if rule.name not in served and not stands_for and not scene.table.lost:
            yield scene.at_name("C303", rule)


def values_within_bounds(scene: Scene) -> Iterator[Diagnostic]:
    """Values and defaults lie between their own bounds."""
    rules: list[Parameter | Input] = [*scene.regulation.of(Parameter).values(), *scene.regulation.of(Input).values()]
    for rule in rules:
        if isinstance(rule, Parameter):
            values, field = [dated.value for dated in rule.values], "values"
        else:
            values, field = [rule.default] if rule.default is not None else [], "default"
        if any(not _within(value, rule.min, rule.max) for value in values):
            yield scene.wrong("C304", rule.place(field), rule.clause)
        elif rule.min is not None and not _within(rule.min, None, rule.max):
            yield scene.wrong("C304", rule.place("min"), rule.clause)


def _within(value: Value, least: Value | None, most: Value | None) -> bool:
    return _in_order(least, value) and _in_order(value, most)


def _in_order(first: Value | None, second: Value | None) -> bool:
    """Whether one value is at most the other; what cannot be compared is."""
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return first <= second
    if type(first) is type(second) and isinstance(first, date) and isinstance(second, date):
        return first <= second
    return True


def exceptions_apart(scene: Scene) -> Iterator[Diagnostic]:
    """Two exceptions to one rule have different conditions."""
    seen: dict[object, Rule] = {}
    for rule in scene.regulation.rules:
        if rule.overrides and rule.when is not None:
            key = (rule.kind, rule.overrides, "".join(rule.when.text.split()))
            if key in seen:
                other = seen[key]
                line = str(scene.name_of(other).line)
                yield scene.wrong("C601", rule.place("when"), rule.clause, other=other.name, line=line)
            else:
                seen[key] = rule


def alerts_are_told(scene: Scene) -> Iterator[Diagnostic]:
    """An alert has a condition, and somebody hears of it."""
    for alert in scene.regulation.of(Alert).values():
        if alert.when is None and not scene.written(alert, "when"):
            yield scene.at_name("C604", alert)
        if not alert.tell and not scene.written(alert, "tell"):
            yield scene.at_name("C603", alert)
