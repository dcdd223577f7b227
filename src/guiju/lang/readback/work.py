"""Sentences about duties, hours and matrices of responsibility."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from guiju.lang.kinds.choices import Evidence, OnMissed
from guiju.lang.kinds.duty.model import UP, WhoKind
from guiju.lang.kinds.duty.recurrence import AnchorKind, Every
from guiju.lang.readback import times
from guiju.lang.readback.words import choice, several, subject

if TYPE_CHECKING:
    from guiju.lang.kinds import Duty, Raci, Schedule
    from guiju.lang.kinds.duty.recurrence import DueTime, Recurrence
    from guiju.lang.kinds.raci.model import Line
    from guiju.lang.readback.sentences import Voice

_LENGTHS = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}  # days; the other months have 31
EACH = (WhoKind.EVERYONE, WhoKind.LEADERS, WhoKind.MEMBERS, WhoKind.POSITION)
_AT_ONCE = {AnchorKind.START: "时", AnchorKind.END: "前"}
_UNTIL = {AnchorKind.CLOCK: "前", AnchorKind.START: "内", AnchorKind.END: "", AnchorKind.DAY: ""}


def duty(rule: Duty, voice: Voice) -> str:
    """Who does what, when, by when, with what evidence; then who hears of it when it is late."""
    parts = [_main(rule, voice), *_meeting(rule, voice), *_handing(rule, voice)]
    first = voice.both("，", ", ").join(part for part in parts if part)
    later = [*_before(rule, voice), *_after(rule, voice)]
    said = [first, *later] if later else [first]
    ended = voice.both("；", "; ").join(said) + voice.both("。", ".")
    return ended + _days_off(rule, voice)


def _main(rule: Duty, voice: Voice) -> str:
    when, shown = times.spoken(rule.recurs, voice.language), _evidence(rule, voice)
    if rule.recurs.rule:
        when += voice.both("，", "")
    elif _clamped(rule.recurs):
        when += voice.both("（没有这一天的月份取最后一天）", " (the last day of a month without it)")
    if voice.language == "zh":
        due = _due(rule.due)
        opening = f"{when}{due}"
        if rule.recurs.by:
            opening = f"{when}（{'含当日' if rule.due.kind is AnchorKind.DAY else f'最迟当日{due}'}）"
        return f"{opening}，{_each(rule, voice)}{_does(rule)}{shown}"
    who = times.who(rule.who, "en")
    if rule.who.kind is WhoKind.MEMBERS and not rule.shared:
        who = f"each member of {who}"
    elif rule.who.kind is WhoKind.POSITION:
        who = f"the {who}" if rule.shared or _alone(rule.who.name, voice) else f"each {who}"
    together = " together" if rule.shared else ""
    due = times.due_said(rule.due, "en")
    opening = f"{when[0].upper()}{when[1:]}, {'' if rule.due.kind is AnchorKind.DAY else 'by '}{due}"
    if rule.due.kind is AnchorKind.DAY:
        opening = f"{when[0].upper()}{when[1:]}, before the day ends"
    return f"{opening}, {who}{together} must do “{rule.does}”{shown}"


def _clamped(when: Recurrence) -> bool:
    """Whether some months lack the day."""
    latest = max(when.days, default=0)
    if when.every is Every.YEAR:
        return any(latest > _LENGTHS.get(month, 31) for month in when.months)
    return latest > min(_LENGTHS.values())


def _due(due: DueTime) -> str:
    bare = times.due(due, "zh")
    if not due.minutes and due.kind in _AT_ONCE:
        return bare + _AT_ONCE[due.kind]
    return bare + _UNTIL[due.kind]


def _each(rule: Duty, voice: Voice) -> str:
    name = times.who(rule.who, "zh")
    if rule.shared:
        return f"{name}共同"
    if rule.who.kind is WhoKind.EVERYONE:
        return "每人"
    if rule.who.kind is WhoKind.MEMBERS:
        return f"{name}每人"
    several_hold_it = rule.who.kind is WhoKind.POSITION and not _alone(rule.who.name, voice)
    return f"每名{name}" if several_hold_it else name


def _alone(name: str, voice: Voice) -> bool:
    """Whether one person at most holds a position: it says so, or leads a unit."""
    position = voice.regulation.of("position").get(name)
    most = getattr(position, "headcount", None)
    return (most is not None and most[1] == 1) or any(
        getattr(unit, "leader", "") == name for unit in voice.regulation.of("unit").values()
    )


def _does(rule: Duty) -> str:
    """What is done; the rule's name alone is no verb."""
    if rule.does != rule.name:
        return rule.does
    return f"召开{rule.name}" if rule.attend else f"完成{rule.name}"


