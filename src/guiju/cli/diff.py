"""guiju diff: two versions of a regulation in business words."""

import argparse
import json
from dataclasses import asdict

from guiju.cli import documents
from guiju.cli.language import language


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("old", metavar="OLD", help="旧版本 (the old version)")
    parser.add_argument("new", metavar="NEW", help="新版本 (the new version)")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--lang", choices=("zh", "en"), default=None)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one line a change; 1 when there is any, as diff does, 2 when a document has errors."""
    from guiju.lang.diff import diff

    spoken = language(args.lang)
    versions = [documents.load(path, spoken) for path in (args.old, args.new)]
    if versions[0] is None or versions[1] is None:
        return 2
    changes = diff(versions[0], versions[1])
    if args.json:
        rows = [{**asdict(change), "words": change.words(spoken)} for change in changes]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif changes:
        print("\n".join(change.words(spoken) for change in changes))
    else:
        print("没有改动。" if spoken == "zh" else "Nothing changed.")
    return int(bool(changes))
