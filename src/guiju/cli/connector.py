"""guiju connector: files that the house has taught, listed, exported and brought in."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.cli import state
from guiju.cli.troubles import why
from guiju.facts import load_schemas

if TYPE_CHECKING:
    from guiju.apps.formats.values import Format


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="list|export|add")
    listed = ways.add_parser("list", help="列出认识的文件 (list what was taught)")
    listed.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    listed.set_defaults(run=_list)
    going = ways.add_parser("export", help="导出成 YAML (export as YAML)")
    going.add_argument("name", metavar="ID")
    going.add_argument("file", metavar="FILE.yaml", nargs="?", help="不写就打印出来 (printed when left out)")
    going.set_defaults(run=_export)
    coming = ways.add_parser("add", help="导入 YAML；文件名就是编号 (import YAML; its name is the id)")
    coming.add_argument("file", metavar="FILE.yaml")
    coming.add_argument(
        "--replace", action="store_true", help="编号已有时存为新的一版 (a new version of what is there)"
    )
    coming.set_defaults(run=_add)
    for way in (listed, going, coming):
        way.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")


def _list(args: argparse.Namespace) -> int:
    spoken = state.ready(args.lang)
    from guiju.apps.formats import queries

    found = queries.formats()
    if args.json:
        print(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            print(_line(one, spoken))
    return 1 if any(one.faults for one in found) else 0


def _export(args: argparse.Namespace) -> int:
    spoken = state.ready(args.lang)
    from guiju.apps.formats import errors, queries
    from guiju.facts.mapping import store

    found = queries.format_of(args.name)
    if found is None or not found.columns:
        return state.tell_refusal(errors.refused(errors.Code.UNKNOWN))
    text = f"# {found.title.say(spoken)}\n{store.dump(found.raw)}"
    if args.file:
        Path(args.file).write_text(text, "utf-8")
    else:
        print(text, end="")
    return 0


def _add(args: argparse.Namespace) -> int:
    spoken = state.ready(args.lang)
    from guiju.apps.audit.actor import operator
    from guiju.apps.formats.actions import connectors
    from guiju.apps.refusal import Refused
    from guiju.facts.mapping import bounded

    path = Path(args.file)
    try:
        with path.open("rb") as file:
            content = file.read(bounded.MOST + 1)
        done = connectors.add(actor=operator(), file=path.name, content=content, replace=args.replace)
    except OSError as error:
        words = "cannot read {file}: {why}" if spoken == "en" else "读不了 {file}：{why}"
        print(words.format(file=args.file, why=why(error, spoken)), file=sys.stderr)
        return 2
    except Refused as refusal:
        return state.tell_refusal(refusal)
    print(f"{done.id} {done.version}")
    return 0


def _as_json(one: "Format") -> dict[str, object]:
    return {
        "id": one.id,
        "title": {"zh": one.title.zh, "en": one.title.en},
        "fact": one.fact,
        "version": one.version,
        "by": one.by,
        "at": one.at,
        "removed": one.removed,
        "columns": list(one.columns),
        "faults": [{"code": fault.code, "zh": fault.what.zh, "en": fault.what.en} for fault in one.faults],
    }


def _line(one: "Format", spoken: str) -> str:
    schema = load_schemas().get(one.fact)
    fact = (one.fact if spoken == "en" else schema.name) if schema else "—"
    notes = [fault.what.say(spoken) for fault in one.faults]
    notes += [{"zh": "已停用", "en": "out of use"}[spoken]] if one.removed else []
    return "  ".join([one.id, one.title.say(spoken), fact, f"v{one.version}", one.by, one.at[:10], *notes]).rstrip()
