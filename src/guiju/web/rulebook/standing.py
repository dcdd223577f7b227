"""Whether a rule is kept: a target if met, a computation if it ran, an input if confirmed, text if published."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guiju.apps.appraisal.values import Line
from guiju.lang import kinds
from guiju.lang.kinds import Rule
from guiju.lang.kinds.choices import Direction, SubjectKind
from guiju.lang.values import Missing, Value
from guiju.web.kit import lacking
from guiju.web.rulebook import duties
from guiju.web.rulebook.now import Now, Standing

WORDS: Mapping[str, Promise] = {
    "broken": gettext_lazy("有破"),
    "missing": gettext_lazy("缺数"),
    "waiting": gettext_lazy("未到"),
    "kept": gettext_lazy("守住"),
    "text": gettext_lazy("已公布"),
    "signed": gettext_lazy("已签收"),
}


def word(kind: str) -> str:
    """The word of a verdict."""
    return str(WORDS[kind])


def standing(rule: Rule, now: Now) -> Standing:
    """How a rule stands in the last full month; worked out once a page."""
    found = now.judged.get((rule.kind, rule.name))
    if found is None:
        judge = _JUDGES.get(rule.kind)
        found = judge(rule, now) if judge else Standing("text", why=_("条文已公布"))
        now.judged[rule.kind, rule.name] = found
    return found


def _target(rule: Rule, now: Now) -> Standing:
    one = cast("kinds.Target", rule)
    actual, target = now.actual(one)
    said, aim = now.say(one.metric, actual), now.say(one.metric, target)
    if isinstance(actual, Missing):
        return Standing("missing", why=_lacking(actual))
    if not isinstance(target, Fraction) or not isinstance(actual, Fraction):
        return Standing("waiting", said, _lacking(target) if isinstance(target, Missing) else "")
    stick = now.book.stick(one.metric)
    reached = actual <= target if stick.direction is Direction.LOWER else actual >= target
    grounds = _("%(period)s %(actual)s，目标 %(target)s") % {"period": now.period, "actual": said, "target": aim}
    return Standing("kept" if reached else "broken", said, grounds)


def _metric(rule: Rule, now: Now) -> Standing:
    value = now.case(now.unit_of(rule)).metric(rule.name).value
    if isinstance(value, Missing):
        return Standing("missing", "", _lacking(value))
    said = now.say(rule.name, value)
    return Standing("kept", said, _("%(period)s 算出 %(value)s") % {"period": now.period, "value": said})


def _input(rule: Rule, now: Now) -> Standing:
    mine = next((one for one in now.due if one.rule.name == rule.name), None)
    owed = len(mine.lacking) if mine and mine.rule.default is None else 0
    waiting = len(mine.waiting) if mine else 0
    if owed:
        return Standing("missing", "", ngettext("还有 %(n)s 项没有填报", "还有 %(n)s 项没有填报", owed) % {"n": owed})
    if waiting and cast("kinds.Input", rule).confirms:
        return Standing(
            "missing", "", ngettext("还有 %(n)s 项没有确认", "还有 %(n)s 项没有确认", waiting) % {"n": waiting}
        )
    return Standing("kept", "", _("该填的都已填报并确认") if mine and mine.asked else _("这个月没有要填的"))


def _scorecard(rule: Rule, now: Now) -> Standing:
    mine = [one for one in now.lines if one.card == rule.name]
    return _computed(mine, "points", now)


def _bonus(rule: Rule, now: Now) -> Standing:
    unit = now.unit_of(rule)
    mine = [one for one in now.lines if unit in {"", one.unit} and (one.bonus is not None or "bonus" in one.pending)]
    return _computed(mine, "bonus", now)


def _grade(_rule: Rule, now: Now) -> Standing:
    return _computed([one for one in now.lines if one.grade or "grade" in one.pending], "grade", now)


def _computed(mine: list[Line], part: str, now: Now) -> Standing:
    """Kept when it ran for everybody; what is pending lacks a figure."""
    pending = sum(1 for one in mine if part in one.pending)
    if not mine:
        return Standing("waiting", "", _("%(period)s 还没有算") % {"period": now.period})
    if pending:
        return Standing("missing", "", ngettext("%(n)s 人待补", "%(n)s 人待补", pending) % {"n": pending})
    said = ngettext("%(period)s 已算 %(n)s 人", "%(period)s 已算 %(n)s 人", len(mine))
    return Standing("kept", "", said % {"period": now.period, "n": len(mine)})


def _alert(rule: Rule, now: Now) -> Standing:
    """An alert that rings is a bound that broke; one for each person is for the people it is about."""
    one = cast("kinds.Alert", rule)
    about = one.subject.kind in {SubjectKind.DEPARTMENT, SubjectKind.UNIT}
    if not about or one.when is None:
        return Standing("waiting", "", _("按每个对象分别判断"))
    value: Value = now.case(now.unit_of(rule)).evaluate(one.when)
    if isinstance(value, Missing):
        return Standing("missing", "", _lacking(value))
    said = _("%(period)s 条件成立，已响") if value is True else _("%(period)s 条件不成立，没有响")
    return Standing("broken" if value is True else "kept", "", said % {"period": now.period})


def _position(rule: Rule, now: Now) -> Standing:
    one = cast("kinds.Position", rule)
    held = now.held(one.name)
    least, most = one.headcount or (0, max(held, 1))
    said = ngettext("在岗 %(n)s 人", "在岗 %(n)s 人", held) % {"n": held}
    return Standing("kept" if least <= held <= most else "broken", said if held < least else "", said)


def _lacking(value: Missing) -> str:
    lines = lacking.lines(value)
    return lines[0] if lines else ""


_JUDGES: dict[str, Callable[[Rule, Now], Standing]] = {
    "target": _target,
    "metric": _metric,
    "input": _input,
    "scorecard": _scorecard,
    "bonus": _bonus,
    "grade": _grade,
    "alert": _alert,
    "position": _position,
    "duty": duties.standing,
    "prohibition": duties.forbidden,
}
