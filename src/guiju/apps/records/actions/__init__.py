"""Everything that may be done to records; each action is atomic, keyword-only and written in the ledger."""

from guiju.apps.records.actions.attaching import attach, hold
from guiju.apps.records.actions.drafting import discard, save_draft
from guiju.apps.records.actions.exporting import export
from guiju.apps.records.actions.filing import amend, file, withdraw
from guiju.apps.records.actions.passing import admit, fill, send_back

__all__ = [
    "admit",
    "amend",
    "attach",
    "discard",
    "export",
    "file",
    "fill",
    "hold",
    "save_draft",
    "send_back",
    "withdraw",
]
