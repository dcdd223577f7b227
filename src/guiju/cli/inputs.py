"""guiju inputs: the workbook of entered figures in and out."""

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
    from guiju.apps.figures.actions import inputs

    name = Path(args.file).name
    report = inputs.import_inputs(actor=operator(), content=content, name=name, dry_run=args.dry_run)
    return report.findings, {"added": report.added, "changed": report.changed, "removed": report.removed}


def _take() -> bytes:
    from guiju.apps.audit.actor import operator
    from guiju.apps.figures.actions import inputs

    return inputs.export_inputs(actor=operator())
