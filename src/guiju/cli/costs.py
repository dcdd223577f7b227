"""guiju costs: what goods, freight and platforms cost, by workbooks in and out."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.cli import state
from guiju.cli.language import language
from guiju.cli.troubles import why

if TYPE_CHECKING:
    from guiju.apps.spreadsheet import Finding


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("files", nargs="*", metavar="FILE.xlsx", help="要导入的工作簿 (workbooks to import)")
    parser.add_argument("--export", metavar="FILE.xlsx", help="导出到这个工作簿 (export to this workbook)")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不改动 (check only)")
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    spoken = state.ready(args.lang)
    if not args.files and not args.export:
        said = {"zh": "写明要导入的工作簿，或用 --export 导出", "en": "name a workbook to import, or --export one"}
        print(said[spoken], file=sys.stderr)
        return 2
    results = [_brought(args, Path(name)) for name in args.files]
    if any(result is None for result in results):
        return 2
    if args.export:
        from guiju.apps.audit.actor import operator
        from guiju.apps.costs import exchange

        content = exchange.export_costs(actor=operator())
        Path(args.export).write_bytes(content)
        state.took("costs", args.export, content)
    return 1 if any(results) else 0


def _brought(args: argparse.Namespace, path: Path) -> bool | None:
    """One workbook; tells whether something in it is to be mended, ``None`` when it cannot be read."""
    from guiju.apps.audit.actor import operator
    from guiju.apps.costs import exchange, telling

    spoken = language(args.lang)
    try:
        content = path.read_bytes()
    except OSError as error:
        lost = {"zh": "读不了 {file}：{why}", "en": "cannot read {file}: {why}"}[spoken]
        print(lost.format(file=path, why=why(error, spoken)), file=sys.stderr)
        return None
    findings, taken = exchange.import_costs(actor=operator(), content=content, name=path.name, dry_run=args.dry_run)
    if not findings and not args.dry_run:
        telling.tell_lake()  # so that ``guiju metric`` reads it at once
    counts = {"added": taken.added, "changed": taken.changed, "removed": taken.removed}
    _say(args, path, findings, counts)
    return bool(findings)


def _say(args: argparse.Namespace, path: Path, findings: Sequence["Finding"], counts: Mapping[str, int]) -> None:
    if args.json:
        print(json.dumps({"file": str(path), **state.as_json(findings, counts)}, ensure_ascii=False))
    else:
        print("\n".join((f"{path.name}:", *state.summary(findings, counts, language(args.lang), dry=args.dry_run))))
