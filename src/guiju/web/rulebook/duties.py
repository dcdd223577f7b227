"""Duties beside their clause: how often what they ask for was done in time, and when it comes next."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guiju.apps import clock
from guiju.apps.work.standing import naive
from guiju.apps.work.values import Evidence
from guiju.engines.calendar import days, hours, recur
from guiju.lang import kinds
from guiju.lang.formula import Formula
from guiju.lang.formula.tree import Binary, Name, Node, Path, Text
from guiju.lang.formula.walk import walk
from guiju.lang.kinds import Rule
from guiju.lang.readback import times
from guiju.lang.readback.words import choice
from guiju.lang.regulation import Regulation
from guiju.web.kit import formats
from guiju.web.rulebook.now import Now, Standing
from guiju.web.rulebook.tables import Column, table
from guiju.web.rulebook.words import language
from guiju.web.work.spans import clock_time

AHEAD = (14, 100, 400)  # days within which the next time is looked for, the nearer first


def standing(rule: Rule, now: Now) -> Standing:
    """A duty is kept when everything it asked for was done in time; what is excused does not count."""
    found = now.evidence.get(f"duty:{rule.name}")
    if found is None or found.rate is None:
        return Standing("waiting", "", _("还没有到期的"))
    broken = found.late or found.missed or found.overdue
    text = _("按时 %(rate)s") % {"rate": formats.amount(found.rate, "%", decimals=1).text}
    return Standing("broken" if broken else "kept", text, formats.listed(word for word, _verdict in counted(found)))


def forbidden(_rule: Rule, _now: Now) -> Standing:
    """What nobody measures is signed, and acted on when somebody reports it."""
    return Standing("signed", "", _("已签收，凭举报"))


def counted(found: Evidence) -> list[tuple[str, str]]:
    """The counts that are not zero in words, each with the verdict under which the list shows them."""
    told = [
        (found.kept, _("按时 %(n)s"), "kept"),
        (found.late, _("晚 %(n)s"), "late"),
        (found.missed, _("作废 %(n)s"), "missed"),
        (found.overdue, _("逾期未办 %(n)s"), "overdue"),
        (found.excused, _("免除 %(n)s"), "excused"),
    ]
    return [(word % {"n": count}, verdict) for count, word, verdict in told if count]


def calendar(rules: Sequence[Rule], regulation: Regulation, now: Now) -> dict[str, Any]:  # Any: fields of a slip
    """Duties as rows of a calendar: who, when, by when, with what evidence, how often in time, and the next time."""
    columns = (
        Column(_("例行")),
        Column(_("谁")),
        Column(_("何时")),
        Column(_("截止")),
        Column(_("凭什么")),
        Column(_("上月以来")),
        Column(_("下次")),
    )
    return table(columns, (_row(duty, regulation, now) for duty in cast("Sequence[kinds.Duty]", rules)))


def _row(duty: kinds.Duty, regulation: Regulation, now: Now) -> tuple[str, ...]:
    speech, found = language(), now.evidence.get(f"duty:{duty.name}")
    counts = format_html_join("、", '<a href="{}">{}</a>', _links(duty.name, found, now)) if found else ""
    if counts:
        counts += format_html('<br><a class="small" href="{}">{}</a>', address(duty.name), _("按人、小组、月份看"))
    return (
        duty.name,
        times.who(duty.who, speech),
        times.spoken(duty.recurs, speech),
        times.due(duty.due, speech),
        _evidence(duty),
        counts or "—",
        coming(duty, regulation) or "—",
    )


def _evidence(duty: kinds.Duty) -> str:
    """What shows that it was done; a form leads to its records."""
    if not duty.form:
        return choice(duty.evidence, language())
    return format_html('<a href="{}">{}</a>', reverse("records:register", args=[duty.form]), duty.form)


def address(name: str) -> str:
    """The page that says how a duty is kept, by people, groups and months."""
    return reverse("work:kept", args=[name])


def counts(formula: Formula, regulation: Regulation) -> SafeString | str:
    """The duties whose work a formula counts, each leading to how it is kept; empty when it counts nobody's work."""
    named = {_named(node) for node in walk(formula.tree)}
    found = [(address(name), name) for name in regulation.of(kinds.Duty) if name in named]
    return format_html_join("、", '<a href="{}">{}</a>', found) if found else ""


def _named(node: Node) -> str:
    """The rule that ``工作.规则 = "日报"`` asks for."""
    match node:
        case Binary("=", Path(parts=(Name(key=fact), Name(key=column))), Text(value=rule)):
            return rule if (fact, column) in {("工作", "规则"), ("work", "rule")} else ""
        case _:
            return ""


def _links(name: str, found: Evidence, now: Now) -> list[tuple[str, str]]:
    """Each count with the list of what it counts."""
    days = {"from": now.month.start.isoformat(), "to": clock.today().isoformat()}
    asked = {"of": "all", "rule": f"duty:{name}", **days}
    return [
        (f"{reverse('work:list')}?{urlencode({**asked, 'verdict': verdict})}", word) for word, verdict in counted(found)
    ]


def coming(duty: kinds.Duty, regulation: Regulation) -> str:
    """When it is due next by the hours of the department; empty when that is not in sight."""
    now, today, calendar = naive(clock.now()), clock.today(), days.public()
    shift = hours.shift_of(regulation, ())
    for ahead in AHEAD:
        found = recur.occurrences(duty.recurs, today, today + timedelta(days=ahead), calendar, duty.shift)
        moments = (hours.due_moment(duty.due, one.on, shift) for one in found)
        first = next((moment for moment in moments if moment > now), None)
        if first is not None:
            return clock_time(first, today, weekday=True)
    return ""
