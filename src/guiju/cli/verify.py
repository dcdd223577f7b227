"""guiju verify: is a paper what it was when it was made? From the file alone, without network or database."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from guiju.cli.language import Language, language

WORDS = {
    "chain": ("记录的 {count} 个部分和封印相符", "the {count} parts of the record are those that were sealed"),
    "text": ("制度文字和它的哈希相符", "the text of the regulation is the one of its hash"),
    "signatures": ("{count} 个签收和它们的摘要相符", "the {count} signatures are those of their digests"),
    "acknowledged": ("{where}签收的就是这份文字", "{where} signed this very text"),
    "ledger": ("{count} 条留痕和它们的摘要相符", "the {count} entries of the ledger are those of their digests"),
    "pages": ("页面就是由记录排出来的", "the pages are what the record says"),
}
BROKEN = {
    "chain": (
        "记录被改过：从“{where}”起和封印不符",
        "the record was changed: from “{where}” on it is not what was sealed",
    ),
    "text": ("制度文字被改过：和它的哈希不符", "the text of the regulation was changed: it is not the one of its hash"),
    "signatures": ("签收被改过：{where}", "signatures were changed: {where}"),
    "acknowledged": ("签收的不是这份文字，或签收被改过", "another text was signed, or the signature was changed"),
    "ledger": ("留痕被改过：{where}", "entries of the ledger were changed: {where}"),
    "pages": ("页面被改过：和记录说的不一样", "the pages were changed: they are not what the record says"),
}
UNKNOWN = (
    "页面没有核对：这台机器的排版程序或字体和当时不同；记录本身不受影响",
    "the pages were not compared: typesetter or font differ here; the record itself is not affected",
)
ALL_GOOD = ("完好。封印：{seal}", "It holds. Seal: {seal}")
NOT_GOOD = ("不完好：见上面打 × 的各行。", "It does not hold: see the lines with ×.")
UNREADABLE = (
    "{file}：不是规矩做的文件，或里面的记录已经损坏。",
    "{file}: not a file that Guiju made, or its record is damaged.",
)
MARKS = {"holds": "✓", "broken": "×", "unknown": "?"}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="PDF 或其中的记录 (the PDF, or its record)")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--lang", choices=("zh", "en"), default=None)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was looked at and what came of it; 1 when something was changed, 2 for a file that is none of ours."""
    from guiju.engines.paper import checking

    spoken = language(args.lang)
    try:
        record, findings = checking.check(args.file.read_bytes())
    except (OSError, checking.UnreadableError):
        print(_said(UNREADABLE, spoken).format(file=args.file), file=sys.stderr)
        return 2
    good = not any(found.verdict == "broken" for found in findings)
    if args.json:
        rows = [asdict(found) for found in findings]
        print(json.dumps({"holds": good, "seal": record.get("seal"), "findings": rows}, ensure_ascii=False, indent=2))
        return int(not good)
    for found in findings:
        pair = {"holds": WORDS, "broken": BROKEN}.get(found.verdict, {}).get(found.what, UNKNOWN)
        print(f"{MARKS[found.verdict]} {_said(pair, spoken).format(count=found.count, where=found.where)}")
    print(_said(ALL_GOOD if good else NOT_GOOD, spoken).format(seal=record.get("seal")))
    return int(not good)


def _said(pair: tuple[str, str], spoken: Language) -> str:
    return pair[spoken == "en"]
