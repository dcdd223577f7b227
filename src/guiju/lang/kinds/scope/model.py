"""适用: whom the regulation binds."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import Rule


class Scope(Rule):
    """Whom or what the regulation binds."""

    kind: ClassVar[str] = "scope"

    text: Annotated[str, written.Text()]
