"""guiju metric: metrics of a regulation over the shop data, by period and dimension."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from guiju.cli import asked, documents, state, tables
from guiju.cli.language import Language, language
from guiju.engines.periods import Grain
from guiju.facts.defused import defused
from guiju.lang.formula.format import decimal
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.lang.values import Missing, Value

if TYPE_CHECKING:
    from guiju.engines.measure import Figure


@dataclass(frozen=True, slots=True)
class Roster:
    """What the state adds to the data: people's names, and more arguments of ``measure``."""

    names: Mapping[str, str] = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)  # Any: owners, shops and given, as measure takes them


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="指标，不写则全部 (metrics; all when none is named)")
    parser.add_argument(
        "--by",
        default="month",
        metavar="GRAIN[,DIM…]",
        help="day week month quarter year 加上 shop channel product campaign agent person unit，如 month,shop",
    )
    parser.add_argument("--from", dest="start", metavar="PERIOD", help="起始，如 2026-10 (first period)")
    parser.add_argument("--to", dest="end", metavar="PERIOD", help="截止 (last period)")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="DIM=VALUE",
        help="只看，如 shop=旗舰店，可重复 (one value alone)",
    )
    parser.add_argument("--regulation", metavar="DOC", help="制度文件；不写则用现行制度 (else the one in force)")
    parser.add_argument(
        "--uncorrected", action="store_true", help="不算更正单，看导入时的样子 (as imported, without corrections)"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    form.add_argument("--csv", action="store_true", help="输出 CSV (print CSV)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print: 1 when a value is missing, 2 when what was asked for does not exist."""
    from guiju.project import env

    spoken = language(args.lang)
    home = env.read().home
    try:
        only = asked.only(args.only, spoken)
        grain, by = asked.by(",".join((args.by, *(dim for dim in only if dim not in asked.words(args.by)))), spoken)
        found = _regulation(args, spoken)
        if found is None:
            return 2
        regulation, metric_sql = found
        names = [asked.metric(name, regulation, spoken) for name in args.names] or list(regulation.of(Metric))
        measured, people = _measured(args, home, regulation, metric_sql, (grain, by, names), spoken)
        figures = asked.held(measured, only, spoken)
    except asked.UsageError as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps([_as_json(one, regulation, spoken) for one in figures], ensure_ascii=False, indent=2))
    elif args.csv:
        _print_csv(figures, regulation, by, spoken)
    else:
        print("\n".join(tables.table(figures, regulation, by, people, spoken)))
        for line in _corrected(figures, spoken):
            print(line)
    return 1 if any(isinstance(one.value, Missing) for one in figures) else 0


def _measured(
    args: argparse.Namespace,
    home: Path,
    regulation: Regulation,
    metric_sql: Mapping[str, Any],
    wanted: tuple[Grain, list[str], list[str]],
    spoken: Language,
) -> tuple[list["Figure"], Mapping[str, str]]:
    from guiju.engines.measure import measure, series
    from guiju.facts import lake

    grain, by, names = wanted
    view = lake.open(home).view()
    view = view.with_corrections(()) if args.uncorrected else view
    today = _today(home)
    start, end = asked.span(args, view, today, spoken)
    roster = _roster(home, regulation, start, end, spoken)
    sides: dict[str, Any] = {"start": start, "end": end, "grain": grain, "today": today, "by": by, "metrics": names}
    sides |= roster.arguments
    if args.csv:  # very many, and without what they are made of
        found = series(metric_sql, view, regulation, **sides)
        return [figure for one in found for figure in one.figures()], roster.names
    return measure(metric_sql, view, regulation, **sides), roster.names


def _corrected(figures: Sequence["Figure"], spoken: Language) -> list[str]:
    """A line that names the corrections in these figures, where there are any."""
    met = sorted({number for one in figures for part in one.parts for number in part.corrections}, key=int)
    said = asked.pick(spoken, "含更正 {n} 条：{ids}", "corrections in these figures ({n}): {ids}")
    return [said.format(n=len(met), ids=", ".join(met))] if met else []


def _regulation(args: argparse.Namespace, spoken: Language) -> tuple[Regulation, Mapping[str, Any]] | None:
    """The regulation and its metrics as SQL; ``None`` after its errors were printed."""
    if args.regulation:
        regulation = documents.load(args.regulation, spoken)
        if regulation is None:
            return None
        from guiju.engines.measure import compile_metrics
        from guiju.facts import load_schemas

        return regulation, compile_metrics(regulation, load_schemas())
    state.ready(args.lang)
    from guiju.apps.rulebook import actions, queries

    adopted = queries.current()
    if adopted is None:
        both = "还没有采用制度；用 --regulation 指定文件", "no regulation is adopted; name one with --regulation"
        raise asked.UsageError(asked.pick(spoken, *both))
    return adopted, actions.keep_metric_sql(edition=adopted.hash)


def _has_state(home: Path) -> bool:
    return (home / "guiju.sqlite3").exists() or "GUIJU_DATABASE_URL" in os.environ


def _today(home: Path) -> date:
    """Today as the state's clock has it, which the demo may wind."""
    if _has_state(home):
        state.ready(None)
        from guiju.apps import clock

        return clock.today()
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def _roster(home: Path, regulation: Regulation, start: date, end: date, spoken: Language) -> Roster:
    """Owners, shops, inputs and targets, where there is a state."""
    if not _has_state(home):
        return Roster()
    state.ready(spoken)
    from guiju.apps.figures import given, roster
    from guiju.apps.people import queries

    arguments = {
        "owners": roster.owners(regulation, start, end),
        "shops": roster.shops(),
        "given": given.given(regulation),
    }
    return Roster({one.number: one.name for one in queries.people()}, arguments)


def _as_json(figure: "Figure", regulation: Regulation, spoken: Language) -> dict[str, Any]:
    """Values are in base units: yuan, seconds, 0.5 for 50 %."""
    from guiju.engines.lacking import line

    value = figure.value
    missing = value if isinstance(value, Missing) else Missing(())
    written = {"value": None} if isinstance(value, Missing) else _exact(value)
    return {
        "metric": figure.metric,
        "period": str(figure.period),
        "start": figure.period.start.isoformat(),
        "end": figure.period.end.isoformat(),
        "dims": figure.dims,
        **written,
        "unit": regulation.of(Metric)[figure.metric].unit,
        "provisional": figure.provisional,
        "through": figure.through.isoformat() if figure.through else None,
        "corrections": list(dict.fromkeys(one for part in figure.parts for one in part.corrections)),
        "reasons": [
            {"why": one.why.value, "subject": one.subject, "detail": one.detail, "text": line(one, spoken)}
            for one in missing.reasons
        ],
    }


def _exact(value: Value) -> dict[str, object]:
    """A value as a decimal, and as a fraction where no decimal ends."""
    assert isinstance(value, Fraction)  # noqa: S101 the compiler lets metrics be numbers alone
    text = decimal(value)
    return {"value": text} if Fraction(text) == value else {"value": text, "exact": str(value)}


def _print_csv(figures: Sequence["Figure"], regulation: Regulation, by: Sequence[str], spoken: Language) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["metric", "period", *by, "value", "exact", "unit", "provisional", "reasons"])
    for figure in figures:
        row = _as_json(figure, regulation, spoken)
        reasons = "; ".join(one["text"] for one in row["reasons"])
        dims = [defused(figure.dims[name] or "") for name in by]
        value = "" if row["value"] is None else row["value"]
        provisional = "yes" if figure.provisional else ""
        writer.writerow(
            [row["metric"], row["period"], *dims, value, row.get("exact", ""), row["unit"], provisional, reasons]
        )
