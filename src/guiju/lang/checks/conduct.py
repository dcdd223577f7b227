"""Checks of hours, matrices and prohibitions."""

from collections.abc import Iterator

from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.kinds import Prohibition, Raci, Schedule, Unit
from guiju.lang.words import FIELD_WORDS

WEEK = 7


def hours_agree(scene: Scene) -> Iterator[Diagnostic]:
    """A subject has one schedule, with days off or without."""
    seen: dict[object, Schedule] = {}
    for schedule in scene.regulation.of(Schedule).values():
        if not schedule.overrides and schedule.subject in seen:
            first = seen[schedule.subject]
            yield scene.at_name("C831", schedule, other=first.name, line=str(scene.name_of(first).line))
        elif not schedule.overrides:
            seen[schedule.subject] = schedule
        if schedule.rest and (schedule.always or len(schedule.rest) == WEEK):
            yield scene.wrong("C832", schedule.place("rest"), schedule.clause)


def somebody_answers(scene: Scene) -> Iterator[Diagnostic]:
    """Who answers for a task is a position that may be held, or a unit with a leader."""
    matrices, units = scene.regulation.of(Raci), scene.regulation.of(Unit)
    for matrix in matrices.values():
        for at, line in enumerate(matrix.lines):
            unit = units.get(line.accountable) if line.accountable not in scene.holders.positions else None
            leader = unit.leader if unit else line.accountable
            if not scene.table.lost and not (leader and scene.holders.can_be_held(leader)):
                yield scene.wrong("C809", matrix.place(f"lines.{at}.accountable"), matrix.clause)


def prohibitions_are_fair(scene: Scene) -> Iterator[Diagnostic]:
    """Somebody hears the person and somebody decides, within limits; the same one alone leaves room to appeal."""
    for rule in scene.regulation.of(Prohibition).values():
        lacks = [name for name in ("hears", "decides") if not getattr(rule, name) and not scene.written(rule, name)]
        if lacks:
            field, field_en = FIELD_WORDS["prohibition"][lacks[0]][:2]
            yield scene.at_name("C841", rule, field=field, field_en=field_en)
            continue
        if rule.hears and rule.hears == rule.decides and rule.appeal is None and not scene.written(rule, "appeal"):
            yield scene.wrong("C842", rule.place("decides"), rule.clause)
        if rule.appeal is not None and not rule.appeals_to and not scene.written(rule, "appeals_to"):
            yield scene.wrong("C843", rule.place("appeal"), rule.clause)
        elif rule.appeals_to and rule.appeals_to == rule.decides:
            yield scene.wrong("C844", rule.place("appeals_to"), rule.clause)
        for name in ("hearing", "decision"):
            if not scene.written(rule, name):
                field, field_en = FIELD_WORDS["prohibition"][name][:2]
                yield scene.at_name("C845", rule, field=field, field_en=field_en)
                break


def sanctions_end(scene: Scene) -> Iterator[Diagnostic]:
    """It is said of each sanction when it is expunged, or that it never is."""
    for rule in scene.regulation.of(Prohibition).values():
        for at, sanction in enumerate(rule.sanctions):
            if not sanction.expunged_months and f"sanctions.{at}.expunged" not in rule.places:
                yield scene.wrong("C846", sanction.span, rule.clause)
