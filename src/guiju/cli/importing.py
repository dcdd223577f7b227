"""guiju import: brings shop data into the lake and says what became of every file."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.cli.language import counted, language
from guiju.cli.parser import day

if TYPE_CHECKING:
    from decimal import Decimal

    from guiju.facts.problems import Problem
    from guiju.facts.report import FileReport, ImportReport
    from guiju.facts.session import Step

_LISTED = 20  # problems printed of one file
_PHASES = {
    "read": ("读取", "reading"),
    "wait": ("等待另一个导入完成", "waiting for another import"),
    "merge": ("合并", "merging"),
    "publish": ("发布", "publishing"),
}
_STATUS = {
    "imported": ("已导入", "imported"),
    "aside": ("没有能导入的行", "no row could be imported"),
    "unchanged": ("与已导入的文件相同", "already in"),
    "companion": ("与其他文件一起读取", "read beside another file"),
    "unknown": ("没有认出", "not recognised"),
    "refused": ("没有导入", "refused"),
    "cancelled": ("已取消", "cancelled"),
}
_FATES = {
    "new": ("新增", "new"),
    "replaced": ("更新", "updated"),
    "unchanged": ("未变", "unchanged"),
    "older": ("较旧，未采用", "older, not taken"),
    "repeated": ("文件内重复", "repeated in the file"),
}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE|DIR", help="文件或文件夹 (files or folders)")
    parser.add_argument("--shop", help="文件里没有店铺名称时的店铺 (the shop of files that name none)")
    parser.add_argument("--as-of", type=_moment, metavar="TIME", help="导出时间 (when the files were exported)")
    parser.add_argument("--on", type=day, metavar="DAY", help="没有日期的文件是哪一天 (the day of files without dates)")
    parser.add_argument("--covers", type=_days, metavar="A..B", help="文件覆盖的日期 (the days covered)")
    parser.add_argument(
        "--rate",
        type=_rate,
        action="append",
        default=[],
        metavar="USD=7.12",
        help="一单位外币折合多少元 (what one unit of a currency is worth in yuan)",
    )
    parser.add_argument("--set-aside", action="store_true", help="列出搁置的行 (list the rows set aside)")
    parser.add_argument("--retry", action="store_true", help="重新读取搁置的行 (read the rows set aside once more)")
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import, list or retry; 0 when all came in whole, 1 with problems, 2 when nothing could be done."""
    from guiju.facts.errors import FactsError
    from guiju.project import env

    spoken = language(args.lang)
    home = env.read().home
    if args.set_aside:
        return _list(home, spoken, as_json=args.json)
    if not args.paths and not args.retry:
        print(_pick(("请给出文件或文件夹", "name files or folders to import"), spoken), file=sys.stderr)
        return 2
    try:
        report = _import(args, home, spoken)
    except FactsError as error:
        print(error.words.say(spoken), file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_summary(report, spoken)))
    came = any(str(file.status) in {"imported", "unchanged", "companion"} for file in report.files)
    return 0 if report.ok else 1 if came else 2


def _import(args: argparse.Namespace, home: Path, spoken: str) -> "ImportReport":
    from guiju.facts import importing
    from guiju.project import env

    line = _Line(spoken, quiet=args.json or not sys.stderr.isatty())
    aliases = _aliases(home)
    rates = {**env.read().rates, **dict(args.rate)}
    try:
        if args.retry:
            return importing.retry(home, shop=args.shop, on=args.on, aliases=aliases, rates=rates, progress=line)
        return importing.run(
            args.paths,
            home,
            shop=args.shop,
            as_of=args.as_of,
            on=args.on,
            covers=args.covers,
            aliases=aliases,
            rates=rates,
            progress=line,
        )
    finally:
        line.clear()


def _aliases(home: Path) -> dict[str, str]:
    """Old names of shops as the people of this home know them; none where there is no state yet."""
    if not (home / "guiju.sqlite3").exists() and "GUIJU_DATABASE_URL" not in os.environ:
        return {}
    from guiju import project

    project.setup()
    from guiju.apps.people import queries

    return {alias: shop.name for shop in queries.shops() for alias in shop.aliases}


class _Line:
    """One line on the terminal that shows where the import is."""

    def __init__(self, spoken: str, *, quiet: bool) -> None:
        self.spoken = spoken
        self.quiet = quiet
        self.width = 0

    def __call__(self, step: "Step") -> None:
        """Show a step."""
        if self.quiet or step.phase not in _PHASES:
            return
        words = f"{_pick(_PHASES[step.phase], self.spoken)} {step.done}/{step.total} {step.file}"
        text = f"{words} {step.rows:,}" if step.rows else words
        print(f"\r{text.ljust(self.width)}", end="", file=sys.stderr, flush=True)
        self.width = len(text)

    def clear(self) -> None:
        """Leave the terminal as it was."""
        if self.width:
            print(f"\r{' ' * (self.width * 2)}\r", end="", file=sys.stderr, flush=True)


