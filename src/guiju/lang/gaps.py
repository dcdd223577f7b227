"""What a regulation says and nothing carries out yet: sentences marked 待执行, and positions without a job sheet."""

import re
from dataclasses import dataclass

from guiju.lang.kinds import Position
from guiju.lang.regulation import Regulation
from guiju.lang.text import Span

MARK = re.compile(r"(?P<said>[^。！？!?\n〕]*[。！？!?]?)〔待执行〕")


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence that asks for what no kind of rule expresses; ``span`` is its clause's heading."""

    clause: str
    said: str
    span: Span


def gaps(regulation: Regulation) -> tuple[Gap, ...]:
    """Every sentence of the clauses that is marked 〔待执行〕 behind it."""
    return tuple(
        Gap(clause.id, match["said"].strip(), clause.span)
        for clause in regulation.clauses
        for match in MARK.finditer(clause.body_markdown)
    )


def without_job_sheet(regulation: Regulation) -> tuple[Position, ...]:
    """The positions that say nothing of what their holders answer for."""
    return tuple(one for one in regulation.of(Position).values() if not one.responsibilities)
