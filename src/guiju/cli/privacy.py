"""guiju privacy: what is held of somebody, found, exported and erased."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guiju.cli import state
from guiju.facts import load_schemas

WAYS = {
    "find": "查存了什么 (find what is held)",
    "export": "导出成工作簿 (export a workbook)",
    "erase": "抹去 (erase)",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="|".join(WAYS))
    for way, said in WAYS.items():
        sub = ways.add_parser(way, help=said)
        who = sub.add_mutually_exclusive_group(required=True)
        who.add_argument("--buyer", metavar="ID", help="平台上的买家标识 (what the platform calls the buyer)")
        who.add_argument("--person", metavar="工号", help="名册里的工号 (a number of the roster)")
        if way == "export":
            sub.add_argument("file", metavar="FILE.xlsx")
        if way == "erase":
            sub.add_argument("--reason", required=True, help="为什么 (why)")
        sub.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
        sub.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
        sub.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    spoken = state.ready(args.lang)
    from guiju.apps.refusal import Refused
    from guiju.facts.errors import FactsError

    try:
        told = _person(args) if args.person else _buyer(args)
    except Refused as refusal:
        return state.tell_refusal(refusal)
    except FactsError as error:
        print(error.words.say(spoken), file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for name, count in told["rows"].items():
            print(f"{_called(name, spoken)}  {count}")
        for key, (zh, en) in _ASIDE.items():
            if told.get(key):
                print(f"{en if spoken == 'en' else zh}  {told[key]}")
    return 0 if told["rows"] or told.get("aside") else 1


_ASIDE = {
    "aside": ("搁置的行", "rows set aside"),
    "sealed": ("已封存、不改的状态", "sealed states left as they are"),
    "erased_on": ("抹去的日期", "erased on"),
}


def _buyer(args: argparse.Namespace) -> dict[str, Any]:  # Any: plain JSON
    """A buyer at once, without the worker; the deed is written in the ledger, the name is not."""
    from guiju.apps.audit.actor import operator
    from guiju.apps.privacy import buyers, queries
    from guiju.apps.privacy.actions import ask_now

    found = queries.asked(ask_now(actor=operator(), kind=args.way, original=args.buyer, reason=_reason(args)))
    if found is None:
        raise LookupError(args.way)
    if found.error:
        from guiju.facts.errors import FactsError
        from guiju.facts.schema import Words

        raise FactsError(Words(found.error["zh"], found.error["en"]))
    if args.way == "export":
        content = buyers.fetched(found.id) or b""
        Path(args.file).write_bytes(content)
        state.took("privacy", args.file, content)
        queries.file_of(found.id).unlink(missing_ok=True)
    said: Mapping[str, Any] = found.found
    return {
        "rows": dict(said["rows"]),
        "aside": said["aside"],
        "sealed": len(said["pinned"]),
        "erased_on": said["before"],
    }


def _person(args: argparse.Namespace) -> dict[str, Any]:  # Any: plain JSON
    from guiju.apps.audit.actor import operator
    from guiju.apps.privacy import actions, errors, people, queries

    found = queries.someone(args.person)
    if found is None:
        raise errors.refused(errors.Code.UNKNOWN, number=args.person)
    if args.way == "erase":
        return {"rows": actions.erase_person(actor=operator(), number=found.number, reason=args.reason)}
    if args.way == "export":
        actions.note_export(actor=operator(), number=found.number)
        content = people.workbook(found.number, with_pay=True)
        Path(args.file).write_bytes(content)
        state.took("privacy", args.file, content)
    return {"rows": {one.key: one.rows for one in found.held}}


def _reason(args: argparse.Namespace) -> str:
    return str(getattr(args, "reason", ""))


def _called(name: str, spoken: str) -> str:
    """A fact or a table as people call it."""
    from guiju.apps.privacy.holdings import HOLDINGS

    if schema := load_schemas().get(name):
        return schema.english if spoken == "en" else schema.name
    return next((one.title.say(spoken) for one in HOLDINGS if one.model == name), name)
