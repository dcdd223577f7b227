"""Checks of duties: a deadline that can be met, people who can be meant, steps that come in order."""

from collections.abc import Iterator
from itertools import pairwise

from guiju.lang import words
from guiju.lang.checks.scene import Scene
from guiju.lang.diagnostics import Diagnostic
from guiju.lang.formula.tree import Aggregate, Path, Per
from guiju.lang.formula.walk import walk
from guiju.lang.kinds import Duty, Form, Parameter, Schedule
from guiju.lang.kinds.choices import Evidence, Shift
from guiju.lang.kinds.duty.model import UP, WhoKind
from guiju.lang.kinds.duty.recurrence import AnchorKind, Every, Recurrence, longest_open, minutes
from guiju.lang.kinds.schedule.model import Hours
from guiju.lang.readback.times import hours as hours_in_words

EARLY = 60  # minutes before work that people may come to get something done
WEEKEND = frozenset((5, 6))
HOLIDAYS = frozenset(((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)))  # public holidays of every year, by the sun
NEEDED = {
    Evidence.FORM: "form",
    Evidence.CHECKLIST: "checklist",
    Evidence.SNAPSHOT: "metrics",
    Evidence.MINUTES: "attend",
}


def duties_come_round(scene: Scene) -> Iterator[Diagnostic]:
    """A duty that is left out on days off does not always fall on one."""
    for duty in scene.regulation.of(Duty).values():
        always = any(one.always or one.rest for one in _schedules(scene, duty))
        if duty.shift is Shift.SKIP and not always and _always_off(duty.recurs):
            yield scene.wrong("C801", duty.place("recurs"), duty.clause)


def _schedules(scene: Scene, duty: Duty) -> Iterator[Schedule]:
    """The hours of those whom a duty binds."""
    return scene.holders.schedules_of(scene.holders.meant(duty.who))


def _always_off(when: Recurrence) -> bool:
    if when.rule:
        days = next((part[6:] for part in when.rule.split(";") if part.startswith("BYDAY=")), "")
        return bool(days) and all(day[-2:] in ("SA", "SU") for day in days.split(","))
    if when.weekdays:
        return WEEKEND.issuperset(when.weekdays)
    dates = {(month, day) for month in when.months for day in when.days}
    return when.every is Every.YEAR and bool(dates) and dates <= HOLIDAYS


def deadlines_can_be_met(scene: Scene) -> Iterator[Diagnostic]:
    """What is due within hours of work lies within them, and after work has started."""
    for duty in scene.regulation.of(Duty).values():
        for schedule in _schedules(scene, duty):
            code = _beyond(duty, schedule.hours)
            if code:
                yield _about_hours(scene, code, duty, schedule)
                break


def _about_hours(scene: Scene, code: str, duty: Duty, schedule: Schedule) -> Diagnostic:
    said = hours_in_words(schedule.hours, "zh")
    line = str(scene.name_of(schedule).line)
    return scene.wrong(code, duty.place("due"), duty.clause, hours=said, name=schedule.name, line=line)


def _beyond(duty: Duty, hours: tuple[Hours, ...]) -> str:
    """The problem with a deadline under some hours; empty without one."""
    start, end, due = hours[0].start, hours[-1].end, duty.due
    if due.kind in (AnchorKind.START, AnchorKind.END) and abs(due.minutes) > end - start:
        return "C802"
    early = due.kind is AnchorKind.CLOCK and due.minutes <= start - EARLY
    return "C803" if early and duty.ahead is None and not duty.recurs.by else ""


def reminders_come_in_time(scene: Scene) -> Iterator[Diagnostic]:
    """Nobody is reminded of work before it lies open."""
    for duty in scene.regulation.of(Duty).values():
        longest = longest_open(duty.recurs, duty.due, duty.ahead)
        if any(minutes(span) > longest for span in duty.remind):
            yield scene.wrong("C804", duty.place("remind"), duty.clause)


def escalations_rise(scene: Scene) -> Iterator[Diagnostic]:
    """Each step up the line comes later than the one before, and none while work still counts as on time."""
    for duty in scene.regulation.of(Duty).values():
        spans = [minutes(step.after) for step in duty.escalate]
        late = [at + 1 for at, (before, after) in enumerate(pairwise(spans)) if after <= before]
        if late:
            yield scene.wrong("C805", duty.place(f"escalate.{late[0]}.after"), duty.clause)
        elif duty.grace is not None and spans and spans[0] < minutes(duty.grace):
            yield scene.wrong("C806", duty.place("escalate.0.after"), duty.clause)


def evidence_is_there(scene: Scene) -> Iterator[Diagnostic]:
    """Evidence by a form, a checklist, minutes or a snapshot needs the form, the list, the people or the metrics."""
    for duty in scene.regulation.of(Duty).values():
        lacks = NEEDED.get(duty.evidence)
        if lacks and not scene.written(duty, lacks):
            field, field_en = words.FIELD_WORDS["duty"][lacks][:2]
            yield scene.wrong("C807", duty.place("evidence"), duty.clause, field=field, field_en=field_en)
        elif duty.agenda and not scene.written(duty, "attend"):
            yield scene.wrong("C808", duty.place("agenda"), duty.clause)


def somebody_is_meant(scene: Scene) -> Iterator[Diagnostic]:
    """Whom a duty or a stage means can be somebody: a unit has a leader, a position may be held."""
    if scene.table.lost:
        return
    for rule in (*scene.regulation.of(Duty).values(), *scene.regulation.of(Form).values()):
        actors = [(rule.who, "who")] if isinstance(rule, Duty) else []
        if isinstance(rule, Form):
            actors = [(one.who, f"stages.{at}.who") for at, one in enumerate(rule.stages) if one.who is not None]
        for who, path in actors:
            if who.kind in (WhoKind.EVERYONE, WhoKind.SUPERIOR, WhoKind.FIELD):
                continue
            meant = scene.holders.meant(who)
            if not any(scene.holders.can_be_held(position) for position in meant):
                code = "C810" if who.kind is WhoKind.MEMBERS and not meant else "C809"
                yield scene.wrong(code, rule.place(path), rule.clause)


def nobody_reviews_themselves(scene: Scene) -> Iterator[Diagnostic]:
    """Work is not handed to the one who did it."""
    for duty in scene.regulation.of(Duty).values():
        if duty.reviewer not in ("", UP) and scene.holders.meant(duty.who) == {duty.reviewer}:
            yield scene.wrong("C811", duty.place("reviewer"), duty.clause)


def exceptions_hold_by_parameters(scene: Scene) -> Iterator[Diagnostic]:
    """Duties are planned before there are figures, so an exception to one may look at parameters only."""
    parameters = scene.regulation.of(Parameter)
    for duty in scene.regulation.of(Duty).values():
        if duty.when is None:
            continue
        measured = any(isinstance(node, Aggregate | Path | Per) for node in walk(duty.when.tree))
        if measured or any(symbol.name not in parameters for symbol in scene.symbols(duty.when)):
            yield scene.wrong("C812", duty.place("when"), duty.clause)
