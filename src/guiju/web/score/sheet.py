"""A score put into words: what each item brings, what lacks, and what it would take to reach the next grade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
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


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the next grade: one item changed, all others as they are."""

    item: str
    now: str
    needed: str
    change: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled scorecard for the page."""

    items: tuple[Item, ...]
    so_far: Amount
    adjustment: Amount | None
    next_grade: str
    next_points: str
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
        ways=tuple(_way(one) for one in ways),
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


def _way(one: Plain) -> Way:
    unit = one["unit"]
    change = Fraction(one["change"])
    text = formats.points_apart(change) if unit == "%" else formats.amount(change, unit, compact=True, sign=True).text
    now, needed = (formats.amount(Fraction(one[key]), unit, compact=True).text for key in ("actual", "needed"))
    return Way(one["item"], now, needed, text)
