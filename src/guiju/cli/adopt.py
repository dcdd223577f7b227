"""guiju adopt: put a regulation document into force."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.cli import state
from guiju.cli.language import language
from guiju.cli.parser import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guiju.apps.rulebook.values import Adoption


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("document", metavar="DOC", help="制度文件 (regulation document)")
    parser.add_argument(
        "--from",
        dest="start",
        type=day,
        metavar="DATE",
        help="生效日期 (in force from)",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Adopt the document: 1 when it has errors, which are printed, 2 when there is no such file."""
    path, spoken = Path(args.document), language(args.lang)
    if not path.is_file():
        print(f"没有这个文件：{path}" if spoken == "zh" else f"no such file: {path}", file=sys.stderr)
        return 2
    state.ready(args.lang)
    from guiju.apps.audit.actor import operator
    from guiju.apps.refusal import Refused
    from guiju.apps.rulebook import actions, queries

    try:
        edition = actions.adopt(actor=operator(), document=path, in_force_from=args.start)
    except Refused as refusal:
        _tell(refusal.data.get("diagnostics", ()), spoken)
        _tell_law(refusal.data.get("findings", ()), spoken)
        print(refusal, file=sys.stderr)
        return 1
    actions.keep_metric_sql(edition=edition)
    adoption = [found for found in queries.adoptions() if found.edition.hash == edition][-1]
    said = adoption.edition
    _tell_namesakes(queries.namesakes(edition), said.version, spoken)
    if args.json:
        start = adoption.start.isoformat()
        out = {"hash": edition, "title": said.title, "version": said.version, "in_force_from": start}
        print(json.dumps(out, ensure_ascii=False, indent=2))
    elif spoken == "zh":
        print(f"《{said.title}》{said.version} 自 {adoption.start} 起施行（{edition[:12]}）")
    else:
        print(f"{said.title} {said.version} is in force from {adoption.start} ({edition[:12]})")
    return 0


def _tell_namesakes(others: "Sequence[Adoption]", label: str, spoken: str) -> None:
    """Two texts of one name are allowed, for a slip is mended that way, but nobody should find out later."""
    if others and spoken == "zh":
        print(
            f"提醒：自 {others[-1].start} 起施行的另一份文字也叫 {label}；改一个版本号，往后才分得清", file=sys.stderr
        )
    elif others:
        start = others[-1].start
        print(
            f"warning: another text in force from {start} is also called {label}; give it a version of its own",
            file=sys.stderr,
        )


def _tell(diagnostics: object, spoken: str) -> None:
    from guiju.lang import Diagnostic, codes

    for one in diagnostics if isinstance(diagnostics, tuple) else ():
        if isinstance(one, Diagnostic):
            print(codes.render(one, "en" if spoken == "en" else "zh"), file=sys.stderr)


def _tell_law(findings: object, spoken: str) -> None:
    from guiju.lang.law import Finding

    for one in findings if isinstance(findings, tuple) else ():
        if isinstance(one, Finding):
            language = "en" if spoken == "en" else "zh"
            words = ("可以这样", "不是法律意见") if language == "zh" else ("allowed", "not legal advice")
            print(f"{one.span}: {one.sums.said(language)} ({one.floor.source})", file=sys.stderr)
            print(f"  {words[0]}: {one.allowed.said(language)} ({words[1]})", file=sys.stderr)
