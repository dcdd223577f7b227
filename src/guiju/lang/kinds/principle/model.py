"""原则: what everybody holds to."""

from typing import Annotated, ClassVar

from guiju.lang.kinds import written
from guiju.lang.kinds.base import Rule


class Principle(Rule):
    """A principle; it is published and signed, nothing measures it."""

    kind: ClassVar[str] = "principle"

    text: Annotated[str, written.Text()]
