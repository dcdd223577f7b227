"""Reading records: forms to fill in, drafts, single records, registers."""

from guiju.apps.records.queries.choosing import chosen, drafts, figures, forms, prefilled, registers
from guiju.apps.records.queries.listing import month, piles, register, span
from guiju.apps.records.queries.single import attachment, brought, held, held_by, names_in, record

__all__ = [
    "attachment",
    "brought",
    "chosen",
    "drafts",
    "figures",
    "forms",
    "held",
    "held_by",
    "month",
    "names_in",
    "piles",
    "prefilled",
    "record",
    "register",
    "registers",
    "span",
]
