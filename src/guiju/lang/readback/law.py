"""Sentences about floors of law."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from guiju.lang.kinds.choices import Strength
from guiju.lang.kinds.floor.model import UNITS
from guiju.lang.readback.numbers import dated
from guiju.lang.readback.words import choice

if TYPE_CHECKING:
    from guiju.lang.kinds import Floor
    from guiju.lang.readback.sentences import Voice


def floor(rule: Floor, voice: Voice) -> str:
    """What the law bounds, from when, by which article, and what it allows."""
    said = bound(rule, voice) + _when(rule, voice)
    source = voice.both(f"。依据{rule.source}。", f". By {rule.source}.")
    allowed = rule.allows if voice.language == "zh" else rule.english
    if not allowed:
        return said + source
    ended = allowed.rstrip("。.") + voice.both("。", ".")
    return said + source + voice.both("许可：", " Allowed: ") + ended


def bound(rule: Floor, voice: Voice) -> str:
    """What is bounded and how, without its days and its source."""
    name = choice(rule.bounds, voice.language)
    opening = voice.both(f"{name}：", f"{name[0].upper()}{name[1:]}: ")
    return opening + voice.both("；", "; ").join(_bounds(rule, voice))


def _bounds(rule: Floor, voice: Voice) -> Iterable[str]:
    unit, comma = UNITS.get(rule.bounds, ""), voice.both("、", ", ")
    for values, named in ((rule.most, ("不超过 ", "at most ")), (rule.least, ("不低于 ", "at least "))):
        if values:
            yield voice.both(*named) + dated(values, unit, voice)
    if rule.by:
        places = comma.join(rule.by)
        yield voice.both(f"不低于所在地的那一个：{places}", f"at least that of its place: {places}")
    if rule.forbids:
        about = voice.both(f"凡涉及{comma.join(rule.about)}，", f"where it speaks of {comma.join(rule.about)}, ")
        unless = voice.both(f"，除非同时写明{comma.join(rule.unless)}", f" unless it says {comma.join(rule.unless)}")
        words = comma.join(rule.forbids)
        yield (
            (about if rule.about else "")
            + voice.both(f"条文不得写{words}", f"no text says {words}")
            + (unless if rule.unless else "")
        )
    if rule.says:
        yield voice.both(f"要写明{comma.join(rule.says)}之一", f"the text says one of {comma.join(rule.says)}")
    if rule.strength is Strength.STANDARD:
        yield voice.both("这是标准，超出的要按规定付出代价", "a standard: beyond it the law sets a price")


def _when(rule: Floor, voice: Voice) -> str:
    said = []
    if rule.start:
        said.append(voice.both(f"自 {rule.start.isoformat()} 起", f"from {rule.start.isoformat()}"))
    if rule.until:
        said.append(voice.both(f"至 {rule.until.isoformat()} 止", f"until {rule.until.isoformat()}"))
    inside = voice.both("，", ", ").join(said)
    return voice.both(f"（{inside}）", f" ({inside})") if inside else ""


SENTENCES: dict[str, Callable[..., str]] = {"floor": floor}
