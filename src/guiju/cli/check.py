"""guiju check: what is wrong with regulation documents, each problem with its place and how to mend it."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from guiju.cli import documents
from guiju.cli.language import language
from guiju.lang.diagnostics import Level


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="文件或文件夹 (documents or folders)")
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the documents; 1 when there are errors, 2 when a path leads nowhere."""
    from guiju.engines.measure.catalogue import catalogue
    from guiju.facts import load_schemas
    from guiju.lang import codes
    from guiju.lang import compile as compile_document

    spoken = language(args.lang)
    lost = [path for path in args.paths if not Path(path).exists()]
    for path in lost:
        print(f"没有这个文件：{path}" if spoken == "zh" else f"no such file: {path}", file=sys.stderr)
    if lost:
        return 2
    facts = catalogue(load_schemas())
    counts: Counter[Level] = Counter()
    found = []
    paths = documents.found(args.paths)
    if not paths:
        print("这里没有制度文件" if spoken == "zh" else "there are no regulations here", file=sys.stderr)
        return 2
    for path in paths:
        compiled = compile_document(path, facts)
        counts.update(one.level for one in compiled.diagnostics)
        if args.json:
            found += [codes.as_json(one, spoken) for one in compiled.diagnostics]
        else:
            lines = {source.path: source for source in compiled.sources}
            for one in compiled.diagnostics:
                source = lines.get(one.span.path)
                print(codes.render(one, spoken, source.line(one.span.line) if source else ""))
    errors, warnings = counts[Level.ERROR], counts[Level.WARNING]
    if args.json:
        summary = {"documents": len(paths), "errors": errors, "warnings": warnings, "diagnostics": found}
        print(json.dumps(summary, ensure_ascii=False, indent=2))
    elif spoken == "zh":
        print(f"{len(paths)} 份文件，{errors} 个错误，{warnings} 个提醒")
    else:
        print(f"{len(paths)} documents, {errors} errors, {warnings} warnings")
    return 1 if errors else 0
