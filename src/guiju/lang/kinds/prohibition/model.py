"""禁止: what must not be done, who hears a report of it, and what may follow."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import AS_READ, Rule
from guiju.lang.kinds.duty.recurrence import Allowance
from guiju.lang.text import Span


@dataclass(frozen=True, slots=True)
class Sanction:
    """What may follow a breach: 警告, 书面检讨…; expunged from the record after so many months, 0 for never."""

    name: str
    expunged_months: int
    span: Span


class Prohibition(Rule):
    """Never surveillance: somebody reports, the person is heard, somebody decides, the person may appeal.

    ``hears`` receives reports and hears the person within ``hearing``; ``decides`` chooses among ``sanctions`` or
    none within ``decision``; ``appeal`` is how long the person may appeal, to ``appeals_to``.
    """

    kind: ClassVar[str] = "prohibition"

    text: Annotated[str, written.Text()] = ""
    hears: Annotated[str, written.Reference(("position",))] = ""
    hearing: Annotated[Allowance | None, AS_READ, written.Special("allowance")] = None
    decides: Annotated[str, written.Reference(("position",))] = ""
    decision: Annotated[Allowance | None, AS_READ, written.Special("allowance")] = None
    sanctions: Annotated[tuple[Sanction, ...], AS_READ, written.Special("sanctions")] = ()
    appeal: Annotated[Allowance | None, AS_READ, written.Special("allowance")] = None
    appeals_to: Annotated[str, written.Reference(("position",))] = ""
