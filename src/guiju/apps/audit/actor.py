"""Who acts, from where, and what the regulation in force lets them do."""

import getpass
from dataclasses import dataclass, field

from guiju.lang.kinds.choices import Action, Range, Thing

_WIDTH = {Range.OWN: 1, Range.GROUP: 2, Range.ALL: 3}


@dataclass(frozen=True, slots=True)
class Grant:
    """One thing that an access rule opens; for 本组 also the unit of the post that opens it, empty for every post."""

    may: Action
    what: Thing
    range: Range
    unit: str = ""
    clause: str = field(default="", compare=False)  # where the rule stands


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something.

    ``user_id`` is the signed-in user, ``None`` for the operator of the machine and for the worker; ``number`` the
    person's 工号, empty for those who are not in the roster. ``where`` is the place: ``web 10.0.0.7``, ``cli``,
    ``worker``. ``trusted`` actors may do everything: the operator, the worker and administrators. Everybody else may
    do what ``grants`` say and no more.
    """

    name: str
    where: str
    user_id: int | None = None
    number: str = ""
    trusted: bool = False
    grants: frozenset[Grant] = frozenset()

    def clause(self, may: Action, what: Thing) -> str:
        """The clause that opens this to the actor, the widest of several; empty when none does."""
        found = [grant for grant in self.grants if (grant.may, grant.what) == (may, what)]
        widest = max(found, key=lambda grant: (_WIDTH[grant.range], grant.clause), default=None)
        return widest.clause if widest else ""

    def reach(self, may: Action, what: Thing) -> Range | None:
        """How far the actor may do this, at the widest; ``None`` when not at all."""
        if self.trusted:
            return Range.ALL
        ranges = (grant.range for grant in self.grants if (grant.may, grant.what) == (may, what))
        return max(ranges, key=_WIDTH.__getitem__, default=None)


def operator() -> Actor:
    """Whoever sits at the command line; may do everything, as the owner of the files could anyway."""
    return Actor(name=getpass.getuser(), where="cli", trusted=True)


def worker() -> Actor:
    """The background process."""
    return Actor(name="guiju", where="worker", trusted=True)
