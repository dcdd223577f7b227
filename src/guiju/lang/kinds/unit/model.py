"""单位: a part of the organisation."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import Rule


class Unit(Rule):
    """A unit under its parent (none: the top), led by the holder of one position."""

    kind: ClassVar[str] = "unit"

    parent: Annotated[str, written.Reference(("unit",))] = ""
    leader: Annotated[str, written.Reference(("position",))] = ""
    mandate: Annotated[tuple[str, ...], written.Texts()] = ()
