"""Reading records: forms to fill in, drafts, single records, registers."""

from guiju.apps.records.queries.choosing import chosen, drafts, forms, prefilled, registers
from guiju.apps.records.queries.listing import month, piles, register, span
from guiju.apps.records.queries.single import attachment, record

__all__ = [
    "attachment",
    "chosen",
    "drafts",
    "forms",
    "month",
    "piles",
    "prefilled",
    "record",
    "register",
    "registers",
    "span",
]
