"""guiju sources: what should come by itself, and how each table stands."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from guiju.cli import state
from guiju.cli.columns import aligned

if TYPE_CHECKING:
    from guiju.apps.intake.values import Stands

STATES: Mapping[str, tuple[str, str]] = {
    "late": ("迟了", "late"),
    "open": ("该交了", "due now"),
    "waiting": ("还没到时候", "not yet"),
    "done": ("已交", "in time"),
    "free": ("不定期", "whenever it comes"),
    "off": ("已停用", "off"),
}
HEADS = (("名称", "name"), ("店铺", "shop"), ("负责人", "owner"), ("多久一次", "how often"))
MORE = (("上一次", "last"), ("下一次", "next"), ("状态", "state"))


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("--json", action="store_true", help="输出 JSON (print JSON)")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 (language)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print how each expected table stands; 1 when one is late."""
    spoken = state.ready(arguments.lang)
    from guiju.apps.intake import queries
    from guiju.apps.intake.values import Standing

    found = queries.standings("en" if spoken == "en" else "zh")
    if arguments.json:
        print(json.dumps([_json(one) for one in found], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(found, english=spoken == "en")))
    return int(any(one.state is Standing.LATE for one in found))


def _lines(found: Sequence["Stands"], *, english: bool) -> Iterator[str]:
    if not found:
        yield "No table is expected." if english else "还没有写下任何该来的表。"
        return
    heads = tuple(pair[english] for pair in (*HEADS, *MORE))
    yield from aligned([heads, *(_cells(one, english=english) for one in found)])


def _cells(one: "Stands", *, english: bool) -> tuple[str, ...]:
    expected = one.expected
    rhythm = f"{expected.recurs} {expected.by}" if expected.recurs else "—"
    last = f"{one.last.at:%Y-%m-%d %H:%M}" if one.last else "—"
    coming = f"{one.next.due:%Y-%m-%d %H:%M}" if one.next else "—"
    said = STATES[one.state][english]
    since = f" {one.since:%m-%d %H:%M}" if one.since else ""
    return expected.name, expected.shop or "—", expected.owner_name, rhythm, last, coming, said + since


def _json(one: "Stands") -> dict[str, object]:
    expected = one.expected
    return {
        "name": expected.name,
        "what": expected.what,
        "shop": expected.shop,
        "way": expected.way,
        "owner": expected.owner,
        "rhythm": expected.recurs,
        "by": expected.by,
        "duty": expected.duty,
        "state": one.state.value,
        "late_since": one.since.isoformat() if one.since else None,
        "last": {
            "at": one.last.at.isoformat(),
            "file": one.last.name,
            "through": one.last.through.isoformat() if one.last.through else None,
        }
        if one.last
        else None,
        "next_due": one.next.due.isoformat() if one.next else None,
    }
