"""guiju roster: the roster's workbook in and out."""

import argparse
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
    return report.findings, {"added": added, "changed": changed, "removed": removed}


def _take() -> bytes:
    from guiju.apps.audit.actor import operator
    from guiju.apps.people import actions

    return actions.export_roster(actor=operator())
