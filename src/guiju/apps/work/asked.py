"""What a rule asks of the work that it made: evidence, who receives it, how long it may take."""

from datetime import datetime, timedelta

from guiju.apps.rulebook import queries as rulebook
from guiju.apps.work import models
from guiju.apps.work.standing import aware, naive, shift
from guiju.engines.calendar import days, hours
from guiju.lang import Regulation
from guiju.lang.kinds import Duty, Form
from guiju.lang.kinds.duty.recurrence import Allowance
from guiju.lang.kinds.form.model import Stage

SECOND = timedelta(seconds=1)


def rule_name(work: models.Work) -> str:
    """The name of the rule that made the work, without its kind."""
    return work.rule.partition(":")[2]


def duty(work: models.Work) -> Duty | None:
    """The duty that made the work, as it stood in the edition that it was made under."""
    if not work.rule.startswith("duty:") or not work.edition:
        return None
    return rulebook.regulation(work.edition).of(Duty).get(rule_name(work))


def stage(work: models.Work) -> tuple[Form, int] | None:
    """The form whose stage the work is, with the place of that stage in it."""
    if work.source != models.Work.Source.STAGE:
        return None
    form = rulebook.regulation(work.edition).of(Form).get(rule_name(work))
    name = work.evidence.get("stage", "")
    places = [at for at, one in enumerate(form.stages) if one.name == name] if form else []
    return (form, places[0]) if form and places else None


def judged(work: models.Work) -> str:
    """Whose doing is judged here, by 工号: the author's of a record, or who handed in; nobody passes their own."""
    if work.source == models.Work.Source.STAGE:
        found = stage(work)
        person = work.record.author if work.record and found and found[0].stages[found[1]].who else None
    else:
        person = work.parent.done_by if work.source == models.Work.Source.REVIEW and work.parent else None
    return person.number if person else ""


def stage_of(form: Form, name: str) -> tuple[int, Stage] | None:
    """A form's stage of that name, with its place."""
    return next(((at, one) for at, one in enumerate(form.stages) if one.name == name), None)


def checklist(work: models.Work) -> tuple[str, ...]:
    """The items to tick: the duty's, or those that somebody wrote for a task."""
    found = duty(work) if work.wants == "checklist" else None
    return found.checklist if found else tuple(work.evidence.get("checklist", ()))


def metrics(work: models.Work) -> tuple[str, ...]:
    """The metrics whose figures are kept with the work."""
    found = duty(work)
    return found.metrics if found else ()


def last_moment(work: models.Work) -> datetime | None:
    """Until when it is in time: due, or the end of the grace that the clause gives."""
    found = duty(work) if work.due is not None else None
    return after(work, found.grace) if found and found.grace else work.due


def after(work: models.Work, allowance: Allowance) -> datetime | None:
    """A span after due by the hours of the post that does the work; ``None`` without due."""
    if work.due is None:
        return None
    return aware(hours.after(naive(work.due), allowance, _shift(work), days.public()))


def before(work: models.Work, allowance: Allowance) -> datetime | None:
    """A span before due by the hours of the post that does the work; ``None`` without due."""
    if work.due is None:
        return None
    return aware(hours.before(naive(work.due), allowance, _shift(work), days.public()))


def lateness(work: models.Work, moment: datetime) -> int:
    """By how many seconds doing it at a moment is late; 0 in time. A clock that shows the due second is in time."""
    if work.due is None:
        return 0
    moment = moment.replace(microsecond=0)
    if moment <= work.due:
        return 0
    last = last_moment(work)
    return 0 if last is None or moment <= last else (moment - work.due) // SECOND


def within(start: datetime, allowance: Allowance, regulation: Regulation, unit: str, position: str) -> datetime:
    """The end of a span from a moment by the hours of a post."""
    return aware(hours.after(naive(start), allowance, shift(regulation, unit, position), days.public()))


def _shift(work: models.Work) -> hours.Shift:
    regulation = rulebook.regulation(work.edition) if work.edition else rulebook.current()
    return shift(regulation, work.unit, work.position) if regulation else hours.STANDARD
