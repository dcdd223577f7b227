"""Putting corrections into the lake, and taking them out: a commit like an import, without rows."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime

from guiju.facts.lake import ledger
from guiju.facts.lake.correction import Correction, amended
from guiju.facts.lake.manifest import compose
from guiju.facts.lake.store import PATIENCE, Lake


def correct(
    lake: Lake,
    *,
    now: datetime,
    add: Iterable[Correction] = (),
    remove: Iterable[str] = (),
    patience: float = PATIENCE,
    step: Callable[[str], None] = lambda _phase: None,
) -> str:
    """Publish the layer with some corrections more and others less; gives the id of the state that says so.

    What the layer says already is not published again, so a caller that was stopped may simply ask once more.
    LakeBusyError and DiskFullError leave the lake as it was. ``step`` hears of each phase before it begins.
    """
    with lake.writing(patience=patience):
        view = lake.view()
        layer = amended(view.manifest.corrections, add=add, remove=remove)
        if layer == view.manifest.corrections:
            return view.manifest_id
        step("publish")
        state = compose(
            view.manifest,
            parts=view.manifest.parts,
            coverage=view.manifest.coverage,
            ledger=f"{uuid.uuid4().hex}.jsonl.gz",
            made=now,
            corrections=layer,
        )
        lake.publish(state, ledger.dump(view.imports()))
        step("published")
    return state.id