def _evidence(rule: Duty, voice: Voice) -> str:
    parts = []
    if rule.form:
        named = rule.form in rule.does
        parts.append(voice.both("表单", "form") if named else voice.both(f"表单“{rule.form}”", f"form “{rule.form}”"))
    if rule.checklist:
        parts.append(voice.both("清单：", "checklist: ") + voice.both("、", ", ").join(rule.checklist))
    if rule.metrics:
        parts.append(voice.both("看", "with ") + several(rule.metrics, voice.language))
    shown = (Evidence.FORM, *([Evidence.CHECKLIST] if rule.checklist else []))
    if rule.evidence not in shown:
        parts.append(voice.both("凭", "shown by ") + choice(rule.evidence, voice.language))
    return voice.both("（" + "，".join(parts) + "）", " (" + ", ".join(parts) + ")") if parts else ""


def _meeting(rule: Duty, voice: Voice) -> Iterable[str]:
    if rule.attend:
        people = times.whos(rule.attend, voice.language)
        yield voice.both(f"{people}参加", f"with {people} attending")
    if rule.agenda:
        items = voice.both("、", ", ").join(rule.agenda)
        yield voice.both(f"议程是{items}", f"agenda: {items}")


def _handing(rule: Duty, voice: Voice) -> Iterable[str]:
    if rule.reviewer:
        up = rule.reviewer == UP
        to = voice.both("上级" if up else rule.reviewer, "whom they report to" if up else f"the {rule.reviewer}")
        yield voice.both(f"交{to}", f"handed to {to}")
    if rule.informed:
        people = several(rule.informed, voice.language)
        yield voice.both(f"知会{people}", f"{people} informed")


def _before(rule: Duty, voice: Voice) -> Iterable[str]:
    if rule.ahead:
        span = times.allowance(rule.ahead, voice.language)
        yield voice.both(f"提前 {span}列入待办", f"shown {span} ahead")
    if rule.remind:
        spans = voice.both("、", ", ").join(times.allowance(one, voice.language) for one in rule.remind)
        yield voice.both(f"到期前 {spans}提醒", f"reminded {spans} before")


def _after(rule: Duty, voice: Voice) -> Iterable[str]:
    steps = []
    for at, step in enumerate(rule.escalate):
        span = times.allowance(step.after, voice.language)
        to = step.to or voice.both("上级", "their superior")
        opening = voice.both("逾期 ", "when ") if at == 0 else ""
        steps.append(
            voice.both(f"{opening}{span}报{to}", f"{opening}{span} late {'it goes ' if at == 0 else ''}to {to}")
        )
    if steps:
        yield voice.both("，", ", ").join(steps)
    if rule.grace:
        span = times.allowance(rule.grace, voice.language)
        yield voice.both(f"宽限 {span}不算迟", f"not late within {span}")
    if rule.missed is OnMissed.LAPSE:
        yield choice(rule.missed, voice.language)


def _days_off(rule: Duty, voice: Voice) -> str:
    """What becomes of a day off; where only working days are meant there is none."""
    if rule.recurs.working or rule.recurs.workdays:
        return ""
    said = choice(rule.shift, voice.language)
    return voice.both(f"{said}。", f" {said[0].upper()}{said[1:]}.")


def schedule(rule: Schedule, voice: Voice) -> str:
    """The hours of a unit, and its days off."""
    about, hours = subject(rule.subject, voice.language), times.hours(rule.hours, voice.language)
    if rule.always:
        days = voice.both("全年无休，按排班轮值", "every day of the year, by roster")
    elif rule.rest:
        named = [times.weekdays([day], voice.language) for day in rule.rest]
        off = several([*named, voice.both("法定节假日", "public holidays")], voice.language)
        days = voice.both(f"{off}休息", f"{off} off")
    else:
        days = voice.both("按国家公布的工作日和调休上班", "on the workdays of the public calendar")
    if rule.shifts:
        days += voice.both("，分班轮值", ", in shifts")
    return voice.both(f"{about}的工作时间是 {hours.replace(', ', '、')}，{days}。", f"{about} works {hours}, {days}.")


def raci(rule: Raci, voice: Voice) -> str:
    """Each task with its people."""
    lines = voice.both("；", "; ").join(line(one, voice) for one in rule.lines)
    return voice.both(f"{rule.name}：{lines}。", f"{rule.name}: {lines}.")


def line(of: Line, voice: Voice) -> str:
    """A task with who answers for it, does it, is asked and is told."""
    alone = tuple(of.responsible) == (of.accountable,)
    both = voice.both("负责并执行", " answers for it and does it") if alone else voice.both("负责", " answers for it")
    parts = [f"{of.accountable}{both}"]
    for people, words in (
        (() if alone else of.responsible, ("{}执行", "done by {}")),
        (of.consulted, ("{}提供意见", "with advice from {}")),
        (of.informed, ("知会{}", "{} informed")),
    ):
        if people:
            parts.append(voice.both(*words).format(several(people, voice.language)))
    return of.task + voice.both("由", ": ") + voice.both("，", ", ").join(parts)


SENTENCES: dict[str, Callable[..., str]] = {"duty": duty, "schedule": schedule, "raci": raci}
