"""guiju report: what a period comes to for everybody, with every figure explained."""

import argparse
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.cli import documents, state
from guiju.cli.columns import aligned
from guiju.cli.language import Language
from guiju.cli.troubles import why
from guiju.engines import periods
from guiju.engines.periods import Grain, Period

if TYPE_CHECKING:
    from guiju.apps.appraisal.models import Outcome
    from guiju.apps.appraisal.reports import Report

_HEAD = {
    "zh": ("工号", "姓名", "单位", "岗位", "得分", "等级", "奖金", ""),
    "en": ("number", "name", "unit", "position", "points", "grade", "bonus", ""),
}
_FIGURES = frozenset({4, 6})  # columns that end under each other


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--month", required=True, metavar="M", help="月份，如 2026-10；也可以是季或年 (month, quarter, year)"
    )
    parser.add_argument(
        "--regulation", metavar="DOC", help="制度文件；不写则用已采用的 (a document; else the adopted one)"
    )
    parser.add_argument("--person", metavar="P", help="只看一人：工号或姓名 (one person)")
    parser.add_argument("--explain", action="store_true", help="写出每个数的来历 (show where each figure comes from)")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    ways.add_argument("--xlsx", metavar="FILE", help="写成工作簿 (write a workbook)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the report: 1 while anything is pending, 2 without a regulation, a roster or the person asked for."""
    spoken: Language = "en" if state.ready(args.lang) == "en" else "zh"
    period = _period(args.month)
    if period is None:
        return _refuse(spoken, f"读不懂月份：{args.month}；写成 2026-10", f"not a month: {args.month}; write 2026-10")
    found = _report(args.regulation, period, spoken)
    if found is None:
        return 2
    if not found.rows:
        return _refuse(
            spoken,
            "名册里这段时间没有人；先运行 guiju roster import",
            "nobody in the roster then; run guiju roster import",
        )
    if args.person:
        found = found.of(args.person)
    if not found.rows:
        return _refuse(spoken, f"没有这个人：{args.person}", f"nobody by that name or number: {args.person}")
    try:
        _print(found, args, spoken)
    except OSError as error:
        if not args.xlsx:  # standard output broke off
            raise
        said = why(error, spoken)
        return _refuse(spoken, f"写不了 {args.xlsx}：{said}", f"cannot write {args.xlsx}: {said}")
    return int(any(row.pending for row in found.rows))


def _period(text: str) -> Period | None:
    try:
        period = periods.parse(text)
    except ValueError:
        return None
    return period if period.grain in {Grain.MONTH, Grain.QUARTER, Grain.YEAR} else None


def _report(document: str | None, period: Period, spoken: Language) -> "Report | None":
    """By the document, compiled on the spot, or by the regulation in force at the period's end."""
    from guiju.apps.appraisal import reports
    from guiju.apps.rulebook import actions, compiled, queries
    from guiju.engines.measure import compile_metrics

    if document is not None:
        regulation = documents.load(document, spoken)
        if regulation is None:
            return None
        return reports.report(regulation, compile_metrics(regulation, compiled.schemas()), period)
    edition = queries.edition_at(period.end)
    if not edition:
        chinese = f"{period.label()}没有施行的制度；用 --regulation 指定一份，或先 guiju adopt"
        _refuse(
            spoken, chinese, f"no regulation in force in {period.label('en')}; name one with --regulation or adopt one"
        )
        return None
    return reports.report(queries.regulation(edition), actions.keep_metric_sql(edition=edition), period)


def _print(found: "Report", args: argparse.Namespace, spoken: Language) -> None:
    from guiju.apps.appraisal import reports, sheets

    if args.json:
        print(json.dumps(reports.as_json(found, explain=args.explain), ensure_ascii=False, indent=2))
    elif args.xlsx:
        content = sheets.workbook(found.rows, spoken)
        Path(args.xlsx).write_bytes(content)
        state.took("report", args.xlsx, content)
    else:
        print("\n".join(_lines(found, explain=args.explain, person=bool(args.person), spoken=spoken)))


def _lines(found: "Report", *, explain: bool, person: bool, spoken: Language) -> Iterator[str]:
    period = found.period.label(spoken)
    yield f"{found.regulation.title} {found.regulation.version}  {period}"
    yield from aligned([_HEAD[spoken], *(_row(row, spoken) for row in found.rows)], right=_FIGURES)
    if not person:
        yield _total(found, spoken)
    yield from _unruled(found, spoken)
    yield from _pending(found, spoken)
    for row in found.rows if person or explain else ():
        yield from _card(row, spoken)
    for row in found.rows if explain else ():
        yield from _tree(row, spoken)


def _row(row: "Outcome", spoken: Language) -> tuple[str, ...]:
    """One person's line; what is pending says so, what no rule gives is left empty."""
    from guiju.apps.appraisal import wording

    def part(name: str, text: str) -> str:
        return wording.pick(spoken, "待补", "pending") if name in row.pending else text

    points = wording.points(row.points, row.summary) if row.points else ""
    bonus = wording.money(Fraction(row.bonus)) if row.bonus else ""
    figures = (part("points", points), part("grade", row.grade), part("bonus", bonus))
    said = wording.pick(spoken, "暂计", "provisional") if row.provisional else ""
    return (row.number, row.name, row.unit, row.position, *figures, said)


def _total(found: "Report", spoken: Language) -> str:
    from guiju.apps.appraisal import wording

    pending = sum(bool(row.pending) for row in found.rows)
    words = wording.pick(spoken, "共 {} 人，奖金合计 {}，待补 {} 人", "{} people, {} in all, {} pending")
    return words.format(len(found.rows), wording.money(found.bonus), pending)


def _unruled(found: "Report", spoken: Language) -> Iterator[str]:
    """Whom no rule of this kind of period scores or pays: their empty line is no nought."""
    from guiju.apps.appraisal import wording

    names = [row.name for row in found.rows if not (row.points or row.grade or row.bonus or row.pending)]
    if names:
        said = wording.pick(
            spoken,
            "制度没有为他们的岗位写这种周期的计分卡和奖金：{}",
            "no scorecard or bonus of the regulation is for their posts and this kind of period: {}",
        )
        yield said.format(wording.pick(spoken, "、", ", ").join(names))


def _pending(found: "Report", spoken: Language) -> Iterator[str]:
    """Each thing that is lacking once, with those who wait for it."""
    from guiju.apps.appraisal import wording

    waiting: dict[str, list[str]] = {}
    for row in found.rows:
        for lack in row.summary["lacks"]:
            waiting.setdefault(wording.reason(lack, spoken), []).append(row.name)
    if waiting:
        yield wording.pick(spoken, "待补：", "pending:")
    for said, names in waiting.items():
        yield f"  {said} {wording.pick(spoken, '←', '<-')} {wording.pick(spoken, '、', ', ').join(names)}"


def _card(row: "Outcome", spoken: Language) -> Iterator[str]:
    """The items of a scorecard, and what it takes to reach the next grade."""
    from guiju.apps.appraisal import wording

    items = row.summary["items"]
    if items:
        zh, en = (
            ("考核项", "权重", "实际", "目标", "达成率", "得分"),
            ("item", "weight", "actual", "target", "attained", "points"),
        )
        table = [zh if spoken == "zh" else en]
        for item in items:
            values = [wording.shown(item[name] | {"unit": item["unit"]}, spoken) for name in ("actual", "target")]
            reached = wording.shown(item["attainment"] | {"unit": "%"}, spoken)
            points = wording.points(item["points"], row.summary) if item["points"] else "—"
            table.append((item["name"], wording.share(item["weight"]), *values, reached, points))
        yield ""
        yield f"{row.name} {row.summary['card']['name']}"
        yield from (f"  {line}" for line in aligned(table, right=frozenset({1, 2, 3, 4, 5})))
    for way in row.summary["ways"]:
        change, unit = Fraction(way["change"]), way["unit"]
        more = wording.pick(spoken, "再高" if change > 0 else "再低", "higher" if change > 0 else "lower")
        by = wording.figure(abs(change), unit, spoken)
        to = wording.figure(Fraction(way["needed"]), unit, spoken)
        yield wording.pick(
            spoken,
            f"  {way['item']} {more} {by}（到 {to}）可达 {way['grade']}",
            f"  {way['item']}: {by} {more} (at {to}) reaches {way['grade']}",
        )


def _tree(row: "Outcome", spoken: Language) -> Iterator[str]:
    from guiju.apps.appraisal import telling

    yield ""
    for told in telling.tell(row.explanation, spoken):
        about = f"  # {told.about}" if told.about else ""
        yield f"{'  ' * told.depth}{told.what}: {told.value}{about}"


def _refuse(spoken: Language, chinese: str, english: str) -> int:
    print(chinese if spoken == "zh" else english, file=sys.stderr)
    return 2
