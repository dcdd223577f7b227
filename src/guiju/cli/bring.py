"""guiju bring: a Word or Markdown regulation as a document of clauses, with what was found in it."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from guiju.cli.language import language


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    parser.add_argument("file", type=Path, help="文件：.docx、.md 或 .txt (the file)")
    parser.add_argument("-o", "--out", type=Path, required=True, help="放到哪个文件夹 (the folder to write to)")
    parser.add_argument("--title", default="", help="制度的名称 (what it is called)")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出建议的规则 (proposals as JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the document and print the proposals, of which none is taken; 2 for what cannot be read."""
    from guiju.engines.bring import clauses
    from guiju.engines.bring.proposals import proposals
    from guiju.engines.bring.word import UnreadableError
    from guiju.lang.headings import proposed_id

    chinese = language(args.lang) == "zh"
    target = args.out / f"{proposed_id(args.title or args.file.stem)}.md"
    try:
        found = clauses.read(args.file.name, args.file.read_bytes())
    except (UnreadableError, OSError) as error:
        why = error.code if isinstance(error, UnreadableError) else str(error)
        print(f"{args.file} 读不出来：{why}" if chinese else f"{args.file} cannot be read: {why}", file=sys.stderr)
        return 2
    if target.exists():
        print(f"已有 {target}，没有改动它。" if chinese else f"{target} exists and was left alone.", file=sys.stderr)
        return 2
    title = args.title or args.file.stem
    today = date.today()  # noqa: DTZ011 - a date to be changed by its author
    head = clauses.written(args.file.name, args.file.read_bytes()) or clauses.front(proposed_id(title), title, today)
    args.out.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{head}\n{clauses.markdown(found)}", encoding="utf-8")
    told = proposals(found)
    if args.json:
        fields = ("clause", "sentence", "found", "kind", "rule")
        print(json.dumps([{key: getattr(one, key) for key in fields} for one in told], ensure_ascii=False, indent=1))
        return 0
    print(f"{target}：{len(found)} 条" if chinese else f"{target}: {len(found)} clauses")
    for one in told:
        print(f"\n{one.sentence}\n  {one.rule.replace(chr(10), chr(10) + '  ')}  ({one.clause})")
    return 0