def _list(home: Path, spoken: str, *, as_json: bool) -> int:
    from guiju.facts import importing

    entries = importing.set_aside(home)
    if as_json:
        rows = [{"id": one.id, "file": one.file, "rows": len(one.keys), "at": one.at.isoformat()} for one in entries]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    for entry in () if as_json else entries:
        head = ("{id}  {file}  {count} 行，{at} 搁置", "{id}  {file}  {count} rows, set aside {at}")
        print(_pick(head, spoken).format(id=entry.id, file=entry.file, count=len(entry.keys), at=entry.at.date()))
        print("\n".join(_problems(entry.problems, spoken)))
    return 1 if entries else 0


def _summary(report: "ImportReport", spoken: str) -> Iterator[str]:
    from guiju.facts.lake import EMPTY

    for file in report.files:
        yield from _file(file, spoken)
    total = ("共 {files} 个文件；数据版本 {id}", "{counted}; data version {id}")
    if report.manifest_id == EMPTY:
        total = ("共 {files} 个文件；还没有数据", "{counted}; no data yet")
    files = len(report.files)
    yield _pick(total, spoken).format(files=files, counted=counted(files, "file"), id=report.manifest_id)


def _file(file: "FileReport", spoken: str) -> Iterator[str]:
    from guiju.facts import load_schemas

    year = file.generation if file.generation[:4].isdecimal() else ""  # other names are the house's own
    title = f"{file.title.say(spoken)} {year}".strip() if file.title else ""
    nothing = str(file.status) == "imported" and file.set_aside and not file.facts
    status = _STATUS["aside" if nothing else str(file.status)]
    yield "  ".join(filter(None, (file.file, _pick(status, spoken), title)))
    for name, counts in file.facts.items():
        fates = [f"{_pick(words, spoken)} {getattr(counts, fate):,}" for fate, words in _FATES.items()]
        told = _pick(("，", ", "), spoken).join(one for one in fates if not one.endswith(" 0"))
        yield f"  {_name(name, spoken)}: {told}"
    if file.skipped:
        yield _pick(("  汇总行 {n} 行，未计入", "  {n} summary rows left out"), spoken).format(n=file.skipped)
    if file.other_sheets:
        names = _pick(("、", ", "), spoken).join(file.other_sheets)
        yield _pick(("  没有认出的工作表：{names}", "  sheets not recognised: {names}"), spoken).format(names=names)
    if file.missed:
        words = (
            "  没有这些列：{names}。用到它们的合计在覆盖的日子里会缺数，导入带有这些列的报表就补上",
            "  columns not in the file: {names}. Sums over them are missing for the days covered until a file has them",
        )
        yield _pick(words, spoken).format(names=_pick(("、", ", "), spoken).join(file.missed))
    if file.doubled:
        words = (
            "  这些列名在表头里不止一处，读的是最前面那一列：{names}",
            "  columns that the header names more than once, the first of each was read: {names}",
        )
        yield _pick(words, spoken).format(names=_pick(("、", ", "), spoken).join(file.doubled))
    for one in file.covers:
        words = ("  覆盖 {fact} {shop} {a} 至 {b}", "  covers {fact} {shop} {a} to {b}")
        fact = _name(load_schemas()[one.fact].english, spoken)
        yield _pick(words, spoken).format(fact=fact, shop=one.shop, a=one.start, b=one.end)
    if file.set_aside:
        words = ("  搁置 {n} 行：", "  {n} rows set aside:")
        if str(file.status) == "unchanged":  # some of them may have been mended since
            words = (
                "  当时搁置 {n} 行；还有哪些，看 --set-aside",
                "  {n} rows were set aside; --set-aside lists what is left",
            )
        yield _pick(words, spoken).format(n=file.set_aside)
    yield from _problems(file.problems, spoken)


def _problems(problems: "tuple[Problem, ...]", spoken: str) -> Iterator[str]:
    for problem in problems[:_LISTED]:
        what, how = problem.what.say(spoken), problem.how.say(spoken)
        place = f"{problem.place.say(spoken)}: " if problem.row else ""
        yield f"    {place}{what}{_pick(('。', '. '), spoken)}{how[:1].upper()}{how[1:]}"
    if len(problems) > _LISTED:
        yield _pick(("    ……还有 {n} 条", "    … {n} more"), spoken).format(n=len(problems) - _LISTED)


def _name(fact: str, spoken: str) -> str:
    from guiju.facts import load_schemas

    schema = load_schemas()[fact]
    return schema.english if spoken == "en" else schema.name


def _pick(words: tuple[str, str], spoken: str) -> str:
    return words[1] if spoken == "en" else words[0]


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"请写成 2026-06-01 或 2026-06-01T08:00 (write it like that): {text}"
        ) from error


def _rate(text: str) -> tuple[str, "Decimal"]:
    from guiju.facts.rates import stated

    try:
        return stated(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"请写成 USD=7.12 (write it like USD=7.12): {text}") from error


def _days(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    days = (day(first), day(last or first))
    if days[0] > days[1]:
        raise argparse.ArgumentTypeError(f"起始晚于结束 (the first day is after the last): {text}")
    return days
