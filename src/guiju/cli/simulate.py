"""guiju simulate: the same people and months judged by two texts; who gains, who loses, what it costs."""

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
    from guiju.apps.impact.working import Answer
    from guiju.lang.regulation import Regulation

CURRENT = frozenset({"current", "现行"})
_HEAD = {
    "zh": ("工号", "姓名", "单位", "平均得分", "", "奖金", "", "相差", "事务"),
    "en": ("number", "name", "unit", "mean points", "", "bonus", "", "difference", "duties"),
}
_FIGURES = frozenset({3, 4, 5, 6, 7})


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    one = "制度文件，或 current/现行 (a document, or current for the one in force)"
    parser.add_argument("old", metavar="OLD", help=one)
    parser.add_argument("new", metavar="NEW", help=one)
    parser.add_argument("--from", dest="first", required=True, metavar="M", help="起始月份，如 2026-01 (first month)")
    parser.add_argument("--to", dest="last", required=True, metavar="M", help="结束月份 (last month)")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    ways.add_argument("--xlsx", metavar="FILE", help="写成工作簿 (write a workbook)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what changes: 1 while anything is pending under either text, 2 without a text, months or people."""
    spoken: Language = "en" if state.ready(args.lang) == "en" else "zh"
    first, last = _month(args.first), _month(args.last)
    if first is None or last is None:
        wrong = args.first if first is None else args.last
        return _refuse(spoken, f"读不懂月份：{wrong}；写成 2026-10", f"not a month: {wrong}; write 2026-10")
    if last < first:
        return _refuse(spoken, "结束月份早于开始月份", "the last month is before the first")
    old, new = _text(args.old, last, spoken), _text(args.new, last, spoken)
    if old is None or new is None:
        return 2
    answer = _answer(old, new, first, last)
    if not answer.people:
        return _refuse(spoken, "名册里没有人；先运行 guiju roster import", "nobody in the roster")
    try:
        _print(answer, args, (old, new), spoken)
    except OSError as error:
        if not args.xlsx:  # standard output broke off
            raise
        said = why(error, spoken)
        return _refuse(spoken, f"写不了 {args.xlsx}：{said}", f"cannot write {args.xlsx}: {said}")
    return int(any(one["content"]["pending"][at] for one in answer.people for at in (0, 1)))


def _month(text: str) -> Period | None:
    try:
        period = periods.parse(text)
    except ValueError:
        return None
    return period if period.grain is Grain.MONTH else None


def _text(name: str, last: Period, spoken: Language) -> "Regulation | None":
    from guiju.apps.rulebook import queries

    if name not in CURRENT:
        return documents.load(name, spoken)
    edition = queries.edition_at(last.end)
    if not edition:
        _refuse(spoken, "没有施行的制度；先 guiju adopt", "no regulation in force; adopt one")
        return None
    return queries.regulation(edition)


def _answer(old: "Regulation", new: "Regulation", first: Period, last: Period) -> "Answer":
    from guiju.apps.impact import working

    asked = working.Asked((old, new), ({}, {}), working.spans(first, last))
    total, loud = len(asked.spans), sys.stderr.isatty()

    def goes_on(done: int) -> bool:
        if loud:
            print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
        return True

    answer = working.work_out(asked, goes_on)
    if answer is None:
        raise AssertionError  # nobody stops it here
    return answer


def _print(
    answer: "Answer", args: argparse.Namespace, texts: "tuple[Regulation, Regulation]", spoken: Language
) -> None:
    from guiju.apps.impact import sheets

    titles = [f"{one.title} {one.version}" for one in texts]
    if args.json:
        told = {
            "texts": [{"title": one.title, "version": one.version, "hash": one.hash} for one in texts],
            "manifest": answer.manifest,
            "totals": answer.totals,
            "people": list(answer.people),
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    elif args.xlsx:
        content = sheets.workbook(titles, answer.totals, answer.people)
        Path(args.xlsx).write_bytes(content)
        state.took("simulate", args.xlsx, content)
    else:
        print("\n".join(_lines(answer, titles, spoken)))


def _lines(answer: "Answer", titles: list[str], spoken: Language) -> Iterator[str]:
    from guiju.apps.appraisal import wording

    totals = answer.totals
    yield f"A {titles[0]}"
    yield f"B {titles[1]}"
    differing = [one for one in answer.people if one["differs"]]
    if differing:
        yield from aligned([_HEAD[spoken], *(_row(one) for one in differing)], right=_FIGURES)
    ways = totals["ways"][1]
    before, after = (wording.money(Fraction(cost)) for cost in totals["cost"])
    change = wording.money(Fraction(totals["cost"][1]) - Fraction(totals["cost"][0]))
    words = wording.pick(
        spoken,
        "共 {} 人：多拿 {}，少拿 {}，不变 {}，未定 {}；奖金合计 {} → {}（{}）",
        "{} people: {} gain, {} lose, {} the same, {} open; bonuses {} → {} ({})",
    )
    counts = (ways[name] for name in ("gain", "lose", "same", "open"))
    yield words.format(totals["people"], *counts, before, after, change)
    for at, broken in enumerate(totals["broken"]):
        for _kind, name, unit, clause, months in broken:
            said = wording.pick(spoken, f"{len(months)} 个月没有守住", f"broken in {len(months)} months")
            yield f"  {'AB'[at]} {name} {unit} ({clause}): {said}"


def _row(one: dict[str, object]) -> tuple[str, ...]:
    from guiju.apps.appraisal import wording

    content: dict[str, list[str]] = one["content"]  # type: ignore[assignment]  # JSON of impact.working
    points = [f"{float(Fraction(text)):.2f}" if text else "—" for text in content["points"]]
    bonus = [wording.money(Fraction(text)) for text in content["bonus"]]
    change = wording.money(Fraction(content["bonus"][1]) - Fraction(content["bonus"][0]))
    duties = " → ".join(str(count) for count in content["duties"])
    return (str(one["number"]), str(one["name"]), str(one["unit"]), *points, *bonus, change, duties)


def _refuse(spoken: Language, chinese: str, english: str) -> int:
    print(chinese if spoken == "zh" else english, file=sys.stderr)
    return 2
