"""What duties, forms, hours, matrices and prohibitions say, part by part."""

from collections.abc import Callable, Iterator

from guiju.lang.kinds import Form, Prohibition, Raci, Rule, Schedule
from guiju.lang.kinds.duty.model import Who
from guiju.lang.kinds.duty.recurrence import Allowance, DueTime, Escalation, Recurrence
from guiju.lang.kinds.raci.model import Line
from guiju.lang.kinds.schedule.model import Hours
from guiju.lang.readback import records, times
from guiju.lang.readback.sentences import Voice
from guiju.lang.readback.words import Language, several
from guiju.lang.readback.work import line
from guiju.lang.regulation import Regulation
from guiju.lang.words import FIELD_WORDS, UP

Part = tuple[str, tuple[str, str], tuple[str, str]]  # its path, its label and how it reads, in both languages
STRUCTURED = frozenset({"fields", "checks", "stages", "lines", "sanctions", "rest"})


def said(value: object, language: Language) -> str | None:  # noqa: PLR0911 - one line for each sort of value
    """A time, span or person in words; ``None`` for anything else."""
    match value:
        case Who():
            return times.who(value, language)
        case Recurrence():
            return times.spoken(value, language)
        case DueTime():
            return times.due(value, language)
        case Allowance():
            return times.allowance(value, language)
        case Hours():
            return times.hours([value], language)
        case Escalation():
            to = value.to or UP[language == "en"]
            span = times.allowance(value.after, language)
            return f"过 {span}报{to}" if language == "zh" else f"after {span} to {to}"
    return None


def parts(rule: Rule, regulation: Regulation) -> Iterator[Part]:
    """The parts of a rule that have names of their own, each by what it is called."""
    voices = Voice("zh", regulation, None), Voice("en", regulation, None)

    def both(say: Callable[[Voice], str]) -> tuple[str, str]:
        return say(voices[0]), say(voices[1])

    if isinstance(rule, Form):
        yield from _form(rule, both)
    elif isinstance(rule, Raci):
        for one in rule.lines:
            yield f"lines.{one.task}", (one.task, one.task), both(_line(one))
    elif isinstance(rule, Prohibition) and rule.sanctions:
        label = _label("prohibition", "sanctions")
        listed = both(lambda voice: several((records.sanction(one, voice) for one in rule.sanctions), voice.language))
        yield "sanctions", label, listed
    elif isinstance(rule, Schedule) and rule.rest:
        yield "rest", _label("schedule", "rest"), both(lambda voice: times.weekdays(rule.rest, voice.language))


def _form(rule: Form, both: Callable[[Callable[[Voice], str]], tuple[str, str]]) -> Iterator[Part]:
    label = _label("form", "fields")
    for field in rule.fields:
        name = (f"{label[0]}“{field.name}”", f"field “{field.name}”")
        yield f"fields.{field.name}", name, both(lambda voice, field=field: records.field(field, voice))  # type: ignore[misc]
    for at, check in enumerate(rule.checks, 1):
        name = (f"校验 {at}", f"check {at}")
        yield f"checks.{at}", name, both(lambda voice, check=check: records.check(check, voice))  # type: ignore[misc]
    for at, stage in enumerate(rule.stages, 1):
        name = (f"步骤“{stage.name}”", f"stage “{stage.name}”")
        yield f"stages.{stage.name}", name, both(lambda voice, at=at, stage=stage: records.stage(stage, at, voice))  # type: ignore[misc]


def _line(of: Line) -> Callable[[Voice], str]:
    return lambda voice: line(of, voice)


def _label(kind: str, field: str) -> tuple[str, str]:
    chinese, english = FIELD_WORDS[kind][field][:2]
    return chinese, english
