"""责任矩阵: who does, answers for, is asked about and hears of each task."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Rule
from guiju.lang.text import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One task of the matrix, by positions or units; exactly one is accountable."""

    task: str
    accountable: str
    responsible: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    span: Span


class Raci(Rule):
    """A matrix of tasks; a task that is made by one of its lines takes its people from it."""

    kind: ClassVar[str] = "raci"

    lines: Annotated[tuple[Line, ...], AS_READ, written.Special("raci_lines")]
