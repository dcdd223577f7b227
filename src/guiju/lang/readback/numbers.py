"""Sentences about parameters, metrics, inputs, targets and alerts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guiju.lang.kinds.floor.model import UNITS
from guiju.lang.readback.quantities import measured, quantity
from guiju.lang.readback.times import allowance
from guiju.lang.readback.words import choice, several, subject

if TYPE_CHECKING:
    from guiju.lang.kinds import Alert, Dated, Input, Metric, Parameter, Rule, Target
    from guiju.lang.readback.sentences import Voice
    from guiju.lang.regulation import Regulation


def dated(values: tuple[Dated, ...], unit: str, voice: Voice) -> str:
    """Values with the days from which they hold."""
    said = []
    for each in values:
        amount = quantity(each.value, unit, voice.language)
        start = each.start.isoformat() if each.start else ""
        said.append(voice.both(f"自 {start} 起 {amount}", f"{amount} from {start}") if start else amount)
    return voice.both("，", ", ").join(said)


def bounds(low: object, high: object, unit: str, voice: Voice) -> str:
    """Least and greatest allowed value; empty when there are none."""
    said = []
    if low is not None:
        said.append(voice.both("不低于", "at least ") + quantity(low, unit, voice.language))  # type: ignore[arg-type]  # a Value
    if high is not None:
        said.append(voice.both("不高于", "at most ") + quantity(high, unit, voice.language))  # type: ignore[arg-type]  # a Value
    return voice.both("、", ", ").join(said)


def limits(rule: Metric | Input, voice: Voice) -> list[str]:
    """How attainment is reckoned, with its cap and floor."""
    said = []
    if rule.direction:
        said.append(choice(rule.direction, voice.language))
    if rule.attainment:
        said.append(
            voice.both("达成率按", "attained ") + choice(rule.attainment, voice.language) + voice.both("计", "")
        )
    for formula, words in (
        (rule.baseline, ("基线为", "baseline ")),
        (rule.cap, ("达成率最高计", "attainment capped at ")),
        (rule.floor, ("达成率最低计", "attainment at least ")),
    ):
        if formula is not None:
            said.append(voice.both(*words) + voice.formula(formula))
    return said


def parameter(rule: Parameter, voice: Voice) -> str:
    """The figure, when it holds, and its bounds."""
    changes = any(one.start for one in rule.values)
    opening = voice.both(f"{rule.name}{'：' if changes else '为'}", f"{rule.name} is ")
    said = opening + dated(rule.values, rule.unit, voice)
    within = bounds(rule.min, rule.max, rule.unit, voice)
    if rule.role:
        role = choice(rule.role, voice.language)
        within = voice.both("，", ", ").join(one for one in (within, voice.both(f"作为{role}", f"as {role}")) if one)
    said += (voice.both(f"（{within}）", f" ({within})") if within else "") + voice.both("。", ".")
    if rule.source:
        said += voice.both(f"来源：{rule.source}。", f" Source: {rule.source}.")
    if rule.unverified:
        said += voice.both(
            "还没有核对，用之前请管理员按公布的核对。", " Not verified: an administrator confirms it before it is used."
        )
    return said


def metric(rule: Metric, voice: Voice) -> str:
    """What a metric is made of, and which way it is good."""
    said = [voice.both(f"{rule.name}等于", f"{rule.name} is ") + voice.formula(rule.formula)]
    if rule.unit:
        said.append(measured(rule.unit, voice.language))
    said += limits(rule, voice)
    if rule.decimals is not None:
        said.append(voice.both(f"显示{rule.decimals}位小数", f"shown with {rule.decimals} decimals"))
    if rule.owner:
        said.append(voice.both(f"由{rule.owner}负责", f"answered for by {rule.owner}"))
    if rule.lifeline:
        said.append(voice.both("是生命线", "a lifeline"))
    return voice.both("，", ", ").join(said) + voice.both("。", ".")


def entered(rule: Input, voice: Voice) -> str:
    """Who enters a figure, who confirms it, on what evidence."""
    about = subject(rule.subject, voice.language)
    often = choice(rule.period, voice.language)
    who = rule.enters or voice.both("专人", "a named person")
    said = [
        voice.both(f"{rule.name}（{about}{often}）由{who}填报", f"{rule.name} ({about}, {often}) is entered by {who}")
    ]
    if rule.due is not None:
        chinese, english = (allowance(rule.due, language) for language in ("zh", "en"))
        said.append(voice.both(f"期末后{chinese}内填", f"within {english} of the end of the period"))
    if rule.confirms:
        said.append(voice.both(f"{rule.confirms}确认", f"confirmed by {rule.confirms}"))
    if rule.unit:
        said.append(measured(rule.unit, voice.language))
    if rule.evidence:
        said.append(voice.both(f"凭{rule.evidence}", f"on the evidence of {rule.evidence}"))
    if rule.default is not None:
        amount = quantity(rule.default, rule.unit, voice.language)
        said.append(voice.both(f"没有填报时按{amount}", f"{amount} when nothing is entered"))
    within = bounds(rule.min, rule.max, rule.unit, voice)
    said += [within] if within else []
    said += limits(rule, voice)
    return voice.both("，", ", ").join(said) + voice.both("。", ".")


def target(rule: Target, voice: Voice) -> str:
    """What should be reached, by whom, who says so."""
    about = subject(rule.subject, voice.language)
    often = choice(rule.period, voice.language)
    unit = unit_of_rule(rule, voice.regulation)
    values = dated(rule.values, unit, voice)
    opening = voice.both(f"{about}{often}的{rule.metric}目标", f"The target of {about} for {rule.metric} {often} is ")
    if not values:
        return opening + voice.both(
            f"由{rule.set_by}另行制定。" if rule.set_by else "另行制定。",
            f"set by {rule.set_by}." if rule.set_by else "set separately.",
        )
    said = opening + voice.both(f"为{values}", values)
    if rule.set_by:
        said += voice.both(f"，由{rule.set_by}制定", f", set by {rule.set_by}")
    return said + voice.both("。", ".")


def unit_of_rule(rule: Rule, regulation: Regulation) -> str:
    """The unit of a rule's figures: its own, or that of what a target is for; empty for kinds without figures."""
    if rule.kind == "floor":
        return UNITS.get(getattr(rule, "bounds", None), "")  # type: ignore[arg-type]  # nothing else is a key
    if rule.kind in ("parameter", "metric", "input"):
        return str(getattr(rule, "unit", ""))
    if rule.kind != "target":
        return ""
    aimed_at = str(getattr(rule, "metric", ""))
    found = (regulation.of(kind).get(aimed_at) for kind in ("metric", "input"))
    return next((str(getattr(one, "unit", "")) for one in found if one is not None), "")


def alert(rule: Alert, voice: Voice) -> str:
    """What rings, for whom, when."""
    about = subject(rule.subject, voice.language)
    often = choice(rule.period, voice.language)
    level = choice(rule.level, voice.language)
    tell = several(rule.tell, voice.language) or voice.both("负责人", "whoever is in charge")
    condition = voice.formula(rule.when)
    return voice.both(
        f"{often}看{about}：当{condition}时，向{tell}发出{level}。",
        f"{often.capitalize()}, for {about}: when {condition}, {level} goes to {tell}.",
    )


SENTENCES: dict[str, Callable[..., str]] = {
    "parameter": parameter,
    "metric": metric,
    "input": entered,
    "target": target,
    "alert": alert,
}
