"""Sentences about units, positions, access and text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from guiju.lang.readback.words import choice, several

if TYPE_CHECKING:
    from guiju.lang.kinds import Access, Interpretation, Position, Principle, Scope, Unit
    from guiju.lang.readback.sentences import Voice


def unit(rule: Unit, voice: Voice) -> str:
    """Who leads a unit, and what it is for."""
    said = [voice.both(f"设{rule.name}", f"There is a unit {rule.name}")]
    if rule.parent:
        said.append(voice.both(f"隶属{rule.parent}", f"under {rule.parent}"))
    if rule.leader:
        said.append(voice.both(f"由{rule.leader}负责", f"led by the {rule.leader}"))
    if rule.mandate:
        said.append(voice.both("职责是", "in charge of ") + duties(rule.mandate, voice))
    return voice.both("，", ", ").join(said) + voice.both("。", ".")


def duties(parts: Iterable[str], voice: Voice) -> str:
    """Duties one behind the other; each may hold an 和 of its own."""
    return voice.both("；", "; ").join(part.rstrip("。；;.") for part in parts)


def position(rule: Position, voice: Voice) -> str:
    """Where a position stands, how many hold it and what it does."""
    said = [voice.both(f"设{rule.name}岗位", f"There is a position {rule.name}")]
    if rule.unit:
        said.append(voice.both(f"属于{rule.unit}", f"in {rule.unit}"))
    if rule.headcount:
        least, most = rule.headcount
        count = str(least) if least == most else voice.both(f"{least} 至 {most}", f"{least} to {most}")
        people = "1 person" if most == 1 else f"{count} people"
        said.append(voice.both(f"{count} 人", f"held by {people}"))
    if rule.reports_to:
        said.append(voice.both(f"向{rule.reports_to}汇报", f"reporting to the {rule.reports_to}"))
    if rule.responsibilities:
        said.append(voice.both("职责是", "responsible for ") + duties(rule.responsibilities, voice))
    return voice.both("，", ", ").join(said) + voice.both("。", ".")


def access(rule: Access, voice: Voice) -> str:
    """Who may do what."""
    who = several(rule.who, voice.language) or voice.both("全员", "Everyone")
    may = several((choice(word, voice.language) for word in rule.may), voice.language)
    what = several((choice(word, voice.language) for word in rule.what), voice.language)
    reach = choice(rule.range, voice.language)
    said = voice.both(f"{who}可以{may}{what}，{reach}", f"{who} may {may} {what}, {reach}")
    if rule.approval_above is not None:
        rows = rule.approval_above
        said += voice.both(
            f"，一次导出超过 {rows} 行要他人批准", f", exports of more than {rows} rows approved by another"
        )
    if rule.second_factor:
        said += voice.both("，登录要两步验证", ", signing in with a second factor")
    return said + voice.both("。", ".")


def text(rule: Principle | Scope | Interpretation, voice: Voice) -> str:
    """A text stands for itself."""
    ended = rule.text if rule.text.endswith(("。", ".", "！", "；")) else rule.text + voice.both("。", ".")
    return f"{rule.name}{voice.both('：', ': ')}{ended}"


SENTENCES: dict[str, Callable[..., str]] = {
    "unit": unit,
    "position": position,
    "access": access,
    "principle": text,
    "scope": text,
    "interpretation": text,
}
