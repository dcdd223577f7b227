"""guiju roster: the roster's workbook in and out."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guiju.cli import state

if TYPE_CHECKING:
    from guiju.apps.spreadsheet import Finding


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of the verb."""
    state.add_exchange(parser, _bring, _take)


def _bring(args: argparse.Namespace, content: bytes) -> tuple["Sequence[Finding]", Mapping[str, int]]:
    from guiju.apps.audit.actor import operator
    from guiju.apps.people import actions

    name = Path(args.file).name
    report = actions.import_roster(actor=operator(), content=content, name=name, dry_run=args.dry_run)
    added = sum(change.before is None for change in report.changes)
    removed = sum(change.after is None for change in report.changes)
    changed = len(report.changes) - added - removed
    if not report.findings and not args.dry_run:
        _unplaced()
    return report.findings, {"added": added, "changed": changed, "removed": removed}


def _unplaced() -> None:
    """Name who holds what the regulation in force does not know: nothing would be reckoned for them."""
    from django.utils.translation import get_language

    from guiju.apps.work.organisation import amiss

    english = (get_language() or "").startswith("en")
    found = {one.number: one for one in reversed(amiss()) if one.sort in _UNPLACED}  # what comes first weighs more
    for one in reversed(found.values()):
        others = (", " if english else "、").join(one.others)
        post = {"name": one.name, "number": one.number, "unit": one.unit, "position": one.position}
        print(_UNPLACED[one.sort][english].format(**post, others=others), file=sys.stderr)


_UNPLACED = {
    "unknown": (
        "提醒：{name}（{number}）任{unit} · {position}，制度里没有这个单位或岗位，不会有得分和奖金",
        "note: {name} ({number}) is {position} of {unit}; the regulation knows no such post, so nothing is paid",
    ),
    "misplaced": (
        "提醒：{name}（{number}）在{unit}任{position}，制度里这个岗位在{others}",
        "note: {name} ({number}) is {position} of {unit}; in the regulation that position is in {others}",
    ),
}


def _take() -> bytes:
    from guiju.apps.audit.actor import operator
    from guiju.apps.people import actions

    return actions.export_roster(actor=operator())
