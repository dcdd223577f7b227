"""A score put into words: what each item brings, what lacks, and what it would take to reach the next grade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

from django.utils.translation import gettext as _

from guiju.apps.appraisal.values import Outcome
from guiju.lang.kinds.choices import ItemScope
from guiju.lang.readback.words import choice, section
from guiju.lang.values import Reason, Why
from guiju.web.kit import formats, lacking
from guiju.web.kit.formats import Amount

Plain = Mapping[str, Any]  # Any: the JSON of appraisal.summaries
FULL = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a scorecard: actual against target, and the points it brings of those it could."""

    name: str
    section: str
    scope: str
    actual: Amount | None
    target: Amount | None
    attained: Amount | None
    weight: str
    points: Amount | None
    full: str
    share: Fraction
    tone: Literal["", "kept", "broken", "wait"]
    note: str
    reasons: tuple[str, ...]
    corrections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the next grade: one item changed, all others as they are."""

    item: str
    now: str
    needed: str
    change: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled scorecard for the page; ``standing`` says why the grade is lower than the points earn.

    ``shared`` marks a grade that shares of people bound as well.
    """

    items: tuple[Item, ...]
    so_far: Amount
    adjustment: Amount | None
    next_grade: str
    next_points: str
    standing: str
    shared: bool
    ways: tuple[Way, ...]
    lacks: tuple[str, ...]
    clause_id: str
    moved: str


def sheet(outcome: Outcome) -> Sheet:
    """Everything the page says about points, from the stored summary."""
    summary = outcome.summary
    ways = summary["ways"]
    adjustment = Fraction(summary["adjustment"])
    moved = formats.listed(f"{one['unit']} {one['position']}" for one in summary["moved_from"])
    return Sheet(
        items=tuple(_item(one) for one in summary["items"]),
        so_far=formats.amount(Fraction(summary["so_far"]), "分"),
        adjustment=formats.amount(adjustment, "分", sign=True) if adjustment else None,
        next_grade=ways[0]["grade"] if ways else "",
        next_points=formats.amount(Fraction(ways[0]["points"]), "分", decimals=0).text if ways else "",
        standing=_standing(outcome),
        shared=summary["ranked"] is not None,
        ways=tuple(way(one) for one in ways),
        lacks=tuple(lacks(summary["lacks"])),
        clause_id=summary["card"]["clause"] if summary["card"] else "",
        moved=moved,
    )


def lacks(listed: list[Plain]) -> Iterator[str]:
    """What is lacking, how to mend it, and who can: by position where the regulation names one."""
    for one in listed:
        words = lacking.words(Reason(Why(one["why"]), one["subject"], one["detail"]))
        who = formats.listed(one["who"]) or words.who
        yield _("%(what)s；%(mend)s（%(who)s）") % {"what": words.what, "mend": words.mend, "who": who}


def _item(one: Plain) -> Item:
    unit, decimals = one["unit"], one["decimals"]
    attained, points = _number(one["attainment"]), one["points"]
    weight, counted = Fraction(one["weight"]), Fraction(one["counted"])
    brought = Fraction(points) if points is not None else _number(one["contribution"])
    full = FULL * counted
    return Item(
        name=one["name"],
        section=section(one["section"], one["section"], "en" if formats.english() else "zh"),
        scope=choice(ItemScope(one["scope"]), "en" if formats.english() else "zh"),
        actual=_amount(one["actual"], unit, decimals),
        target=_amount(one["target"], unit, decimals),
        attained=None if attained is None else formats.amount(attained, "%"),
        weight=formats.amount(weight, "%").text,
        points=None if brought is None else formats.amount(brought, "分"),
        full=formats.amount(full, "分").text,
        share=brought / full if brought is not None and full else Fraction(0),
        tone=_tone(attained),
        note={"cap": _("封顶"), "floor": _("保底")}.get(one["bound"], ""),
        reasons=tuple(lacks([*_missing(one["actual"]), *_missing(one["target"])])),
        corrections=tuple(one.get("corrections", ())),  # months closed before they were kept have none
    )


def _tone(attained: Fraction | None) -> Literal["", "kept", "broken", "wait"]:
    if attained is None:
        return "wait"
    return "kept" if attained >= 1 else ""


def _missing(value: Plain) -> list[Plain]:
    found: list[Plain] = value.get("missing", [])
    return found


def _number(value: Plain) -> Fraction | None:
    return Fraction(value["value"]) if value["type"] == "number" else None


def _amount(value: Plain, unit: str, decimals: int | None) -> Amount | None:
    number = _number(value)
    return None if number is None else formats.amount(number, unit, decimals=decimals, compact=True)


def _standing(outcome: Outcome) -> str:
    band, ranked, rank = (outcome.summary[key] for key in ("band", "ranked", "rank"))
    if not band or ranked is None or outcome.grade in {"", band}:
        return ""
    return _("按得分够 %(band)s；得分排第 %(rank)s，按人数比例到 %(grade)s") % {
        "band": band,
        "rank": rank,
        "grade": ranked,
    }


def way(one: Plain) -> Way:
    """A way to the next grade; what is needed is never shown below what it takes."""
    unit, actual, needed = one["unit"], Fraction(one["actual"]), Fraction(one["needed"])
    step, decimals = _grain(unit, actual, needed)
    steps = needed / step
    enough = (ceil(steps) if needed > actual else floor(steps)) * step
    now, then = (formats.amount(value, unit, decimals=decimals).text for value in (actual, enough))
    change = formats.amount(enough - actual, unit, decimals=decimals, sign=True).text
    if unit == "%":
        change = formats.points_apart(enough - actual, decimals=decimals)
    return Way(one["item"], now, then, change)


def _grain(unit: str, actual: Fraction, needed: Fraction) -> tuple[Fraction, int | None]:
    """The smallest step that is told of a figure, and its decimals: people are whole, and so are seconds of minutes."""
    over, _sign, under = unit.partition("/")
    if over in formats.TIME:
        return (Fraction(1), None) if max(actual, needed) >= formats.MINUTE else (Fraction(1, 10), 1)
    if over == "%":
        return Fraction(1, 10_000), 2
    if actual.denominator == 1 and not under and over not in {*formats.MONEY, *formats.BARE, "分"}:
        return Fraction(1), 0
    return Fraction(1, 100 * formats.TIME.get(under, formats.MONEY.get(under, 1))), 2
