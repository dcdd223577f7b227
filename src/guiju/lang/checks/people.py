"""Checks of units and positions: who leads, and who reports to whom."""

from collections.abc import Callable, Iterator, Mapping

from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.kinds import Position, Rule, Unit


def unit_leaders(scene: Scene) -> Iterator[Diagnostic]:
    """Each unit has a leader."""
    for unit in scene.regulation.of(Unit).values():
        if not unit.leader and not scene.written(unit, "leader"):
            yield scene.at_name("C206", unit)


def unit_cycles(scene: Scene) -> Iterator[Diagnostic]:
    """No unit stands above itself."""
    yield from _cycles(scene, "C203", scene.regulation.of(Unit), lambda unit: unit.parent)


def reporting_cycles(scene: Scene) -> Iterator[Diagnostic]:
    """Nobody reports to themselves, directly or through others."""
    yield from _cycles(scene, "C202", scene.regulation.of(Position), lambda position: position.reports_to)


def _cycles[R: Rule](
    scene: Scene, code: str, rules: Mapping[str, R], above: Callable[[R], str]
) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for name in rules:
        path: list[str] = []
        while name in rules and name not in seen:
            seen.add(name)
            path.append(name)
            name = above(rules[name])  # noqa: PLW2901 - it climbs
        if name in path:
            cycle = path[path.index(name) :]
            yield scene.at_name(code, rules[cycle[0]], hops=hops(scene, [rules[one] for one in cycle]))


def hops(scene: Scene, rules: list[Rule]) -> str:
    """The rules of a cycle with the line of each, back to the first."""
    return " → ".join(f"{rule.name} ({scene.name_of(rule).line})" for rule in (*rules, rules[0]))


def reports_to_nobody(scene: Scene) -> Iterator[Diagnostic]:
    """Only the leaders of top units report to nobody."""
    units = scene.regulation.of(Unit).values()
    tops = {unit.leader for unit in units if not unit.parent}
    for position in scene.regulation.of(Position).values():
        if not position.reports_to and not scene.written(position, "reports_to") and position.name not in tops:
            yield scene.at_name("C204", position)


def leaders_without_reports(scene: Scene) -> Iterator[Diagnostic]:
    """In a unit with several positions, somebody reports to its leader."""
    positions = scene.regulation.of(Position)
    for unit in scene.regulation.of(Unit).values():
        members = [one for one in positions.values() if one.unit == unit.name and one.name != unit.leader]
        unread = any(not one.reports_to and scene.written(one, "reports_to") for one in members)
        reports = any(unit.leader in _chain(one.name, positions) for one in members)
        if unit.leader in positions and members and not reports and not unread:
            yield scene.at_name("C205", unit, leader=unit.leader)


def _chain(name: str, positions: Mapping[str, Position]) -> list[str]:
    """Those to whom a position reports, directly or through others."""
    found: list[str] = []
    while name in positions and (name := positions[name].reports_to) and name not in found:
        found.append(name)
    return found
