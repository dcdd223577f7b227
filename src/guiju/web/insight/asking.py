"""What the address of 为什么变了 asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from guiju.apps.figures.queries import points
from guiju.apps.insight.queries.ways import Kind, Way, ways
from guiju.engines import periods
from guiju.engines.periods import Grain, Period
from guiju.lang.kinds import Metric
from guiju.lang.regulation import Regulation
from guiju.web.kit import address

DIMS = ("shop", "channel", "product", "unit", "person")
DIVIDED = frozenset({Kind.PARTS, Kind.VOLUME})


@dataclass(frozen=True, slots=True)
class Asked:
    """Two months, the way, the dimension, and the ways that there are; ``way`` is ``None`` when there is none."""

    now: Period
    then: Period
    way: Way | None
    dim: str
    ways: tuple[Way, ...]

    @property
    def divided(self) -> bool:
        """Whether the way goes along a dimension."""
        return self.way is not None and self.way.kind in DIVIDED


def read(query: Mapping[str, str], rule: Metric, regulation: Regulation, today: date) -> Asked:
    """What is asked; whatever cannot be read is as usual: the last full month beside the one before, by shop."""
    now = address.month(query.get("at", "")) or periods.containing(today, Grain.MONTH).previous()
    said = query.get("with", "")
    then = points.year_before(now) if said == "year" else address.month(said) or now.previous()
    found = ways(rule, regulation)
    way = next((one for one in found if one.key == query.get("way")), found[0] if found else None)
    dim = query.get("dim", "")
    return Asked(now, then, way, dim if dim in DIMS else "shop", found)


def query(asked: Asked) -> str:
    """The query of the address for what is asked."""
    said = {"at": str(asked.now), "with": str(asked.then), "way": asked.way.key if asked.way else "", "dim": asked.dim}
    return urlencode(said)


def link(asked: Asked, *, way: Way | None = None, dim: str = "") -> str:
    """The same page in another way or along another dimension."""
    return "?" + query(replace(asked, way=way or asked.way, dim=dim or asked.dim))
