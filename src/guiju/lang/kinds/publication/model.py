"""发布: what a new version of the regulation has to pass before it binds."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Rule
from guiju.lang.kinds.choices import Passage
from guiju.lang.kinds.duty.recurrence import Allowance, Escalation


class Publication(Rule):
    """How a new version comes into force: what it must pass, how many days each stage takes, and who decides.

    ``demands`` are the stages that cannot be left out. Unless written they are what the law asks of a rule that touches
    the people it binds: all of them are heard, it is talked over with them as equals, and they are told of it. Days are
    those of the calendar. ``approves`` are the positions that may approve, whoever may confirm the regulation when
    empty; ``consults`` names with whom it is talked over. ``remind`` are spans before an opinion, approval or signature
    is due, ``escalate`` steps after it.
    """

    kind: ClassVar[str] = "publication"

    demands: Annotated[tuple[Passage, ...], written.Choices(Passage)] = tuple(Passage)
    comment_days: Annotated[int, written.Whole(1, 365)] = 7
    consults: Annotated[tuple[str, ...], written.Texts()] = ()
    approves: Annotated[tuple[str, ...], written.References(("position",))] = ()
    notice_days: Annotated[int, written.Whole(0, 365)] = 7
    sign_days: Annotated[int, written.Whole(1, 365)] = 7
    remind: Annotated[tuple[Allowance, ...], AS_READ, written.Special("allowances")] = ()
    escalate: Annotated[tuple[Escalation, ...], AS_READ, written.Special("escalations")] = ()
