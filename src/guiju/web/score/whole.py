"""All of a figure where reading it shows less than is reckoned with: whoever recalculates by hand needs every digit."""

import re
from decimal import Decimal

from guiju.web.kit.formats import Amount

_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def whole(shown: Amount) -> str:
    """The figure that is reckoned with, where rounding for the eye hides some of it; nothing where it is all there."""
    seen, kept = (_FIGURE.findall(text.replace(",", "")) for text in (shown.text, shown.exact))
    alone = len(seen) == len(kept) == 1 and "…" not in shown.exact
    return "" if alone and Decimal(seen[0]) == Decimal(kept[0]) else shown.exact


def text(shown: Amount) -> str:
    """A figure with every digit that is reckoned with."""
    return whole(shown) or shown.text
