"""Sentences about forms and prohibitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from guiju.lang.kinds.choices import Layout
from guiju.lang.kinds.form.model import FieldType
from guiju.lang.readback import times
from guiju.lang.readback.quantities import measured
from guiju.lang.readback.words import choice, several

if TYPE_CHECKING:
    from guiju.lang.kinds import Form, Prohibition
    from guiju.lang.kinds.duty.recurrence import Allowance
    from guiju.lang.kinds.form.model import Check, Field, Stage
    from guiju.lang.kinds.prohibition.model import Sanction
    from guiju.lang.readback.sentences import Voice


_BARE = ("个", "条")  # a count of whatever the field names


def form(rule: Form, voice: Voice) -> str:
    """What a form asks, what it must keep, who fills in and reads it, and the stages it passes."""
    fields = voice.both("、", ", ").join(field(one, voice) for one in rule.fields)
    said = [voice.both(f"表单“{rule.name}”由{{}}填写：{fields}", f"The form “{rule.name}” is filed by {{}}: {fields}")]
    said[0] = said[0].replace("{}", times.whos(rule.files, voice.language), 1)
    said += [check(one, voice) for one in rule.checks]
    if rule.readers:
        people = times.whos(rule.readers, voice.language)
        said.append(voice.both(f"{people}可查看", f"{people} may read it"))
    if rule.title:
        said.append(voice.both(f"以{rule.title}为标题", f"titled by {rule.title}"))
    if rule.layout is not Layout.TABLE:
        layout, by = choice(rule.layout, voice.language), rule.by or voice.both("日期", "day")
        said.append(voice.both(f"按{by}排成{layout}", f"shown as {layout} by {by}"))
    if rule.stages:
        steps = voice.both("，", ", ").join(stage(one, at, voice) for at, one in enumerate(rule.stages, 1))
        said.append(voice.both("提交后依次：", "once filed, in order: ") + steps)
    return voice.both("；", "; ").join(said) + voice.both("。", ".")


def check(of: Check, voice: Voice) -> str:
    """A condition, and what is told when it does not hold."""
    condition = voice.formula(of.formula)
    told = voice.both(f"，否则提示“{of.says}”", f", else “{of.says}”") if _speaks(of.says) else ""
    return voice.both(f"须{condition}", f"it must hold that {condition}") + told


def _speaks(says: str) -> bool:
    """Whether what is told is more than the condition itself."""
    return not any(sign in says for sign in "<>=≤≥")


def field(of: Field, voice: Voice) -> str:
    """A field with what it takes, whether it must be filled in, and what fills it first."""
    notes = [] if of.type is FieldType.CHOICE else [choice(of.type, voice.language)]
    if of.unit and of.unit not in _BARE:
        notes[-1] += voice.both("，", " ") + measured(of.unit, voice.language)
    if of.metric and of.metric != of.name:
        notes.append(of.metric)
    if of.options and of.type is FieldType.CHOICES:
        notes[-1] += voice.both("：", " ") + "/".join(of.options)
    elif of.options:
        notes.append("/".join(of.options))
    if of.columns:
        columns = (field(column, voice) for column in of.columns)
        notes.append(voice.both("每行有", "each row: ") + voice.both("、", ", ").join(columns))
    if of.required:
        notes.append(voice.both("必填", "required"))
    if of.prefill:
        notes.append(voice.both("预填", "prefilled with ") + voice.formula(of.prefill))
    if of.listed or of.filtered:
        notes.append(voice.both(_shown(of)[0], _shown(of)[1]))
    if of.help:
        notes.append(of.help)
    return of.name + voice.both("（" + "，".join(notes) + "）", " (" + ", ".join(notes) + ")")


def _shown(of: Field) -> tuple[str, str]:
    if of.listed and of.filtered:
        return "列出并可筛选", "listed and filterable"
    return ("列出", "listed") if of.listed else ("可筛选", "filterable")


def stage(of: Stage, at: int, voice: Voice) -> str:
    """A step: who, within how long, what is then filled in, and when it is skipped."""
    who = times.who(of.who, voice.language) if of.who else voice.both("提交人", "whoever filed it")
    notes = [who]
    if of.within:
        span = times.allowance(of.within, voice.language)
        notes.append(voice.both(f"{span}内", f"within {span}"))
    if of.fills:
        fills = several(of.fills, voice.language)
        notes.append(voice.both(f"填写{fills}", f"filling in {fills}"))
    if of.corrects:
        notes.append(voice.both("更正数据，或写明为什么不用", "putting figures right, or saying why not"))
    if of.may_return:
        notes.append(voice.both("可退回", "may send it back"))
    if of.when:
        condition = voice.formula(of.when)
        notes.append(voice.both(f"仅当{condition}", f"only if {condition}"))
    return f"{at}. {of.name}" + voice.both("（" + "，".join(notes) + "）", " (" + ", ".join(notes) + ")")


def prohibition(rule: Prohibition, voice: Voice) -> str:
    """What is forbidden, and the steps after a report; nobody is watched for it."""
    text = (rule.text or rule.name).rstrip("。；;.")
    steps = [
        voice.both("任何人可以举报", "anybody may report it"),
        *_step(rule.hears, rule.hearing, ("受理并{0}听取本人", "{1} hears the person{0}"), voice),
        *_step(rule.decides, rule.decision, ("{0}作出决定", "{1} decides{0}"), voice),
    ]
    if rule.sanctions:
        named = [sanction(one, voice) for one in rule.sanctions]
        if voice.language == "zh":
            steps.append(f"可以给予{'、'.join(named)}")
        else:
            steps[-1] += f"; there may be {', '.join(named[:-1])}{' or ' if named[1:] else ''}{named[-1]}"
    if rule.appeal:
        to = rule.appeals_to or voice.both("上级", "the one above")
        span = times.allowance(rule.appeal, voice.language)
        steps.append(voice.both(f"本人可在 {span}内向{to}申诉", f"the person may appeal to {to} within {span}"))
    process = voice.both("，", "; ").join(steps)
    return voice.both(
        f"{text}。{process}；不作监控。", f"{text}. {process[0].upper()}{process[1:]}. Nobody is watched."
    )


def _step(who: str, within: Allowance | None, words: tuple[str, str], voice: Voice) -> Iterable[str]:
    if not who:
        return
    span = times.allowance(within, voice.language) if within else ""
    if voice.language == "zh":
        yield f"{who}" + words[0].format(f"在 {span}内" if span else "")
    else:
        yield words[1].format(f" within {span}" if span else "", who)


def sanction(of: Sanction, voice: Voice) -> str:
    """A sanction with when it is expunged."""
    if not of.expunged_months:
        return of.name + voice.both("（不消除）", " (never expunged)")
    months = of.expunged_months
    return of.name + voice.both(f"（{months} 个月后消除）", f" (expunged after {months} month{'s' * (months > 1)})")


SENTENCES: dict[str, Callable[..., str]] = {"form": form, "prohibition": prohibition}
