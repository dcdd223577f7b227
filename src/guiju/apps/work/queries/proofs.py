"""What shows that a duty is kept."""

from datetime import date
from enum import StrEnum

from guiju.apps.work.values import Evidence


class By(StrEnum):
    """What evidence is counted by."""

    ALL = "all"
    UNIT = "unit"
    PERSON = "person"
    MONTH = "month"
    RULE = "rule"
    CLAUSE = "clause"


def evidence(
    *,
    rule: str = "",
    clause: str = "",
    start: date,
    end: date,
    by: By = By.ALL,
    unit: str = "",
    number: str = "",
) -> list[Evidence]:
    """How often what a rule (``duty:name``) or clause asks for was kept, late, missed, excused, by day of the work.

    ``ALL`` gives exactly one row. ``unit`` narrows to it and all under it, ``number`` to one person.
    """
    raise NotImplementedError
