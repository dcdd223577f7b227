"""Slips of forms, hours, matrices, prohibitions and publishing: fields, hours, people and steps as tables."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guiju.lang import kinds
from guiju.lang.kinds import Rule
from guiju.lang.kinds.choices import Layout, Passage
from guiju.lang.kinds.form.model import Field
from guiju.lang.readback import publication as spoken
from guiju.lang.readback import records, times
from guiju.lang.readback.sentences import Voice
from guiju.lang.readback.words import choice, several, subject
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.numbers.card import known_facts
from guiju.web.rulebook.now import Now
from guiju.web.rulebook.tables import Column, table
from guiju.web.rulebook.words import language

NOTHING = "—"


def form(rules: Sequence[Rule], regulation: Regulation, _now: Now) -> dict[str, Any]:  # Any: fields of a slip
    """A form as the list of its fields; who files and reads it and the stages stand beside."""
    one, voice = cast("kinds.Form", rules[0]), Voice(language(), regulation, known_facts())
    columns = (Column(_("字段")), Column(_("类型")), Column(_("要求")))
    rows = ((field.name, _type(field), _wanted(field, voice)) for field in one.fields)
    notes = [(_("谁填写"), times.whos(one.files, language()))]
    if one.readers:
        notes.append((_("谁查看"), times.whos(one.readers, language())))
    notes += [(_("校验"), records.check(check, voice)) for check in one.checks]
    if one.layout is not Layout.TABLE:
        notes.append((_("展示"), choice(one.layout, language())))
    if one.stages:
        steps = (records.stage(stage, at, voice) for at, stage in enumerate(one.stages, 1))
        notes.append((_("流转步骤"), " → ".join(steps)))
    return {**table(columns, rows), "notes": tuple(notes), "url": reverse("records:register", args=[one.name])}


def _type(field: Field) -> str:
    said = choice(field.type, language())
    if field.unit:
        said += f" · {field.unit}"
    if field.metric and field.metric != field.name:
        said += f" · {field.metric}"
    return said


def _wanted(field: Field, voice: Voice) -> str:
    """What a field asks beyond its type."""
    parts = [_("必填")] if field.required else []
    parts += ["/".join(field.options)] if field.options else []
    parts += [several((column.name for column in field.columns), language())] if field.columns else []
    parts += [_("预填 %(formula)s") % {"formula": voice.formula(field.prefill)}] if field.prefill else []
    parts += [field.help] if field.help else []
    return " · ".join(parts)


def schedules(rules: Sequence[Rule], _regulation: Regulation, _now: Now) -> dict[str, Any]:
    """Hours of each unit with its days off."""
    columns = (Column(_("谁")), Column(_("工作时间")), Column(_("休息")))
    found = cast("Sequence[kinds.Schedule]", rules)
    rows = ((subject(one.subject, language()), times.hours(one.hours, language()), _off(one)) for one in found)
    return table(columns, rows)


def _off(schedule: kinds.Schedule) -> str:
    if schedule.always:
        return _("全年无休，按排班")
    off = _("按国家公布的休息日")
    if schedule.rest:
        off = _("%(days)s和法定节假日") % {"days": times.weekdays(schedule.rest, language())}
    return " · ".join([off, _("分班轮值")]) if schedule.shifts else off


def matrix(rules: Sequence[Rule], _regulation: Regulation, _now: Now) -> dict[str, Any]:
    """The tasks with who answers for, does, is asked about and hears of each."""
    one = cast("kinds.Raci", rules[0])
    columns = (Column(_("任务")), Column(_("负责 A")), Column(_("执行 R")), Column(_("咨询 C")), Column(_("知会 I")))
    rows = (
        (line.task, line.accountable, _people(line.responsible), _people(line.consulted), _people(line.informed))
        for line in one.lines
    )
    return table(columns, rows)


def _people(names: Iterable[str]) -> str:
    return several(names, language()) or NOTHING


def prohibition(rules: Sequence[Rule], regulation: Regulation, _now: Now) -> dict[str, Any]:
    """The steps after a report, each with who and within how long; what may follow stands beside."""
    one, voice = cast("kinds.Prohibition", rules[0]), Voice(language(), regulation, known_facts())
    steps = [
        (_("举报"), _("任何人"), None),
        (_("受理并听取本人"), one.hears, one.hearing),
        (_("决定"), one.decides, one.decision),
        (_("申诉"), one.appeals_to, one.appeal),
    ]
    rows = ((step, who, times.allowance(span, language()) if span else NOTHING) for step, who, span in steps if who)
    notes = [(_("不得"), one.text)] if one.text else []
    if one.sanctions:
        named = formats.listed(records.sanction(sanction, voice) for sanction in one.sanctions)
        notes.append((_("处理"), named))
    report = f"{reverse('work:accuse')}?{urlencode({'rule': one.name})}"
    notes.append((_("凭举报"), format_html('<a href="{}">{}</a>', report, _("举报一件事"))))
    return {**table((Column(_("步骤")), Column(_("谁")), Column(_("多久之内"))), rows), "notes": tuple(notes)}


def publication(rules: Sequence[Rule], regulation: Regulation, _now: Now) -> dict[str, Any]:
    """What a new version passes, stage by stage; what may be left out says so."""
    one, voice = cast("kinds.Publication", rules[0]), Voice(language(), regulation, known_facts())
    rows = (
        (choice(at, language()), _("必经") if at in one.demands else _("可省，须写理由"), spoken.stage(one, at, voice))
        for at in Passage
    )
    return table((Column(_("阶段")), Column(_("是否必经")), Column(_("怎么做"))), rows)


def floors(rules: Sequence[Rule], _regulation: Regulation, _now: Now) -> dict[str, Any]:
    """Floors of law as a table: what, from when, by which article, and what is allowed."""
    columns = (Column(_("底线")), Column(_("施行")), Column(_("来源")), Column(_("可以这样")))
    rows = []
    for one in cast("Sequence[kinds.Floor]", rules):
        allowed = one.allows if language() == "zh" else one.english
        start = one.start.isoformat() if one.start else NOTHING
        rows.append((one.name, start, one.source, allowed or NOTHING))
    return table(columns, rows)
