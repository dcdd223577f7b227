"""例行: work that comes round, with who, when, by when and what shows that it was done."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Rule
from guiju.lang.kinds.choices import Evidence, OnMissed, Shift
from guiju.lang.kinds.duty.recurrence import Allowance, DueTime, Escalation, Recurrence


class WhoKind(StrEnum):
    """Whom a duty binds."""

    EVERYONE = "everyone"  # 全员
    LEADERS = "leaders"  # 各组负责人: the leader of each unit under the top
    MEMBERS = "members"  # a unit: every member of it
    LEADER = "leader"  # 客服组负责人: the leader of one unit
    POSITION = "position"  # each holder of a position
    OWN = "own"  # 本组: the unit of whoever the duty binds; only among those who attend a meeting
    SUPERIOR = "superior"  # 上级: whom the author of a record reports to; only in the stages of a form
    FIELD = "field"  # 字段 承办: whom a field of the record names; only in the stages of a form


UP = "上级"  # a duty's reviewer: whoever the person reports to


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a duty binds; ``name`` is the declared unit, position or field, empty where the kind says it all."""

    kind: WhoKind
    name: str = ""


class Duty(Rule):
    """Work that comes round: one piece for each person that ``who`` means on each day that ``recurs`` names.

    With ``shared`` the holders have one piece between them: it is accountable to the leader among them, else to the
    holder of the longest standing. A duty with ``attend`` is a meeting: ``agenda`` and ``metrics`` stand on its page,
    and its minutes are the evidence. ``ahead`` says how long before the day the work shows; it follows from the first
    reminder unless written. ``shift`` says what becomes of a day that is no working day. ``remind`` are spans before
    due, ``escalate`` steps after it; ``missed`` says whether late work can still be done. ``reviewer`` receives and
    may return what was done: a position, or ``UP``. ``does`` is the rule's name unless written; ``evidence`` follows
    from what the duty has unless written.
    """

    kind: ClassVar[str] = "duty"

    who: Annotated[Who, AS_READ, written.Special("who")]
    does: Annotated[str, written.Text()] = ""
    recurs: Annotated[Recurrence, AS_READ, written.Special("recurrence")]
    due: Annotated[DueTime, AS_READ, written.Special("due_time")]
    ahead: Annotated[Allowance | None, AS_READ, written.Special("allowance")] = None
    shift: Annotated[Shift, written.Choice(Shift)] = Shift.NEXT
    shared: Annotated[bool, written.Flag()] = False
    evidence: Annotated[Evidence, written.Choice(Evidence)] = Evidence.TICK
    form: Annotated[str, written.Reference(("form",))] = ""
    checklist: Annotated[tuple[str, ...], written.Texts()] = ()
    metrics: Annotated[tuple[str, ...], written.References(("metric",))] = ()
    attend: Annotated[tuple[Who, ...], AS_READ, written.Special("attending")] = ()
    agenda: Annotated[tuple[str, ...], written.Texts()] = ()
    reviewer: Annotated[str, written.Special("reviewer")] = ""
    informed: Annotated[tuple[str, ...], written.References(("position",))] = ()
    remind: Annotated[tuple[Allowance, ...], AS_READ, written.Special("allowances")] = ()
    escalate: Annotated[tuple[Escalation, ...], AS_READ, written.Special("escalations")] = ()
    missed: Annotated[OnMissed, written.Choice(OnMissed)] = OnMissed.LATE
    grace: Annotated[Allowance | None, AS_READ, written.Special("allowance")] = None
