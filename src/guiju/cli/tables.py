"""Figures as a table for the terminal: units, marks for what is missing or provisional, and reasons below."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from guiju.cli.language import Language
from guiju.lang.formula import unit_of
from guiju.lang.formula.operations import rounded
from guiju.lang.kinds import Metric
from guiju.lang.readback.quantities import unit_words
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing

if TYPE_CHECKING:
    from guiju.engines.measure import Figure

HEADS = {
    "period": ("期间", "Period"),
    "metric": ("指标", "Metric"),
    "value": ("数值", "Value"),
    "shop": ("店铺", "Shop"),
    "channel": ("渠道", "Channel"),
    "product": ("商品", "Product"),
    "campaign": ("计划", "Campaign"),
    "agent": ("客服", "Agent"),
    "person": ("个人", "Person"),
    "unit": ("小组", "Unit"),
}
DECIMALS = {"元": 2, "%": 2, "倍": 2, "系数": 2, "分": 2, "秒": 1, "分钟": 1, "小时": 1, "天": 1}
GAP = "  "
WIDE = 80


def table(
    figures: Sequence["Figure"], regulation: Regulation, by: Sequence[str], people: Mapping[str, str], spoken: Language
) -> Iterator[str]:
    """The lines of a table with a column for each metric, or with a line for each figure where that is too wide."""
    notes: dict[str, int] = {}
    wide = _wide(figures, regulation, by, people, spoken, notes)
    if _width(wide) > shutil.get_terminal_size((WIDE, 24)).columns:
        notes.clear()
        wide = _long(figures, regulation, by, people, spoken, notes)
    figured = len(by) + (1 if wide[0][0] == _head("period", spoken) else 2)
    yield from _aligned(wide, figured)
    through = [one.through for one in figures if one.provisional and one.through]
    if through:
        yield ""
        words = "* 期间还没有结束，数据截至 {}" if spoken == "zh" else "* the period still runs; data up to {}"
        yield words.format(min(through))
    if notes:
        yield ""
    for text, number in notes.items():
        yield f"[{number}] {text}"


def _wide(
    figures: Sequence["Figure"],
    regulation: Regulation,
    by: Sequence[str],
    people: Mapping[str, str],
    spoken: Language,
    notes: dict[str, int],
) -> list[list[str]]:
    metrics = list(dict.fromkeys(one.metric for one in figures))
    rows: dict[tuple[object, ...], dict[str, str]] = {}
    for one in sorted(figures, key=lambda one: one.period):
        place = (one.period.label(spoken), *(_dim(name, one.dims[name], people, spoken) for name in by))
        rows.setdefault(place, {})[one.metric] = _cell(one, regulation, spoken, notes)
    head = [_head("period", spoken), *(_head(name, spoken) for name in by), *metrics]
    return [head, *([*map(str, place), *(cells.get(name, "") for name in metrics)] for place, cells in rows.items())]


def _long(
    figures: Sequence["Figure"],
    regulation: Regulation,
    by: Sequence[str],
    people: Mapping[str, str],
    spoken: Language,
    notes: dict[str, int],
) -> list[list[str]]:
    lines = [[_head(name, spoken) for name in ("metric", "period", *by, "value")]]
    for one in figures:
        dims = [_dim(name, one.dims[name], people, spoken) for name in by]
        lines.append([one.metric, one.period.label(spoken), *dims, _cell(one, regulation, spoken, notes)])
    return lines


def _head(name: str, spoken: Language) -> str:
    return HEADS[name][spoken == "en"]


def _dim(name: str, value: str | None, people: Mapping[str, str], spoken: Language) -> str:
    if value is None:
        if name in {"person", "unit"}:
            return "未归属" if spoken == "zh" else "unassigned"
        return "（空）" if spoken == "zh" else "(none)"
    return f"{people[value]} {value}" if name == "person" and value in people else value


def _cell(figure: "Figure", regulation: Regulation, spoken: Language, notes: dict[str, int]) -> str:
    from guiju.engines.lacking import lines

    if isinstance(figure.value, Missing):
        numbers = [notes.setdefault(line, len(notes) + 1) for line in lines(figure.value, spoken)]
        return "—" + "".join(f"[{number}]" for number in numbers)
    rule = regulation.of(Metric)[figure.metric]
    assert isinstance(figure.value, Fraction)  # noqa: S101 the compiler lets metrics be numbers alone
    text = amount(figure.value, rule.unit, rule.decimals, spoken)
    return text + "*" if figure.provisional else text


def amount(value: Fraction, unit: str, decimals: int | None, spoken: Language) -> str:
    """A value in base units with its unit, half up: ``¥1,234.50``, ``12.34%``, ``3.52倍``, ``¥88.10/人``."""
    known = unit_of(unit) if unit else None
    number = value / known.scale if known else value
    above, _, below = unit.partition("/")
    most = DECIMALS.get("元" if above.endswith("元") else above, 0 if number.denominator == 1 else 2)
    near = rounded(number, most if decimals is None else decimals)
    text = f"{abs(near):,.{most if decimals is None else decimals}f}"
    sign = "-" if near < 0 else ""
    if above.endswith("元"):
        tail = above.removesuffix("元")
        each = f"/{below}" if below else ""
        if spoken == "en":
            return _english_money(near * known.scale if known else near, below, sign, text if not tail else "")
        return f"{sign}¥{text}{tail}{each}"
    if spoken == "en":
        words = {"%": "%", "倍": "×", "系数": ""}.get(unit)
        return sign + text + (words if words is not None else f" {unit_words(unit, 'en')}".rstrip())
    return sign + text + ("" if unit == "系数" else unit)


def _english_money(value: Fraction, below: str, sign: str, text: str) -> str:
    """Yuan, since English has no word for 万."""
    each = unit_words(f"元/{below}", "en").removeprefix("yuan") if below else ""
    return f"{sign}¥{text or f'{abs(value):,.2f}'}{each}"


def _aligned(lines: Sequence[Sequence[str]], texts: int) -> Iterator[str]:
    """Columns of one width each: the first ``texts`` to the left, figures to the right."""
    widths = [max(_columns(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        cells = [
            cell + " " * (width - _columns(cell)) if at < texts else " " * (width - _columns(cell)) + cell
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield GAP.join(cells).rstrip()


def _width(lines: Sequence[Sequence[str]]) -> int:
    """How wide a table is."""
    widths = [max(_columns(line[at]) for line in lines) for at in range(len(lines[0]))]
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _columns(text: str) -> int:
    """The columns of a terminal that a text takes; a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
