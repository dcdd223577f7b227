"""guiju audit: whether the ledger holds, in the database or in a file, and the ledger as a file."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.cli import state
from guiju.cli.language import language
from guiju.cli.troubles import why

if TYPE_CHECKING:
    from guiju.apps.audit.outside import Verdict

_WHY = {
    "changed": ("第 {n} 条被改过", "entry {n} was changed"),
    "gap": ("第 {n} 条之前有记录被抽走或插入", "before entry {n} something was removed or put in"),
    "end": ("最新的记录被抽走了", "the newest entries are gone"),
    "unreadable": ("第 {n} 行读不懂，不是操作记录文件", "line {n} cannot be read: no file of a ledger"),
}


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="verify|export")
    checking = ways.add_parser("verify", help="检查有没有被改写 (check that nothing was rewritten)")
    checking.add_argument(
        "file", nargs="?", metavar="FILE.jsonl", help="导出的文件，不给就查数据库 (default: the database)"
    )
    checking.add_argument("--head", default="", metavar="DIGEST", help="以前记下的摘要 (a digest noted earlier)")
    checking.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    taking = ways.add_parser("export", help="导出 JSON 行 (export JSON lines)")
    taking.add_argument("file", metavar="FILE.jsonl")
    for way in (checking, taking):
        way.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    checking.set_defaults(run=_verify)
    taking.set_defaults(run=_export)


def _verify(args: argparse.Namespace) -> int:
    """0 when the ledger holds, 1 when it does not, 2 when there is nothing to read."""
    if args.file:
        return _offline(args)
    spoken = state.ready(args.lang)
    from django.db import connection

    from guiju.apps.audit import guards, outside

    found = outside.check()
    if args.head and not found.why:
        found = outside.check_lines(outside.lines(), head=args.head)
    code = _tell(found, spoken, as_json=args.json)
    if not guards.are_up(connection):
        print(
            "数据库里防改写的触发器不在：运行 guiju upgrade 补上"
            if spoken == "zh"
            else "the database's triggers against rewriting are gone: guiju upgrade puts them up",
            file=sys.stderr,
        )
        return 1
    return code


def _offline(args: argparse.Namespace) -> int:
    """No database is asked: the file is checked by itself, on any machine."""
    spoken = language(args.lang)
    from guiju import project

    project.setup(migrate=False)
    from guiju.apps.audit import outside

    try:
        with Path(args.file).open(encoding="utf-8") as file:
            found = outside.check_lines(file, head=args.head)
    except (OSError, UnicodeDecodeError) as error:
        print(f"{'读不了' if spoken == 'zh' else 'cannot read'} {args.file}: {why(error, spoken)}", file=sys.stderr)
        return 2
    return _tell(found, spoken, as_json=args.json)


def _tell(found: "Verdict", spoken: str, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({**asdict(found), "sound": not found.why}, ensure_ascii=False))
    elif found.why:
        print(_WHY[found.why][spoken != "zh"].format(n=found.broken))
    elif spoken == "zh":
        print(f"完好：{found.entries} 条，最新一条的摘要 {found.head}")
    else:
        print(f"sound: {found.entries} entries, digest of the newest {found.head}")
    return 1 if found.why else 0


def _export(args: argparse.Namespace) -> int:
    spoken = state.ready(args.lang)
    from guiju.apps.audit import outside
    from guiju.apps.audit.actor import operator

    actor = operator()
    state.took("audit", args.file)
    count = -1
    with os.fdopen(os.open(args.file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        for count, line in enumerate(outside.lines(actor.name)):  # noqa: B007 - the first line is no entry
            file.write(f"{line}\n")
    print(f"导出 {count} 条" if spoken == "zh" else f"{count} entries exported")
    return 0
