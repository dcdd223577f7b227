"""What a simulation is known by: other texts, months, figures, people or arithmetic make another one."""

from collections.abc import Sequence

from guiju.apps.appraisal import basis
from guiju.apps.figures.queries import stated
from guiju.apps.impact.texts import Text
from guiju.apps.people.entirety import entirety
from guiju.apps.rulebook import compiled
from guiju.engines.periods import Period


def key(texts: Sequence[Text], first: Period, last: Period) -> str:
    """The hash of everything that a simulation comes from."""
    content = {
        "texts": [text.as_json() for text in texts],
        "compiler": compiled.compiler_version(),
        "engine": basis.engine_version(),
        "months": [str(first), str(last)],
        "figures": basis.figures(first.previous(basis.LONGEST).start, last.end),
        "roster": entirety(),
        "targets": [str(row) for row in stated.targets() if row.start.start <= last.end],
        "entries": [str(row) for row in stated.entries() if row.period.start <= last.end],
    }
    return basis.digest(content)
