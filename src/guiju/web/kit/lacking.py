"""Why a value is missing, in the language of the page: with costs by their names and periods as people write them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from guiju.engines import lacking, periods
from guiju.lang.reasons import Words
from guiju.lang.values import Missing, Reason
from guiju.web.kit import formats

# The columns of costs as the details of reasons name them.
COSTS: Mapping[str, Promise] = {
    "货品成本": pgettext_lazy("lacking", "货品成本"),
    "运费成本": pgettext_lazy("lacking", "运费成本"),
    "佣金": pgettext_lazy("lacking", "佣金"),
}
_PERIOD = re.compile(r"20\d\d(-\d\d(-\d\d)?|-W\d\d|Q[1-4])")


def words(reason: Reason) -> Words:
    """The parts of a reason: what is lacking, how to mend it, who can."""
    return lacking.words(_told(reason), _language())


def lines(value: object) -> tuple[str, ...]:
    """Each reason of a missing value as a line; nothing when it is there."""
    if not isinstance(value, Missing):
        return ()
    return lacking.lines(Missing(tuple(map(_told, value.reasons))), _language())


def _language() -> str:
    return "en" if formats.english() else "zh"


def _told(reason: Reason) -> Reason:
    detail = " ".join(map(_word, reason.detail.split(" ")))
    return reason if detail == reason.detail else replace(reason, detail=detail)


def _word(word: str) -> str:
    if word in COSTS:
        return str(COSTS[word])
    period = periods.parse(word) if _PERIOD.fullmatch(word) else None
    return period.label(_language()) if period else word
