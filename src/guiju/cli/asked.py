"""What a command asks to be measured: metrics, periods, dimensions, in the words of the command line."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from guiju.cli.language import Language
from guiju.engines import periods
from guiju.engines.periods import Grain
from guiju.lang.formula.names import key_of, near
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation

if TYPE_CHECKING:
    from guiju.engines.measure import Figure
    from guiju.facts.lake import View

GRAINS = {"日": Grain.DAY, "周": Grain.WEEK, "月": Grain.MONTH, "季": Grain.QUARTER, "年": Grain.YEAR}
DIMENSIONS = {
    "店铺": "shop",
    "渠道": "channel",
    "商品": "product",
    "计划": "campaign",
    "客服": "agent",
    "个人": "person",
    "小组": "unit",
}


class UsageError(Exception):
    """What was asked for does not exist; the message says so in the language of the output."""


def only(said: Sequence[str], spoken: Language) -> dict[str, str]:
    """The dimensions held to one value."""
    found: dict[str, str] = {}
    for one in said:
        dim, equals, value = one.partition("=")
        name = DIMENSIONS.get(dim.strip(), dim.strip())
        if not equals or name not in DIMENSIONS.values():
            both = (
                f"看不懂 --only「{one}」；写成 店铺=旗舰店，可用 {'、'.join(DIMENSIONS)}",
                f"--only reads DIM=VALUE of {', '.join(DIMENSIONS.values())}, not {one}",
            )
            raise UsageError(pick(spoken, *both))
        found[name] = value.strip()
    return found


def held(figures: "Sequence[Figure]", only: Mapping[str, str], spoken: Language) -> "list[Figure]":
    """The figures of the values that ``--only`` names; a UsageError for one that nothing has."""
    for dim, value in only.items():
        there = dict.fromkeys(one.dims[dim] or "" for one in figures)
        if figures and value not in there:
            like = near(value, there) or list(there)[:5]
            both = (
                f"--only {dim}={value} 没有数据；有数据的：{'、'.join(like)}",
                f"nothing has --only {dim}={value}; what has: {', '.join(like)}",
            )
            raise UsageError(pick(spoken, *both))
    return [one for one in figures if all((one.dims[dim] or "") == value for dim, value in only.items())]


def words(text: str) -> set[str]:
    """What ``--by`` names, dimensions by their English names."""
    parts = (piece.strip() for piece in text.replace("，", ",").split(","))
    return {DIMENSIONS.get(part, part) for part in parts}


def by(text: str, spoken: Language) -> tuple[Grain, list[str]]:
    """The grain and the dimensions that ``--by`` names; a month when it names no grain."""
    grains: list[Grain] = []
    by: list[str] = []
    for part in filter(None, (piece.strip() for piece in text.replace("，", ",").split(","))):
        if part in GRAINS or part in set(Grain):
            grains.append(GRAINS.get(part) or Grain(part))
        elif DIMENSIONS.get(part, part) in DIMENSIONS.values():
            by.append(DIMENSIONS.get(part, part))
        else:
            known = "、".join([*GRAINS, *DIMENSIONS]), ", ".join([*Grain, *DIMENSIONS.values()])
            raise UsageError(
                pick(spoken, f"不认识 --by 的「{part}」；可用 {known[0]}", f"--by does not know {part}: {known[1]}")
            )
    if {"person", "unit"} <= set(by):
        raise UsageError(pick(spoken, "--by 里个人和小组只能写一个", "--by takes person or unit, not both"))
    if len(grains) > 1 or len(by) != len(set(by)):
        raise UsageError(
            pick(spoken, "--by 里只能有一个周期，维度不能重复", "--by takes one grain, and each dimension once")
        )
    return (grains or [Grain.MONTH])[0], by


def metric(name: str, regulation: Regulation, spoken: Language) -> str:
    """The declared name of a metric or alias."""
    symbol = regulation.names.get(key_of(name))
    declared = symbol.name if symbol and symbol.role == "value" else name
    if declared in regulation.of(Metric):
        return declared
    like = near(name, regulation.of(Metric))
    chinese = f"没有指标「{name}」；" + (f"相近的有 {'、'.join(like)}" if like else "不写名称则列出全部")
    english = f"no metric “{name}”; " + (f"near it: {', '.join(like)}" if like else "name none to see them all")
    raise UsageError(pick(spoken, chinese, english))


def span(args: argparse.Namespace, view: "View", today: date, spoken: Language) -> tuple[date, date]:
    """The days asked for; those that the data covers where nothing is said."""
    from guiju.facts import load_schemas

    ranges = [span for fact in load_schemas() for shop in view.shops() for span in view.coverage(fact, shop)]
    start = _period(args.start, spoken).start if args.start else min((first for first, _ in ranges), default=today)
    end = _period(args.end, spoken).end if args.end else max((last for _, last in ranges), default=today)
    if args.start and args.end and end < start:
        raise UsageError(pick(spoken, "--to 早于 --from；把两个对调", "--to is before --from; swap them"))
    return start, max(start, end) if not args.end else end


def _period(text: str, spoken: Language) -> periods.Period:
    try:
        return periods.parse(text)
    except ValueError as error:
        both = (
            f"读不懂「{text}」；写成 2026-10、2026-W41、2026Q4 等",
            f"cannot read {text}; write 2026-10, 2026-W41, 2026Q4",
        )
        raise UsageError(pick(spoken, *both)) from error


def pick(spoken: Language, chinese: str, english: str) -> str:
    """The sentence in the language of the output."""
    return chinese if spoken == "zh" else english
