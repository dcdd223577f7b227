"""Sentences about scorecards, grades and bonuses."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from guiju.lang.kinds.choices import ItemScope, OnMissing
from guiju.lang.readback import words
from guiju.lang.readback.quantities import decimal, quantity
from guiju.lang.readback.words import choice, several, subject

if TYPE_CHECKING:
    from guiju.lang.kinds import Bonus, Grade, Scorecard
    from guiju.lang.kinds.scorecard.model import Item, Section
    from guiju.lang.readback.sentences import Voice


def scorecard(rule: Scorecard, voice: Voice) -> str:
    """Sections, weights, and what happens when something is missing."""
    about, often = subject(rule.subject, voice.language), choice(rule.period, voice.language)
    parts = [section(each, voice) for each in rule.sections]
    opening = voice.both(f"{about}{often}计分", f"{about} is scored {often}: ")
    said = [opening, *parts] if voice.language == "zh" else [opening + ", ".join(parts)]
    for formula, text in ((rule.cap, ("总分最高", "at most ")), (rule.floor, ("总分最低", "at least "))):
        if formula is not None:
            said.append(voice.both(*text) + voice.formula(formula))
    said.append(voice.both(f"得分保留{rule.round}位小数", f"points have {rule.round} decimals"))
    if rule.on_missing is not OnMissing.PENDING:
        said.append(choice(rule.on_missing, voice.language))
    return voice.both("；", "; ").join(said) + voice.both("。", ".")


def section(of: Section, voice: Voice) -> str:
    """A section with its weight and its items; equal weights are said once."""
    name = words.section(of.key, of.name, voice.language)
    weight = quantity(of.weight, "%", voice.language)
    equal = len(of.items) > 1 and len({each.weight for each in of.items}) == 1
    items = several((item(each, voice, weighed=not equal) for each in of.items), voice.language)
    if equal:
        items += voice.both(f"各占{share(of.items[0].weight)}", f" {share(of.items[0].weight)} each")
    return voice.both(f"{name}占{weight}：{items}", f"{weight} for {name} ({items})")


def share(weight: Fraction) -> str:
    """A weight in per cent, or as a fraction where per cent do not end."""
    per_cent = decimal(weight * 100)
    return f"{per_cent}%" if Fraction(per_cent) == weight * 100 else f"{weight.numerator}/{weight.denominator}"


def item(of: Item, voice: Voice, *, weighed: bool) -> str:
    """An item with its weight, whose rows count, and its bounds."""
    notes = []
    if of.scope is not ItemScope.DEPARTMENT:
        scope = choice(of.scope, voice.language)
        notes.append(voice.both(f"按{scope}的数", f"counting {scope}'s own rows"))
    for formula, text in ((of.cap, ("最高计", "capped at ")), (of.floor, ("最低计", "at least "))):
        if formula is not None:
            notes.append(voice.both(*text) + voice.formula(formula))
    said = f"{of.name} {share(of.weight)}" if weighed else of.name
    if not notes:
        return said
    return said + voice.both("（" + "，".join(notes) + "）", " (" + ", ".join(notes) + ")")


def grade(rule: Grade, voice: Voice) -> str:
    """Bands, shares, and among whom they are dealt."""
    bands = [
        voice.both(f"{decimal(band.lower)}分以上为{band.name}", f"{band.name} from {decimal(band.lower)} points")
        for band in rule.bands
    ]
    said = [
        voice.both(f"{choice(rule.period, 'zh')}评定等级：", f"Graded {choice(rule.period, 'en')}: ")
        + voice.both("，", ", ").join(bands)
    ]
    if rule.shares:
        shares = several(
            (f"{name} {quantity(share, '%', voice.language)}" for name, share in rule.shares.items()), voice.language
        )
        among = choice(rule.within, voice.language)
        said.append(
            voice.both(
                f"在{among}内人数比例不超过{shares}，满{rule.from_people}人才适用，同分同级",
                f"within {among} at most {shares}, from {rule.from_people} people on; equal points, equal grade",
            )
        )
    return voice.both("；", "; ").join(said) + voice.both("。", ".")


def bonus(rule: Bonus, voice: Voice) -> str:
    """What is paid, how it is rounded and bounded."""
    about, often = subject(rule.subject, voice.language), choice(rule.period, voice.language)
    if rule.pool is not None:
        pool, share = voice.formula(rule.pool), voice.formula(rule.share)
        said = [
            voice.both(
                f"{about}{often}的奖金池为{pool}，按{share}在各人之间分配，各份之和等于奖金池",
                f"{about} shares a pool of {pool} {often}, split by {share}; the parts sum to the pool",
            )
        ]
    else:
        amount = voice.formula(rule.formula)
        said = [voice.both(f"{about}每人{often}奖金为{amount}", f"Each person of {about} earns {often} {amount}")]
    said.append(choice(rule.round, voice.language))
    for formula, text in ((rule.cap, ("最高", "at most ")), (rule.floor, ("最低", "at least "))):
        if formula is not None:
            said.append(voice.both(*text) + voice.formula(formula))
    return voice.both("，", ", ").join(said) + voice.both("。", ".")


SENTENCES: dict[str, Callable[..., str]] = {"scorecard": scorecard, "grade": grade, "bonus": bonus}
