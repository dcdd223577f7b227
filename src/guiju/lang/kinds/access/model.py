"""权限: who may do what, and how far."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import Rule
from guiju.lang.kinds.choices import Action, Range, Thing


class Access(Rule):
    """Opens things to the holders of positions; no position at all means everyone.

    ``approval_above`` is how many rows may be exported without another's approval. With ``second_factor`` its holders
    sign in with more than a password.
    """

    kind: ClassVar[str] = "access"

    who: Annotated[tuple[str, ...], written.References(("position",), everyone=True)]
    may: Annotated[tuple[Action, ...], written.Choices(Action)]
    what: Annotated[tuple[Thing, ...], written.Choices(Thing)]
    range: Annotated[Range, written.Choice(Range)] = Range.OWN
    approval_above: Annotated[int | None, written.Whole(1)] = None
    second_factor: Annotated[bool, written.Flag()] = False
