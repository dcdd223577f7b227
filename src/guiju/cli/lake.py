"""guiju lake: the rows of the lake for other tools, as folders of Parquet with a database of views, or as a list."""

import argparse
import json
import sys
from pathlib import Path

from guiju.cli import state
from guiju.cli.language import Language, language


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="do", required=True, metavar="DO")
    export = verbs.add_parser("export", help="写成谁都能读的文件夹 (write folders that any tool reads)")
    export.add_argument("folder", metavar="DIR", help="写到哪里 (where to)")
    files = verbs.add_parser("files", help="列出现在的文件 (list the current files)")
    files.add_argument("fact", nargs="?", metavar="FACT", help="事实的英文名，如 order (a fact by its English name)")
    files.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    for sub in (export, files):
        sub.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what is asked: 2 when it cannot be."""
    spoken = language(args.lang)
    return _export(args, spoken) if args.do == "export" else _files(args, spoken)


def _export(args: argparse.Namespace, spoken: Language) -> int:
    from guiju import facts
    from guiju.engines.measure import exported
    from guiju.facts import lake
    from guiju.project import env

    def tell(one: exported.Written) -> None:
        note = _pick(spoken, "，含更正", ", corrections applied") if one.corrected else ""
        print(_pick(spoken, f"{one.fact}  {one.rows} 行{note}", f"{one.fact}  {one.rows} rows{note}"))

    folder = Path(args.folder)
    try:
        exported.export(lake.open(env.read().home).view(), facts.load_schemas(), folder, tell)
    except FileExistsError:
        zh = f"{folder} 里有别的东西；换一个空文件夹"
        print(_pick(spoken, zh, f"{folder} holds something else; name an empty folder"), file=sys.stderr)
        return 2
    if env.read().database_url or (env.read().home / "guiju.sqlite3").is_file():
        state.ready(args.lang)
        state.took("lake", folder)
    print(folder / exported.DATABASE)
    return 0


def _files(args: argparse.Namespace, spoken: Language) -> int:
    from guiju import facts
    from guiju.facts import lake
    from guiju.project import env

    known = facts.load_schemas()
    if args.fact and args.fact not in known:
        listed = ", ".join(known)
        print(_pick(spoken, f"没有事实 {args.fact}；有 {listed}", f"no fact {args.fact}: {listed}"), file=sys.stderr)
        return 2
    view = lake.open(env.read().home).view()
    found = {name: [str(path) for path in view.files(name)] for name in ([args.fact] if args.fact else known)}
    if args.json:
        print(json.dumps({"manifest": view.manifest_id, "files": found}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(path for paths in found.values() for path in paths))
    return 0


def _pick(spoken: Language, chinese: str, english: str) -> str:
    return chinese if spoken == "zh" else english
