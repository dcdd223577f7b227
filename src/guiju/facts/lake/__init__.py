"""The lake: immutable Parquet files under published manifests. Reading it needs no heavy library."""

from guiju.facts.lake.correcting import correct
from guiju.facts.lake.correction import Correction
from guiju.facts.lake.correction import Kind as CorrectionKind
from guiju.facts.lake.ledger import Import
from guiju.facts.lake.manifest import EMPTY, Manifest, Part, Span
from guiju.facts.lake.store import Lake, View
from guiju.facts.lake.store import open_lake as open  # noqa: A004 - reads as lake.open(home)

__all__ = [
    "EMPTY",
    "Correction",
    "CorrectionKind",
    "Import",
    "Lake",
    "Manifest",
    "Part",
    "Span",
    "View",
    "correct",
    "open",
]
