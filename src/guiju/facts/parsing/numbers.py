"""How people and platforms write a number: full-width, with separators, a currency or what is counted."""

import polars as pl

_COUNTERS = r"(?:条|次|人|件|个|单|笔|天)$"
_SEPARATED = (  # by thousands, by lakh, or by 万
    r"^[-+]?(?:\d{1,3}(?:[,\s]\d{2,3})*[,\s]\d{3}|\d{1,4}(?:,\d{4})+|\d+)(?:\.\d*)?\s*[^\d,.\s]*$"
)


def number_text(cell: pl.Expr) -> pl.Expr:
    """Digits alone: full-width forms, thousands separators, currency signs and 元 are taken off.

    A comma that parts no thousands (``1.234,50``, ``12,5``) stays, so that the cell is no number rather than another.
    """
    text = cell.str.normalize("NFKC").str.replace_all(r"^\s+|¥\s*|\s*元?\s*$", "").str.replace(r"^([-+])\s+", "$1")
    return pl.when(text.str.contains(_SEPARATED)).then(text.str.replace_all(r"[,\s]", "")).otherwise(text)


def counted(cell: pl.Expr) -> pl.Expr:
    """A number without the word for what is counted: ``3条``."""
    return number_text(cell).str.replace(_COUNTERS, "")
