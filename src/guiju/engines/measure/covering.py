"""Which of very many periods the lake covers wholly, all at once; ``coverage`` looks at one with its reasons."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from guiju.engines.measure.bounds import Flags, Integers
from guiju.engines.measure.coverage import Shop
from guiju.engines.measure.sql import Fact
from guiju.engines.periods import Period
from guiju.facts.lake import View


def within(view: View, fact: Fact, shops: Sequence[Shop], asked: tuple[Period, ...], today: date) -> Flags:
    """The periods of which ``covered`` would say, without a look at each day, that nothing is lacking.

    They are over, or not begun, and one span of coverage holds the days of every shop that is expected in them.
    """
    starts, ends = _ends(asked)
    held = (today.toordinal() < starts) | (ends < today.toordinal())
    expected = np.zeros(len(asked), np.bool_)
    for shop in shops:
        first = starts if shop.start is None else np.maximum(starts, shop.start.toordinal())
        last = ends if shop.end is None else np.minimum(ends, shop.end.toordinal())
        whole = np.zeros(len(asked), np.bool_)
        for begun, ended in view.coverage(fact.english, shop.name):
            whole |= (first >= begun.toordinal()) & (last <= ended.toordinal())
        held &= whole | (first > last)
        expected |= first <= last
    return np.asarray(held & expected, np.bool_)


@lru_cache(maxsize=4)
def _ends(asked: tuple[Period, ...]) -> tuple[Integers, Integers]:
    """The first and the last days of some periods, as ordinals."""
    starts = [period.start.toordinal() for period in asked]
    return np.array(starts), np.array([period.end.toordinal() for period in asked])
