"""What a reckoning came from, as one hash: while it stands, working it out again would give the same."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from guiju.apps.appraisal import models, standing
from guiju.apps.figures.models import Month
from guiju.apps.figures.queries import stated
from guiju.apps.people import queries as people
from guiju.apps.rulebook import compiled
from guiju.engines import score
from guiju.engines.measure.wanted import formulas
from guiju.engines.periods import Grain, Period
from guiju.lang.formula.tree import Call
from guiju.lang.formula.walk import walk

LONGEST = 12  # periods that a formula is taken to look back


def basis(edition: str, period: Period) -> str:
    """The hash of edition, arithmetic, figures, roster, targets, entries and earlier points behind a period."""
    reach = LONGEST if looks_back(edition) else 0
    earlier = [period.previous(count).start for count in range(1, reach + 1)]
    content = {
        "edition": edition,
        "engine": engine_version(),
        "figures": figures(period.start, period.end),
        "roster": [str(row) for row in people.roster().rows.values()],
        "targets": [str(row) for row in stated.targets() if row.start.start <= period.end],
        "entries": [str(row) for row in stated.entries() if row.period.start <= period.end],
        "earlier": _earlier(period.grain, earlier),
    }
    return digest(content)


@cache
def looks_back(edition: str) -> bool:
    """Whether what is paid for a period may depend on earlier ones, by 上期 or 连续."""
    nodes = (node for formula in formulas(compiled.regulation(edition)) for node in walk(formula.tree))
    return any(isinstance(node, Call) and node.function in {"previous", "consecutive"} for node in nodes)


def digest(content: object) -> str:
    """The SHA-256 of something in words of JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def engine_version() -> str:
    """What scoring is made of, so that results of another arithmetic are known as such."""
    sha = hashlib.sha256(compiled.compiler_version().encode())
    for path in sorted(Path(score.__file__).parent.glob("*.py")):
        sha.update(path.read_bytes())
    return sha.hexdigest()[:12]


def figures(start: date, end: date) -> list[str]:
    """The signatures of the figures stored for the months between two days."""
    found = Month.objects.filter(start__range=(start.replace(day=1), end)).order_by("start")
    return list(found.values_list("signature", flat=True))


def _earlier(grain: Grain, starts: Sequence[date]) -> list[str]:
    """The signatures of what earlier periods count as; what a closed one comes to by now is not looked back at."""
    counting = standing.by_start(grain, starts)
    found = models.Reckoning.objects.filter(pk__in=counting.values()).order_by("start")
    return list(found.values_list("signature", flat=True))
