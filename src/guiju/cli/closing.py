"""guiju close: make what a month, quarter or year came to final, or say what became of one that is."""

import argparse
import json
import sys
from fractions import Fraction
from typing import TYPE_CHECKING

from guiju.cli import state
from guiju.cli.columns import aligned
from guiju.cli.language import Language
from guiju.engines import periods
from guiju.engines.periods import Grain, Period

if TYPE_CHECKING:
    from guiju.apps.appraisal.values import Change, Reckoning

_HEAD = {
    "zh": ("哪一期", "工号", "姓名", "定稿时", "已补", "现在", "差额"),
    "en": ("period", "number", "name", "closed", "settled", "now", "difference"),
}
_FIGURES = frozenset({3, 4, 5, 6})  # columns that end under each other


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--month",
        "--period",
        dest="month",
        required=True,
        metavar="P",
        help="哪一期：2026-10、2026Q3 或 2026，看制度按什么考核 (month, quarter or year that people are judged by)",
    )
    parser.add_argument(
        "--yes", action="store_true", help="定稿，不能撤回；不写只看 (close it for good; else only look)"
    )
    parser.add_argument(
        "--settle",
        choices=("gains", "all", "none"),
        default="gains",
        help="以前的差额：只补发、全部、都不 (earlier differences to settle: gains only, all, none)",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Close the period, or show how it stands: 1 while it is not closed, 2 for what cannot be closed."""
    spoken: Language = "en" if state.ready(args.lang) == "en" else "zh"
    period = _period(args.month)
    if period is None:
        said = (
            f"读不懂：{args.month}；写成 2026-10、2026Q3 或 2026"
            if spoken == "zh"
            else f"not a month, quarter or year: {args.month}; write 2026-10, 2026Q3 or 2026"
        )
        print(said, file=sys.stderr)
        return 2
    from guiju.apps.appraisal import closing, queries, spans
    from guiju.apps.audit.actor import operator
    from guiju.apps.refusal import Refused

    reckoning = queries.reckoning(period)
    try:
        if reckoning is None or reckoning.closed_at is None:
            spans.check(period)
            _bring_up(period)
        if args.yes:
            closing.close(actor=operator(), period=period, take=_take(args.settle))
    except Refused as refusal:
        return state.tell_refusal(refusal)
    found = queries.reckoning(period)
    assert found is not None  # noqa: S101 - worked out just now
    _print(found, spoken, as_json=args.json)
    return int(found.closed_at is None)


def _period(text: str) -> Period | None:
    try:
        period = periods.parse(text)
    except ValueError:
        return None
    return period if period.grain in {Grain.MONTH, Grain.QUARTER, Grain.YEAR} else None


def _bring_up(period: Period) -> None:
    """Measure and work out what is out of date, as the worker would."""
    from guiju.apps.appraisal import actions
    from guiju.apps.audit.actor import operator
    from guiju.apps.figures import tasks
    from guiju.apps.figures.actions import refreshing

    tasks.tell(refreshing.refresh())
    actions.compute(actor=operator(), period=period)


def _take(which: str) -> list[tuple[Period, str]]:
    from guiju.apps.appraisal import closings

    waiting = closings.open_differences() if which != "none" else []
    return [(one.period, one.number) for one in waiting if which == "all" or (one.open or 0) > 0]


def _print(reckoning: "Reckoning", spoken: Language, *, as_json: bool) -> None:
    from guiju.apps.appraisal import closings, queries, wording

    lines, closed = [one for one in queries.lines(reckoning.period) if one.judged], reckoning.closed_at
    people, pending = len(lines), sum(1 for one in lines if one.pending)
    bonus = sum((one.bonus for one in lines if one.bonus is not None), Fraction(0))
    changes = closings.changes(reckoning.period) if closed else closings.open_differences()
    if as_json:
        settled = closings.taken_with(reckoning.period) if closed else []
        out = {
            "period": str(reckoning.period),
            "closed": {"by": reckoning.closed_by, "at": closed.isoformat()} if closed else None,
            "people": people,
            "pending": pending,
            "bonus": _exact(bonus),
            "settled": [
                {"period": str(one.period), "number": one.number, "amount": _exact(one.amount)} for one in settled
            ],
            "changes" if closed else "open": [_plain(one) for one in changes],
        }
        print(json.dumps(out, ensure_ascii=False, indent=2))
        return
    name, by = reckoning.period.label(spoken), reckoning.closed_by
    if spoken == "zh":
        said = f"{by} 于 {closed:%Y-%m-%d %H:%M} 定稿" if closed else "还没有定稿"
        print(f"{name}：{said}；{people} 人，待补 {pending} 人，奖金合计 {wording.money(bonus)}")
    else:
        said = f"closed by {by} on {closed:%Y-%m-%d %H:%M}" if closed else "not closed yet"
        print(f"{name}: {said}; {people} people, {pending} pending, bonuses {wording.money(bonus)}")
    if changes:
        print("\n".join(aligned([_HEAD[spoken], *(_row(one) for one in changes)], right=_FIGURES)))


def _row(one: "Change") -> tuple[str, ...]:
    from guiju.apps.appraisal import wording

    money = (one.then.bonus, one.taken or None, one.now.bonus, one.open)
    return (str(one.period), one.number, one.name, *("—" if value is None else wording.money(value) for value in money))


def _plain(one: "Change") -> dict[str, object]:
    def said(value: Fraction | None) -> str | None:
        return None if value is None else _exact(value)

    return {
        "period": str(one.period),
        "number": one.number,
        "name": one.name,
        "then": said(one.then.bonus),
        "settled": _exact(one.taken),
        "now": said(one.now.bonus),
        "open": said(one.open),
    }


def _exact(value: Fraction) -> str:
    """Yuan with two decimals: bonuses are rounded to the fen or coarser."""
    return f"{value:.2f}"
