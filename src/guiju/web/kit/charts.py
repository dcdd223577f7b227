"""A chart as data: what charts.js draws, the table beside it, and the sentence a screen reader says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from django.utils.translation import gettext as _

from guiju.web.kit import formats

Kind = Literal["line", "bar"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line or row of bars; ``None`` is a missing point. ``role`` target is drawn dashed, before faint."""

    name: str
    values: tuple[Fraction | None, ...]
    kind: Kind = "line"
    role: Literal["", "target", "before"] = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that happened from one label of the axis to another, by number; drawn on the chart and listed."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of a waterfall: a ``whole`` stands on the ground, any other on the end of the one before."""

    label: str
    amount: Fraction
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the chart's table."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart tag needs; made by ``chart``."""

    id: str
    title: str
    description: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    data: dict[str, Any]  # Any: JSON for charts.js
    low: bool = False
    spans: tuple[str, ...] = ()

    @property
    def json_id(self) -> str:
        """The id of the block that charts.js reads."""
        return f"{self.id}_data"


def chart(
    name: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    unit: str,
    *,
    decimals: int | None = None,
    across: bool = False,
    low: bool = False,
) -> Chart:
    """A chart of one unit; ``across`` lays bars on their side for long labels."""
    texts = [[_text(value, unit, decimals, one.role) for value in one.values] for one in series]
    data = {
        "labels": list(labels),
        "across": across,
        **_axis(unit),
        "series": [
            {
                "name": one.name,
                "kind": one.kind,
                "role": one.role,
                "values": [None if value is None else float(value) for value in one.values],
                "texts": text,
            }
            for one, text in zip(series, texts, strict=True)
        ],
    }
    rows = tuple(
        (label, tuple(Cell(one.name, text[at]) for one, text in zip(series, texts, strict=True)))
        for at, label in enumerate(labels)
    )
    return Chart(name, title, _describe(labels, series, texts), tuple(one.name for one in series), rows, data, low)


def stacked(drawing: Chart) -> Chart:
    """The same with its series set on one another."""
    return replace(drawing, data=drawing.data | {"stacked": True})


def marked(drawing: Chart, spans: Sequence[Span]) -> Chart:
    """The same with what happened drawn behind and told beneath."""
    labels = [label for label, _ in drawing.rows]
    said = tuple(_span(one, labels) for one in spans)
    data = drawing.data | {"spans": [{"from": one.first, "to": one.last, "text": one.text} for one in spans]}
    description = "；".join(filter(None, (drawing.description, *said)))
    return replace(drawing, data=data, spans=said, description=description)


def waterfall(
    name: str, title: str, heading: str, steps: Sequence[Step], unit: str, *, decimals: int | None = None
) -> Chart:
    """From one figure to another, what came between standing one on the other; ``heading`` names the amounts."""
    texts = [_step(one, unit, decimals) for one in steps]
    bars: list[list[float]] = []
    level = Fraction(0)
    for one in steps:
        start, level = (Fraction(0), one.amount) if one.whole else (level, level + one.amount)
        bars.append([float(start), float(level)])
    data = {
        "labels": [one.label for one in steps],
        "across": False,
        **_axis(unit),
        "waterfall": bars,
        "wholes": [one.whole for one in steps],
        "series": [{"name": heading, "kind": "bar", "role": "", "values": [bar[1] for bar in bars], "texts": texts}],
    }
    rows = tuple((one.label, (Cell(heading, text),)) for one, text in zip(steps, texts, strict=True))
    said = "，".join(f"{one.label} {text}" for one, text in zip(steps, texts, strict=True))
    return Chart(name, title, said, (heading,), rows, data)


def _step(one: Step, unit: str, decimals: int | None) -> str:
    if unit == "%" and not one.whole:
        return formats.points_apart(one.amount)
    return formats.amount(one.amount, unit, decimals=decimals, compact=True, sign=not one.whole).text


def _axis(unit: str) -> dict[str, object]:
    return {
        "scale": 100.0 if unit == "%" else 1 / formats.TIME.get(unit, 1),
        "suffix": " %" if unit == "%" else "",
        "prefix": "¥" if unit.partition("/")[0] in formats.MONEY else "",
    }


def _span(one: Span, labels: Sequence[str]) -> str:
    when = labels[one.first] if one.first == one.last else f"{labels[one.first]}–{labels[one.last]}"
    return f"{when} {one.text}"


def _text(value: Fraction | None, unit: str, decimals: int | None, role: str) -> str:
    if value is None:
        return "—" if role == "target" else _("缺数")  # a month without a target lacks no data
    return formats.amount(value, unit, decimals=decimals, compact=True).text


def _describe(labels: Sequence[str], series: Sequence[Series], texts: Sequence[Sequence[str]]) -> str:
    """Where it starts and ends, and where the first series is lowest and highest."""
    if not series or not labels:
        return ""
    first = series[0]
    known = [at for at, value in enumerate(first.values) if value is not None]
    if not known:
        return _("%(name)s，%(from)s 至 %(to)s，没有数据") % {"name": first.name, "from": labels[0], "to": labels[-1]}
    low = min(known, key=lambda at: first.values[at] or Fraction(0))
    high = max(known, key=lambda at: first.values[at] or Fraction(0))
    return _("%(name)s，%(from)s 至 %(to)s，最低 %(low)s（%(low_at)s），最高 %(high)s（%(high_at)s）") % {
        "name": first.name,
        "from": labels[0],
        "to": labels[-1],
        "low": texts[0][low],
        "low_at": labels[low],
        "high": texts[0][high],
        "high_at": labels[high],
    }
