"""What the verbs that read and write the state share: making it ready, exchanging workbooks, saying what was wrong."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.cli.language import language
from guiju.cli.troubles import why

if TYPE_CHECKING:
    from guiju.apps.spreadsheet import Finding

Exchange = Callable[[argparse.Namespace, bytes], tuple["Sequence[Finding]", Mapping[str, int]]]


def ready(chosen: str | None) -> str:
    """Make the state ready and speak the language of the output; gives it (zh or en)."""
    from guiju import project

    project.setup()
    from django.utils import translation

    spoken = language(chosen)
    translation.activate("en" if spoken == "en" else "zh-hans")
    return spoken


def add_exchange(parser: argparse.ArgumentParser, bring: Exchange, take: Callable[[], bytes]) -> None:
    """The arguments of a verb that imports and exports a workbook; ``bring`` and ``take`` do it."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="import|export")
    coming = ways.add_parser("import", help="导入 XLSX (import a workbook)")
    coming.add_argument("file", metavar="FILE.xlsx")
    coming.add_argument("--dry-run", action="store_true", help="只检查，不改动 (check only)")
    coming.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    going = ways.add_parser("export", help="导出 XLSX (export a workbook)")
    going.add_argument("file", metavar="FILE.xlsx")
    for way in (coming, going):
        way.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    coming.set_defaults(run=lambda args: _bring(args, bring))
    going.set_defaults(run=lambda args: _take(args, take))


def told(findings: "Iterable[Finding]", spoken: str) -> list[str]:
    """What is wrong in a workbook, a line each; makes no state ready but the words."""
    from guiju import project

    project.setup(migrate=False)
    from django.utils import translation

    with translation.override("en" if spoken == "en" else "zh-hans"):
        return list(_lines(findings, spoken))


def took(verb: str, file: str | Path, content: bytes = b"") -> None:
    """Write down that the operator took a file away; nothing holds it back, who has the machine has its files."""
    from guiju.apps.audit.actor import operator
    from guiju.apps.exports import actions

    actions.take_locally(actor=operator(), verb=verb, file=Path(file).name, content=content)


def tell_refusal(refusal: Exception) -> int:
    """Print why an action refused; the exit code for unusable input."""
    print(refusal, file=sys.stderr)
    return 2


def _bring(args: argparse.Namespace, bring: Exchange) -> int:
    spoken = language(args.lang)
    try:
        content = Path(args.file).read_bytes()
    except OSError as error:
        lost = _pick(spoken, "读不了 {file}：{why}", "cannot read {file}: {why}")
        print(lost.format(file=args.file, why=why(error, spoken)), file=sys.stderr)
        return 2
    ready(args.lang)
    findings, counts = bring(args, content)
    if args.json:
        print(json.dumps(as_json(findings, counts), ensure_ascii=False, indent=2))
    else:
        print("\n".join(summary(findings, counts, spoken, dry=args.dry_run)))
    return 1 if findings else 0


def as_json(findings: "Sequence[Finding]", counts: Mapping[str, int]) -> dict[str, object]:
    """What came of a workbook, for other programs."""
    return {"findings": _as_json(findings), **counts}


def summary(findings: "Sequence[Finding]", counts: Mapping[str, int], spoken: str, *, dry: bool) -> Iterator[str]:
    """What came of a workbook, a line for each finding and one for all."""
    yield from _lines(findings, spoken)
    if findings:
        yield _pick(spoken, "{} 处要改，没有导入任何内容", "{} to mend, nothing imported").format(len(findings))
    elif not any(counts.values()):
        yield _pick(spoken, "没有变化", "nothing changed")
    else:
        yield _counts(counts, spoken, dry=dry)


def _take(args: argparse.Namespace, take: Callable[[], bytes]) -> int:
    ready(args.lang)
    content = take()
    Path(args.file).write_bytes(content)
    took(args.verb, args.file, content)
    return 0


def _lines(findings: "Iterable[Finding]", spoken: str) -> Iterator[str]:
    for finding in findings:
        place = finding.place
        row = _pick(spoken, "第{}行", "row {}").format(place.row) if place.row else ""
        head = " ".join(part for part in (place.sheet, row, place.column) if part)
        yield f"{head}: {finding.problem_text} {finding.mend_text}".removeprefix(": ")


def _as_json(findings: Iterable["Finding"]) -> list[dict[str, object]]:
    return [
        {
            "code": finding.code,
            "sheet": finding.place.sheet,
            "row": finding.place.row or None,
            "column": finding.place.column,
            "problem": finding.problem_text,
            "mend": finding.mend_text,
        }
        for finding in findings
    ]


def _counts(counts: Mapping[str, int], spoken: str, *, dry: bool) -> str:
    words = {"added": "新增", "changed": "改动", "removed": "移除"} if spoken == "zh" else {}
    each = (f"{words.get(name, name)} {count}" for name, count in counts.items() if count)
    said = _pick(spoken, "，", ", ").join(each)
    return said + _pick(spoken, "（只检查，没有改动）", " (checked only)") if dry else said


def _pick(spoken: str, chinese: str, english: str) -> str:
    return chinese if spoken == "zh" else english
