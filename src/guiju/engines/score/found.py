"""What a name turned out to be: a metric, an entered figure or a target, with the rule behind it."""

from dataclasses import dataclass

from guiju.engines.periods import Period
from guiju.engines.score.source import Rows, Stated
from guiju.lang.kinds import Input, Metric, Subject, Target
from guiju.lang.values import Value


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric for some rows; ``rule`` is the one in force, exceptions considered, ``None`` when that is open."""

    value: Value
    rows: Rows
    rule: Metric | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """An entered figure; ``stated`` is ``None`` when nobody entered it and the default, if any, stands."""

    rule: Input | None
    subject: Subject
    period: Period
    value: Value
    stated: Stated | None = None


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target: entered (``stated``) or written in the regulation (``rule``), for the nearest subject that has one."""

    value: Value
    subject: Subject | None = None
    rule: Target | None = None
    stated: Stated | None = None
