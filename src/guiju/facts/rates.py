"""What other currencies are worth in yuan, as people state it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

Rates = Mapping[str, Decimal]
"""What one unit of a currency is worth in yuan, by its code in capitals."""


def stated(text: str) -> tuple[str, Decimal]:
    """A rate as a person writes it: ``USD=7.12``. Raises ``ValueError`` for anything else."""
    code, _, number = text.partition("=")
    try:
        rate = Decimal(number)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not code.strip() or not rate.is_finite() or rate <= 0:
        raise ValueError(text)
    return code.strip().upper(), rate


def listed(words: Iterable[str]) -> dict[str, Decimal]:
    """Several such rates; the last one of a currency holds."""
    return dict(stated(word) for word in words)
